// Two people have changed one file: both texts, and what to do with them. Neither is lost.

import { make } from "./elements.js";
import { WORDS } from "./words.js";

/** Shows both; `choose` is called with "mine", "theirs" or "later". */
export function conflict(mine, theirs, choose) {
  const column = (title, text) => {
    const id = `both-${title.length}`;
    return make("div", {}, make("label", { for: id }, title), shown(id, text));
  };
  const shown = (id, text) => {
    const area = make("textarea", { id, readonly: true, rows: "12", wrap: "off", spellcheck: "false" });
    area.value = text ?? WORDS.noText;
    return area;
  };
  const button = (words, choice) => make("button", { type: "button", onclick: () => choose(choice) }, words);
  return make("section", { class: "conflict", role: "alert" },
    make("p", {}, WORDS.conflict),
    make("div", { class: "both" }, column(WORDS.mine, mine), column(WORDS.theirs, theirs)),
    make("div", { class: "buttons" },
      button(WORDS.keepMine, "mine"),
      theirs === null ? null : button(WORDS.takeTheirs, "theirs"),
      button(WORDS.goOn, "later")));
}
