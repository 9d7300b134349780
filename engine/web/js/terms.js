// Expressions as formulas over what is open: when each is true, and when it is false; the same as
// `solve/encode`, as far as it is linear. A formula is true, false, or a list that begins with its form.

class NotLinear extends Error {}

/** Nodes that are no formula, and no row, whatever they are about. */
const BEYOND = ["passes", "known", "declined"];
const NO_ROW = [
  "fact", "number of", "elapsed", "shifted", "if", "aggregate", "share",
  "not", "and", "or", "compare", "in", "quantified", "has", "empty", "truth", "word", "day", "today", ...BEYOND,
];

/** Of a node that is listed; one that nothing here knows is a mistake of ours. */
const beyond = (form, listed) => (listed.includes(form) ? new NotLinear() : new Error(`what is ${form}?`));

const allOf = (parts) => {
  const found = parts.filter((one) => one !== true);
  if (found.includes(false)) return false;
  return found.length < 2 ? found[0] ?? true : ["and", ...found];
};
const anyOf = (parts) => {
  const found = parts.filter((one) => one !== false);
  if (found.includes(true)) return true;
  return found.length < 2 ? found[0] ?? false : ["or", ...found];
};

const CONTRARY = { "<=": "<", "<": "<=" };

/** A formula that holds where another does not. */
function contrary(formula) {
  if (typeof formula === "boolean") return !formula;
  const [form, ...parts] = formula;
  if (form === "and") return anyOf(parts.map(contrary));
  if (form === "or") return allOf(parts.map(contrary));
  if (form === "is") return ["is", parts[0], !parts[1]];
  if (form === "word") return ["word", parts[0], parts[1], !parts[2]];
  const [row] = parts;
  const turned = (sign, one) => ["row", new Row(sign, new Map([...one.terms].map(([name, factor]) => [name, factor.negative()])), one.fixed.negative())];
  if (row.sign !== "=") return turned(CONTRARY[row.sign], row);
  return ["or", ["row", new Row("<", row.terms, row.fixed)], turned("<", row)];
}

function compared(sign, left, right) {
  const gap = left.with(new Exact(-1n), right, "<=");
  const row = (as, one) => { const found = new Row(as, one.terms, one.fixed); return found.settled ?? ["row", found]; };
  const back = right.with(new Exact(-1n), left, "<=");
  switch (sign) {
    case "<=": return row("<=", gap);
    case "<": return row("<", gap);
    case ">=": return row("<=", back);
    case ">": return row("<", back);
    case "=": return row("=", gap);
    default: return contrary(row("=", gap));
  }
}

/** When at least so many formulas hold. */
function enough(count, formulas) {
  if (count <= 0) return true;
  if (count > formulas.length) return false;
  if (count === 1) return anyOf(formulas);
  if (count === formulas.length) return allOf(formulas);
  const [first, ...rest] = formulas;
  return anyOf([allOf([first, enough(count - 1, rest)]), enough(count, rest)]);
}

const constantRow = (number) => new Row("<=", new Map(), number);

/** Makes formulas about one case. */
class Encoder {
  constructor(found) { Object.assign(this, { case: found, met: new Set(), beyond: 0 }); }
  typeOf(name) { return this.case.rulebook.facts[name].type; }
  /** `[when it is true, when it is false]`. */
  condition(node) {
    const known = valueOf(node, this.case);
    if (known !== null) return [known, !known];
    const [form, ...parts] = node;
    const inner = () => parts.map((part) => this.condition(part));
    const sides = (found, which) => found.map((one) => one[which]);
    switch (form) {
      case "fact": this.met.add(parts[0]); return [["is", parts[0], true], ["is", parts[0], false]];
      case "not": return this.condition(parts[0]).reverse();
      case "and": { const found = inner(); return [allOf(sides(found, 0)), anyOf(sides(found, 1))]; }
      case "or": { const found = inner(); return [anyOf(sides(found, 0)), allOf(sides(found, 1))]; }
      case "compare": return this.comparison(parts[0], parts[1], parts[2]);
      case "in": {
        const found = parts.slice(2).map((one) => this.comparison("=", parts[1], one));
        const told = [anyOf(sides(found, 0)), allOf(sides(found, 1))];
        return parts[0] ? told.reverse() : told;
      }
      case "quantified": return this.quantified(...parts);
      case "if": return this.choice(...parts);
      case "has": return this.hasAny(...parts);
      case "empty": return this.emptiness(parts[0]);
      default: throw beyond(form, BEYOND);
    }
  }
  quantified(quantifier, count, ...nodes) {
    const found = nodes.map((node) => this.condition(node));
    const [held, failed] = [found.map((one) => one[0]), found.map((one) => one[1])];
    const least = (wanted) => [enough(wanted, held), enough(nodes.length - wanted + 1, failed)];
    switch (quantifier) {
      case "any": return least(1);
      case "all": return least(nodes.length);
      case "none": return least(1).reverse();
      case "at least": return least(count || 0);
      default: {
        const [some, more] = [least(count || 0), least((count || 0) + 1)];
        return [allOf([some[0], more[1]]), anyOf([some[1], more[0]])];
      }
    }
  }
  choice(condition, then, otherwise) {
    const [chosen, one, other] = [condition, then, otherwise].map((node) => this.condition(node));
    return [0, 1].map((side) => anyOf([allOf([chosen[0], one[side]]), allOf([chosen[1], other[side]]), allOf([one[side], other[side]])]));
  }
  set(operand) {
    if (operand[0] !== "fact") throw new NotLinear();
    this.met.add(operand[1]);
    return (word) => ["is", `${operand[1]}:${word}`, true];
  }
  hasAny(operand, ...words) {
    const has = this.set(operand);
    const found = anyOf(words.map((word) => has(valueOf(word, this.case))));
    return [found, contrary(found)];
  }
  emptiness(operand) {
    const has = this.set(operand);
    const found = anyOf(this.typeOf(operand[1]).values.map(has));
    return [contrary(found), found];
  }
  comparison(sign, left, right) {
    const words = this.equality(sign, left, right) ?? this.equality(sign, right, left);
    if (words !== null) return [words, contrary(words)];
    if (isCount(left) || isCount(right)) throw new NotLinear();
    const [one, other] = [this.number(left), this.number(right)];
    const found = compared(sign, one, other);
    return [found, contrary(found)];
  }
  /** A comparison of a fact with a word, or with true and false; null where it is none. */
  equality(sign, left, right) {
    const value = valueOf(right, this.case);
    if (left[0] !== "fact" || !["boolean", "string"].includes(typeof value)) return null;
    if (!["=", "!="].includes(sign) || this.case.value(left[1]) !== null) return null;
    this.met.add(left[1]);
    return typeof value === "boolean" ? ["is", left[1], (sign === "=") === value] : ["word", left[1], value, sign === "="];
  }
  /** A number as a row of variables; only where it is always defined. */
  number(node) {
    const known = valueOf(node, this.case);
    if (known instanceof Exact) return constantRow(known);
    const [form, ...parts] = node;
    if (form === "fact" && this.typeOf(parts[0]).is === "number") {
      this.met.add(parts[0]);
      return new Row("<=", new Map([[parts[0], ONE]]), ZERO);
    }
    if (form === "negative") return constantRow(ZERO).with(new Exact(-1n), this.number(parts[0]), "<=");
    if (form !== "arithmetic") throw beyond(form, NO_ROW);
    return this.sum(parts[0], this.number(parts[1]), this.number(parts[2]));
  }
  sum(sign, one, other) {
    if (sign === "+" || sign === "-") return one.with(sign === "+" ? ONE : new Exact(-1n), other, "<=");
    const zero = constantRow(ZERO);
    if (sign === "*" && !one.terms.size) return zero.with(one.fixed, other, "<=");
    if (!other.terms.size && sign === "*") return zero.with(other.fixed, one, "<=");
    if (!other.terms.size && other.fixed.n !== 0n) return zero.with(ONE.over(other.fixed), one, "<=");
    throw new NotLinear();
  }
  /** When a derivation surely comes to a word. */
  comesTo(node, word) {
    const known = valueOf(node, this.case);
    if (known !== null) return known === word;
    if (node[0] === "fact") { this.met.add(node[1]); return ["word", node[1], word, true]; }
    if (node[0] !== "if") throw new NotLinear();
    const [chosen, then, otherwise] = [this.condition(node[1]), this.comesTo(node[2], word), this.comesTo(node[3], word)];
    return anyOf([allOf([chosen[0], then]), allOf([chosen[1], otherwise]), allOf([then, otherwise])]);
  }
}

const implies = (one, other) => anyOf([contrary(one), other]);

/** What every completion of a case keeps to, as far as it is linear. */
function assumptionsOf(encoder, met) {
  const { case: found } = encoder;
  const { facts, constraints } = found.rulebook;
  const formulas = [];
  const free = (node) => node && [...sourcesOf(node)].every((name) => facts[name].type.is === "records" && found.value(name) === null);
  const trying = (make, node = null) => {
    try { formulas.push(...make()); } catch (error) { if (!(error instanceof NotLinear)) throw error; if (!free(node)) encoder.beyond += 1; }
  };
  for (const name of met) encoder.met.add(name);
  for (const one of constraints) if (!one.each) trying(() => [contrary(encoder.condition(one.never)[0])]);
  for (const [name, [given, places]] of found.stated) {
    if (!facts[name].stands && valueOf(facts[name].derive, found) === null) trying(() => keptTo(encoder, facts[name].derive, given, places), facts[name].derive);
  }
  for (const name of encoder.met) {
    if (found.value(name) !== null) continue;
    if (found.surely.has(name)) formulas.push(["is", name, found.surely.get(name)]);
    formulas.push(...ranged(name, found));
    if (facts[name].derive && !found.contested.has(name)) trying(() => tied(encoder, name, facts[name]), facts[name].derive);
  }
  return formulas;
}

function keptTo(encoder, derive, given, places) {
  if (typeof given === "boolean") return [contrary(encoder.condition(derive)[given ? 1 : 0])];
  if (!(given instanceof Exact)) throw new NotLinear();
  const [number, limit] = [encoder.number(derive), new Exact(1n, 2n * 10n ** BigInt(places))];
  return [compared("<=", number, constantRow(given.plus(limit))), compared(">=", number, constantRow(given.minus(limit)))];
}

/** The values that a fact can have. */
function ranged(name, found) {
  const { type } = found.rulebook.facts[name];
  const said = found.contested.get(name);
  if (type.is === "word") return [anyOf((said ?? type.values).map((word) => ["word", name, word, true]))];
  if (type.is !== "number") return [];
  const variable = new Row("<=", new Map([[name, ONE]]), ZERO);
  const ends = said ? [inOrder(said)[0], inOrder(said).pop()] : found.spans.get(name) ?? [type.low, type.high].map((one) => (one === undefined ? null : exact(one)));
  return ends.flatMap((end, place) => (end === null ? [] : [compared(place ? "<=" : ">=", variable, constantRow(end))]));
}

function tied(encoder, name, { type, derive }) {
  if (type.is === "boolean") {
    const [held, failed] = encoder.condition(derive);
    return [implies(held, ["is", name, true]), implies(failed, ["is", name, false])];
  }
  if (type.is === "word") return type.values.map((word) => implies(encoder.comesTo(derive, word), ["word", name, word, true]));
  if (type.is !== "number") throw new NotLinear();
  return [compared("=", new Row("<=", new Map([[name, ONE]]), ZERO), encoder.number(derive))];
}

const MOST_SEARCHED = 3000;

/** What makes formulas hold together: `{told, values}`; null where nothing can. Where it is not found
 * out, `{}` stands for it. */
function completion(formulas, whole) {
  let steps = 0;
  const search = (waiting, truths, rows) => {
    steps += 1;
    if (steps > MOST_SEARCHED) return {};
    hurry();
    const noted = propagated(waiting, new Map(truths), [...rows]);
    if (noted === null) return null;
    const { told, held, choices } = noted;
    const values = model(held, whole);
    if (values === null) return null;
    const next = undone(choices, values, told, whole);
    if (next === null) return { told, values };
    const others = choices.filter((one) => one !== next.from);
    for (const part of next.parts) { const found = search([part, ...others], told, held); if (found) return found; }
    return null;
  };
  const found = search(formulas, new Map(), []);
  pace.grace = 0;
  return found;
}

/** Formulas taken apart: what is noted of facts, rows, and choices that are left; null where they clash. */
function propagated(waiting, told, held) {
  let agenda = [...waiting];
  let open = [];
  for (;;) {
    while (agenda.length) {
      const one = agenda.pop();
      if (one === true) continue;
      if (one === false) return null;
      if (one[0] === "and") agenda.push(...one.slice(1));
      else if (one[0] === "or") open.push(one);
      else if (one[0] === "row") held.push(one[1]);
      else if (!assert(told, one)) return null;
    }
    const choices = [];
    for (const one of open) {
      const parts = one.slice(1).filter((part) => reading(told, part) !== false);
      if (!parts.length) return null;
      if (parts.some((part) => reading(told, part) === true)) continue;
      if (parts.length === 1) agenda.push(parts[0]); else choices.push(parts.length === one.length - 1 ? one : ["or", ...parts]);
    }
    if (!agenda.length) return { told, held, choices };
    open = choices;
  }
}

/** What values that were found leave undone: a choice, or a whole number that came out as none. */
function undone(choices, values, told, whole) {
  const left = choices.filter((one) => !one.slice(1).some((part) => holding(values, told, part)));
  if (left.length) {
    const from = left.reduce((one, other) => (other.length < one.length ? other : one));
    return { from, parts: from.slice(1) };
  }
  const odd = [...values].find(([name, value]) => whole(name) && !(value.at.whole && value.part.n === 0n));
  return odd ? { from: null, parts: roundings(...odd).map((row) => ["row", row]) } : null;
}

/** A whole number that came out as none: below it, or above. */
function roundings(name, value) {
  const down = value.at.whole && value.part.n < 0n ? value.at.floor - 1n : value.at.floor;
  return [new Row("<=", new Map([[name, ONE]]), new Exact(-down)), new Row("<=", new Map([[name, new Exact(-1n)]]), new Exact(down + 1n))];
}

/** Whether values that were found, and what was noted, make a formula true. */
function holding(values, told, formula) {
  if (typeof formula === "boolean") return formula;
  if (formula[0] === "row") return keeps(values, formula[1]);
  if (formula[0] === "and") return formula.slice(1).every((part) => holding(values, told, part));
  if (formula[0] === "or") return formula.slice(1).some((part) => holding(values, told, part));
  return reading(told, formula) === true;
}

/** Notes what a formula says of a fact; whether it agrees with what was noted. */
function assert(told, [form, name, value, held]) {
  const key = form === "is" ? name : `${name} = ${value}`;
  const truth = form === "is" ? value : held;
  if (told.has(key) && told.get(key) !== truth) return false;
  if (form === "word" && held) {
    const before = told.get(`${name} =`);
    if (before !== undefined && before !== value) return false;
    told.set(`${name} =`, value);
  }
  told.set(key, truth);
  return true;
}

function reading(told, formula) {
  if (typeof formula === "boolean") return formula;
  const [form, name, value, held] = formula;
  if (form === "is") return told.has(name) ? told.get(name) === value : null;
  if (form !== "word") return form === "and" && formula.slice(1).some((part) => reading(told, part) === false) ? false : null;
  const word = told.get(`${name} =`);
  if (word !== undefined) return (word === value) === held;
  const key = `${name} = ${value}`;
  return told.has(key) ? told.get(key) === held : null;
}
