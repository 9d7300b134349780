// Two people have changed one file: both texts, and what to do with them. Neither is lost.

import { make } from "./elements.js";
import { WORDS } from "./words.js";

/** Shows both; `choose` is called with "mine", "theirs" or "later". */
export function conflict(mine, theirs, choose) {
  const areas = [mine, theirs].map((text, place) => {
    const area = make("textarea", { id: `both-${place}`, readonly: true, rows: "12", wrap: "off", spellcheck: "false" });
    area.value = text ?? WORDS.noText;
    return area;
  });
  const column = (title, area) => make("div", {}, make("label", { for: area.id }, title), area);
  requestAnimationFrame(() => showParting(areas));
  const button = (words, choice) => make("button", { type: "button", onclick: () => choose(choice) }, words);
  return make("section", { class: "conflict", role: "alert" },
    make("p", {}, WORDS.conflict),
    make("div", { class: "both" }, column(WORDS.mine, areas[0]), column(WORDS.theirs, areas[1])),
    make("div", { class: "buttons" },
      button(WORDS.keepMine, "mine"),
      theirs === null ? null : button(WORDS.takeTheirs, "theirs"),
      button(WORDS.goOn, "later")));
}

/** Scrolls both to the first line in which they differ. */
function showParting(areas) {
  const [mine, theirs] = areas.map((one) => one.value.split("\n"));
  const found = mine.findIndex((line, place) => line !== theirs[place]);
  const line = found < 0 ? mine.length : found;
  for (const area of areas) area.scrollTop = Math.max(0, line - 2) * parseFloat(getComputedStyle(area).lineHeight);
}
