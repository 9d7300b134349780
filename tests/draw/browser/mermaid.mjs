// mermaid.mjs EMPTY.html FLOW.mmd...: what Mermaid makes of each flowchart.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const library = createRequire(import.meta.url).resolve("mermaid/dist/mermaid.min.js");

/** Draw in the page; the words of its boxes and arrows, and whatever else came of it. */
async function draw(text) {
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
  const { svg } = await mermaid.render("drawn", text);
  document.body.innerHTML = svg;
  const words = (selector) =>
    [...document.querySelectorAll(selector)].map((one) => one.innerText).filter(Boolean);
  return {
    boxes: words(".node .nodeLabel"),
    inks: [...document.querySelectorAll(".node")].map((node) => [...node.classList].pop()),
    labels: words(".edgeLabel .edgeLabel"),
    arrows: document.querySelectorAll(".edgePaths path").length,
    foreign: document.querySelectorAll("body script, img, iframe, object, embed, a").length,
  };
}

export default async (browser, empty, ...flows) => {
  const found = [];
  for (const flow of flows) {
    found.push(await browser.visit(empty, {}, async (page, heard) => {
      await page.addScriptTag({ path: library });
      return { ...(await page.evaluate(draw, readFileSync(flow, "utf8"))), ...heard };
    }));
  }
  return found;
};
