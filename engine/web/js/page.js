// The page: one question at a time, and ways between questions, answers, result and file.

const state = {
  facts: emptyFacts(), skipped: new Set(), topic: null, history: [], screen: "questions", name: null, next: null, message: [], stored: true,
  aside: true, // whether what could not be read is safe elsewhere, so that its place may be written
  typed: false, parked: null, // whether something is typed and not saved; a question left with such
};
const judges = new Map();
const MOST_JUDGES = 40;

/** The judge of answers, made once for each state of them. */
function judged(facts) {
  const key = writeJson(facts);
  if (!judges.has(key)) {
    if (judges.size > MOST_JUDGES) judges.clear();
    const judge = judgeAtFirst(facts);
    if (OPTIONS.first && key === writeJson(emptyFacts())) knowing(judge, OPTIONS.first);
    judges.set(key, judge);
  }
  return judges.get(key);
}

/** Notes what is known of the first screen before anything is worked out. */
function knowing(judge, { possible, left, next }) {
  judge.ties.someLeft = possible.length > 0;
  Object.assign(judge, { found: possible, left, next, agreeing: possible.length > 0 });
}

/** Whether a question belongs to this form: its gate, and who answers. */
function belongs(judge) {
  const { about } = OPTIONS;
  const rules = about ? RULEBOOK.gates[about].rules : [];
  const read = new Set(rules.flatMap((rule) => [...sourcesOf(rule.when)]).flatMap((name) => judge.openParts(name)).map((name) => judge.toAsk(name)));
  return (name) => (!about || read.has(name)) && forRole(name);
}

const forRole = (name) => !OPTIONS.role || (RULEBOOK.facts[name].whom ?? []).includes(OPTIONS.role);

function upNext(judge, topic) {
  if (judge.next !== undefined && !topic && !state.skipped.size) return judge.next;
  const own = belongs(judge);
  const free = (name) => own(name) && !state.skipped.has(name);
  return nextQuestion(judge, topic, free) ?? (state.skipped.size ? nextQuestion(judge, topic, own) : null);
}

/** Works out what a screen tells of answers; gives the question that it asks. */
function workedOut(facts, topic, screen, name) {
  const judge = checked(judged(facts));
  if (screen === "file") return null;
  judge.sure;
  if (judge.verdicts.length > 1) judge.left ??= questionsOf(judge).size;
  const next = screen === "questions" ? name ?? upNext(judge, topic) : null;
  if (next === null && screen !== "overview") judge.decision;
  return next;
}

/** Shows a screen as soon as it is worked out. */
function show(screen, name = null) {
  const { facts, topic } = state;
  working(() => workedOut(facts, topic, screen, name), (next) => { Object.assign(state, { screen, name, next }); render(); expect(); });
}

/** Takes new answers if they can be true and shows a screen; else says why not. */
function write(facts, name, screen, message = []) {
  const refused = (mistakes) => { state.message = [WORDS.notWritten, ...mistakes]; render(true); };
  working(() => checked(judged(facts)), () => {
    state.history.push({ name, before: changed(state.facts, facts) });
    Object.assign(state, { facts, message, topic: name ? topicOf(name) : state.topic });
    state.skipped.delete(name);
    state.stored = toStorage(facts);
    Object.assign(state, { typed: false, parked: null });
    show(screen);
  }, { refused, writes: true });
}

/** In spare time: what comes next if the question shown is answered one way or another, and the result so far. */
function expect() {
  const { facts, next: name, screen } = state;
  if (screen !== "questions" || name === null) { inSpareTime([]); return; }
  const { type } = RULEBOOK.facts[name];
  const values = type.is === "boolean" ? [true, false] : type.is === "word" ? type.values : [];
  const leaves = [...values.map((value) => ({ value })), { status: "unknown" }, { status: "declined" }];
  const before = longForm(leafAt(facts, name), type);
  const answers = leaves.map((told) => {
    const then = withLeaf(facts, name, leafWith(before, told, before.note));
    return () => workedOut(then, topicOf(name), "questions", null);
  });
  inSpareTime([...answers, () => workedOut(facts, topicOf(name), "result", null)]);
}

// the question

/** Why no question is asked; that none would change it is said only of what is settled. */
function noneLeft({ verdict, missing }) {
  if (missing.length) return WORDS.askedEnough;
  return verdict !== INCOMPLETE ? WORDS.nothingMore : WORDS.askedAll;
}

function questionScreen() {
  const judge = judged(state.facts);
  const name = state.next;
  if (name === null) return [standing(judge, countAnswers(state.facts)), make("p", {}, noneLeft(judge.decision)), ...result(judge, state.facts, (one) => show("questions", one))];
  const fact = RULEBOOK.facts[name];
  const before = longForm(leafAt(state.facts, name), fact.type);
  const answer = fieldsFor(fact, name, before.value, "question");
  const under = (RULEBOOK.heardUnder.get(name) ?? []).filter((one) => !judge.case.asked.has(one));
  const heard = sightings(under, state.facts);
  const note = make("input", { id: "note", type: "text", autocomplete: "off", value: before.note ?? "", maxlength: "2000" });
  const save = (told) => {
    catchUp();
    const facts = answered(name, before, told, heard, note.value.trim());
    if (facts) write(facts, name, "questions"); else render(true);
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
    standing(judge, countAnswers(state.facts)),
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
        Object.keys(before).length ? make("button", { type: "button", class: "quiet", onclick: () => { catchUp(); write(withLeaf(state.facts, name), name, "questions"); } }, WORDS.remove) : null)),
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

/** What stood before where answers differ, by the facts. */
function changed(one, other) {
  const names = new Set([...writtenIn(one), ...writtenIn(other)].map(([name]) => name));
  return [...names].map((name) => [name, leafAt(one, name), leafAt(other, name)]).filter(([, before, after]) => writeJson(before ?? null) !== writeJson(after ?? null));
}

/** Takes back what was written last; what another tab wrote stays. */
function goBack() {
  finish();
  const last = state.history.pop();
  if (!last) return;
  catchUp();
  for (const [name, before] of last.before) state.facts = withLeaf(state.facts, name, before);
  state.message = [];
  state.stored = toStorage(state.facts);
  show("questions", last.name);
}

// the file

function fileScreen() {
  const input = make("input", { id: "file", type: "file", accept: ".json,application/json", onchange: () => input.files[0] && opened(input.files[0]) });
  const clear = make("button", { type: "button", onclick: () => { clear.replaceWith(sure); sure.focus(); } }, WORDS.clear);
  const sure = make("button", { type: "button", class: "danger", onclick: () => { write(emptyFacts(), null, "file", [WORDS.cleared]); finish(); state.history = []; state.skipped.clear(); } }, WORDS.clearSure);
  return [
    section(WORDS.saveFile, make("p", { class: "soft" }, WORDS.saveHint), ...saving()),
    section(WORDS.openFile, make("p", { class: "soft" }, WORDS.openHint), make("label", { for: "file" }, WORDS.openFile), input, make("div", { id: "opened", role: "status" })),
    OPTIONS.held === undefined ? section(WORDS.clear, clear) : null,
    unread() === null ? null : section(WORDS.notRead, make("p", { class: "soft" }, WORDS.notReadHint), make("button", { type: "button", onclick: () => given(unread(), "kept.json") }, WORDS.saveUnread)),
  ];
}

/** The way to a file; without a name of the case there is first a field for one. */
function saving() {
  const { subject } = RULEBOOK;
  const button = (onclick) => make("button", { type: "button", class: "primary", onclick }, WORDS.saveFile);
  if (!subject || leafAt(state.facts, subject) !== undefined) return [button(() => download(state.facts))];
  const { ask, type } = RULEBOOK.facts[subject];
  const name = make("input", { id: "called", type: "text", autocomplete: "off" });
  const save = () => {
    catchUp();
    const called = type.is === "text" ? name.value.trim() : "";
    const facts = called ? withLeaf(state.facts, subject, called) : state.facts;
    download(facts);
    if (called) write(facts, subject, "file");
  };
  return [make("label", { for: "called" }, ask), name, make("div", { class: "buttons" }, button(save))];
}

function download(facts) {
  const called = RULEBOOK.subject && longForm(leafAt(facts, RULEBOOK.subject), {}).value;
  const name = typeof called === "string" ? called.replace(/[^\p{L}\p{N}]+/gu, "_").slice(0, 60) : "";
  given(`${writeJson(facts)}\n`, `${name || "facts"}.json`);
}

/** Gives a text to the user as a file. */
function given(text, name) {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Reads a file that somebody chose, and asks what to do with it. */
async function opened(file) {
  const place = document.getElementById("opened");
  const refuse = (mistakes) => place.replaceChildren(make("div", { class: "alert" }, make("p", {}, WORDS.refused), list(mistakes)));
  if (file.size > RULEBOOK.limits.bytes) { refuse([WORDS.tooLarge]); return; }
  place.replaceChildren();
  let bytes;
  try { bytes = await file.arrayBuffer(); } catch { refuse([WORDS.noFile]); return; } // it was deleted, or changed since
  let facts;
  try { facts = parseJson(asText(bytes)); } catch (error) { if (!(error instanceof NoJson)) throw error; refuse([error.message]); return; }
  working(() => checked(judged(facts)), () => offer(place, facts), { refused: refuse });
}

function asText(bytes) {
  try { return new TextDecoder("utf-8", { fatal: true }).decode(bytes); } catch { throw new NoJson("this is not UTF-8 text"); }
}

/** What can be done with the facts of a file. */
function offer(place, facts) {
  const both = () => { catchUp(); return mergedFacts(state.facts, facts); };
  const merge = () => { const { found, added, kept } = both(); write(found, null, "overview", [WORDS.merged(added, kept)]); };
  place.replaceChildren(make("p", {}, WORDS.read(countAnswers(facts))), make("div", { class: "buttons" },
    make("button", { type: "button", onclick: () => write(facts, null, "overview", [WORDS.taken]) }, WORDS.take),
    make("button", { type: "button", onclick: merge }, WORDS.merge)));
}

// all of it

const SCREENS = {
  questions: questionScreen,
  overview: () => [standing(judged(state.facts), countAnswers(state.facts)), ...overview(state.facts, forRole, (name) => show("questions", name))],
  result: () => [...result(judged(state.facts), state.facts, (name) => show("questions", name)), make("button", { type: "button", class: "no-print", onclick: () => print() }, WORDS.print)],
  file: fileScreen,
};

function messages() {
  const told = [...state.message, ...(state.stored ? [] : [WORDS.noStorage])];
  return told.length ? [make("div", { class: "alert" }, told.map((one) => make("p", {}, one)))] : [];
}

function alertNow() { document.getElementById("messages").replaceChildren(...messages()); }

/** Keeps a question that is left with something typed. */
function park() {
  if (!state.typed) return;
  state.parked = { next: state.next, facts: state.facts, element: document.getElementById("screen").firstChild };
}

/** The question that was left with something typed, if it is asked again and nothing else has changed. */
function parked() {
  const { screen, next, parked: found, facts } = state;
  return screen === "questions" && found?.next === next && found.facts === facts ? found.element : null;
}

/** Shows the screen anew; `staying` leaves what is typed and only says what is wrong. */
function render(staying = false) {
  alertNow();
  if (staying) { document.getElementById("messages").scrollIntoView({ block: "nearest" }); return; }
  const left = parked();
  state.typed = left !== null;
  const shown = left ?? make("div", {}, SCREENS[state.screen]());
  document.getElementById("screen").replaceChildren(shown);
  for (const button of document.querySelectorAll("nav button")) {
    if (button.dataset.screen === state.screen) button.setAttribute("aria-current", "page"); else button.removeAttribute("aria-current");
  }
  (shown.querySelector("#question") ?? document.getElementById("screen")).focus({ preventScroll: true });
  scrollTo(0, 0);
}

/** Takes what another tab has written since, if it can be read; whether there was something. What
 * this tab could not store goes together with it. */
function catchUp() {
  finish();
  const text = textKept();
  if (text === null || text === state.seen) return false;
  state.seen = text;
  const found = readKept(text);
  if (!found || found.hash !== RULEBOOK.hash) return false;
  const facts = state.stored ? found.facts : mergedFacts(state.facts, found.facts).found;
  if (!readable(facts)) return false;
  state.facts = facts;
  return true;
}

/** Whether these rules can take some facts as they are. */
function readable(facts) {
  try { checked(judged(facts)); return true; } catch (error) { if (!(error instanceof Refused)) throw error; return false; }
}

/** Another tab has written: what is half typed here stays on the screen. */
function heardElsewhere() {
  if (!catchUp()) return;
  state.message = [state.typed ? WORDS.elsewhereTyping : WORDS.elsewhere];
  if (state.typed) alertNow(); else show(state.screen, state.name);
}

/** Takes up the answers that were kept; what cannot be read of them is put aside, never dropped. */
function takeUp(text) {
  const found = readKept(text);
  const saved = found && (readable(found.facts) ? { found: found.facts, left: [] } : salvaged(found.facts));
  if (saved) state.facts = saved.found;
  if (found && found.hash !== RULEBOOK.hash) state.message = [WORDS.oldHash];
  if (saved && !saved.left.length) { state.stored = toStorage(state.facts); return; }
  state.aside = putAside(text);
  state.stored = state.aside;
  state.message.push(saved ? WORDS.leftOut(saved.left) : WORDS.unreadable, ...(state.aside ? [WORDS.putAside] : []));
}

function begin() {
  const text = textKept();
  if (text !== null) takeUp(text);
  else state.stored = toStorage(state.facts);
  let unfolded = [];
  addEventListener("beforeprint", () => { unfolded = [...document.querySelectorAll("details:not([open])")]; for (const one of unfolded) one.open = true; });
  addEventListener("afterprint", () => { for (const one of unfolded) one.open = false; });
  document.getElementById("tabs").append(...["questions", "overview", "result", "file"].map((screen) => make("button", { type: "button", "data-screen": screen, onclick: () => { finish(); park(); state.message = []; show(screen); } }, WORDS[screen])));
  addEventListener("storage", (event) => { if (event.key === OWN_PLACE) heardElsewhere(); });
  addEventListener("beforeunload", (event) => { if (state.typed) event.preventDefault(); });
  document.getElementById("screen").addEventListener("input", () => { state.typed = state.screen === "questions"; });
  for (const tap of ["click", "submit"]) document.getElementById("screen").addEventListener(tap, (event) => { if (job) { event.preventDefault(); event.stopPropagation(); } }, true);
  show("questions");
}

begin();
