// The answers: as a tree like that of a fact file, kept in the browser where that is allowed.

const OPTIONS = JSON.parse(document.getElementById("form").textContent);
const PLACE = `backchannel ${JSON.stringify([RULEBOOK.flow.name, OPTIONS.program ?? ""])} `;
/** Where answers to these rules are kept; each version of the rules has a place of its own. */
const OWN_PLACE = PLACE + RULEBOOK.hash;
/** Where what could not be read is put before anything is written over it. */
const UNREAD = `${OWN_PLACE} unread`;

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

/** Whether two long forms say the same, however it is written. */
function sameAnswer(one, other, { type }, name) {
  if ((one.status ?? null) !== (other.status ?? null)) return false;
  const read = (value) => new Reader(RULEBOOK).value(value, type, name);
  const [own, their] = [one.value ?? null, other.value ?? null];
  return own === null || their === null ? own === their : same(read(own), read(their));
}

/** What a record says, however its keys are ordered and its numbers are written. */
function asSaid(value) {
  if (value instanceof Written) return String(exact(value.text) ?? value.text);
  if (Array.isArray(value)) return `[${value.map(asSaid)}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${asSaid(value[key])}`)}}`;
}

/** Two people's answers as one: what the first has stays, an open question takes what the other
 * says, lists of talks go together. */
function mergedFacts(mine, theirs) {
  let [found, added] = [mine, 0];
  const kept = [];
  for (const [name, raw] of writtenIn(theirs)) {
    const fact = RULEBOOK.facts[name];
    const [own, other] = [longForm(leafAt(mine, name), fact.type), longForm(raw, fact.type)];
    if (sameAnswer(own, other, fact, name)) {
      found = withLeaf(found, name, leafWith({ ...other, ...own }, told(own), own.note ?? other.note));
    } else if ((own.value ?? null) === null && ((other.value ?? null) !== null || !own.status)) {
      found = withLeaf(found, name, leafWith({ ...own, ...other }, told(other), own.note ?? other.note));
      added += 1;
    } else if (fact.testimony && Array.isArray(own.value) && Array.isArray(other.value)) {
      const known = new Set(own.value.map(asSaid));
      const more = other.value.filter((one) => !known.has(asSaid(one)));
      found = withLeaf(found, name, leafWith(own, { value: [...own.value, ...more] }, own.note));
      added += more.length;
    } else kept.push(name);
  }
  return { found, added, kept };
}

/** The answer in a long form, without remarks. */
function told({ value, status }) {
  const found = Object.create(null);
  if (value !== undefined) found.value = value;
  if (status !== undefined) found.status = status;
  return found;
}

/** As many of some answers as can be read, and the names of the others; null where they clash. */
function salvaged(facts) {
  let found = Object.assign(Object.create(null), emptyFacts());
  const left = [];
  for (const key of BESIDE) if (facts[key] !== undefined) found[key] = facts[key];
  for (const group of Object.keys(facts)) {
    for (const short of isObject(facts[group]) ? Object.keys(facts[group]) : []) {
      const more = withLeaf(found, `${group}.${short}`, facts[group][short]);
      try { readCase(RULEBOOK, more, now()); found = more; } catch (error) {
        if (!(error instanceof Refused)) throw error;
        left.push(`${group}.${short}`);
      }
    }
  }
  return readable(found) ? { found, left } : null;
}

/** What the browser kept, as text; null where there is nothing, or it may not be read. */
function textKept() {
  if (OPTIONS.held !== undefined) return heldText();
  try { return globalThis.localStorage.getItem(OWN_PLACE) ?? older(); } catch { return null; }
}

/** The newest answers that were given by other versions of the rules; they stay as they are. */
function older() {
  const every = Object.keys(globalThis.localStorage).filter((key) => key.startsWith(PLACE) && !key.endsWith(" unread"));
  const read = every.map((key) => globalThis.localStorage.getItem(key)).map((text) => [readKept(text)?.at ?? "", text]);
  return read.sort(([one], [other]) => (one < other ? 1 : -1))[0]?.[1] ?? null;
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
  if (!state.aside) return false;
  try {
    const text = writeJson({ hash: RULEBOOK.hash, at: new Date().toISOString(), facts });
    globalThis.localStorage.setItem(OWN_PLACE, text);
    state.seen = text;
    return true;
  } catch { return false; }
}

/** Puts aside what is kept and cannot be read, beside what was before; whether there is room. */
function putAside(text) {
  const before = unread();
  if (before?.includes(text)) return true;
  try { globalThis.localStorage.setItem(UNREAD, before === null ? text : `${before}\n${text}`); return true; } catch { return false; }
}

function unread() {
  try { return globalThis.localStorage.getItem(UNREAD); } catch { return null; }
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
