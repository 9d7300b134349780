// The workbench: what is shown goes by the address behind its `#`.

import { ask, Lost, Refused, sentences } from "./ask.js";
import { drafts, Editor, unsaved } from "./editor.js";
import { bringUp, list, make } from "./elements.js";
import { findingsList } from "./findings.js";
import { Programs } from "./programs.js";
import { WORDS } from "./words.js";

const header = document.getElementById("header");
const main = document.getElementById("main");
const title = header.querySelector("h1");
const links = {
  programs: make("a", { href: "#programs" }, WORDS.programs),
  rules: make("a", { href: "#rules" }, WORDS.rules),
};
const pending = make("p", { class: "pending", role: "status" });
const standing = make("div", { id: "standing" });
const away = make("div", { class: "alert", role: "alert", hidden: true }, WORDS.lost);
const screen = make("div", { id: "screen" });
let [state, editor] = [null, null];

const events = {
  lost: () => { away.hidden = false; },
  answered: () => {
    const back = !away.hidden;
    away.hidden = true;
    if (back) programs.again();
  },
  changed: () => { pending.textContent = unsaved() ? WORDS.unsaved(unsaved()) : ""; tree(); },
  saved: async () => { await refresh(); await programs.load(); },
  go: (found) => { wanted = found; location.hash = `#file=${encodeURIComponent(found.file)}`; },
};
const programs = new Programs(events);
let wanted = null;

/** How the workspace stands now; the banner says where its files are broken. */
async function refresh() {
  const found = await ask("state");
  if (state) Object.assign(state, found); else state = found;
  title.textContent = state.workspace;
  standing.replaceChildren(...state.broken.length ? [make("div", { class: "alert" },
    make("p", {}, state.hash ? WORDS.stillBroken : WORDS.neverGood), findingsList(state.broken, null, events.go))] : []);
  events.answered();
}

// the files

const files = make("nav", { class: "files", "aria-label": WORDS.rules });

function tree() {
  const known = JSON.stringify([state.files, editor?.name, [...drafts].map(([name, one]) => [name, one.text !== one.saved])]);
  if (files.dataset.known === known) return;
  files.dataset.known = known;
  files.replaceChildren(...Object.entries(WORDS.kinds).map(([kind, words]) => {
    const own = state.files.filter((one) => one.kind === kind);
    return own.length ? make("section", {}, make("h2", {}, words), list(own.map(fileLink))) : "";
  }));
}

function fileLink({ name }) {
  const draft = drafts.get(name);
  const dirty = draft && draft.text !== draft.saved;
  return make("a", { href: `#file=${encodeURIComponent(name)}`, "aria-current": editor?.name === name ? "page" : null },
    name.split("/").at(-1), dirty ? make("span", { class: "dirty", title: WORDS.changed, role: "img", "aria-label": WORDS.changed }, " ●") : null);
}

async function showFile(name) {
  const called = (wanted) => state.files.find((one) => one.name === wanted);
  const file = called(name) ?? (editor && called(editor.name)) ?? called(state.first) ?? state.files[0];
  if (!file) return;
  if (editor?.name === file.name && editor.element.isConnected) { if (wanted) editor.sheet?.go(wanted); wanted = null; return; }
  if (editor) editor.gone = true;
  editor = new Editor(file, state, events);
  tree();
  const beside = file.kind === "programs" ? make("nav", { class: "files" }, make("a", { href: `#program=${encodeURIComponent(file.name)}` }, WORDS.backTo(file.name))) : files;
  screen.replaceChildren(make("div", { class: "rules" }, beside, editor.element));
  const at = wanted;
  wanted = null;
  if (name) bringUp(editor.element);
  await editor.open(at);
}

// the whole

async function route() {
  if (!state) return; // it begins with this
  const [kind, name] = location.hash.slice(1).split("=").map(decodeURIComponent);
  const inRules = kind === "rules" || kind === "file";
  const ofRules = inRules && state.files.find((one) => one.name === name)?.kind !== "programs";
  for (const [key, link] of Object.entries(links)) {
    if ((key === "rules") === ofRules) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
  }
  document.title = [name, state.workspace].filter(Boolean).join(" · ");
  try {
    if (inRules) { await showFile(name); return; }
    if (!programs.element.isConnected) {
      programs.shown = null; // its frame loads anew, and so has the file behind it
      screen.replaceChildren(programs.element);
    }
    await programs.load();
    if (kind === "program" && name) await programs.show(name);
  } catch (error) {
    if (error instanceof Lost) events.lost();
    else if (error instanceof Refused) screen.replaceChildren(make("div", { class: "alert", role: "alert" }, list(sentences(error))));
    else throw error;
  }
}

/** What has changed while this window was not looked at. */
async function lookAgain() {
  await refresh();
  if (editor?.element.isConnected) await editor.refresh();
  else await programs.load();
}

async function begin() {
  header.append(make("nav", { class: "places", "aria-label": WORDS.open }, links.programs, links.rules), pending);
  main.replaceChildren(away, standing, screen);
  addEventListener("hashchange", route);
  addEventListener("message", (event) => programs.heard(event));
  addEventListener("beforeunload", (event) => { if (unsaved() || programs.unsaved) event.preventDefault(); });
  addEventListener("focus", () => lookAgain().catch(events.lost));
  try {
    await refresh();
  } catch (error) {
    if (!(error instanceof Lost)) throw error;
    events.lost();
    return;
  }
  await route();
}

begin();
