// picture.mjs PICTURE.html...: whether words fit into their shapes in several fonts, and all colours.

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

/** In every font, then by day and by night. */
async function look(page, heard) {
  const found = [], colours = {};
  for (const font of FONTS) found.push(await page.evaluate(misfits, font));
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    colours[colorScheme] = await page.evaluate(inks);
  }
  return { found, colours, ...heard };
}

/** The colours of words and of what they stand on. */
function inks() {
  const paper = getComputedStyle(document.querySelector(".paper")).fill;
  return [...document.querySelectorAll("svg text")].map((text) => {
    const area = text.closest("g")?.querySelector(":scope > .area");
    return [getComputedStyle(text).fill, area ? getComputedStyle(area).fill : paper];
  });
}

export default async (browser, ...files) => {
  const found = [];
  const options = { viewport: { width: 1280, height: 900 } };
  for (const file of files) found.push(await browser.visit(file, options, look));
  return found;
};
