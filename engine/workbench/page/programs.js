// The programs of the folder: ranked, and one of them with its questions and its report.

import { ask, Lost, Refused, sentences } from "./ask.js";
import { conflict } from "./conflict.js";
import { badge, bringUp, list, make } from "./elements.js";
import { WORDS } from "./words.js";

export class Programs {
  constructor(events) {
    this.events = events;
    this.find = make("input", { type: "search", id: "find", autocomplete: "off", oninput: () => this.filter() });
    this.counts = make("p", { class: "soft", role: "status" }, WORDS.working);
    this.rows = make("tbody", {});
    this.refused = make("div", {});
    this.detail = make("section", { class: "detail" }, make("p", { class: "soft" }, WORDS.choose));
    const head = make("tr", {}, [WORDS.rank, WORDS.name, WORDS.verdict].map((one) => make("th", { scope: "col" }, one)));
    this.element = make("div", { class: "programs" },
      make("section", { class: "ranked", "aria-label": WORDS.programs },
        make("div", { class: "find" }, make("label", { for: "find" }, WORDS.find), this.find),
        this.counts,
        make("table", {}, make("thead", {}, head), this.rows), this.refused),
      this.detail);
    this.shown = null;
    this.tab = "form";
  }

  async load() {
    try {
      const found = await ask("ranking");
      this.found = found;
      this.counts.textContent = found.rows.length ? found.counts.map(([verdict, count]) => `${count} ${verdict}`).join(", ") : WORDS.noPrograms;
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
    for (const button of this.tabs.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset.tab === name));
    const query = `file=${encodeURIComponent(this.shown)}`;
    if (name === "form") {
      try {
        const held = await ask("open", { file: this.shown });
        Object.assign(this, { digest: held.digest, saved: held.text });
      } catch (error) {
        if (error instanceof Lost) { this.events.lost(); return; }
        if (!(error instanceof Refused)) throw error;
      }
    }
    const allowed = name === "form" ? "allow-scripts allow-forms allow-downloads allow-modals" : "";
    this.inner = make("iframe", { src: `/${name}?${query}`, title: `${WORDS[name]}: ${this.shown}`, sandbox: allowed });
    this.frame.replaceChildren(this.inner);
  }

  /** A new text of the facts, from the questionnaire in the frame; others are not listened to. */
  heard(event) {
    if (!this.inner || event.source !== this.inner.contentWindow || typeof event.data?.facts !== "string") return;
    this.waiting = event.data.facts;
    if (!this.busy) this.keep();
  }

  /** Saves the newest text; while one is on its way, the next waits. */
  async keep() {
    this.busy = true;
    const [file, frame] = [this.shown, this.inner];
    try {
      while (this.waiting !== null && this.inner === frame) {
        const text = this.waiting;
        this.waiting = null;
        await this.store(file, text);
      }
    } finally {
      this.busy = false;
    }
  }

  async store(file, text) {
    try {
      const { digest } = await ask("save", { file, text, digest: this.digest });
      Object.assign(this, { digest, saved: text });
      this.status.textContent = WORDS.savedIn(file);
      await this.load();
    } catch (error) {
      if (error instanceof Lost) { this.events.lost(); return; }
      if (!(error instanceof Refused)) throw error;
      if (error.status === 409) this.clashed(file, text, error.told);
      else this.clash.replaceChildren(make("div", { class: "alert", role: "alert" }, make("p", {}, WORDS.notSaved), list(sentences(error))));
    }
  }

  clashed(file, mine, { text, digest }) {
    this.status.textContent = "";
    this.clash.replaceChildren(conflict(mine, text, async (choice) => {
      this.clash.replaceChildren();
      if (choice === "mine") { this.digest = digest; await this.store(file, this.waiting ?? mine); this.waiting = null; }
      if (choice === "theirs") { this.waiting = null; await this.load(); await this.open("form"); }
    }));
  }
}
