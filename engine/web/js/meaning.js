// What an expression means of the facts at hand: Kleene's logic over what is known. A value is null
// while it is unknown; the same as `language/interpret`.

/** A day of the calendar. */
class Day {
  constructor(iso) { this.iso = iso; }
  get parts() { return this.iso.split("-").map(Number); }
}

/** The day that a text says as YYYY-MM-DD, else null. */
function dayOf(text) {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return null;
  const [year, month, day] = text.split("-").map(Number);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month) ? new Day(text) : null;
}

function monthLength(year, month) {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function asDay(year, month, day) {
  return new Day([String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-"));
}

function ordinal(day) {
  const [year, month, date] = day.parts;
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, date);
  return Math.round(at.getTime() / 86_400_000);
}

const monthIndex = (day) => day.parts[0] * 12 + day.parts[1] - 1;

function elapsed(unit, start, end) {
  if (unit === "day") return ordinal(end) - ordinal(start);
  if (end.iso < start.iso) return -elapsed(unit, end, start);
  const full = start.parts[2] <= end.parts[2] || end.parts[2] === monthLength(end.parts[0], end.parts[1]);
  const months = monthIndex(end) - monthIndex(start) - (full ? 0 : 1);
  return unit === "month" ? months : Math.floor(months / 12);
}

function shifted(day, count, unit) {
  if (unit === "day") {
    const at = new Date((ordinal(day) + count) * 86_400_000);
    const year = at.getUTCFullYear();
    return year >= 1 && year <= 9999 ? asDay(year, at.getUTCMonth() + 1, at.getUTCDate()) : null;
  }
  const index = monthIndex(day) + count * (unit === "year" ? 12 : 1);
  const [year, month] = [Math.floor(index / 12), ((index % 12) + 12) % 12 + 1];
  if (!(year >= 1 && year <= 9999)) return null;
  return asDay(year, month, Math.min(day.parts[2], monthLength(year, month)));
}

/** One value beside another: below zero, zero or above; words only tell apart. */
function ranked(one, other) {
  if (one instanceof Exact) return one.against(other);
  const [a, b] = one instanceof Day ? [one.iso, other.iso] : [one, other];
  return a === b ? 0 : a < b ? -1 : 1;
}

function same(one, other) {
  if (one instanceof Exact && other instanceof Exact) return one.against(other) === 0;
  if (one instanceof Day && other instanceof Day) return one.iso === other.iso;
  if (one instanceof Set && other instanceof Set) return one.size === other.size && [...one].every((word) => other.has(word));
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((record, place) => sameRecord(record, other[place]));
  }
  return one === other;
}

function sameRecord(one, other) {
  return one.size === other.size && [...one].every(([name, value]) => other.has(name) && same(value, other.get(name)));
}

const HOLDS = {
  "=": (one, other) => same(one, other), "!=": (one, other) => !same(one, other),
  "<": (one, other) => ranked(one, other) < 0, "<=": (one, other) => ranked(one, other) <= 0,
  ">": (one, other) => ranked(one, other) > 0, ">=": (one, other) => ranked(one, other) >= 0,
};

const not = (held) => (held === null ? null : !held);

function every(conditions) {
  let found = true;
  for (const held of conditions) {
    if (held === false) return false;
    if (held === null) found = null;
  }
  return found;
}

function some(conditions) {
  let found = false;
  for (const held of conditions) {
    if (held === true) return true;
    if (held === null) found = null;
  }
  return found;
}

const atLeast = (least, most, wanted) => (least >= wanted ? true : most >= wanted ? null : false);

function tally(nodes, facts, record) {
  const found = nodes.map((node) => valueOf(node, facts, record));
  const least = found.filter((held) => held === true).length;
  return [least, least + found.filter((held) => held === null).length];
}

function bounds(node, facts, record) {
  if (node[0] === "number of") return tally(node.slice(1), facts, record).map((n) => new Exact(BigInt(n)));
  const found = valueOf(node, facts, record);
  return [found, found];
}

function notBelow([low, high], [bottom, top]) {
  if ([low, high, bottom, top].includes(null)) return null;
  if (low.against(top) >= 0) return true;
  return high.against(bottom) >= 0 ? null : false;
}

function compareBounds(sign, left, right) {
  switch (sign) {
    case ">=": return notBelow(left, right);
    case "<=": return notBelow(right, left);
    case "<": return not(notBelow(left, right));
    case ">": return not(notBelow(right, left));
    case "=": return every([notBelow(left, right), notBelow(right, left)]);
    default: return not(every([notBelow(left, right), notBelow(right, left)]));
  }
}

const isCount = (node) => node[0] === "number of";

function comparison([, sign, left, right], facts, record) {
  if (isCount(left) || isCount(right)) return compareBounds(sign, bounds(left, facts, record), bounds(right, facts, record));
  const [one, other] = [valueOf(left, facts, record), valueOf(right, facts, record)];
  return one === null || other === null ? null : HOLDS[sign](one, other);
}

function quantified([, quantifier, count, ...nodes], facts, record) {
  const [least, most] = tally(nodes, facts, record);
  switch (quantifier) {
    case "any": return atLeast(least, most, 1);
    case "all": return atLeast(least, most, nodes.length);
    case "none": return not(atLeast(least, most, 1));
    case "at least": return atLeast(least, most, count || 0);
    default: return every([atLeast(least, most, count || 0), not(atLeast(least, most, (count || 0) + 1))]);
  }
}

function arithmetic([, sign, left, right], facts, record) {
  const [one, other] = [valueOf(left, facts, record), valueOf(right, facts, record)];
  if (one === null || other === null) return null;
  if (sign === "+") return one.plus(other);
  if (sign === "-") return one.minus(other);
  return sign === "*" ? one.times(other) : one.over(other);
}

function membership([, negated, operand, ...listed], facts, record) {
  const found = valueOf(operand, facts, record);
  if (found === null) return null;
  const values = listed.map((node) => valueOf(node, facts, record));
  const inside = values.some((value) => value !== null && same(found, value));
  return !inside && values.includes(null) ? null : inside !== negated;
}

function textTest([, sign, text, operand], facts, record) {
  const found = valueOf(operand, facts, record);
  if (found === null) return null;
  return sign === "contains" ? found.includes(text) : sign === "starts with" ? found.startsWith(text) : found.endsWith(text);
}

function choice([, condition, then, otherwise], facts, record) {
  const chosen = valueOf(condition, facts, record);
  if (chosen !== null) return valueOf(chosen ? then : otherwise, facts, record);
  const [one, other] = [valueOf(then, facts, record), valueOf(otherwise, facts, record)];
  return one !== null && other !== null && same(one, other) ? one : null;
}

function elapsedOf([, unit, from, to], facts, record) {
  const [start, end] = [valueOf(from, facts, record), valueOf(to, facts, record)];
  return start === null || end === null ? null : new Exact(BigInt(elapsed(unit, start, end)));
}

function shiftedOf([, sign, unit, operand, by], facts, record) {
  const [day, amount] = [valueOf(operand, facts, record), valueOf(by, facts, record)];
  if (day === null || amount === null || !amount.whole) return null;
  return shifted(day, Number(amount.n) * (sign === "+" ? 1 : -1), unit);
}

// every node of `web/trees`

const MEANS = {
  known: ([, operand], facts, record) => (operand[0] === "fact" && facts.disputed(operand[1])) || valueOf(operand, facts, record) !== null,
  truth: ([, held]) => held,
  number: ([, text]) => exact(text),
  word: ([, word]) => word,
  day: ([, iso]) => new Day(iso),
  today: (_, facts) => facts.today,
  fact: ([, name], facts) => facts.value(name),
  threshold: ([, name], facts) => facts.threshold(name),
  field: ([, name], _, record) => record.get(name) ?? null,
  not: ([, operand], facts, record) => not(valueOf(operand, facts, record)),
  and: ([, ...nodes], facts, record) => every(nodes.map((node) => valueOf(node, facts, record))),
  or: ([, ...nodes], facts, record) => some(nodes.map((node) => valueOf(node, facts, record))),
  quantified,
  "number of": ([, ...nodes], facts, record) => {
    const [least, most] = tally(nodes, facts, record);
    return least === most ? new Exact(BigInt(least)) : null;
  },
  compare: comparison,
  in: membership,
  has: ([, operand, ...words], facts, record) => {
    const found = valueOf(operand, facts, record);
    return found === null ? null : words.some((word) => found.has(valueOf(word, facts, record)));
  },
  passes: textTest,
  empty: ([, operand], facts, record) => { const found = valueOf(operand, facts, record); return found === null ? null : found.size === 0; },
  declined: ([, operand], facts) => operand[0] === "fact" && facts.declined(operand[1]),
  arithmetic,
  negative: ([, operand], facts, record) => { const found = valueOf(operand, facts, record); return found === null ? null : found.negative(); },
  elapsed: elapsedOf,
  shifted: shiftedOf,
  if: choice,
  aggregate: (node, facts) => aggregate(node, facts),
  share: (node, facts) => shareOf(node, facts),
};

/** The value of an expression; null while what is known does not tell. */
function valueOf(node, facts, record = null) {
  return MEANS[node[0]](node, facts, record);
}
