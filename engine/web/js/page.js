// The page: one question at a time, and ways between questions, answers, result and file.

const state = { facts: emptyFacts(), skipped: new Set(), topic: null, history: [], screen: "questions", name: null, message: [], stored: true };
const judges = new Map();

/** The judge of the answers, made once for each state of them. */
function judged(facts) {
  const key = writeJson(facts);
  if (!judges.has(key)) {
    if (judges.size > 40) judges.clear();
    judges.set(key, judgeOf(facts));
  }
  return judges.get(key);
}

/** Whether a question belongs to this form: its gate, and who answers. */
function belongs(judge) {
  const { about } = OPTIONS;
  const rules = about ? RULEBOOK.gates[about].rules : [];
  const read = new Set(rules.flatMap((rule) => [...sourcesOf(rule.when)]).flatMap((name) => judge.openParts(name)).map((name) => judge.toAsk(name)));
  return (name) => (!about || read.has(name)) && forRole(name);
}

const forRole = (name) => !OPTIONS.role || (RULEBOOK.facts[name].whom ?? []).includes(OPTIONS.role);

function upNext() {
  const judge = judged(state.facts);
  const own = belongs(judge);
  const free = (name) => own(name) && !state.skipped.has(name);
  return nextQuestion(judge, state.topic, free) ?? (state.skipped.size ? nextQuestion(judge, state.topic, own) : null);
}

/** Takes new answers if they can be true; else says why not. */
function write(facts, name) {
  try {
    judged(facts);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    state.message = [WORDS.notWritten, ...error.mistakes];
    return false;
  }
  state.history.push({ facts: state.facts, name });
  state.facts = facts;
  state.topic = name ? topicOf(name) : state.topic;
  state.message = [];
  state.stored = toStorage(facts);
  return true;
}

function show(screen, name = null) {
  Object.assign(state, { screen, name });
  render();
}

// the question

function questionScreen() {
  const judge = judged(state.facts);
  const name = state.name ?? upNext();
  if (name === null) return [standing(judge, countAnswers()), make("p", {}, WORDS.nothingMore), ...result(judge, state.facts, (one) => show("questions", one))];
  const fact = RULEBOOK.facts[name];
  const before = longForm(leafAt(state.facts, name), fact.type);
  const answer = fieldsFor(fact, name, before.value, "question");
  const under = (RULEBOOK.heardUnder.get(name) ?? []).filter((one) => !judge.case.asked.has(one));
  const heard = sightings(under, state.facts);
  const note = make("input", { id: "note", type: "text", autocomplete: "off", value: before.note ?? "", maxlength: "2000" });
  const save = (told) => {
    const facts = answered(name, before, told, heard, note.value.trim());
    if (facts && write(facts, name)) { state.skipped.delete(name); show("questions"); } else render(true);
  };
  const read = () => {
    try { return { value: answer.read() }; } catch (error) { if (!(error instanceof Unreadable)) throw error; state.message = [WORDS.notWritten, error.message]; render(true); return null; }
  };
  const submit = (event) => {
    event.preventDefault();
    const told = read();
    if (!told) return;
    if (told.value === undefined && !heard.parts.some((one) => one.read() !== undefined)) { state.message = [WORDS.choose]; alertNow(); return; }
    save(told.value === undefined ? null : told);
  };
  const whom = (fact.whom ?? []).map((one) => RULEBOOK.informants[one] ?? one).join(", ");
  return [
    standing(judge, countAnswers()),
    make("form", { onsubmit: submit, novalidate: true },
      make("p", { class: "kicker" }, spaced(topicOf(name))),
      make("h2", { id: "question", tabindex: "-1" }, fact.ask),
      whom ? make("p", { class: "soft" }, `${WORDS.whom} ${whom}.`) : null,
      make("fieldset", { class: "answer-fields", "aria-labelledby": "question" }, answer.element),
      heard.element,
      make("div", { class: "typed" }, make("label", { for: "note" }, WORDS.note), note),
      make("div", { class: "buttons" },
        make("button", { class: "primary" }, WORDS.save),
        make("button", { type: "button", onclick: () => save({ status: "unknown" }) }, WORDS.unknown),
        make("button", { type: "button", onclick: () => save({ status: "declined" }) }, WORDS.dodged),
        make("button", { type: "button", class: "quiet", onclick: () => { state.skipped.add(name); state.message = []; show("questions"); } }, WORDS.skip),
        make("button", { type: "button", class: "quiet", disabled: !state.history.length, onclick: goBack }, WORDS.back),
        Object.keys(before).length ? make("button", { type: "button", class: "quiet", onclick: () => { write(withLeaf(state.facts, name), name); show("questions"); } }, WORDS.remove) : null)),
  ];
}

/** The facts with an answer and what else was heard; null where a field cannot be read. */
function answered(name, before, told, heard, note) {
  let facts = told ? withLeaf(state.facts, name, leafWith(before, told, note)) : state.facts;
  try {
    for (const one of heard.parts) {
      const value = one.read();
      const old = longForm(leafAt(state.facts, one.name), RULEBOOK.facts[one.name].type);
      if (value !== undefined) facts = withLeaf(facts, one.name, leafWith(old, { value }, old.note));
      else if (old.value !== undefined) facts = withLeaf(facts, one.name);
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    state.message = [WORDS.notWritten, error.message];
    return null;
  }
  return facts;
}

function goBack() {
  const last = state.history.pop();
  if (!last) return;
  state.facts = last.facts;
  state.message = [];
  state.stored = toStorage(state.facts);
  show("questions", last.name);
}

const countAnswers = () => [...writtenIn(state.facts)].length;

// the file

function fileScreen() {
  const input = make("input", { id: "file", type: "file", accept: ".json,application/json", onchange: () => input.files[0] && opened(input.files[0]) });
  const clear = make("button", { type: "button", onclick: () => { clear.replaceWith(sure); sure.focus(); } }, WORDS.clear);
  const sure = make("button", { type: "button", class: "danger", onclick: () => { write(emptyFacts(), null); state.history = []; state.skipped.clear(); state.message = [WORDS.cleared]; render(); } }, WORDS.clearSure);
  return [
    section(WORDS.saveFile, make("p", { class: "soft" }, WORDS.saveHint), make("button", { type: "button", class: "primary", onclick: download }, WORDS.saveFile)),
    section(WORDS.openFile, make("p", { class: "soft" }, WORDS.openHint), make("label", { for: "file" }, WORDS.openFile), input, make("div", { id: "opened", role: "status" })),
    OPTIONS.held === undefined ? section(WORDS.clear, clear) : null,
  ];
}

function download() {
  const url = URL.createObjectURL(new Blob([`${writeJson(state.facts)}\n`], { type: "application/json" }));
  const called = RULEBOOK.subject && longForm(leafAt(state.facts, RULEBOOK.subject), {}).value;
  const name = typeof called === "string" ? called.replace(/[^\p{L}\p{N}]+/gu, "_").slice(0, 60) : "";
  make("a", { href: url, download: `${name || "facts"}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Reads a file that somebody chose, and asks what to do with it. */
async function opened(file) {
  const place = document.getElementById("opened");
  const refuse = (mistakes) => place.replaceChildren(make("div", { class: "alert" }, make("p", {}, WORDS.refused), list(mistakes)));
  if (file.size > LARGEST_FILE) { refuse([WORDS.tooLarge]); return; }
  try {
    const facts = parseJson(await file.text());
    judged(facts);
    const take = (found, message) => { if (write(found, null)) { state.message = message; show("overview"); } else { refuse(state.message.slice(1)); state.message = []; } };
    const both = mergedFacts(state.facts, facts);
    place.replaceChildren(make("p", {}, WORDS.read([...writtenIn(facts)].length)), make("div", { class: "buttons" },
      make("button", { type: "button", onclick: () => take(facts, [WORDS.taken]) }, WORDS.take),
      make("button", { type: "button", onclick: () => take(both.found, [WORDS.merged(both.added, both.kept)]) }, WORDS.merge)));
  } catch (error) {
    if (error instanceof Refused) refuse(error.mistakes);
    else if (error instanceof NoJson) refuse([error.message]);
    else throw error;
  }
}

// all of it

const SCREENS = {
  questions: questionScreen,
  overview: () => [standing(judged(state.facts), countAnswers()), ...overview(state.facts, forRole, (name) => show("questions", name))],
  result: () => [...result(judged(state.facts), state.facts, (name) => show("questions", name)), make("button", { type: "button", class: "no-print", onclick: () => print() }, WORDS.print)],
  file: fileScreen,
};

function messages() {
  const told = [...state.message, ...(state.stored ? [] : [WORDS.noStorage])];
  return told.length ? [make("div", { class: "alert" }, told.map((one) => make("p", {}, one)))] : [];
}

function alertNow() { document.getElementById("messages").replaceChildren(...messages()); }

/** Shows the screen anew; `staying` leaves what is typed and only says what is wrong. */
function render(staying = false) {
  alertNow();
  if (staying) { document.getElementById("messages").scrollIntoView({ block: "nearest" }); return; }
  const shown = make("div", {}, SCREENS[state.screen]());
  document.getElementById("screen").replaceChildren(shown);
  for (const button of document.querySelectorAll("nav button")) {
    if (button.dataset.screen === state.screen) button.setAttribute("aria-current", "page"); else button.removeAttribute("aria-current");
  }
  (shown.querySelector("#question") ?? document.getElementById("screen")).focus({ preventScroll: true });
  scrollTo(0, 0);
}

function begin() {
  const kept = fromStorage();
  if (kept && isObject(kept.facts)) {
    try { judged(kept.facts); state.facts = kept.facts; if (kept.hash !== RULEBOOK.hash) state.message = [WORDS.oldHash]; } catch (error) { if (!(error instanceof Refused)) throw error; state.message = [WORDS.refused, ...error.mistakes]; }
  }
  state.stored = toStorage(state.facts);
  document.getElementById("tabs").append(...["questions", "overview", "result", "file"].map((screen) => make("button", { type: "button", "data-screen": screen, onclick: () => { state.message = []; show(screen); } }, WORDS[screen])));
  addEventListener("storage", (event) => {
    const found = event.key === PLACE ? fromStorage() : null;
    if (!found || !isObject(found.facts)) return;
    try { judged(found.facts); } catch { return; }
    Object.assign(state, { facts: found.facts, message: [WORDS.elsewhere] });
    render();
  });
  render();
}

begin();
