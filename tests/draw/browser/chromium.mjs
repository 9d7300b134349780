// Debian's Chromium, cut off from every network. Its path is in the environment.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
  "--disable-background-networking", "--proxy-server=127.0.0.1:9",
];

/** Run `work` with a browser, print what comes of it as JSON. */
export async function main(work) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
  try {
    console.log(JSON.stringify(await work(browser)));
  } finally {
    await browser.close();
  }
}

/** Open a file in a fresh window and hand its page to `use`, with all that it says and asks for. */
export async function visit(browser, file, options, use) {
  const context = await browser.newContext({ offline: true, ...options });
  const page = await context.newPage();
  const heard = { console: [], requests: [], failed: [], dialogs: [] };
  page.on("console", (message) => heard.console.push(message.text()));
  page.on("pageerror", (error) => heard.console.push(String(error)));
  page.on("request", (request) => heard.requests.push(request.url()));
  page.on("requestfailed", (request) => heard.failed.push(request.failure().errorText));
  page.on("dialog", (dialog) => {
    heard.dialogs.push(dialog.message());
    dialog.dismiss();
  });
  await page.goto(pathToFileURL(resolve(file)).href);
  const found = await use(page, heard);
  await context.close();
  return found;
}
