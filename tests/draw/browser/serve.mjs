// node serve.mjs: one browser for many looks. Each line of standard input is a JSON array, a script of
// this folder and its arguments; for each, one line of JSON: {"found": ...} or {"error": "..."}.
import { createInterface } from "node:readline";
import { Browser } from "./chromium.mjs";

const PATIENCE = 300_000; // milliseconds for one look

async function answer(browser, [script, ...given]) {
  const late = setTimeout(() => process.exit(1), PATIENCE);
  try {
    const { default: look } = await import(`./${script}`);
    return { found: await look(browser, ...given) };
  } catch (error) {
    return { error: error.stack };
  } finally {
    clearTimeout(late);
  }
}

const browser = await Browser.open();
for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(browser, JSON.parse(line))));
}
await browser.close();
