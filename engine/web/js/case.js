// From a fact file to a case: what is known, what was asked in vain, what follows, what cannot be.
// Words about what is wrong are for people; nothing of a file is ever run or taken for markup.

const MOST_MISTAKES = 20;
const BESIDE = ["$schema", "$as_of"];
const REMARKS = ["source", "as_of", "note"];

/** A file that cannot be read as facts of this rulebook; `mistakes` are sentences. */
class Refused extends Error {
  constructor(mistakes) {
    super(mistakes.join("; "));
    this.mistakes = mistakes;
  }
}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value) && !(value instanceof Written);
const shown = (text) => JSON.stringify(String(text).slice(0, 60));
const quotedValue = (raw) => (raw instanceof Written ? raw.text.slice(0, 60) : isObject(raw) || Array.isArray(raw) ? "this" : shown(raw));

/** Whether a number is short enough to be read, and its exponent small enough. */
function isShort(text) {
  const { digits, exponent } = RULEBOOK.limits;
  return text.length <= digits && Math.abs(Number(/[eE](.*)$/.exec(text)?.[1] ?? 0)) <= exponent;
}

const tooLong = () => `is longer than ${RULEBOOK.limits.digits} characters, or has a larger exponent than ${RULEBOOK.limits.exponent}`;

/** Reads values as the type of their fact, and notes what is wrong. */
class Reader {
  constructor(rulebook) { Object.assign(this, { rulebook, mistakes: [] }); }
  wrong(where, told) {
    if (this.mistakes.length < MOST_MISTAKES) this.mistakes.push(`${where}: ${told}`);
    return null;
  }
  value(raw, type, where) {
    switch (type.is) {
      case "boolean": return typeof raw === "boolean" ? raw : this.wrong(where, `${quotedValue(raw)} is not true or false`);
      case "number": return this.number(raw, type, where);
      case "word": return typeof raw === "string" && type.values.includes(raw) ? raw : this.wrong(where, `${quotedValue(raw)} is none of ${type.values.join(", ")}`);
      case "set": return this.words(raw, type, where);
      case "text": return this.text(raw, where);
      case "day": return (typeof raw === "string" && dayOf(raw)) || this.wrong(where, `${quotedValue(raw)} is no day, such as 2026-11-01`);
      default: return this.records(raw, type, where);
    }
  }
  text(raw, where) {
    if (typeof raw !== "string") return this.wrong(where, `${quotedValue(raw)} is no text`);
    return [...raw].length <= this.rulebook.limits.text ? raw.normalize("NFC") : this.wrong(where, `the text is longer than ${this.rulebook.limits.text} characters`);
  }
  number(raw, type, where) {
    if (raw instanceof Written && !isShort(raw.text)) return this.wrong(where, `${quotedValue(raw)} ${tooLong()}`);
    const found = raw instanceof Written ? exact(raw.text) : null;
    if (!found) return this.wrong(where, `${quotedValue(raw)} is no number`);
    return holdsFor(found, type) ? found : this.wrong(where, `${quotedValue(raw)} is not ${rangeOf(type)}`);
  }
  words(raw, type, where) {
    if (!Array.isArray(raw)) return this.wrong(where, "a list of words has to stand here");
    const odd = raw.find((word) => !type.values.includes(word));
    return odd === undefined ? new Set(raw) : this.wrong(where, `${quotedValue(odd)} is none of ${type.values.join(", ")}`);
  }
  records(raw, type, where) {
    if (!Array.isArray(raw)) return this.wrong(where, "a list of records has to stand here");
    if (raw.length > this.rulebook.limits.records) return this.wrong(where, `more than ${this.rulebook.limits.records} records`);
    const keys = new Set();
    return raw.map((one, place) => {
      const [found, at] = [new Map(), `${where}, record ${place + 1}`];
      if (!isObject(one)) { this.wrong(at, "a record has to stand here"); return found; }
      for (const name of Object.keys(one)) {
        if (name === "said") continue;
        if (!Object.hasOwn(type.fields, name)) { this.wrong(at, `there is no field ${shown(name)}`); continue; }
        const value = one[name] === null ? null : this.value(one[name], type.fields[name], `${at}, ${name}`);
        if (value !== null) found.set(name, value);
      }
      const key = type.key && found.get(type.key);
      if (key && keys.has(String(key))) this.wrong(at, `a second record with ${type.key} ${key}`);
      if (key) keys.add(String(key));
      return found;
    });
  }
}

function holdsFor(number, type) {
  const low = type.low === undefined || number.against(exact(type.low)) >= 0;
  const high = type.high === undefined || number.against(exact(type.high)) <= 0;
  return low && high && (!type.whole || number.whole);
}

function rangeOf(type) {
  const what = type.whole ? "a whole number" : "a number";
  if (type.low !== undefined && type.high !== undefined) return `${what} from ${type.low} to ${type.high}`;
  return what;
}

const isLong = (raw, type) => isObject(raw) && !(type.is === "records" && Object.keys(raw).some((key) => Object.hasOwn(type.fields, key)));

/** What groups of facts say, each as `{name, raw, status, remarks}`. */
function* leaves(rulebook, groups, reader, within, also) {
  if (!isObject(groups)) { reader.wrong(within || "the file", "it is no set of facts: {\"group\": {\"fact\": ..}}"); return; }
  for (const group of Object.keys(groups)) {
    if (!within && BESIDE.includes(group)) continue;
    const inner = groups[group];
    if (!rulebook.groups.has(group)) { reader.wrong(within || "the file", `there is no group ${shown(group)} in this rulebook`); continue; }
    if (!isObject(inner)) { reader.wrong(group, "it is no group of facts"); continue; }
    for (const short of Object.keys(inner)) {
      const given = `${group}.${short}`;
      const name = Object.hasOwn(rulebook.renamed, given) ? rulebook.renamed[given] : given;
      if (!Object.hasOwn(rulebook.facts, name)) { reader.wrong(within || "the file", `there is no fact ${shown(given)} in this rulebook`); continue; }
      yield leafOf(rulebook.facts[name], name, inner[short], reader, also);
    }
  }
}

function leafOf(fact, name, raw, reader, also) {
  if (!isLong(raw, fact.type)) return { name, raw, status: null, remarks: {} };
  const value = raw.value ?? null;
  for (const key of Object.keys(raw)) if (!["value", "status", ...also].includes(key)) reader.wrong(name, `${shown(key)} means nothing here`);
  const status = raw.status ?? null;
  if (status !== null && !reader.rulebook.statuses.includes(status)) reader.wrong(name, `${quotedValue(status)} is no status`);
  if (value !== null && (status === "unknown" || status === "declined")) reader.wrong(name, "it has a value, and yet it is said not to be known");
  if (value === null && status === "known") reader.wrong(name, "known, but no value is given");
  for (const key of also) {
    const right = key === "firsthand" ? "boolean" : "string";
    if (raw[key] === undefined || raw[key] === null) continue;
    if (typeof raw[key] !== right) reader.wrong(`${name}, ${key}`, `${quotedValue(raw[key])} cannot stand here`);
    else if (key === "as_of" && /^\d{4}-\d{2}-\d{2}$/.test(raw[key]) && !dayOf(raw[key])) reader.wrong(`${name}, ${key}`, `${quotedValue(raw[key])} is no day, such as 2026-11-01`);
  }
  return { name, raw: value, status, remarks: raw };
}

/** The facts of one case. */
class Case {
  constructor(rulebook, today) {
    this.rulebook = rulebook;
    this.today = today;
    this.values = new Map();
    this.digits = new Map();
    this.asked = new Set();
    this.declines = new Set();
    this.contested = new Map();
    this.assumed = new Set();
    this.stated = new Map();
    this.quoted = new Set();
    this.statements = [];
    this.spans = new Map();
    this.surely = new Map();
  }
  value(name) { return this.values.get(name) ?? null; }
  declined(name) { return this.declines.has(name); }
  disputed(name) { return this.contested.has(name); }
  threshold(name) { return exact(this.rulebook.thresholds[name]); }
  key(name) { return this.rulebook.facts[name].type.key ?? null; }
}

/** The case in what was read from a file; raises `Refused` with all that is wrong. */
function readCase(rulebook, data, now) {
  const reader = new Reader(rulebook);
  let today = now;
  if (isObject(data) && data.$as_of !== undefined && data.$as_of !== null) today = reader.value(data.$as_of, { is: "day" }, "$as_of") ?? now;
  const found = new Case(rulebook, today);
  for (const leaf of leaves(rulebook, data, reader, "", REMARKS)) take(found, leaf, reader);
  if (reader.mistakes.length) throw new Refused(reader.mistakes);
  hear(found);
  conclude(found, reader);
  noteSpans(found);
  withinRest(found, reader);
  if (reader.mistakes.length && !found.quoted.size) throw new Refused(reader.mistakes);
  found.clashes = reader.mistakes;
  return found;
}

function take(found, leaf, reader) {
  const { name, raw, status } = leaf;
  const fact = found.rulebook.facts[name];
  if (status === "unknown" || status === "declined") found.asked.add(name);
  if (status === "declined") found.declines.add(name);
  if (raw === null) return;
  const value = reader.value(raw, fact.type, name);
  if (value === null) return;
  found.values.set(name, value);
  found.digits.set(name, raw instanceof Written ? decimalsOf(raw.text) : 0);
  if (fact.testimony) raw.forEach((record, place) => testimony(found, fact, name, record, value[place], place, reader));
}

// what follows

function assume(found, names) {
  const { facts } = found.rulebook;
  for (const name of names) {
    const fact = facts[name];
    if (fact.assume === undefined || found.values.has(name) || found.asked.has(name) || found.contested.has(name)) continue;
    if (fact.under && !found.values.has(fact.under) && !found.disputed(fact.under)) continue;
    found.values.set(name, constantOf(fact.assume, fact.type));
    found.assumed.add(name);
  }
}

function constantOf(raw, type) {
  if (type.is === "number") return exact(String(raw));
  if (type.is === "set") return new Set(raw);
  return type.is === "day" ? new Day(raw) : raw;
}

/** Derived facts, each after those it needs; one given directly must agree with what it is made of. */
function conclude(found, reader) {
  const { rulebook } = found;
  assume(found, Object.keys(rulebook.facts));
  const whole = Object.create(Case.prototype, Object.getOwnPropertyDescriptors(found));
  whole.values = new Map(found.values);
  for (const name of rulebook.derived) {
    const fact = rulebook.facts[name];
    let exactly = found.contested.has(name) ? null : valueOf(fact.derive, whole);
    const given = found.values.get(name);
    if (given === undefined && !found.contested.has(name)) {
      const worked = valueOf(fact.derive, found);
      if (worked !== null) found.values.set(name, worked);
      if (worked !== null && fact.type.is === "number" && !holdsFor(worked, fact.type)) reader.wrong(name, `it comes to ${worked}, which is not ${rangeOf(fact.type)}`);
    } else if (given !== undefined) {
      found.stated.set(name, [given, found.digits.get(name) ?? 0]);
      if (fact.stands) exactly = given;
      else if (exactly !== null && !agrees(exactly, given, found.digits.get(name) ?? 0)) reader.wrong(name, `${spellValue(given)} was given, but the rest makes it ${spellValue(exactly)}`);
    }
    const heard = rulebook.heardUnder.get(name) ?? [];
    assume(found, heard);
    if (exactly !== null) whole.values.set(name, exactly);
    for (const one of heard) if (found.assumed.has(one)) whole.values.set(one, found.values.get(one));
  }
  for (const one of rulebook.constraints) {
    const records = one.each ? found.value(one.each) ?? [] : [null];
    if (records.some((record) => valueOf(one.never, found, record) === true)) reader.wrong("it cannot all be true", one.because);
  }
}

function agrees(exactly, given, places) {
  if (!(exactly instanceof Exact)) return same(exactly, given);
  const gap = exactly.minus(given);
  const limit = new Exact(1n, 2n * 10n ** BigInt(places));
  return gap.n === 0n || (gap.n < 0n ? gap.negative() : gap).against(limit) <= 0;
}
