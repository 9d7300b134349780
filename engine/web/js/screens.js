// What is shown of a case: its standing, all answers, the result with its reasons.

const badge = (word, tone = "plain") => make("span", { class: `badge tone-${tone}` }, spaced(word));
const UNFOLDED = 4;
const section = (title, ...body) => (body.flat().some(Boolean) ? make("section", {}, make("h2", { class: "part" }, title), ...body) : null);
const list = (items, name = "ul", kind = null) => (items.length ? make(name, kind ? { class: kind } : {}, items.map((one) => make("li", {}, one))) : null);

/** A list of which all but the first few are folded away. */
function foldedList(items) {
  if (items.length <= UNFOLDED + 1) return [list(items)];
  const rest = items.slice(UNFOLDED);
  return [list(items.slice(0, UNFOLDED)), make("details", {}, make("summary", {}, WORDS.more(rest.length)), list(rest))];
}

/** The tone of a verdict: the best first, where the flow says which are good. */
function toneOf(verdict) {
  if (verdict === INCOMPLETE) return "open";
  const place = RULEBOOK.flow.best.indexOf(verdict);
  if (place < 0) return "plain";
  return place === 0 ? "good" : place === RULEBOOK.flow.best.length - 1 ? "bad" : "mixed";
}

/** A value in the words of a sentence. */
function sayFact(found, name) {
  const value = found.value(name);
  const { kind } = RULEBOOK.facts[name];
  if (value === null) return found.contested.has(name) ? found.contested.get(name).map(spellValue).join(" or ") : WORDS.open;
  if (value instanceof Exact && kind === "share") return asPercent(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return spellValue(value);
}

function asPercent(value) {
  const tenths = value.times(new Exact(1000n));
  const rounded = new Exact(tenths.plus(new Exact(1n, 2n)).floor, 10n);
  return `${rounded.times(new Exact(10n)).against(tenths) === 0 ? "" : "about "}${rounded} %`;
}

/** A text of the rulebook with the facts of a case in it. */
function filled(text, found) {
  const words = text.map((part, place) => (place % 2 ? sayFact(found, part) : part)).join("");
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

const unsure = (judge) => (judge.sure ? null : make("p", { class: "soft" }, WORDS.unsure));

/** What is decided so far, and what may still become of it. */
function standing(judge, answered) {
  const { verdicts } = judge;
  if (judge.case.clashes.length) return make("div", { class: "standing" }, make("p", {}, WORDS.clashing), list(judge.case.clashes));
  const told = verdicts.length === 1 ? [WORDS.settled, " ", badge(verdicts[0], toneOf(verdicts[0]))] : [WORDS.possible, " ", ...verdicts.map((one) => badge(one, toneOf(one)))];
  const left = verdicts.length > 1 ? judge.left ?? questionsOf(judge).size : 0;
  const progress = make("progress", { max: String(answered + left || 1), value: String(answered), "aria-label": WORDS.answered(answered) });
  const counted = make("p", { class: "soft" }, [WORDS.answered(answered), ...(left ? [WORDS.left(left)] : [])].join(" · "));
  return make("div", { class: "standing" }, make("p", {}, told), unsure(judge), progress, counted);
}

// all answers

const topicOf = (name) => name.split(".")[0];

function shownLeaf(raw, type) {
  const { value, status, note } = longForm(raw, type);
  const told = value === undefined || value === null ? WORDS.status[status] ?? WORDS.open
    : typeof value === "boolean" ? (value ? WORDS.yes : WORDS.no)
      : value instanceof Written ? value.text
        : Array.isArray(value) ? (type.is === "records" ? spellValue(value) : value.map(spaced).join(", ") || WORDS.none)
          : type.is === "word" ? spaced(value) : value;
  return [make("b", {}, told), note ? make("span", { class: "soft" }, ` · ${note}`) : null];
}

/** Every fact by topic, each with a way to its question. */
function overview(facts, allowed, open) {
  const topics = Map.groupBy ? Map.groupBy(Object.keys(RULEBOOK.facts), topicOf) : grouped(Object.keys(RULEBOOK.facts));
  const line = (name, label, ...told) => make("div", { class: "answer" }, make("span", {}, RULEBOOK.facts[name].ask), make("span", {}, ...told),
    make("button", { type: "button", class: "quiet", "aria-label": `${label}: ${RULEBOOK.facts[name].ask}`, onclick: () => open(name) }, label));
  return [...topics].map(([topic, names]) => {
    const there = names.filter((name) => leafAt(facts, name) !== undefined && leafAt(facts, name) !== null);
    const rest = names.filter((name) => !there.includes(name) && allowed(name));
    const more = rest.length ? make("details", {}, make("summary", {}, `${WORDS.notAnswered} (${rest.length})`), rest.map((name) => line(name, WORDS.answer))) : null;
    return there.length || more ? section(spaced(topic), there.map((name) => line(name, WORDS.change, shownLeaf(leafAt(facts, name), RULEBOOK.facts[name].type))), more) : null;
  });
}

function grouped(names) {
  const found = new Map();
  for (const name of names) found.set(topicOf(name), [...(found.get(topicOf(name)) ?? []), name]);
  return found;
}

// the result

const holds = (when, found) => valueOf(when, found) === true;

function reasonOf(rule, found) {
  const other = rule.reasons.find(([when]) => holds(when, found));
  return filled(other ? other[1] : rule.because, found);
}

/** Where the walk went, with the reason at each gate. */
function pathOf(judge) {
  const { flow, gates } = RULEBOOK;
  return judge.decision.path.map(({ node, outcome, rule }) => {
    const told = flow.nodes[node];
    if (told.kind !== "gate") return make("span", { class: told.kind === "step" ? "soft" : null }, told.title);
    const decided = gates[node].rules.find((one) => one.id === rule);
    const tone = outcome === OPEN ? "open" : "plain";
    return make("div", {}, make("b", {}, told.title, " "), badge(outcome, tone), make("p", {}, decided ? reasonOf(decided, judge.case) : outcome === OPEN ? WORDS.waits : ""), decided ? restsOn(decided, judge.case) : null);
  });
}

/** The facts that the rule which decided reads, as far as they are known. */
function restsOn(rule, found) {
  const read = [...sourcesOf(rule.when)].filter((name) => found.value(name) !== null || found.contested.has(name));
  const line = (name) => {
    const { ask, derive } = RULEBOOK.facts[name];
    return [derive && !found.stated.has(name) ? spaced(name.split(".")[1]) : ask, " ", make("b", {}, sayFact(found, name)), found.assumed.has(name) ? make("span", { class: "soft" }, ` · ${WORDS.notSeen}`) : null];
  };
  return read.length ? make("details", {}, make("summary", {}, WORDS.answersRead), list(read.map(line))) : null;
}

function remarks(found, weight) {
  return RULEBOOK.notes.filter((note) => note.weight === weight && holds(note.when, found)).map((note) => filled(note.text, found));
}

/** What has been heard of each signal of the board. */
function signalsOf(judge) {
  const { board, gates, notes } = RULEBOOK;
  if (!board) return [];
  const [good, bad, found] = [new Set(), new Set(), judge.case];
  const hear = (set, signals) => signals.forEach((one) => set.add(one));
  for (const note of notes) if (note.signal && holds(note.when, found)) hear(note.weight === "strength" ? good : note.weight === "caution" ? bad : new Set(), [note.signal]);
  for (const [name, gate] of Object.entries(gates)) {
    const station = judge.decision.path.find((one) => one.node === name);
    gate.rules.forEach((rule, place) => {
      const held = place === gate.rules.length - 1 ? station?.rule === rule.id : holds(rule.when, found);
      if (held) hear(board.good.includes(rule.then) ? good : board.bad.includes(rule.then) ? bad : new Set(), rule.signals);
    });
    for (const item of gate.collect) if (holds(item.when, found)) hear(item.speaks === "for" ? good : item.speaks === "against" ? bad : new Set(), item.signals);
  }
  return Object.entries(board.signals).map(([signal, title]) => [title, good.has(signal) ? (bad.has(signal) ? "mixed" : "green") : bad.has(signal) ? "red" : "unheard"]);
}

const TONES = { green: "good", red: "bad", mixed: "mixed", unheard: "unheard" };

/** The verdict, its path and reasons, the board, and what it rests on. */
function result(judge, facts, open) {
  const { decision, case: found } = judge;
  const last = decision.path.filter((one) => one.outcome).pop();
  const decided = last?.rule && RULEBOOK.gates[last.node].rules.find((one) => one.id === last.rule);
  const panel = make("div", { class: `panel tone-${toneOf(decision.verdict)}` }, make("p", { class: "word" }, spaced(decision.verdict)),
    make("div", {}, decision.possible.length > 1 ? make("p", {}, WORDS.possible, " ", decision.possible.map((one) => badge(one, toneOf(one)))) : null, decided ? make("p", {}, reasonOf(decided, found)) : null));
  const asking = decision.missing.map((name) => [RULEBOOK.facts[name].ask, " ", make("button", { type: "button", class: "quiet", "aria-label": `${WORDS.answer}: ${RULEBOOK.facts[name].ask}`, onclick: () => open(name) }, WORDS.answer)]);
  const assumed = [...found.assumed].filter((name) => RULEBOOK.facts[name].under).map((name) => RULEBOOK.facts[name].means?.true ?? RULEBOOK.facts[name].ask);
  const differing = [...found.contested].map(([name, values]) => `${RULEBOOK.facts[name].ask} ${values.map(spellValue).join(" / ")}`);
  return [
    panel, judge.case.clashes.length ? null : unsure(judge), section(WORDS.path, list(pathOf(judge), "ol", "path")), section(WORDS.missing, ...foldedList(asking)),
    section(WORDS.cautions, ...foldedList(remarks(found, "caution"))), section(WORDS.strengths, ...foldedList(remarks(found, "strength"))),
    section(WORDS.board, list(signalsOf(judge).map(([title, colour]) => [badge(WORDS.colours[colour], TONES[colour]), " ", title]), "ul", "board")),
    section(WORDS.rests, make("p", {}, WORDS.answered(countAnswers(facts))), differing.length ? make("p", {}, WORDS.contested) : null, list(differing), assumed.length ? make("details", {}, make("summary", {}, `${WORDS.assumed} ${assumed.length}`), list(assumed)) : null),
  ];
}
