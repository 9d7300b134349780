// What fits at the caret, as a list below it.

import { ask, Lost, Refused } from "./ask.js";
import { make, settled } from "./elements.js";
import { WORDS } from "./words.js";

const WAIT = 120; // milliseconds after the last key
const LEAST = 2; // letters before it offers by itself

export class Completing {
  constructor(name, sheet) {
    Object.assign(this, { name, sheet, choices: [], chosen: -1, partial: "", turn: 0 });
    this.list = make("ul", { class: "completions", role: "listbox", id: "completions", "aria-label": WORDS.completions, hidden: true });
    this.said = make("p", { class: "unseen", role: "status" });
    sheet.stack.append(this.list);
    const { area } = sheet;
    area.setAttribute("aria-autocomplete", "list");
    area.setAttribute("aria-controls", "completions");
    area.addEventListener("keydown", (event) => this.key(event));
    area.addEventListener("blur", () => this.close());
    area.addEventListener("click", () => this.close());
    this.soon = settled(() => this.offer(false), WAIT);
    area.addEventListener("input", () => { this.close(); this.soon(); });
  }

  /** Asks what fits; without being `asked` only behind some letters. */
  async offer(asked) {
    const { area } = this.sheet;
    const before = area.value.slice(0, area.selectionStart);
    const typed = /[\w.]*$/.exec(before)[0];
    if (document.activeElement !== area || (!asked && typed.length < LEAST)) return;
    this.turn += 1;
    const turn = this.turn;
    let found;
    try {
      found = await ask("complete", { file: this.name, text: area.value, before });
    } catch (error) {
      if (error instanceof Refused || error instanceof Lost) return;
      throw error;
    }
    if (turn !== this.turn || before !== area.value.slice(0, area.selectionStart)) return;
    this.open(found.partial, found.choices, before.length);
  }

  open(partial, choices, caret) {
    Object.assign(this, { partial, choices, chosen: -1 });
    this.list.replaceChildren(...choices.map((one, place) => make("li",
      { role: "option", id: `completion-${place}`, "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); this.take(place); } },
      make("b", {}, one.word), " ", make("span", {}, one.about))));
    this.list.hidden = !choices.length;
    const spot = this.sheet.spot(caret);
    const { element, gutter } = this.sheet;
    const most = element.scrollLeft + element.clientWidth - gutter.offsetWidth - this.list.offsetWidth;
    this.list.style.setProperty("--left", `${Math.round(Math.max(element.scrollLeft, Math.min(spot.left, most)))}px`);
    this.list.style.setProperty("--top", `${Math.round(spot.top)}px`);
    if (choices.length) this.list.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.said.textContent = choices.length ? `${WORDS.completions}: ${choices.length}` : "";
  }

  close() {
    this.turn += 1;
    this.list.hidden = true;
    this.chosen = -1;
    this.sheet.area.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (event.key === " " && event.ctrlKey) { event.preventDefault(); this.offer(true); return; }
    if (this.list.hidden) return;
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (way) {
      event.preventDefault();
      const from = way < 0 ? Math.max(0, this.chosen) : this.chosen;
      this.choose((from + way + this.choices.length) % this.choices.length);
      return;
    }
    if (event.key === "Escape") { event.preventDefault(); this.close(); return; }
    if (event.key === "Tab" && !event.shiftKey) { event.preventDefault(); this.take(Math.max(0, this.chosen)); return; }
    if (event.key === "Enter" && this.chosen >= 0) { event.preventDefault(); this.take(this.chosen); }
  }

  choose(place) {
    const options = [...this.list.children];
    options.forEach((one, at) => one.setAttribute("aria-selected", String(at === place)));
    this.chosen = place;
    options[place]?.scrollIntoView({ block: "nearest" });
    this.sheet.area.setAttribute("aria-activedescendant", `completion-${place}`);
  }

  /** Puts a choice in place of what was typed of it; the browser's undo takes it back. */
  take(place) {
    const { area } = this.sheet;
    const [word, end] = [this.choices[place].word, area.selectionStart];
    area.setSelectionRange(end - this.partial.length, end);
    this.close();
    if (!document.execCommand("insertText", false, word)) {
      area.setRangeText(word, end - this.partial.length, end, "end");
      area.dispatchEvent(new Event("input"));
    }
    this.close();
  }
}
