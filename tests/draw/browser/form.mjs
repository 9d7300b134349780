// form.mjs FORM.html FOLDER: fill in the form by keyboard alone, at three widths, by day and night.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LOOKS = [["light", 1280], ["dark", 390], ["light", 320]];
const view = ([colorScheme, width]) => ({ colorScheme, viewport: { width, height: 800 } });

/** Everything that axe-core holds against what is shown. */
async function faults(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
  return found.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.html.slice(0, 160)) }));
}

const breadth = (page) => page.evaluate(() => document.documentElement.scrollWidth);

/** Tab until an element fits; fails after 200 steps. */
async function tabTo(page, fits, argument) {
  for (let step = 0; step < 200; step += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(`(${fits})(document.activeElement, ${JSON.stringify(argument)})`)) return;
  }
  throw new Error(`no way by keyboard to ${fits} ${argument}`);
}

const button = (page, text) => tabTo(page, "(here, text) => here.localName === 'button' && here.textContent.trim() === text", text);
const question = (page) => page.locator("#question").textContent();

/** Once nothing is being worked out. */
const settled = (page) => page.waitForFunction(() => !document.querySelector("[aria-busy]"));

async function entered(page) {
  await page.keyboard.press("Enter");
  await settled(page);
}

async function pressed(page, text) {
  await button(page, text);
  await entered(page);
}

/** Goes through the form as somebody without a mouse would. */
const walk = (folder, look) => async (page, heard) => {
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  const shot = (name) => page.screenshot({ path: join(folder, `${name}-${look[1]}.png`), fullPage: true });
  const seen = { asked: [], faults: [], wide: [], width: look[1] };
  const note = async (name) => {
    seen.faults.push(...(await faults(page)));
    seen.wide.push(await breadth(page));
    await shot(name);
  };
  seen.asked.push(await question(page));
  await note("first");
  await pressed(page, "Save answer");
  seen.empty = await page.locator("#messages").textContent();
  await pressed(page, "Don't know");
  seen.asked.push(await question(page));
  await pressed(page, "Skip for now");
  seen.asked.push(await question(page));
  await pressed(page, "Back");
  seen.back = await question(page);
  await pressed(page, "All answers");
  await note("answers");
  await tabTo(page, "(here) => here.localName === 'summary'");
  await page.keyboard.press("Enter");
  await tabTo(page, "(here, text) => here.getAttribute('aria-label') === text", "Answer: Which of the present residents went to medical school abroad?");
  await entered(page);
  seen.asked.push(await question(page));
  await note("question");
  await tabTo(page, "(here) => here.type === 'radio'");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  seen.chosen = await page.evaluate(() => document.activeElement.value);
  if (seen.chosen === "true") await page.keyboard.press("ArrowDown");
  await entered(page);
  seen.verdict = await page.locator(".word").textContent();
  await note("verdict");
  await page.reload();
  await settled(page);
  seen.kept = await page.locator(".word").textContent();
  return { ...seen, ...heard };
};

const told = (page) => page.evaluate(() => ({
  hash: globalThis.backchannel.hash,
  evaluate: globalThis.backchannel.evaluate({ program: { has_imgs: false } }),
  next: globalThis.backchannel.next({}),
}));

/** What becomes of a chosen file: the words about it. */
const imported = (name) => async (page) => {
  await page.locator("nav button").nth(3).click();
  await page.setInputFiles("#file", name);
  await page.waitForFunction(() => document.getElementById("opened").textContent !== "");
  const said = await page.locator("#opened").textContent();
  const offers = await page.locator("#opened button").count();
  if (offers) await page.locator("#opened button").first().click();
  await settled(page);
  const scripts = await page.evaluate(() => globalThis.hostile ?? null);
  const text = await page.locator("#screen").textContent();
  return { said, offers, scripts, text };
};

export default async (browser, file, folder, ...files) => {
  const walks = [];
  for (const look of LOOKS) walks.push(await browser.visit(file, view(look), walk(folder, look)));
  const found = [];
  for (const name of files) found.push(await browser.visit(file, {}, imported(name)));
  return { walks, told: await browser.visit(file, {}, told), imported: found };
};
