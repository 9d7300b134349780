// Decision diagrams: of the whole flow once, and of one case as what it leaves of them.

const BOTTOM = Infinity;
const MOST_NODES = 2 ** 26;

/** Pairs of whole numbers, each with a number of its own. */
class Pairs {
  constructor(first) { Object.assign(this, { next: first, known: new Map() }); }
  of(one, other) {
    const key = one * MOST_NODES + other;
    let found = this.known.get(key);
    if (found === undefined) this.known.set(key, found = this.next++);
    return found;
  }
}

/** Reduced diagrams that share their nodes; of equal nodes there is one. */
class Diagrams {
  constructor(sizes) {
    this.sizes = sizes;
    this.levels = [];
    this.ways = [];
    this.values = [];
    this.pairs = new Pairs(sizes.length);
    this.unique = new Map();
    this.known = { and: new Map(), or: new Map(), not: new Map() };
    this.no = this.terminal(false);
    this.yes = this.terminal(true);
  }
  kept(key, level, ways, value) {
    let found = this.unique.get(key);
    if (found === undefined) {
      found = this.levels.length;
      this.unique.set(key, found);
      this.levels.push(level);
      this.ways.push(ways);
      this.values.push(value);
    }
    return found;
  }
  terminal(value) { return this.kept(JSON.stringify(value), BOTTOM, [], value); }
  node(level, ways) {
    const [first] = ways;
    let [key, alike] = [level, true];
    for (const way of ways) { key = this.pairs.of(key, way); alike &&= way === first; }
    return alike ? first : this.kept(key, level, ways, null);
  }
  /** Where a walk at a node goes from a level on which a variable is in a cell. */
  way(node, level, cell) { return this.levels[node] === level ? this.ways[node][cell] : node; }
  /** What two nodes come to, cell by cell, where neither tells by itself. */
  joined(known, one, other, join) {
    const key = one * MOST_NODES + other;
    let found = known.get(key);
    if (found === undefined) {
      breathe();
      const level = Math.min(this.levels[one], this.levels[other]);
      const [here, there] = [this.levels[one] === level, this.levels[other] === level];
      const ways = [];
      for (let cell = 0; cell < this.sizes[level]; cell += 1) ways.push(join(here ? this.ways[one][cell] : one, there ? this.ways[other][cell] : other));
      known.set(key, found = this.node(level, ways));
    }
    return found;
  }
  both(one, other) {
    if (one === this.yes || other === this.no || one === other) return other;
    if (other === this.yes || one === this.no) return one;
    return this.joined(this.known.and, Math.min(one, other), Math.max(one, other), (a, b) => this.both(a, b));
  }
  either(one, other) {
    if (one === this.no || other === this.yes || one === other) return other;
    if (other === this.no || one === this.yes) return one;
    return this.joined(this.known.or, Math.min(one, other), Math.max(one, other), (a, b) => this.either(a, b));
  }
  negation(one) {
    if (one === this.no || one === this.yes) return one === this.no ? this.yes : this.no;
    let found = this.known.not.get(one);
    if (found === undefined) this.known.not.set(one, found = this.node(this.levels[one], this.ways[one].map((way) => this.negation(way))));
    return found;
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

/** What a value counts for in a sum: words by their codes, those without one as no other. */
const counted = (value, codes) => (typeof value === "string" ? new Exact(Object.hasOwn(codes, value) ? BigInt(codes[value]) : -1n) : asNumber(value));

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
  const numbers = values.map((one) => (values.length > 1 ? counted(one, found.rulebook.diagram.codes) : asNumber(one)));
  const value = values.length === 1 && !(only instanceof Exact || only instanceof Day) ? only
    : numbers.map((one, place) => one.times(exact(variable.sum[place].times))).reduce((a, b) => a.plus(b));
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

/** The whole flow, whatever the case: when walks come to nodes, when rules decide; as `solve/walks`. */
class Walks {
  constructor(rulebook) {
    const { variables } = rulebook.diagram;
    Object.assign(this, { rulebook, variables, diagrams: new Diagrams(variables.map((one) => one.cells.length)), found: null });
    const { nodes, ends, root } = rulebook.diagram;
    const [places, lists] = [[this.diagrams.no, this.diagrams.yes], ends.map((one) => this.diagrams.terminal(one))];
    const at = (way) => (way < 0 ? lists[-1 - way] : places[way]);
    for (const [level, ways] of nodes) places.push(this.diagrams.node(level, ways.map(at)));
    Object.assign(this, { places, root: at(root), known: new Map() });
  }
  /** When walks come to a verdict. */
  end(verdict) {
    const { diagrams: all } = this;
    const known = new Map();
    const of = (node) => {
      if (!known.has(node)) known.set(node, all.levels[node] === BOTTOM ? (all.values[node].includes(verdict) ? all.yes : all.no) : all.node(all.levels[node], all.ways[node].map(of)));
      return known.get(node);
    };
    if (!this.known.has(verdict)) this.known.set(verdict, of(this.root));
    return this.known.get(verdict);
  }
  /** Nodes by what they tell of; put together when they are first needed. */
  get nodes() {
    this.found ??= this.walked();
    return this.found;
  }
  walked() {
    const { rulebook: { flow, gates, diagram }, diagrams: all } = this;
    const reached = Object.fromEntries(Object.keys(flow.nodes).map((name) => [name, all.no]));
    const rules = {};
    reached[flow.start] = all.yes;
    for (const name of flow.order) {
      const [node, here] = [flow.nodes[name], reached[name]];
      if (node.kind === "gate") rules[name] = this.deciding(gates[name].rules, diagram.rules[name], here);
      for (const [outcome, target] of Object.entries(node.ways)) {
        const leading = node.kind === "gate" ? rules[name].filter((one) => one.then === outcome || one.then === "open").map((one) => one.decides) : [here];
        reached[target] = leading.reduce((one, other) => all.either(one, other), reached[target]);
      }
    }
    return { reached, rules };
  }
  deciding(rules, conditions, here) {
    const all = this.diagrams;
    let [above, shared] = [all.yes, all.no];
    return conditions.map(([isTrue, isFalse], place) => {
      const [holds, fails] = [this.places[isTrue], this.places[isFalse]];
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

/** What a case leaves of the diagrams of its flow. */
class Restricted {
  constructor(rulebook, found) {
    this.of = rulebook.walks ??= new Walks(rulebook);
    this.variables = this.of.variables;
    this.cells = this.variables.map((one) => openCells(one, found));
    this.diagrams = new Diagrams(this.of.diagrams.sizes);
    this.taken = new Map();
  }
  /** A node of the whole flow, as the case leaves it. */
  taking(node) {
    const { levels, ways, values } = this.of.diagrams;
    let found = this.taken.get(node);
    if (found === undefined) {
      breathe();
      const cells = this.cells[levels[node]];
      if (levels[node] === BOTTOM) found = this.diagrams.terminal(values[node]);
      else found = cells.length === 1 ? this.taking(ways[node][cells[0]]) : this.diagrams.node(levels[node], ways[node].map((way) => this.taking(way)));
      this.taken.set(node, found);
    }
    return found;
  }
  /** Lists of the verdicts to which walks come. */
  get root() { return this.taking(this.of.root); }
  end(verdict) { return this.taking(this.of.end(verdict)); }
  reached(name) { return this.taking(this.of.nodes.reached[name]); }
  /** What is told of the rules of a gate. */
  rules(gate) {
    return this.of.nodes.rules[gate].map((one) => ({
      then: one.then, decides: () => this.taking(one.decides), fails: () => this.taking(one.fails), shared: () => this.taking(one.shared),
    }));
  }
}
