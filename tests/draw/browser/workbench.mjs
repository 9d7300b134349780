// workbench.mjs ADDRESS WORKSPACE SHOTS: use the workbench by keyboard alone, at three widths, by day and night.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LOOKS = [["light", 1280], ["dark", 390], ["light", 320]];
const view = ([colorScheme, width]) => ({ colorScheme, viewport: { width, height: 800 } });
const FILE = "rules/early.yaml";

/** Everything that axe-core holds against what is shown; pages in frames are tested by themselves. */
async function faults(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"], iframes: false }));
  return found.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.html.slice(0, 160)) }));
}

/** Tab until an element fits; fails after 200 steps. */
async function tabTo(page, fits, argument) {
  for (let step = 0; step < 200; step += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(`(${fits})(document.activeElement, ${JSON.stringify(argument)})`)) return;
  }
  throw new Error(`no way by keyboard to ${fits} ${argument}`);
}

const link = (page, text) => tabTo(page, "(here, text) => here.localName === 'a' && here.textContent.trim() === text", text);

async function press(page, key, times) {
  for (let one = 0; one < times; one += 1) await page.keyboard.press(key);
}

/** From opening to a changed threshold whose movers are seen, and on to a completed word. */
const walk = (folder, shots, look) => async (page, heard) => {
  const seen = { width: look[1], faults: [], wide: [] };
  const note = async (name) => {
    seen.faults.push(...(await faults(page)));
    seen.wide.push(await page.evaluate(() => document.documentElement.scrollWidth));
    if (name === "edit") await page.screenshot({ path: join(shots, `${name}-${look[1]}.png`), fullPage: true });
  };
  await page.waitForSelector("tbody tr");
  seen.ranked = await page.locator("tbody a").allTextContents();
  await note("programs");
  await link(page, "Rules and flows");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".sheet textarea");
  await link(page, "early.yaml");
  await page.keyboard.press("Enter");
  await page.waitForFunction((name) => document.querySelector(".editor h2")?.textContent === name && document.querySelector(".sheet textarea"), FILE);
  await tabTo(page, "(here) => here.localName === 'textarea'");
  const before = await page.locator(".sheet textarea").inputValue();
  const lines = before.split("\n");
  const row = lines.findIndex((one) => one.includes("value: 2"));
  await page.keyboard.press("Control+Home");
  await press(page, "ArrowDown", row);
  await press(page, "ArrowRight", lines[row].indexOf("value: 2") + "value: ".length);
  await page.keyboard.press("Delete");
  await page.keyboard.type("4");
  await page.waitForSelector(".mover");
  seen.said = await page.locator(".said").textContent();
  seen.moved = await page.locator(".mover").allTextContents();
  await page.waitForSelector(".region");
  seen.regions = await page.locator(".region").allTextContents();
  await tabTo(page, "(here) => here.localName === 'summary' && here.textContent === 'Why'");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".mover .body p");
  seen.why = await page.locator(".mover .body").first().textContent();
  await page.waitForSelector(".part.tests .bad");
  seen.tests = await page.locator(".part.tests").textContent();
  seen.drawn = await page.locator(".picture img").evaluate((one) => one.complete && one.naturalWidth > 0);
  await note("edit");
  await page.locator(".sheet textarea").focus();
  const rule = before.split("\n").findIndex((one) => one.includes("a.months >= lead"));
  await press(page, "ArrowDown", rule - row);
  await page.keyboard.press("Home");
  await press(page, "ArrowRight", lines[rule].indexOf("lead") + "lead".length);
  await page.keyboard.type(" and a.ki");
  await page.waitForSelector(".completions li");
  await note("completing");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".finding.error");
  seen.completed = (await page.locator(".sheet textarea").inputValue()).split("\n")[rule];
  seen.broken = { said: await page.locator(".said").textContent(), found: await page.locator(".finding").first().textContent(), marked: await page.locator(".mirror mark.error").count() };
  await note("broken");
  await tabTo(page, "(here) => here.textContent === 'Undo all of it'").catch(async () => { await page.keyboard.press("Shift+Tab"); });
  await page.keyboard.press("Enter");
  seen.undone = (await page.locator(".sheet textarea").inputValue()) === before;
  await page.locator("button", { hasText: "Bring it back" }).press("Enter");
  seen.back = (await page.locator(".sheet textarea").inputValue()).includes("a.kind");
  return { ...seen, ...heard, hostile: await page.evaluate(() => globalThis.hostile ?? null) };
};

/** Saves, with an edit from outside in between; then a broken file, and answers in the form. */
const saving = (folder) => async (page) => {
  const disk = join(folder, FILE);
  const before = readFileSync(disk, "utf8");
  await page.waitForSelector("tbody tr");
  await page.evaluate((name) => { location.hash = `#file=${name}`; }, FILE);
  await page.waitForSelector(".sheet textarea");
  await page.fill(".sheet textarea", before.replace("value: 2", "value: 4"));
  writeFileSync(disk, `${before}# theirs\n`);
  await page.keyboard.press("Control+s");
  await page.waitForSelector(".conflict");
  const both = await page.locator(".conflict pre").evaluateAll((all) => all.map((one) => [one.textContent, [...one.querySelectorAll("mark")].map((mark) => mark.textContent)]));
  const held = readFileSync(disk, "utf8");
  const conflictFaults = await faults(page);
  await page.getByRole("button", { name: "Write mine over it" }).click();
  await page.waitForFunction(() => document.querySelector(".part.tests .bad, .part.tests .good"));
  const tests = await page.locator(".part.tests").textContent();
  const margin = await page.locator(".gutter .uncovered").count();
  const saved = readFileSync(disk, "utf8");
  writeFileSync(disk, before.replace("a.months", "a.moths"));
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await page.waitForSelector("#standing .alert");
  const standing = await page.locator("#standing").textContent();
  const anew = await page.waitForFunction(() => document.querySelector(".editor .status").textContent.includes("changed outside") && document.querySelector(".sheet textarea").value);
  const shownAnew = await anew.jsonValue();
  await page.getByRole("button", { name: "Take the last good text" }).click();
  const healed = await page.locator(".sheet textarea").inputValue();
  await page.getByRole("button", { name: "Undo all of it" }).click();
  writeFileSync(disk, before);
  await page.evaluate(() => { location.hash = "#program=programs%2Fslow.json"; });
  const form = page.frameLocator("iframe");
  await form.getByRole("button", { name: "All answers" }).click();
  await form.getByRole("button", { name: "Change: How many months ahead?" }).click();
  await form.locator("fieldset input").first().fill("7");
  await form.getByRole("button", { name: "Save answer" }).click();
  await page.waitForFunction(() => document.querySelector(".detail .status").textContent === "Saved in programs/slow.json.");
  await page.waitForFunction(() => document.querySelector(".stands").textContent.includes("high"));
  return { both, held, shownAnew, healed, tests, margin, saved, standing, conflictFaults, facts: JSON.parse(readFileSync(join(folder, "programs/slow.json"), "utf8")) };
};

const factsIn = (folder, name) => JSON.parse(readFileSync(join(folder, "programs", `${name}.json`), "utf8")).a;

async function answer(page, name, value) {
  const form = page.frameLocator("iframe");
  await form.getByRole("button", { name: "All answers" }).click();
  await form.getByRole("button", { name }).click();
  await form.locator("fieldset input").first().fill(value);
  await form.getByRole("button", { name: "Save answer" }).click();
  await form.locator("nav button").first().waitFor();
}

/** Answers on the way to a slow or absent server, while something else is looked at. */
const slowly = (folder) => async (page) => {
  await page.waitForSelector("tbody tr");
  const slow = (milliseconds) => async (route) => { await new Promise((done) => setTimeout(done, milliseconds)); await route.continue(); };
  await page.evaluate(() => { location.hash = "#program=programs%2Fthree.json"; });
  await page.frameLocator("iframe").getByRole("button", { name: "All answers" }).waitFor();
  await page.route("**/api/save", slow(700));
  await answer(page, "Change: How many months ahead?", "5");
  await answer(page, "Change: How many months ahead?", "6");
  await page.getByRole("button", { name: "Report and picture" }).click();
  await page.waitForFunction(() => document.querySelector("iframe")?.src.includes("/report"));
  const twice = factsIn(folder, "three");
  await page.unroute("**/api/save");
  await page.getByRole("button", { name: "Questions" }).click();
  await page.waitForFunction(() => document.querySelector("iframe")?.src.includes("/form"));
  await page.route("**/api/save", (route) => route.abort());
  await answer(page, "Change: How many months ahead?", "7");
  await page.locator(".alert", { hasText: "does not answer" }).waitFor();
  const away = factsIn(folder, "three");
  await page.unroute("**/api/save");
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await page.waitForFunction(() => document.querySelector(".detail .status").textContent.startsWith("Saved"));
  const back = factsIn(folder, "three");
  await page.route("**/api/open", async (route) => (route.request().postData().includes("slow") ? slow(700)(route) : route.continue()));
  await page.evaluate(() => { location.hash = "#program=programs%2Fslow.json"; });
  await page.waitForFunction(() => document.querySelector(".detail h2").textContent === "Slow");
  await page.evaluate(() => { location.hash = "#program=programs%2Ften.json"; });
  await page.waitForTimeout(1200);
  return { twice, away, back, shown: await page.locator("iframe").getAttribute("src"), title: await page.locator(".detail h2").textContent() };
};

export default async (browser, address, folder, shots) => {
  const walks = [];
  for (const look of LOOKS) walks.push(await browser.open(address, view(look), walk(folder, shots, look)));
  return { walks, saving: await browser.open(address, {}, saving(folder)), slowly: await browser.open(address, {}, slowly(folder)) };
};
