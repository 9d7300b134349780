// node hear.mjs PAGE.html: open a page and print what it says, asks for and pops up, as JSON.
import { main, visit } from "./chromium.mjs";

await main((browser) =>
  visit(browser, process.argv[2], {}, async (page, heard) => {
    await page.waitForTimeout(300);
    return heard;
  }));
