// node picture.mjs FOLDER PICTURE.html...: whether words fit into their shapes in several fonts,
// as JSON. Screenshots by day and by night are left in FOLDER.
import { basename, join } from "node:path";
import { main, visit } from "./chromium.mjs";

const [, , folder, ...files] = process.argv;
const FONTS = [null, "DejaVu Sans", "Noto Sans", "Liberation Sans", "serif"];

/** Boxes whose words stick out, and pairs of boxes or labels that overlap, in one font. */
function misfits(font) {
  const svg = document.querySelector("svg");
  if (font) svg.setAttribute("font-family", font);
  const name = (group) => group.id || group.dataset.of;
  const corners = ({ x, y, width, height }) =>
    [[x, y + 3], [x + width, y + 3], [x, y + height - 3], [x + width, y + height - 3]];
  const inside = (shape, text) =>
    corners(text.getBBox()).every(([x, y]) => shape.isPointInFill(new DOMPoint(x, y)));
  const boxes = [...svg.querySelectorAll(".node, .repeat")];
  const out = boxes.filter((group) => {
    const shape = group.querySelector(".area");
    return [...group.querySelectorAll("text")].some((text) => !inside(shape, text));
  });
  const things = [
    ...boxes, ...svg.querySelectorAll(".edge text"), ...svg.querySelectorAll(".heading text"),
    ...svg.querySelectorAll(".legend text"),
  ];
  const places = things.map((thing) => thing.getBoundingClientRect());
  const overlaps = [];
  places.forEach((one, a) => places.slice(a + 1).forEach((two, b) => {
    const across = Math.min(one.right, two.right) - Math.max(one.left, two.left);
    const down = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
    if (across > 1 && down > 3) overlaps.push([a, a + 1 + b]);
  }));
  const page = svg.getBoundingClientRect();
  const beyond = places.filter((one) => one.left < page.left || one.right > page.right);
  return { font, out: out.map(name), overlaps, beyond: beyond.length };
}

async function look(browser, file) {
  const fits = await visit(browser, file, { viewport: { width: 1280, height: 900 } }, async (page, heard) => {
    const found = [];
    for (const font of FONTS) found.push(await page.evaluate(misfits, font));
    return { found, ...heard };
  });
  const colours = {};
  for (const colorScheme of ["light", "dark"]) {
    colours[colorScheme] = await visit(browser, file, { colorScheme, viewport: { width: 900, height: 900 } },
      async (page) => {
        await page.screenshot({ path: join(folder, `${basename(file)}.${colorScheme}.png`), fullPage: true });
        return page.evaluate(inks);
      });
  }
  return { ...fits, colours };
}

/** The colours of words and of what they stand on. */
function inks() {
  const paper = getComputedStyle(document.querySelector(".paper")).fill;
  return [...document.querySelectorAll("svg text")].map((text) => {
    const area = text.closest("g")?.querySelector(":scope > .area");
    return [getComputedStyle(text).fill, area ? getComputedStyle(area).fill : paper];
  });
}

await main(async (browser) => {
  const found = [];
  for (const file of files) found.push(await look(browser, file));
  return found;
});
