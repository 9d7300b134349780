// Two people have changed one file: both texts, and what to do with them. Neither is lost.

import { make } from "./elements.js";
import { WORDS } from "./words.js";

const MOST_COMPARED = 4_000_000;

/** Shows both; `choose` is called with "mine", "theirs" or "later". */
export function conflict(mine, theirs, choose) {
  const texts = [mine, theirs ?? WORDS.noText];
  const marked = theirs === null ? [new Set(), new Set()] : alone(...texts.map((one) => one.split("\n")));
  const sides = texts.map((text, place) => side([WORDS.mine, WORDS.theirs][place], text, marked[place]));
  requestAnimationFrame(() => sides.forEach((one) => one.querySelector("mark")?.scrollIntoView({ block: "nearest" })));
  const button = (words, choice) => make("button", { type: "button", onclick: () => choose(choice) }, words);
  return make("section", { class: "conflict", role: "alert" },
    make("p", {}, WORDS.conflict),
    make("div", { class: "both" }, sides),
    make("div", { class: "buttons" },
      button(WORDS.keepMine, "mine"),
      theirs === null ? null : button(WORDS.takeTheirs, "theirs"),
      button(WORDS.goOn, "later")));
}

/** One of the two texts, with the lines marked that the other has not. */
function side(title, text, marked) {
  const lines = text.split("\n").map((line, place) => [marked.has(place) ? make("mark", {}, line || " ") : line, "\n"]);
  const told = marked.size ? make("span", { class: "soft" }, ` · ${WORDS.only}`) : null;
  return make("div", {}, make("p", {}, title, told), make("pre", { tabindex: "0", role: "region", "aria-label": title }, lines));
}

/** The lines that only one of two texts has: all but a longest common subsequence. */
export function alone(mine, theirs) {
  let [start, ends] = [0, [mine.length, theirs.length]];
  while (start < Math.min(...ends) && mine[start] === theirs[start]) start += 1;
  while (Math.min(...ends) > start && mine[ends[0] - 1] === theirs[ends[1] - 1]) ends = ends.map((one) => one - 1);
  const [left, right] = [mine.slice(start, ends[0]), theirs.slice(start, ends[1])];
  const only = [new Set(left.keys()), new Set(right.keys())];
  for (const [one, other] of common(left, right)) { only[0].delete(one); only[1].delete(other); }
  return only.map((places) => new Set([...places].map((place) => place + start)));
}

/** The places of a longest common subsequence; none where that would take long. */
function common(left, right) {
  if (left.length * right.length > MOST_COMPARED) return [];
  const width = right.length + 1;
  const longest = new Uint32Array((left.length + 1) * width);
  for (let one = left.length - 1; one >= 0; one -= 1) {
    for (let other = right.length - 1; other >= 0; other -= 1) {
      const at = one * width + other;
      longest[at] = left[one] === right[other] ? longest[at + width + 1] + 1 : Math.max(longest[at + width], longest[at + 1]);
    }
  }
  const found = [];
  for (let [one, other] = [0, 0]; one < left.length && other < right.length;) {
    const at = one * width + other;
    if (left[one] === right[other]) { found.push([one, other]); one += 1; other += 1; } else if (longest[at + width] >= longest[at + 1]) one += 1; else other += 1;
  }
  return found;
}
