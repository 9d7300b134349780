// The answers: as a tree like that of a fact file, kept in the browser where that is allowed.

const OPTIONS = JSON.parse(document.getElementById("form").textContent);
const PLACE = `backchannel ${RULEBOOK.flow.name} ${OPTIONS.program ?? ""}`;

const leafAt = (facts, name) => {
  const [group, short] = name.split(".");
  return facts[group]?.[short];
};

/** What stands for a fact, in its long form. */
function longForm(raw, type) {
  if (raw === undefined || raw === null) return {};
  return isLong(raw, type) ? raw : { value: raw };
}

/** The facts with another leaf for a fact; without one where it is undefined. */
function withLeaf(facts, name, leaf) {
  const [group, short] = name.split(".");
  const found = Object.assign(Object.create(null), facts);
  const inner = Object.assign(Object.create(null), facts[group]);
  if (leaf === undefined) delete inner[short]; else inner[short] = leaf;
  if (Object.keys(inner).length) found[group] = inner; else delete found[group];
  return found;
}

/** A leaf that keeps the remarks of the one before; a value by itself stands alone. */
function leafWith(before, told, note) {
  const found = Object.assign(Object.create(null), told);
  for (const key of REMARKS) if (before[key]) found[key] = before[key];
  if (note) found.note = note; else delete found.note;
  return Object.keys(found).join() === "value" ? found.value : found;
}

/** All facts that have something written of them. */
function* writtenIn(facts) {
  for (const name of Object.keys(RULEBOOK.facts)) {
    const raw = leafAt(facts, name);
    if (raw !== undefined && raw !== null) yield [name, raw];
  }
}

/** How many questions are answered; what was ticked under one belongs to it. */
const countAnswers = (facts) => [...writtenIn(facts)].filter(([name]) => !RULEBOOK.facts[name].under).length;

/** Two people's answers as one: what the first has stays, lists of talks go together. */
function mergedFacts(mine, theirs) {
  let [found, added] = [mine, 0];
  const kept = [];
  for (const [name, raw] of writtenIn(theirs)) {
    const [before, { type, testimony: talks }] = [leafAt(mine, name), RULEBOOK.facts[name]];
    if (before === undefined || before === null) { found = withLeaf(found, name, raw); added += 1; continue; }
    if (writeJson(before) === writeJson(raw)) continue;
    const [own, other] = [longForm(before, type), longForm(raw, type)];
    if (talks && Array.isArray(own.value) && Array.isArray(other.value)) {
      const known = new Set(own.value.map((one) => writeJson(one)));
      const more = other.value.filter((one) => !known.has(writeJson(one)));
      found = withLeaf(found, name, leafWith(own, { value: [...own.value, ...more] }, own.note));
      added += more.length;
    } else kept.push(name);
  }
  return { found, added, kept };
}

/** What the browser kept, as text; null where there is nothing, or it may not be read. */
function textKept() {
  if (OPTIONS.held !== undefined) return heldText();
  try { return globalThis.localStorage.getItem(PLACE); } catch { return null; }
}

/** The answers in it, and the rules they were written for; null where nothing can be read. */
function readKept(text) {
  try {
    const found = text === null ? null : parseJson(text);
    return found && isObject(found.facts) ? found : null;
  } catch (error) { if (!(error instanceof NoJson)) throw error; return null; }
}

/** Keeps the answers; false where the browser does not let it. */
function toStorage(facts) {
  if (OPTIONS.held !== undefined) return toHolder(facts);
  try {
    const text = writeJson({ hash: RULEBOOK.hash, facts });
    globalThis.localStorage.setItem(PLACE, text);
    state.seen = text;
    return true;
  } catch { return false; }
}

/** Nothing but the program's name, where the page was made for one. */
function emptyFacts() {
  const found = Object.create(null);
  return OPTIONS.program && RULEBOOK.subject ? withLeaf(found, RULEBOOK.subject, OPTIONS.program) : found;
}

/** What a page around this one holds: a file that cannot be read is never written to. */
const holder = { last: null };

/** The text in the form in which a browser keeps it; null where the page cannot read it. */
function heldText() {
  if (holder.last !== null) return state.seen ?? null;
  try {
    const facts = parseJson(OPTIONS.held);
    judgeOf(facts);
    holder.last = writeJson(facts);
    return writeJson({ hash: RULEBOOK.hash, facts });
  } catch (error) {
    if (!(error instanceof NoJson || error instanceof Refused)) throw error;
    return null;
  }
}

function toHolder(facts) {
  const text = writeJson(facts);
  if (holder.last !== null && text !== holder.last) {
    holder.last = text;
    globalThis.parent.postMessage({ facts: `${text}\n` }, "*");
  }
  return holder.last !== null;
}
