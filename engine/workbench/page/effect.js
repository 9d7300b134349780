// What an edit does, before it is saved: movers at once, then what is proved, and the picture.

import { badge, folded, list, make, part } from "./elements.js";
import { findingsList } from "./findings.js";
import { sentences } from "./ask.js";
import { WORDS } from "./words.js";

const TONES = { incomplete: "open", refused: "bad" };

/** The tone of a verdict: the best first, where the flow says which are good. */
function toneOf(word, best) {
  const place = best.indexOf(word);
  if (place < 0) return TONES[word] ?? "plain";
  return place === 0 ? "good" : place === best.length - 1 ? "bad" : "mixed";
}

const soft = (text) => make("p", { class: "soft" }, text);

export class Effect {
  constructor({ noun, best }, { go, run, why }) {
    Object.assign(this, { noun: noun ?? ["case", "cases"], best, go, run, why });
    this.said = make("p", { class: "said", role: "status" }, WORDS.effectNone);
    this.moved = make("div", {});
    this.parts = {
      promises: part(WORDS.promises, "promises"), regions: part(WORDS.regions, "regions"),
      tests: part(WORDS.tests, "tests"), picture: part(WORDS.picture, "picture"),
    };
    const { promises, regions, tests, picture } = this.parts;
    this.element = make("aside", { class: "effect", "aria-label": WORDS.effect },
      make("section", { class: "part movers" }, make("h3", {}, WORDS.effect), this.said, this.moved),
      promises.element, regions.element, tests.element, picture.element);
    this.image = null;
    this.reset();
    tests.fill(soft(WORDS.testsLater), this.runner());
  }

  runner() { return make("button", { type: "button", onclick: () => this.run() }, WORDS.runTests); }

  /** What the facts of one program come to; the rules stay as they are. */
  program(verdict) {
    for (const one of ["promises", "regions", "tests"]) this.parts[one].element.hidden = true;
    this.say(verdict ? `${WORDS.comesTo} ${verdict}.` : WORDS.refusedFacts);
  }

  /** Nothing is changed. */
  reset() {
    this.say(WORDS.effectNone);
    this.parts.promises.element.hidden = this.parts.regions.element.hidden = true;
  }

  /** What is changed is no rulebook. */
  broken() {
    this.say(WORDS.effectBroken);
    this.parts.promises.element.hidden = this.parts.regions.element.hidden = true;
  }

  say(text, ...more) {
    if (this.said.textContent !== text) this.said.textContent = text;
    this.moved.replaceChildren(...more);
  }

  /** One verdict that becomes another. */
  turn({ from, to }) {
    const [before, after] = [from, to].map((word) => badge(word, toneOf(word, this.best)));
    return make("span", { class: "turn" }, before, " → ", after);
  }

  movers({ movers, among }) {
    const rows = movers.map((one) => make("div", { class: "mover" },
      make("a", { href: `#program=${encodeURIComponent(one.file)}` }, one.program), " ",
      this.turn(one),
      one.gate ? make("span", { class: "soft" }, WORDS.atGate(one.gate)) : null,
      this.whyOf(one)));
    this.say(WORDS.moves(movers.length, among, this.noun), ...(rows.length ? folded(rows, "moved", WORDS.more) : []));
  }

  /** Both reasons, asked for when somebody wants to see them. */
  whyOf({ file }) {
    const told = make("div", { class: "body" });
    const show = async () => {
      if (!element.open || told.childElementCount) return;
      const found = await this.why(file);
      if (found) told.replaceChildren(...[[WORDS.bySaved, found.before], [WORDS.byEdit, found.after]].map(([when, { verdict, why }]) => make("p", {}, `${when} `, badge(verdict, toneOf(verdict, this.best)), ` ${why}`)));
    };
    const element = make("details", { ontoggle: show }, make("summary", {}, WORDS.why), told);
    return element;
  }

  proving() {
    const { promises, regions } = this.parts;
    promises.element.hidden = regions.element.hidden = false;
    promises.fill(soft(WORDS.proving));
    regions.fill(soft(WORDS.proving));
  }

  unproved(error) {
    this.parts.promises.fill(sentences(error).map(soft));
    this.parts.regions.fill(soft(""));
  }

  proved({ broken, regions, undecided, notes }) {
    this.parts.promises.element.hidden = this.parts.regions.element.hidden = false;
    this.parts.promises.fill(broken.length ? findingsList(broken, null, this.go) : soft(WORDS.promisesKept));
    const told = regions.map((one) => make("div", { class: "region" },
      this.turn(one), " ",
      make("span", { class: "soft" }, WORDS.at(one.gate, one.rule)),
      make("p", {}, `${WORDS.onlyWhen} `, make("code", {}, one.region)),
      one.by ? make("p", { class: "soft" }, WORDS.madeBy(one.by)) : null));
    this.parts.regions.fill(
      told.length || undecided.length ? folded(told, "regions", WORDS.more) : soft(WORDS.noRegions(this.noun)),
      undecided.length ? [soft(WORDS.undecided), list(undecided)] : null,
      notes.length ? list(notes) : null);
  }

  /** The flow as a picture; without one the last good stays, and it is said. */
  picture(svg) {
    if (!svg) {
      if (!this.old) this.parts.picture.element.querySelector(".body").prepend(this.old = soft(WORDS.pictureOld));
      return;
    }
    this.old = null;
    if (this.image) URL.revokeObjectURL(this.image);
    this.image = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    this.parts.picture.fill(make("img", { src: this.image, alt: WORDS.pictureOf }));
  }

  testing() { this.parts.tests.fill(soft(WORDS.testing)); }

  tests(found, typed) {
    if (found.findings.length) { this.parts.tests.fill(soft(WORDS.testsNotRun), findingsList(found.findings, null, this.go)); return; }
    const failed = found.failed.map((one) => [
      make("button", { type: "button", class: "link", onclick: () => this.go({ ...one, column: 1, width: 1 }) }, one.name),
      list(one.wrong.map(({ key, expected, got }) => WORDS.expected(key, expected, got))),
    ]);
    const seen = Object.entries(found.coverage.counts).map(([what, { covered, of }]) => WORDS.coverage(covered, of, what));
    const unseen = found.coverage.uncovered.map((one) => make("button", { type: "button", class: "link", onclick: () => this.go({ ...one, column: 1, width: 1 }) }, WORDS.uncovered(one.what, one.why)));
    this.parts.tests.fill(
      found.older ? soft(WORDS.testsOlder) : typed ? soft(WORDS.testsTyped) : null,
      make("p", { class: failed.length ? "bad" : "good" }, WORDS.testTotals(found.passed, found.of)),
      failed.length ? folded(failed, "failed", WORDS.more) : null,
      make("p", { class: "soft" }, `${seen.join("; ")}.`),
      unseen.length ? make("details", {}, make("summary", {}, WORDS.notSeen(unseen.length)), list(unseen)) : null);
  }
}
