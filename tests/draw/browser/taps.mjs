// taps.mjs FORM.html FACTS.json RATE PAUSE: answers the questions of a form as facts have it, on a
// machine slowed down by a rate, and tells how long each tap takes: until the page answers it, and
// until the next question is there; by the clock, and in time of the processor where it is not slowed.
import { readFileSync } from "node:fs";

/** Taps "Save answer" or "Don't know", and waits: milliseconds until the page was painted, and moved on. */
const tap = ([name, value]) => new Promise((done) => {
  const screen = document.getElementById("screen");
  const [before, buttons] = [screen.firstChild, [...screen.querySelectorAll(".buttons button")]];
  const own = [...screen.querySelectorAll(".answer-fields input[type=radio]")].find((one) => one.value === String(value));
  const typed = screen.querySelector(".answer-fields > .typed input");
  if (own) own.checked = true;
  if (typed && typeof value === "number") typed.value = value;
  const began = performance.now();
  let painted = null;
  const moved = () => screen.firstChild !== before && !screen.hasAttribute("aria-busy");
  const turn = new MessageChannel();
  turn.port1.onmessage = () => { painted = performance.now() - began; };
  requestAnimationFrame(() => turn.port2.postMessage(null));
  const watch = () => {
    if (moved() && painted !== null) done({ name, painted, shown: performance.now() - began });
    else setTimeout(watch, 1);
  };
  buttons[own || (typed && typeof value === "number") ? 0 : 1].click();
  watch();
});

const walk = (facts, rate, pause) => async (page) => {
  const metrics = await page.context().newCDPSession(page);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await metrics.send("Performance.enable", { timeDomain: "threadTicks" });
  await metrics.send("Emulation.setCPUThrottlingRate", { rate });
  const asks = await page.evaluate(() => Object.entries(JSON.parse(document.getElementById("rulebook").textContent).facts).map(([name, fact]) => [fact.ask, name]));
  const names = new Map(asks);
  const busy = async () => (await metrics.send("Performance.getMetrics")).metrics.find((one) => one.name === "TaskDuration").value * 1000;
  const taps = [];
  for (;;) {
    await page.waitForTimeout(pause);
    const asked = await page.evaluate(() => document.getElementById("question")?.textContent ?? null);
    if (asked === null) return taps;
    const [group, short] = names.get(asked).split(".");
    const before = await busy();
    const told = await page.evaluate(tap, [names.get(asked), facts[group]?.[short] ?? null]);
    taps.push({ ...told, processor: (await busy()) - before });
  }
};

export default async (browser, file, facts, rate, pause) => browser.visit(file, {}, walk(JSON.parse(readFileSync(facts, "utf8")), Number(rate), Number(pause)));
