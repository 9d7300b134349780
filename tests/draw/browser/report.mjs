// report.mjs REPORT.html: use the report as people do; what came of it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LOOKS = [["light", 1280], ["dark", 390], ["light", 320]];
const view = ([colorScheme, width]) => ({ colorScheme, viewport: { width, height: 800 } });

const opened = (page) =>
  page.$$eval("li > .card > details", (all) => all.map((one) => one.open));

/** A click on each gate: how many gates show what is behind them, before and after. */
async function clicks(page) {
  const before = await page.locator(".behind:visible").count();
  for (const one of await page.locator("li > .card summary").all()) await one.click();
  const after = await page.locator(".behind:visible").count();
  return { before, after, gates: await page.locator(".card").count() };
}

/** What has the focus, and whether one can see that it has. */
const focused = (page) =>
  page.evaluate(() => {
    const here = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(here);
    return {
      name: here.localName, text: here.textContent.trim().slice(0, 60),
      ring: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
    };
  });

/** Tab through the page from its top and press `key` at every gate. */
const keyboard = (key) => async (page) => {
  const seen = [];
  for (let step = 0; step < 200; step += 1) {
    await page.keyboard.press("Tab");
    const at = await focused(page);
    if (at.name === "body") break;
    seen.push(at);
    if (at.name === "summary") await page.keyboard.press(key);
  }
  return { seen, opened: await opened(page) };
};

async function skip(page) {
  await page.keyboard.press("Tab");
  const top = await page.locator(".skip").evaluate((link) => link.getBoundingClientRect().top);
  await page.keyboard.press("Enter");
  return { shown: top >= 0, hash: await page.evaluate(() => decodeURIComponent(location.hash)) };
}

/** Everything that axe-core holds against the page, with all of it open. */
async function violations(page) {
  for (const one of await page.locator("summary").all()) await one.click();
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
  return found.violations.map(({ id, impact, nodes }) => ({
    id, impact, nodes: nodes.map((node) => node.html.slice(0, 200)),
  }));
}

const breadth = ([, width]) => async (page, heard) =>
  ({ width, wide: await page.evaluate(() => document.documentElement.scrollWidth), ...heard });

/** What stays hidden in print although nobody opened it on the screen. */
async function paper(page) {
  await page.emulateMedia({ media: "print" });
  const hidden = await page.$$eval("details > :not(summary)", (all) =>
    all.filter((one) => !one.checkVisibility() || one.offsetHeight === 0).length);
  await page.pdf({ preferCSSPageSize: true });
  return { hidden, closed: (await opened(page)).every((one) => !one) };
}

export default async (browser, file) => {
  const use = (options, work) => browser.visit(file, options, work);
  const views = [], faults = [];
  for (const look of LOOKS) views.push(await use(view(look), breadth(look)));
  for (const look of LOOKS.slice(0, 2)) faults.push(...(await use(view(look), violations)));
  return {
    views, faults,
    mouse: await use({}, clicks), without_javascript: await use({ javaScriptEnabled: false }, clicks),
    enter: await use({}, keyboard("Enter")), space: await use({}, keyboard("Space")),
    skip: await use({}, skip), paper: await use({}, paper),
  };
};
