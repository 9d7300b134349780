// Between which values an expression stays however open fields of records are filled in: its span,
// `[low, high]`. Null where it has no number in some completion, or nothing is known of it.

const least = (values) => values.reduce((one, other) => (other.against(one) < 0 ? other : one));
const most = (values) => values.reduce((one, other) => (other.against(one) > 0 ? other : one));
const point = (value) => (value instanceof Exact ? [value, value] : null);

/** The span of a type; null where it has no ends. */
function typeSpan(type) {
  return type.is === "number" && type.low !== undefined && type.high !== undefined ? [exact(type.low), exact(type.high)] : null;
}

/** What two spans have in common, inwards to whole numbers where only those are allowed. */
function narrowed([low, high], [from, to], whole) {
  const [one, other] = [most([low, from]), least([high, to])];
  return whole ? [new Exact(-one.negative().floor), new Exact(other.floor)] : [one, other];
}

/** The truth of a condition in every completion; null where it is not the same. */
function truthOf(node, facts, record, spans) {
  const known = valueOf(node, facts, record);
  if (known !== null) return known;
  const [form, ...parts] = node;
  switch (form) {
    case "fact": return facts.surely.get(parts[0]) ?? null;
    case "not": return not(truthOf(parts[0], facts, record, spans));
    case "and": return every(parts.map((part) => truthOf(part, facts, record, spans)));
    case "or": return some(parts.map((part) => truthOf(part, facts, record, spans)));
    case "compare": {
      const [one, other] = [spanOf(parts[1], facts, record, spans), spanOf(parts[2], facts, record, spans)];
      return one && other ? compareBounds(parts[0], one, other) : null;
    }
    default: return null;
  }
}

function spanOf(node, facts, record, spans) {
  const known = valueOf(node, facts, record);
  if (known !== null) return point(known);
  const [form, ...parts] = node;
  const inner = () => parts.slice(-2).map((part) => spanOf(part, facts, record, spans));
  switch (form) {
    case "field": return spans.get(record)?.get(parts[0]) ?? null;
    case "fact": return facts.spans.get(parts[0]) ?? null;
    case "negative": { const found = spanOf(parts[0], facts, record, spans); return found && [found[1].negative(), found[0].negative()]; }
    case "arithmetic": { const [one, other] = inner(); return one && other ? spanned(parts[0], one, other) : null; }
    case "if": { const [one, other] = inner(); return one && other ? [least([one[0], other[0]]), most([one[1], other[1]])] : null; }
    case "aggregate": return parts[1] ? null : aggregateSpan(parts[0], parts[2], parts[3], facts);
    case "share": return parts[0] ? null : shareSpan(parts[1], parts[2], facts);
    default: return null;
  }
}

function spanned(sign, one, other) {
  if (sign === "+") return [one[0].plus(other[0]), one[1].plus(other[1])];
  if (sign === "-") return [one[0].minus(other[1]), one[1].minus(other[0])];
  if (sign === "/" && other[0].n <= 0n && other[1].n >= 0n) return null;
  const corners = one.flatMap((a) => other.map((b) => (sign === "*" ? a.times(b) : a.over(b))));
  return [least(corners), most(corners)];
}

// records

/** The records that a selection may go over, each with whether it surely does, and their open fields. */
function mayBe(chosen, facts) {
  const records = facts.value(chosen.source);
  if (!records || (chosen.keep === "run" && !chosen.where)) return null;
  const spans = fieldSpans(chosen.source, records, facts);
  const found = among(chosen.keep === "run" ? chosen.among : chosen.where, records, facts, spans);
  if (chosen.keep === "all") return { found, spans };
  const ordered = found.every((one) => one.sure) && newestFirst(found.map((one) => one.record), facts.key(chosen.source));
  if (!ordered) return null;
  if (chosen.keep === "run") return { found: runOf(chosen, ordered, facts, spans), spans };
  const kept = (chosen.keep === "newest" ? ordered : ordered.reverse()).slice(0, chosen.count);
  return { found: kept.map((record) => ({ record, sure: true })), spans };
}

function among(condition, records, facts, spans) {
  return records.flatMap((record) => {
    const held = condition ? truthOf(condition, facts, record, spans) : true;
    return held === false ? [] : [{ record, sure: held === true }];
  });
}

/** The unbroken run of newest records, as far as it may reach. */
function runOf(chosen, ordered, facts, spans) {
  const [found, key] = [[], facts.key(chosen.source)];
  let sure = true;
  for (const record of ordered) {
    const last = found[found.length - 1];
    if (last && last.record.get(key).minus(record.get(key)).against(ONE) !== 0) break;
    const held = truthOf(chosen.where, facts, record, spans);
    if (held === false) break;
    sure &&= held === true;
    found.push({ record, sure });
  }
  return found;
}

/** The spans of open fields by records: of their types, narrowed by constraints that compare fields. */
function fieldSpans(source, records, facts) {
  const { fields } = facts.rulebook.facts[source].type;
  const never = facts.rulebook.constraints.filter((one) => one.each === source).flatMap((one) => (one.never[0] === "or" ? one.never.slice(1) : [one.never]));
  return new Map(records.map((record) => {
    const open = Object.entries(fields).filter(([name, type]) => !record.has(name) && typeSpan(type));
    const found = new Map(open.map(([name, type]) => [name, typeSpan(type)]));
    const spans = new Map([[record, found]]);
    for (let round = 0; round < 2 && found.size; round += 1) for (const one of never) narrowBy(one, found, fields, (node) => spanOf(node, facts, record, spans));
    return [record, found];
  }));
}

const KEPT = { ">": "<=", ">=": "<=", "<": ">=", "<=": ">=", "!=": "=" };

/** Narrows open fields by what never holds: `one > other` leaves at most `other` for one. */
function narrowBy([form, sign, left, right], found, fields, span) {
  if (form !== "compare" || !(sign in KEPT)) return;
  const sides = [[KEPT[sign], left, right], [{ "<=": ">=", ">=": "<=", "=": "=" }[KEPT[sign]], right, left]];
  for (const [kept, [what, name], other] of sides) {
    const end = what === "field" && found.has(name) ? span(other) : null;
    if (!end) continue;
    const [low, high] = found.get(name);
    const closer = narrowed([low, high], [kept === "<=" ? low : end[0], kept === ">=" ? high : end[1]], fields[name].whole);
    if (closer[0].against(closer[1]) <= 0) found.set(name, closer);
  }
}

const howMany = (count) => new Exact(BigInt(count));

function aggregateSpan(summary, node, chosen, facts) {
  const may = mayBe(chosen, facts);
  if (!may) return null;
  const { found, spans } = may;
  const sure = found.filter((one) => one.sure);
  if (summary === "count" || !node) return [howMany(sure.length), howMany(found.length)];
  if (summary === "distinct") return [sure, found].map((some) => howMany(new Set(some.map((one) => toldApart(node, facts, one.record))).size));
  const values = found.map((one) => spanOf(node, facts, one.record, spans));
  if (values.includes(null)) return null;
  if (summary === "sum") return [0, 1].map((end) => total(values.map((span, place) => (found[place].sure ? span[end] : (end ? most : least)([span[end], ZERO])))));
  if (!sure.length) return null;
  const surely = values.filter((_, place) => found[place].sure);
  const ends = (some, end) => some.map((span) => span[end]);
  if (summary === "max") return [most(ends(surely, 0)), most(ends(values, 1))];
  if (summary === "min") return [least(ends(values, 0)), least(ends(surely, 1))];
  return [least(ends(values, 0)), most(ends(values, 1))];
}

function shareSpan(condition, chosen, facts) {
  const may = mayBe(chosen, facts);
  if (!may || !may.found.some((one) => one.sure)) return null;
  const told = may.found.map((one) => ({ sure: one.sure, held: truthOf(condition, facts, one.record, may.spans) }));
  const part = (held, fails) => new Exact(BigInt(told.filter(held).length), BigInt(told.filter((one) => one.sure || fails(one)).length));
  return [part((one) => one.sure && one.held === true, (one) => one.held !== true), part((one) => one.held !== false, (one) => one.held !== false)];
}

/** Refuses what was given directly where the rest leaves it no such value. */
function withinRest(found, reader) {
  for (const [name, [given, places]] of found.stated) {
    const { derive, stands } = found.rulebook.facts[name];
    const span = given instanceof Exact && !stands && valueOf(derive, found) === null ? spanOf(derive, found, null, new Map()) : null;
    const limit = new Exact(1n, 2n * 10n ** BigInt(places));
    if (!span || (given.against(span[0].minus(limit)) >= 0 && given.against(span[1].plus(limit)) <= 0)) continue;
    reader.wrong(name, `${given} was given, but the rest leaves ${span[0]} to ${span[1]}`);
  }
}

/** Notes the spans of what is derived from lists that are there, and conditions that hold in every completion. */
function noteSpans(found) {
  const { facts, derived } = found.rulebook;
  for (const name of derived) {
    const { type, derive } = facts[name];
    if (found.value(name) !== null || found.contested.has(name)) continue;
    if (![...sourcesOf(derive)].some((source) => Array.isArray(found.value(source)) || found.spans.has(source) || found.surely.has(source))) continue;
    if (type.is === "boolean") { const held = truthOf(derive, found, null, new Map()); if (held !== null) found.surely.set(name, held); }
    if (type.is !== "number") continue;
    const [span, own] = [spanOf(derive, found, null, new Map()), typeSpan(type)];
    if (!span) continue;
    const closer = own ? narrowed(span, own, type.whole) : span;
    if (closer[0].against(closer[1]) <= 0) found.spans.set(name, closer);
  }
}

/** Whether a cell of a variable has something of a span. */
function meets(cell, [low, high]) {
  if (typeof cell === "string") return exact(cell).against(low) >= 0 && exact(cell).against(high) <= 0;
  if (typeof cell !== "object") return true;
  if (cell.not) return low.against(high) !== 0 || inCell(cell, low);
  return (cell.from === undefined || high.against(exact(cell.from)) >= 0) && (cell.above === undefined || high.against(exact(cell.above)) > 0)
    && (cell.below === undefined || low.against(exact(cell.below)) < 0) && (cell.to === undefined || low.against(exact(cell.to)) <= 0);
}

/** Those of the cells of a variable that some completion may be in. */
function withinSpans(variable, cells, found) {
  const [{ of }] = variable.sum;
  if (cells.length < 2 || of.test !== undefined || of.word !== undefined) return cells;
  if (found.surely.has(of.fact)) return cells.filter((cell) => variable.cells[cell] === found.surely.get(of.fact));
  const spans = variable.sum.map((part) => {
    const value = found.value(part.of.fact);
    const span = value === null ? found.spans.get(part.of.fact) : point(value);
    return span && spanned("*", point(exact(part.times)), span);
  });
  if (spans.some((one) => !one)) return cells;
  const sum = spans.reduce((one, other) => spanned("+", one, other));
  const left = cells.filter((cell) => meets(variable.cells[cell], sum));
  return left.length ? left : cells;
}
