// One file of rules, flows or tests: its text, its findings, and what the edit does.

import { ask, Lost, Refused, sentences } from "./ask.js";
import { Completing } from "./completing.js";
import { conflict } from "./conflict.js";
import { Effect } from "./effect.js";
import { list, make, settled } from "./elements.js";
import { findingsList } from "./findings.js";
import { Sheet } from "./text.js";
import { WORDS } from "./words.js";

const [CHECKED, PROVED] = [350, 900]; // milliseconds after the last key
const OF_RULES = ["rules", "flows"];
const TESTED = [...OF_RULES, "tests"];
const TAB = crypto.randomUUID();
let turns = 0;

/** What is edited and not saved, by file: kept while the page is open, whatever is shown. */
export const drafts = new Map();

/** The last coverage, by file and line. */
let uncovered = new Map();

const changedTexts = (kinds = OF_RULES) => Object.fromEntries([...drafts].filter(([, one]) => one.text !== one.saved && kinds.includes(one.kind)).map(([name, one]) => [name, one.text]));

export const unsaved = () => [...drafts.values()].filter((one) => one.text !== one.saved).length;

export class Editor {
  constructor(file, state, events) {
    Object.assign(this, { name: file.name, kind: file.kind, state, events, gone: false, sound: null, dropped: null, good: null });
    this.status = make("p", { class: "status", role: "status" });
    this.found = make("div", { class: "found" });
    this.clash = make("div", {});
    this.saving = make("button", { type: "button", class: "primary", onclick: () => this.save() }, WORDS.save);
    this.undoing = make("button", { type: "button", onclick: () => this.revert() }, WORDS.revert);
    this.healing = make("button", { type: "button", hidden: true, onclick: () => this.heal() }, WORDS.lastGood);
    this.place = make("div", { class: "place" });
    this.effect = new Effect(state, { go: (found) => this.go(found), run: () => this.test(), why: (program) => this.why(program) });
    this.facts = file.kind === "programs";
    this.element = make("div", { class: "editor" },
      make("section", { class: "work", "aria-label": this.name },
        make("div", { class: "bar" }, make("h2", {}, this.name), this.status, make("div", { class: "buttons" }, this.healing, this.undoing, this.saving)),
        this.clash, this.place,
        this.facts ? null : make("p", { class: "soft hint" }, WORDS.hint),
        make("h3", {}, WORDS.findings), this.found),
      this.effect.element);
    this.checkSoon = settled(() => this.check(), CHECKED);
    this.proveSoon = settled(() => this.prove(), PROVED);
  }

  get draft() { return drafts.get(this.name); }

  async open(at = null) {
    const held = await ask("open", { file: this.name });
    const draft = this.draft;
    if (!draft || draft.text === draft.saved) drafts.set(this.name, { text: held.text, saved: held.text, digest: held.digest, kind: this.kind });
    this.sheet = new Sheet(this.name, this.draft.text, () => this.typed());
    if (!this.facts) new Completing(this.name, this.sheet);
    this.sheet.area.addEventListener("keydown", (event) => {
      if (event.key === "s" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); this.save(); }
    });
    this.place.replaceChildren(this.sheet.element);
    this.sheet.cover(uncovered.get(this.name) ?? new Map());
    this.tell();
    if (at) this.sheet.go(at);
    await this.check();
    this.proveSoon();
  }

  /** Takes what the file holds now, unless something is typed that is not saved. */
  async refresh() {
    if (!this.sheet) return;
    const held = await ask("open", { file: this.name });
    if (held.digest === this.draft.digest || this.gone) return;
    if (this.draft.text !== this.draft.saved) { this.tell(WORDS.changedOutside); return; }
    Object.assign(this.draft, { text: held.text, saved: held.text, digest: held.digest });
    this.sheet.text = held.text;
    this.tell(WORDS.takenAnew);
    await this.check();
  }

  go(found) {
    if (found.file === this.name) this.sheet.go(found);
    else this.events.go(found);
  }

  /** What the rules as saved and as edited make of a program; null where that cannot be told. */
  async why(program) {
    let found = null;
    await this.trying(async () => { found = await ask("why", { file: program, texts: changedTexts() }); });
    return found;
  }

  typed() {
    this.draft.text = this.sheet.text;
    this.dropped = null;
    this.sound = null; // not known until it was checked
    this.tell();
    this.checkSoon();
    this.proveSoon();
  }

  tell(words = null) {
    const dirty = this.draft.text !== this.draft.saved;
    this.saving.disabled = !dirty;
    this.undoing.disabled = !dirty && this.dropped === null;
    this.undoing.textContent = dirty || this.dropped === null ? WORDS.revert : WORDS.bringBack;
    this.status.textContent = words ?? (dirty ? WORDS.changed : "");
    this.events.changed();
  }

  /** The findings at once; what moves right after. */
  async check() {
    const text = this.sheet.text;
    if (this.facts) { await this.trying(() => this.look(text)); return; }
    await this.trying(async () => {
      const texts = changedTexts();
      const own = this.kind === "tests" ? { [this.name]: text } : {};
      const found = await ask("check", { file: this.name, texts: { ...texts, ...own } });
      if (this.gone || text !== this.sheet.text) return;
      this.show(found.findings);
      this.effect.picture(found.picture);
      this.sound = found.sound;
      this.remember(text);
      if (!found.sound && this.state.hash) this.effect.broken();
      else if (!Object.keys(texts).length) this.effect.reset();
      else if (this.state.hash) {
        const moved = await ask("movers", { texts });
        if (!this.gone && text === this.sheet.text) this.effect.movers(moved);
      }
    });
  }

  /** What the facts of a program come to. */
  async look(text) {
    const found = await ask("facts", { file: this.name, text });
    if (this.gone || text !== this.sheet.text) return;
    this.show(found.findings);
    this.effect.program(found.verdict);
    this.effect.picture(found.picture);
  }

  /** Keeps the last text that was a rulebook, and offers it where what is saved is none. */
  remember(text) {
    if (this.sound) this.draft.good = text;
    const { good, saved } = this.draft;
    this.healing.hidden = this.sound || good === undefined || good === saved || text !== saved;
  }

  heal() {
    this.sheet.text = this.draft.good;
    this.healing.hidden = true;
    this.sheet.area.focus();
    this.typed();
  }

  show(found) {
    this.sheet.mark(found.filter((one) => one.file === this.name && one.line));
    this.found.replaceChildren(findingsList(found, this.name, (one) => this.go(one)));
  }

  async prove() {
    const [text, texts] = [this.sheet.text, changedTexts()];
    if (this.gone || this.facts || this.kind === "tests" || this.sound === false || !this.state.hash) return;
    if (this.sound === null) { this.proveSoon(); return; }
    turns += 1;
    const changed = Object.keys(texts).length > 0;
    if (changed) this.effect.proving();
    try {
      const found = await ask("proof", { texts, turn: turns, tab: TAB });
      if (this.gone || text !== this.sheet.text) return;
      if (changed) this.effect.proved(found);
      const quick = await ask("check", { file: this.name, texts });
      if (!this.gone && text === this.sheet.text) this.show([...quick.findings, ...found.findings]);
      if (changed) await this.test();
    } catch (error) {
      if (error instanceof Refused) { if (error.status !== 409 && text === this.sheet.text) this.effect.unproved(error); } else if (error instanceof Lost) this.events.lost(); else throw error;
    }
  }

  async trying(work) {
    try {
      await work();
      this.clash.querySelector(":scope > .alert")?.remove();
      this.events.answered();
    } catch (error) {
      if (error instanceof Lost) this.events.lost();
      else if (error instanceof Refused) this.clash.replaceChildren(make("div", { class: "alert", role: "alert" }, list([...sentences(error)])));
      else throw error;
    }
  }

  /** Back to what is saved, and from there once more to what was typed. */
  revert() {
    const { text, saved } = this.draft;
    const back = text === saved;
    this.sheet.text = this.draft.text = back ? this.dropped : saved;
    this.dropped = back ? null : text;
    this.sound = null;
    this.clash.replaceChildren();
    this.tell(back ? null : WORDS.undone);
    this.sheet.area.focus();
    this.check();
    this.proveSoon();
  }

  async save() {
    const draft = this.draft;
    if (draft.text === draft.saved) { this.tell(WORDS.nothingToSave); return; }
    const text = draft.text;
    try {
      const { digest } = await ask("save", { file: this.name, text, digest: draft.digest });
      Object.assign(draft, { saved: text, digest });
      this.clash.replaceChildren();
      this.tell(WORDS.saved);
      await this.events.saved();
      this.check();
      this.proveSoon();
      if (!this.facts) await this.test();
    } catch (error) {
      if (error instanceof Lost) this.events.lost();
      else if (error instanceof Refused && error.status === 409) this.clashed(text, error.told);
      else if (error instanceof Refused) this.clash.replaceChildren(make("div", { class: "alert", role: "alert" }, make("p", {}, WORDS.notSaved), list(sentences(error))));
      else throw error;
    }
  }

  clashed(mine, { text, digest }) {
    const choose = (choice) => {
      this.clash.replaceChildren();
      if (choice === "mine") { Object.assign(this.draft, { saved: text ?? "", digest }); this.save(); }
      if (choice === "theirs") {
        Object.assign(this.draft, { text, saved: text, digest });
        this.sheet.text = text;
        this.typed();
      }
      this.sheet.area.focus();
    };
    this.clash.replaceChildren(conflict(mine, text, choose));
    this.clash.querySelector("button").focus();
  }

  /** The tests, by what is typed where that is a rulebook; their coverage in the margin. */
  async test() {
    if (!this.state.hash) return;
    const [text, texts] = [this.sheet.text, this.sound === false ? {} : changedTexts(TESTED)];
    this.effect.testing();
    await this.trying(async () => {
      const found = await ask("tests", { texts });
      if (this.gone || text !== this.sheet.text) return;
      uncovered = byFile(found.coverage?.uncovered ?? []);
      this.effect.tests(found, Object.keys(texts).length > 0);
      this.sheet.cover(uncovered.get(this.name) ?? new Map());
    });
  }
}

function byFile(found) {
  const files = new Map();
  for (const { file, line, what, why } of found) {
    if (!files.has(file)) files.set(file, new Map());
    files.get(file).set(line, WORDS.uncovered(what, why));
  }
  return files;
}
