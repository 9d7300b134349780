// answers.mjs FORM.html FOLDER THEIRS.json LARGE.json: what becomes of answers in files, tabs and
// storage, and of a result on paper.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const settled = (page) => page.waitForFunction(() => !document.querySelector("[aria-busy]"));
const stored = (page) => page.evaluate(() => JSON.parse(Object.values(localStorage)[0]).facts);
const messages = (page) => page.locator("#messages").textContent();

async function tapped(page, name) {
  await page.getByRole("button", { name, exact: true }).first().click();
  await settled(page);
}

/** Opens the question of a fact from the list of all answers. */
async function asked(page, text) {
  await tapped(page, "All answers");
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
  await page.locator(`[aria-label="Answer: ${text}"], [aria-label="Change: ${text}"]`).click();
  await settled(page);
}

const anew = async (page) => {
  await page.evaluate(() => localStorage.clear());
  await page.reload();
};

const IMGS = "Which of the present residents went to medical school abroad?";

async function answered(page, value) {
  await asked(page, IMGS);
  await page.locator(`.answer-fields input[value="${value}"]`).check();
  await tapped(page, "Save answer");
}

const merged = (theirs) => async (page) => {
  await anew(page);
  await answered(page, "true");
  await tapped(page, "File");
  await page.setInputFiles("#file", theirs);
  await tapped(page, "Add it to mine");
  return { facts: await stored(page), said: await messages(page) };
};

/** Two tabs that write in turn, the second before it can have heard of the first. */
const twoTabs = async (page) => {
  await anew(page);
  await answered(page, "true");
  const deaf = await page.context().newPage();
  await deaf.addInitScript(() => { globalThis.addEventListener = () => {}; });
  await deaf.goto(page.url());
  await settled(deaf);
  await tapped(page, "Don't know");
  await tapped(deaf, "Skip for now");
  await tapped(deaf, "They dodged");
  await page.waitForFunction(() => document.getElementById("messages").textContent !== "");
  const found = { facts: await stored(page), told: await messages(page) };
  await tapped(deaf, "Back");
  const back = await stored(deaf);
  await deaf.close();
  return { ...found, back };
};

const STORAGES = {
  full: () => { Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }; },
  forbidden: () => Object.defineProperty(globalThis, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } }),
};

/** A form in a browser that keeps nothing. */
const without = (storage) => async (page) => {
  await anew(page);
  const tab = await page.context().newPage();
  const errors = [];
  tab.on("pageerror", (error) => errors.push(String(error)));
  await tab.addInitScript(STORAGES[storage]);
  await tab.goto(page.url());
  await settled(tab);
  const said = await messages(tab);
  const first = await tab.locator("#question").textContent();
  await tapped(tab, "Don't know");
  const found = { said, moved: (await tab.locator("#question").textContent()) !== first, errors };
  await tab.close();
  return found;
};

/** A file that is far too large: it is refused without being read. */
const large = (name) => async (page) => {
  await anew(page);
  await page.evaluate(() => { globalThis.read = 0; Blob.prototype.arrayBuffer = () => { globalThis.read += 1; return Promise.resolve(new ArrayBuffer(0)); }; });
  await tapped(page, "File");
  await page.setInputFiles("#file", name);
  await page.waitForFunction(() => document.getElementById("opened").textContent !== "");
  return { said: await page.locator("#opened").textContent(), read: await page.evaluate(() => globalThis.read) };
};

/** A case without a name is asked for one before it becomes a file. */
const named = async (page) => {
  await anew(page);
  await answered(page, "false");
  await tapped(page, "File");
  await page.locator("#called").fill(" Two Rivers / X ");
  const [file] = await Promise.all([page.waitForEvent("download"), tapped(page, "Save a file")]);
  return { called: file.suggestedFilename(), facts: JSON.parse(readFileSync(await file.path(), "utf8")), field: await page.locator("#called").count(), counted: await said(page) };
};

const said = async (page) => { await tapped(page, "Result"); return page.locator("#screen").textContent(); };

const kept = (page) => page.evaluate(() => Object.entries(localStorage));

/** Answers kept by one version of the rules, opened and added to in another, and in the first again. */
const versions = (other) => async (page) => {
  await anew(page);
  await answered(page, "true");
  const [first, before] = [page.url(), await stored(page)];
  await page.goto(`file://${other}`);
  await settled(page);
  const told = await messages(page);
  await tapped(page, "Don't know");
  const places = (await kept(page)).length;
  await page.goto(first);
  await settled(page);
  const after = Object.fromEntries(await kept(page));
  const own = await page.evaluate(() => backchannel.hash);
  return { told, places, before, after: JSON.parse(after[Object.keys(after).find((key) => key.endsWith(own))]).facts };
};

/** What is kept cannot be read, or not all of it: nothing of it is dropped. */
const damaged = (text) => async (page) => {
  await anew(page);
  await answered(page, "true");
  await page.evaluate((text) => { const [key] = Object.keys(localStorage); localStorage.setItem(key, text); }, text);
  await page.reload();
  await settled(page);
  const told = await messages(page);
  const untouched = (await kept(page)).filter(([, one]) => one === text).length;
  await answered(page, "false");
  await tapped(page, "File");
  const [file] = await Promise.all([page.waitForEvent("download"), tapped(page, "Save them as they were")]);
  return { told, untouched, saved: readFileSync(await file.path(), "utf8"), facts: await page.evaluate(() => Object.entries(localStorage).filter(([key]) => !key.endsWith(" unread")).map(([, one]) => JSON.parse(one).facts)) };
};

/** What is half typed, after another screen and after another tab has written. */
const halfTyped = async (page) => {
  await anew(page);
  await answered(page, "true");
  await page.locator("#note").fill("half a note");
  await tapped(page, "Result");
  await tapped(page, "Questions");
  const back = await page.locator("#note").inputValue();
  const tab = await page.context().newPage();
  await tab.goto(page.url());
  await answered(tab, "false");
  await page.waitForFunction(() => document.getElementById("messages").textContent !== "");
  const found = { back, told: await messages(page), still: await page.locator("#note").inputValue() };
  await tapped(page, "Don't know");
  await tab.close();
  return { ...found, facts: await stored(page) };
};

/** The result as it is printed: what is there to see, and the first bytes of the paper. */
const printed = (folder) => async (page) => {
  await anew(page);
  await answered(page, "false");
  await tapped(page, "Result");
  await page.emulateMedia({ media: "print" });
  const controls = await page.locator("button:visible, input:visible, nav:visible").count();
  const text = await page.locator("body").innerText();
  await page.evaluate(() => addEventListener("beforeprint", () => { globalThis.folded = document.querySelectorAll("details:not([open])").length; }));
  const paper = await page.pdf({ path: join(folder, "result.pdf"), format: "A4" });
  const [folded, left] = await page.evaluate(() => [globalThis.folded, document.querySelectorAll("details:not([open])").length]);
  return { controls, text, folded, left, paper: readFileSync(join(folder, "result.pdf")).subarray(0, 5).toString(), bytes: paper.length };
};

export default async (browser, file, folder, theirs, tooLarge, other) => ({
  merged: await browser.visit(file, {}, merged(theirs)),
  tabs: await browser.visit(file, {}, twoTabs),
  full: await browser.visit(file, {}, without("full")),
  forbidden: await browser.visit(file, {}, without("forbidden")),
  large: await browser.visit(file, {}, large(tooLarge)),
  versions: await browser.visit(file, {}, versions(other)),
  cut: await browser.visit(file, {}, damaged("{\"facts\": ")),
  partly: await browser.visit(file, {}, damaged(JSON.stringify({ facts: { program: { has_imgs: true, gone: 1 }, visa: { handler: "gme" } } }))),
  halfTyped: await browser.visit(file, {}, halfTyped),
  named: await browser.visit(file, {}, named),
  printed: await browser.visit(file, {}, printed(folder)),
});
