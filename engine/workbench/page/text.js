// A text to edit: line numbers, and underlined what findings are about.
//
// A textarea lies on a mirror of its text. The mirror gives both their size and carries the marks,
// so that nothing has to be measured.

import { make } from "./elements.js";
import { WORDS } from "./words.js";

/** The offset in a text of a finding's column, which counts characters and not their halves. */
export function span(lines, found) {
  const line = lines[found.line - 1];
  if (line === undefined) return null;
  const letters = Array.from(line);
  const before = letters.slice(0, found.column - 1).join("").length;
  const start = lines.slice(0, found.line - 1).reduce((sum, one) => sum + one.length + 1, 0) + before;
  const width = letters.slice(found.column - 1, found.column - 1 + Math.max(1, found.width)).join("").length;
  return { start, end: start + Math.max(1, width), severity: found.severity };
}

export class Sheet {
  constructor(name, text, changed) {
    this.marks = [];
    this.uncovered = new Map();
    this.gutter = make("div", { class: "gutter", "aria-hidden": "true" });
    this.mirror = make("pre", { class: "mirror", "aria-hidden": "true" });
    this.area = make("textarea", {
      "aria-label": WORDS.editing(name), spellcheck: "false", autocomplete: "off", autocapitalize: "off", wrap: "off", rows: "1",
      oninput: () => { this.draw(); changed(); },
    });
    this.area.value = text;
    this.stack = make("div", { class: "stack" }, this.mirror, this.area);
    this.element = make("div", { class: "sheet" }, this.gutter, this.stack);
    this.draw();
  }

  get text() { return this.area.value; }

  set text(text) { this.area.value = text; this.draw(); }

  /** Underlines what findings are about. */
  mark(found) {
    this.marks = found;
    this.draw();
  }

  /** Shows in the margin which lines no test has seen; `found` has the sentence for each line. */
  cover(found) {
    this.uncovered = found;
    this.draw();
  }

  draw() {
    const text = this.text;
    const lines = text.split("\n");
    const spans = this.marks.map((one) => span(lines, one)).filter(Boolean).sort((one, other) => one.start - other.start);
    const parts = [];
    let at = 0;
    for (const { start, end, severity } of spans) {
      if (start < at) continue;
      parts.push(text.slice(at, start), make("mark", { class: severity }, text.slice(start, end)));
      at = end;
    }
    this.mirror.replaceChildren(...parts, text.slice(at), "\n ");
    this.number(lines.length);
  }

  number(count) {
    const known = JSON.stringify([count, this.marks.map((one) => [one.line, one.severity]), [...this.uncovered]]);
    if (known === this.known) return;
    this.known = known;
    const worst = new Map();
    for (const one of this.marks) if (worst.get(one.line) !== "error") worst.set(one.line, one.severity);
    this.gutter.replaceChildren(...Array.from({ length: count }, (_, place) => {
      const [line, told] = [place + 1, this.uncovered.get(place + 1)];
      const kind = [worst.get(line), told ? "uncovered" : null].filter(Boolean).join(" ");
      return make("div", { class: kind || null, title: told ?? null }, String(line));
    }));
  }

  /** Puts the caret where a finding is, and shows it. */
  go(found) {
    const place = span(this.text.split("\n"), found);
    this.area.focus({ preventScroll: true });
    if (!place) return;
    this.area.setSelectionRange(place.start, place.end);
    const row = this.gutter.children[found.line - 1];
    row?.scrollIntoView({ block: "center", inline: "nearest" });
  }

  /** Where on the sheet an offset of the text is shown. */
  spot(offset) {
    const range = document.createRange();
    let left = offset;
    const walker = document.createTreeWalker(this.mirror, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left <= node.length) { range.setStart(node, left); break; }
      left -= node.length;
    }
    range.collapse(true);
    const [found, frame] = [range.getBoundingClientRect(), this.stack.getBoundingClientRect()];
    return { left: found.left - frame.left, top: found.bottom - frame.top };
  }
}
