// hear.mjs PAGE.html: open a page; what it says, asks for and pops up.

export default (browser, file) =>
  browser.visit(file, {}, async (page, heard) => {
    await page.waitForTimeout(300);
    return heard;
  });
