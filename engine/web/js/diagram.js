// Decision diagrams of one case: the conditions of rules, over the cells that the case leaves open.

const BOTTOM = Infinity;

/** Reduced diagrams that share their nodes; of equal nodes there is one. */
class Diagrams {
  constructor(sizes) {
    this.sizes = sizes;
    this.levels = [];
    this.ways = [];
    this.values = [];
    this.unique = new Map();
    this.combined = new Map();
    this.no = this.terminal(false);
    this.yes = this.terminal(true);
  }
  kept(key, level, ways, value) {
    if (!this.unique.has(key)) {
      this.unique.set(key, this.levels.length);
      this.levels.push(level);
      this.ways.push(ways);
      this.values.push(value);
    }
    return this.unique.get(key);
  }
  terminal(value) { return this.kept(`= ${JSON.stringify(value)}`, BOTTOM, [], value); }
  node(level, ways) {
    if (ways.every((way) => way === ways[0])) return ways[0];
    return this.kept(`${level} ${ways}`, level, ways, null);
  }
  at(node, level) { return this.levels[node] === level ? this.ways[node] : Array(this.sizes[level]).fill(node); }
  combine(what, name, one, other) {
    const key = `${name} ${one} ${other}`;
    const known = this.combined.get(key);
    if (known !== undefined) return known;
    const level = Math.min(this.levels[one], this.levels[other]);
    let found;
    if (level === BOTTOM) found = this.terminal(what(this.values[one], this.values[other]));
    else {
      const [here, there] = [this.at(one, level), this.at(other, level)];
      found = this.node(level, here.map((way, cell) => this.combine(what, name, way, there[cell])));
    }
    this.combined.set(key, found);
    return found;
  }
  both(one, other) {
    if (one === this.yes || other === this.no) return other;
    if (other === this.yes || one === this.no || one === other) return one;
    return this.combine((a, b) => a && b, "and", Math.min(one, other), Math.max(one, other));
  }
  either(one, other) {
    if (one === this.no || other === this.yes) return other;
    if (other === this.no || one === this.yes || one === other) return one;
    return this.combine((a, b) => a || b, "or", Math.min(one, other), Math.max(one, other));
  }
  negation(one) { return this.combine((a, b) => a === b, "is", one, this.no); }
  adding(verdict, found, node) {
    return this.combine((verdicts, holds) => (holds ? [...verdicts, verdict] : verdicts), `+ ${verdict}`, found, node);
  }
  /** A node and all below it, upper levels first. */
  below(node) {
    const found = new Set([node]);
    for (const one of found) for (const way of this.ways[one]) found.add(way);
    return [...found].sort((a, b) => (this.levels[a] === this.levels[b] ? a - b : this.levels[a] < this.levels[b] ? -1 : 1));
  }
}

/** The number of what a variable is read from; null while it is open. */
function leafValue(leaf, found) {
  const value = found.value(leaf.fact);
  if (value === null) return null;
  if (leaf.test !== undefined) return textTest([null, leaf.test, leaf.text, ["fact", leaf.fact]], found);
  return leaf.word !== undefined ? value.has(leaf.word) : value;
}

const DAYS_BEFORE = BigInt(-ordinal(new Day("0001-01-01"))) + 1n;
const asNumber = (value) => (value instanceof Day ? new Exact(BigInt(ordinal(value)) + DAYS_BEFORE) : value);

function inCell(cell, value) {
  if (typeof cell === "boolean" || typeof value === "boolean") return cell === value;
  if (typeof cell === "string") return value instanceof Exact ? exact(cell).against(value) === 0 : cell === value;
  if (cell.not) return !cell.not.some((one) => inCell(one, value));
  const number = asNumber(value);
  return (cell.from === undefined || number.against(exact(cell.from)) >= 0) && (cell.above === undefined || number.against(exact(cell.above)) > 0)
    && (cell.below === undefined || number.against(exact(cell.below)) < 0) && (cell.to === undefined || number.against(exact(cell.to)) <= 0);
}

/** The cells a variable may be in: one where it is known, those of what was said, else all. */
function openCells(variable, found) {
  const every = variable.cells.map((_, place) => place);
  const values = variable.sum.map((part) => leafValue(part.of, found));
  if (values.includes(null)) return said(variable, found) ?? every;
  const [only] = values;
  const value = values.length === 1 && !(only instanceof Exact || only instanceof Day) ? only
    : values.map((one, place) => asNumber(one).times(exact(variable.sum[place].times))).reduce((a, b) => a.plus(b));
  const cell = variable.cells.findIndex((one) => inCell(one, value));
  return cell < 0 ? every : [cell];
}

/** The cells of what was said of a fact on which voices differ: of numbers, from the lowest to the
 * highest. Null where that is not told by the fact alone. */
function said(variable, found) {
  const [{ of }] = variable.sum;
  const choices = found.contested.get(of.fact);
  const { type, derive } = found.rulebook.facts[of.fact];
  if (variable.sum.length > 1 || of.test !== undefined || !choices || derive) return null;
  const held = of.word === undefined ? choices : choices.map((one) => one.has(of.word));
  const places = held.map((value) => variable.cells.findIndex((one) => inCell(one, value)));
  if (places.includes(-1)) return null;
  if (type.is !== "number" && type.is !== "day") return [...new Set(places)].sort((one, other) => one - other);
  const [low, high] = [Math.min(...places), Math.max(...places)];
  return variable.cells.every((one) => typeof one === "object" && !one.not) ? variable.cells.map((_, place) => place).slice(low, high + 1) : null;
}

/** The flow as diagrams of one case: when walks come to nodes, when rules decide. */
class Restricted {
  constructor(rulebook, found) {
    this.rulebook = rulebook;
    const { diagram } = rulebook;
    this.variables = diagram.variables;
    this.cells = this.variables.map((one) => openCells(one, found));
    this.diagrams = new Diagrams(this.variables.map((one) => one.cells.length));
    this.taken = new Map([[0, this.diagrams.no], [1, this.diagrams.yes]]);
    this.walk();
  }
  restricted(place) {
    let found = this.taken.get(place);
    if (found === undefined) {
      const [level, ways] = this.rulebook.diagram.nodes[place - 2];
      const cells = this.cells[level];
      found = cells.length === 1 ? this.restricted(ways[cells[0]]) : this.diagrams.node(level, ways.map((way) => this.restricted(way)));
      this.taken.set(place, found);
    }
    return found;
  }
  /** The same as `solve/walks`. */
  walk() {
    const { flow, gates, diagram } = this.rulebook;
    const all = this.diagrams;
    this.reached = Object.fromEntries(Object.keys(flow.nodes).map((name) => [name, all.no]));
    this.reached[flow.start] = all.yes;
    this.rules = {};
    for (const name of flow.order) {
      const [node, here] = [flow.nodes[name], this.reached[name]];
      if (node.kind === "gate") this.rules[name] = this.deciding(gates[name].rules, diagram.rules[name], here);
      for (const [outcome, target] of Object.entries(node.ways)) {
        const leading = node.kind === "gate" ? this.rules[name].filter((one) => one.then === outcome || one.then === "open").map((one) => one.decides) : [here];
        this.reached[target] = leading.reduce((one, other) => all.either(one, other), this.reached[target]);
      }
    }
    this.ends = flow.verdicts.map((verdict) => Object.entries(flow.nodes).filter(([, node]) => node.verdict === verdict)
      .map(([name]) => this.reached[name]).reduce((one, other) => all.either(one, other), all.no));
    this.root = flow.verdicts.reduce((root, verdict, place) => all.adding(verdict, root, this.ends[place]), all.terminal([]));
  }
  deciding(rules, conditions, here) {
    const all = this.diagrams;
    let [above, shared] = [all.yes, all.no];
    return conditions.map(([isTrue, isFalse], place) => {
      const [holds, fails] = [this.restricted(isTrue), this.restricted(isFalse)];
      const decides = all.both(above, all.negation(fails));
      const told = {
        rule: rules[place].id, then: rules[place].then, decides: all.both(here, decides),
        fails: all.both(here, all.negation(holds)), shared: all.both(here, all.either(all.negation(decides), shared)),
      };
      above = all.both(above, all.negation(holds));
      shared = all.either(shared, decides);
      return told;
    });
  }
}
