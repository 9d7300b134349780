// The programs of the folder: ranked, and one of them with its questions and its report.

import { Answers } from "./answers.js";
import { ask, Lost, Refused, sentences } from "./ask.js";
import { conflict } from "./conflict.js";
import { badge, bringUp, list, make } from "./elements.js";
import { WORDS } from "./words.js";

export class Programs {
  constructor(events) {
    this.events = events;
    this.find = make("input", { type: "search", id: "find", autocomplete: "off", oninput: () => this.filter() });
    this.counts = make("p", { class: "soft", role: "status" }, WORDS.working);
    this.notes = make("div", { class: "soft" });
    this.rows = make("tbody", {});
    this.refused = make("div", {});
    this.detail = make("section", { class: "detail" }, make("p", { class: "soft" }, WORDS.choose));
    const head = make("tr", {}, [WORDS.rank, WORDS.name, WORDS.verdict].map((one) => make("th", { scope: "col" }, one)));
    this.element = make("div", { class: "programs" },
      make("section", { class: "ranked", "aria-label": WORDS.programs },
        make("div", { class: "find" }, make("label", { for: "find" }, WORDS.find), this.find),
        this.counts, this.notes,
        make("table", {}, make("thead", {}, head), this.rows), this.refused),
      this.detail);
    this.answers = new Map();
    Object.assign(this, { shown: null, tab: "form", clashing: null, stale: false, ranking: false });
  }

  async load() {
    try {
      const found = await ask("ranking");
      this.found = found;
      this.counts.textContent = found.rows.length ? found.counts.map(([verdict, count]) => `${count} ${verdict}`).join(", ") : WORDS.noPrograms;
      this.notes.replaceChildren(...found.notes.map((one) => make("p", {}, one)));
      this.rows.replaceChildren(...found.rows.map((one) => this.row(one)));
      this.refused.replaceChildren(...found.refused.length ? [make("h3", {}, WORDS.refused), list(found.refused.map((one) => [
        make("a", { href: `#file=${encodeURIComponent(one.file)}` }, one.file), list(one.findings.slice(0, 3).map(({ message, line }) => `${line ? `${WORDS.line(line)}: ` : ""}${message}`)),
      ]), "findings")] : []);
      this.filter();
      this.current();
      this.events.answered();
    } catch (error) {
      if (error instanceof Lost) this.events.lost();
      else if (error instanceof Refused) { this.counts.textContent = ""; this.rows.replaceChildren(); } else throw error;
    }
  }

  row(one) {
    const link = make("a", { href: `#program=${encodeURIComponent(one.file)}`, "data-file": one.file }, one.name);
    return make("tr", { "data-said": `${one.name} ${one.verdict} ${one.where} ${one.file}`.toLowerCase() },
      make("td", { class: "rank" }, String(one.rank)),
      make("td", {}, link, make("div", { class: "soft" }, one.where)),
      make("td", {}, badge(one.verdict, one.tone)));
  }

  filter() {
    const wanted = this.find.value.trim().toLowerCase();
    for (const row of this.rows.children) row.hidden = !row.dataset.said.includes(wanted);
  }

  /** Marks the one that is shown, and says how it stands. */
  current() {
    for (const link of this.rows.querySelectorAll("a")) {
      if (link.dataset.file === this.shown) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
    }
    const row = this.found?.rows.find((one) => one.file === this.shown);
    if (this.stands) this.stands.replaceChildren(...row ? [badge(row.verdict, row.tone), " ", row.why, " ", make("span", { class: "soft" }, row.step ? `${WORDS.next} ${row.step}` : "")] : []);
    if (this.title && row) this.title.textContent = row.name;
  }

  async show(file) {
    if (this.shown === file && this.frame) return;
    this.shown = file;
    this.title = make("h2", { tabindex: "-1" }, file);
    this.stands = make("p", { class: "stands" });
    this.status = make("p", { class: "status", role: "status" });
    this.clash = make("div", {});
    this.frame = make("div", { class: "frame" });
    const tab = (name) => make("button", { type: "button", "data-tab": name, onclick: () => this.open(name) }, WORDS[name]);
    const text = make("a", { class: "button", href: `#file=${encodeURIComponent(file)}` }, WORDS.text);
    this.tabs = make("div", { class: "tabs" }, tab("form"), tab("report"), text);
    this.detail.replaceChildren(make("div", { class: "bar" }, this.title, this.status, this.tabs), this.stands, this.clash, this.frame);
    this.current();
    this.title.focus({ preventScroll: true });
    bringUp(this.detail);
    await this.open(this.tab);
  }

  async open(name) {
    this.tab = name;
    const [file, answers] = [this.shown, this.answersOf(this.shown)];
    for (const button of this.tabs.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset.tab === name));
    await answers.write();
    try {
      if (name === "form") await answers.read();
    } catch (error) {
      if (error instanceof Lost) { this.events.lost(); return; }
      if (!(error instanceof Refused)) throw error; // the frame says what is wrong with the file
    }
    if (this.shown !== file || this.tab !== name) return; // something else was asked for meanwhile
    const allowed = name === "form" ? "allow-scripts allow-forms allow-downloads allow-modals" : "";
    this.inner = make("iframe", { src: `/${name}?file=${encodeURIComponent(file)}`, title: `${WORDS[name]}: ${file}`, sandbox: allowed });
    this.frame.replaceChildren(this.inner);
  }

  /** A new text of the facts, from the questionnaire in the frame; others are not listened to. */
  heard(event) {
    if (!this.inner || event.source !== this.inner.contentWindow || typeof event.data?.facts !== "string") return;
    this.status.textContent = WORDS.saving;
    this.answersOf(this.shown).take(event.data.facts);
  }

  answersOf(file) {
    if (!this.answers.has(file)) this.answers.set(file, new Answers(file, { saved: (one) => this.saved(one), lost: (one) => this.lost(one), refused: (one, error) => this.notSaved(one, error) }));
    return this.answers.get(file);
  }

  /** Whether answers wait to be saved. */
  get unsaved() { return [...this.answers.values()].some((one) => one.waiting !== null); }

  /** Tries once more what could not be saved while the server was away. */
  again() { for (const one of this.answers.values()) if (one.waiting !== null && one.file !== this.clashing) one.write(); }

  saved({ file, waiting }) {
    if (file === this.shown) {
      this.clash.replaceChildren();
      this.status.textContent = waiting === null ? WORDS.savedIn(file) : WORDS.saving;
    }
    this.rankSoon();
  }

  /** The ranking anew, once, however many answers come meanwhile. */
  async rankSoon() {
    this.stale = true;
    if (this.ranking) return;
    this.ranking = true;
    try {
      while (this.stale) { this.stale = false; await this.load(); }
    } finally { this.ranking = false; }
  }

  lost({ file }) {
    if (file === this.shown) this.status.textContent = WORDS.notYet;
    this.events.lost();
  }

  notSaved(answers, error) {
    if (answers.file !== this.shown) return; // told once it is shown again, and tried again
    this.status.textContent = "";
    if (error.status === 409) this.clashed(answers, error.told);
    else this.clash.replaceChildren(make("div", { class: "alert", role: "alert" }, make("p", {}, WORDS.notSaved), list(sentences(error))));
  }

  clashed(answers, { text, digest }) {
    this.clashing = answers.file;
    this.clash.replaceChildren(conflict(answers.waiting, text, async (choice) => {
      this.clash.replaceChildren();
      this.clashing = null;
      if (choice === "mine") await answers.settle(digest, true);
      if (choice === "theirs") { await answers.settle(digest, false); await this.load(); await this.open("form"); }
    }));
  }
}
