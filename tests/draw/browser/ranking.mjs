// ranking.mjs RANKING.html: sort, filter and open the ranking as people do; what came of it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LOOKS = [["light", 1280], ["dark", 390], ["light", 320]];
const view = ([colorScheme, width]) => ({ colorScheme, viewport: { width, height: 800 } });

/** The names in the rows that are shown, from above. */
const names = (page) =>
  page.$$eval("#ranking tbody", (all) =>
    all.filter((one) => one.checkVisibility()).map((one) => one.dataset.name));

const told = (page) => page.locator("#told").textContent();

/** The order after a column's button is pressed once and twice, and what a reader is told. */
async function sorted(page, key) {
  const head = page.locator(`th[data-sort="${key}"]`);
  const found = [];
  for (let time = 0; time < 2; time += 1) {
    await head.locator("button").click();
    found.push({ names: await names(page), said: await head.getAttribute("aria-sort") });
  }
  return found;
}

async function sorting(page) {
  const found = {};
  for (const key of ["name", "questions", "rank"]) found[key] = await sorted(page, key);
  return found;
}

/** What is left by a text, by a verdict, by both, and by neither. */
async function filtering(page) {
  const look = async () => ({ names: await names(page), told: await told(page) });
  const before = await look();
  await page.fill("#find", "HOSPITAL");
  const found = await look();
  await page.selectOption("select[data-key=verdict]", "low");
  const both = await look();
  await page.fill("#find", "");
  const verdict = await look();
  await page.fill("#find", "no such program");
  const none = await look();
  await page.fill("#find", "");
  await page.selectOption("select[data-key=verdict]", "");
  return { before, found, both, verdict, none, after: await look() };
}

/** Open the first report; whether it shows, and stays open and in its place when rows are sorted. */
async function opening(page) {
  const body = page.locator("#ranking tbody").first();
  const name = await body.getAttribute("data-name");
  const gates = body.locator(".card");
  const before = await gates.first().isVisible();
  await body.locator(".more > td > details > summary").click();
  const after = await gates.first().isVisible();
  const sort = page.locator('th[data-sort="rank"] button');
  if (await sort.count()) for (let time = 0; time < 2; time += 1) await sort.click();
  const last = page.locator(`#ranking tbody[data-name="${name}"]`);
  return { name, before, after, still: await last.locator(".card").first().isVisible() };
}

/** With the keyboard alone: sort by the first button, find a program, open its report. */
async function keyboard(page) {
  const seen = [];
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const here = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(here);
      return { name: here.localName, id: here.id, text: here.textContent.trim().slice(0, 30),
        ring: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 };
    });
    seen.push(at);
    if (at.id === "find") await page.keyboard.type("larkmoor");
    if (at.name === "button" && at.text === "program") await page.keyboard.press("Enter");
    if (at.name === "summary") {
      await page.keyboard.press("Space");
      break;
    }
  }
  const sort = await page.locator('th[data-sort="name"]').getAttribute("aria-sort");
  const open = await page.$$eval(".more > td > details[open]", (all) =>
    all.map((one) => one.closest("tbody").dataset.name));
  return { seen, names: await names(page), sort, open };
}

async function violations(page) {
  await page.locator(".more > td > details > summary").first().click();
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
  return found.violations.map(({ id, impact, nodes }) => ({
    id, impact, nodes: nodes.slice(0, 3).map((node) => node.html.slice(0, 200)),
  }));
}

/** The heads of columns of which some is outside of the window, or inside of themselves. */
const cut = (page) => page.$$eval("#ranking thead th", (all) => all
  .filter((one) => one.checkVisibility())
  .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth
    || [one, ...one.children].some((each) => each.scrollWidth > each.clientWidth))
  .map((one) => one.textContent));

const breadth = ([, width]) => async (page, heard) => ({
  width, cut: await cut(page),
  wide: await page.evaluate(() => document.documentElement.scrollWidth), ...heard,
});

const plain = async (page) => ({
  names: await names(page), controls: await page.locator("#controls").isVisible(),
  opening: await opening(page),
});

export default async (browser, file) => {
  const use = (options, work) => browser.visit(file, options, work);
  const views = [], faults = [];
  for (const look of LOOKS) views.push(await use(view(look), breadth(look)));
  for (const look of LOOKS.slice(0, 2)) faults.push(...(await use(view(look), violations)));
  return {
    views, faults, sorting: await use({}, sorting), filtering: await use({}, filtering),
    opening: await use({}, opening), keyboard: await use({}, keyboard),
    without_javascript: await use({ javaScriptEnabled: false }, plain),
  };
};
