// Whether cells of a path can be real together: what constraints and derivations leave of a case.
// Facts that nothing ties to each other are looked at apart.

const MOST_STEPS = 20_000;
const MOST_REFUSED = 400;
const MOST_KEPT = 60;

/** It takes too long to find out; what is asked may be so. */
class Undecided extends Error {}

/** Tied cells of a path, each as `[level, cell]`, and the same by groups of facts; one for each list. */
class Trail {
  constructor(number, cells, groups) { Object.assign(this, { number, cells, groups, more: new Map() }); }
}

/** What is known of formulas beside what is assumed of some facts; the same for all cases that assume it. */
class Beside {
  constructor(assumed) { Object.assign(this, { assumed, known: new Map(), found: [], clashes: [] }); }
}

const MOST_BESIDE = 600;
const beside = new Map();

function besideOf(assumed) {
  const key = assumed.map(textOf).join("&");
  if (!beside.has(key)) {
    if (beside.size > MOST_BESIDE) beside.clear();
    beside.set(key, new Beside(assumed));
  }
  return beside.get(key);
}

/** Paths, and pairs of paths, through the diagram of one case. */
class Ties {
  constructor(rulebook, found, restricted) {
    Object.assign(this, { rulebook, case: found, restricted, diagrams: restricted.diagrams });
    this.tied = new Set(restricted.variables.flatMap((one, level) => (one.tied && restricted.cells[level].length > 1 ? [level] : [])));
    Object.assign(this, { agreed: new Map(), known: new Map(), besides: new Map(), twinned: new Map(), told: new Map(), searches: new Map(), failed: new Set(), trails: 0, refused: 0, pairs: new Pairs(0), kinds: new Map() });
    this.start = this.trail([], new Map());
    this.cells = restricted.cells.map((cells, level) => withinSpans(restricted.variables[level], cells, found));
    this.lastTied = Math.max(-1, ...this.tied);
    this.whole = (name) => Boolean(rulebook.facts[name.replace(/'$/, "")]?.type.whole);
  }
  get assumptions() {
    if (!this.assumed) {
      const encoder = new Encoder(this.case);
      this.assumed = assumptionsOf(encoder, new Set([...this.tied].flatMap((level) => this.restricted.variables[level].facts)));
      this.met = encoder.met;
      this.beyond = encoder.beyond > 0;
    }
    return this.assumed;
  }
  /** What is assumed, by groups of facts that nothing ties to others; and the group of each fact. */
  get groups() {
    if (!this.grouped) {
      const [group, formulas] = [new Map(), new Map()];
      const top = (name) => { let one = name; while (group.get(one) !== one) one = group.get(one); return one; };
      const read = this.assumptions.map((formula) => [formula, [...namesIn(formula)]]);
      for (const [, names] of read) for (const name of names) { if (!group.has(name)) group.set(name, name); group.set(top(name), top(names[0])); }
      for (const [formula, names] of read) if (names.length) formulas.set(top(names[0]), [...(formulas.get(top(names[0])) ?? []), formula]);
      const never = read.some(([formula]) => formula === false);
      this.grouped = { never, formulas, of: (name) => (group.has(name) ? top(name) : name) };
    }
    return this.grouped;
  }
  assumedOf(groups) { return groups.flatMap((one) => this.groups.formulas.get(one) ?? []); }
  /** Whether any completion is left. */
  get consistent() {
    this.someLeft ??= !this.groups.never && [...this.groups.formulas.keys()].every((group) => this.holds(this.beside([group]), []));
    return this.someLeft;
  }
  /** Whether a completion was found that keeps to all there is, none of it being beyond what is linear. */
  get shown() { return this.consistent && !this.beyond && [...this.groups.formulas.keys()].every((group) => this.beside([group]).found.length); }
  beside(groups) {
    const key = groups.join();
    if (!this.besides.has(key)) this.besides.set(key, besideOf(this.assumedOf(groups)));
    return this.besides.get(key);
  }
  /** The groups that the open facts of a variable belong to, and the trail of no cells of theirs. */
  kind(level) {
    if (!this.kinds.has(level)) {
      const open = this.restricted.variables[level].facts.filter((name) => this.case.value(name) === null);
      const groups = [...new Set(open.map((name) => this.groups.of(name)))];
      const key = groups.join();
      const alike = [...this.kinds.values()].find((one) => one.key === key);
      this.kinds.set(level, alike ?? { key, groups, start: this.trail([]) });
    }
    return this.kinds.get(level);
  }
  /** What says that a variable is in a cell; made once, for all cases where it is about one fact. */
  formula([level, cell]) {
    const variable = this.restricted.variables[level];
    const [made, key] = [variable.sum.length === 1 ? (variable.told ??= new Map()) : this.told, variable.sum.length === 1 ? cell : level * MOST_NODES + cell];
    if (!made.has(key)) made.set(key, this.saying(variable, cell));
    return made.get(key);
  }
  saying(variable, cell) {
    const [told, { of }] = [variable.cells[cell], variable.sum[0]];
    if (of.test !== undefined) return true;
    if (variable.sum.length > 1) return this.within(variable, told);
    if (typeof told === "boolean") return ["is", of.word === undefined ? of.fact : `${of.fact}:${of.word}`, told];
    const type = this.rulebook.facts[of.fact].type.is;
    if (type === "word" || type === "text") {
      return told.not ? allOf(told.not.map((word) => ["word", of.fact, word, false])) : ["word", of.fact, told, true];
    }
    return this.within(variable, told);
  }
  within(variable, told) {
    if (variable.facts.some((name) => this.rulebook.facts[name].type.is !== "number")) return true;
    const sum = variable.sum.reduce((row, part) => {
      const value = this.case.value(part.of.fact);
      const one = value === null ? new Row("<=", new Map([[part.of.fact, ONE]]), ZERO) : constantRow(value);
      return row.with(exact(part.times), one, "<=");
    }, constantRow(ZERO));
    if (typeof told === "string") return compared("=", sum, constantRow(exact(told)));
    if (told.not) return allOf(told.not.map((one) => compared("!=", sum, constantRow(exact(one)))));
    const ends = [["from", ">="], ["above", ">"], ["below", "<"], ["to", "<="]];
    return allOf(ends.filter(([end]) => told[end] !== undefined).map(([end, sign]) => compared(sign, sum, constantRow(exact(told[end])))));
  }
  trail(cells, groups = null) { this.trails += 1; return new Trail(this.trails, cells, groups); }
  longer(trail, level, cell) {
    const key = level * MOST_NODES + cell;
    let found = trail.more.get(key);
    if (found === undefined) {
      let groups = null;
      if (trail.groups) {
        const kind = this.kind(level);
        groups = new Map(trail.groups).set(kind, this.longer(trail.groups.get(kind) ?? kind.start, level, cell));
      }
      trail.more.set(key, found = this.trail([...trail.cells, [level, cell]], groups));
    }
    return found;
  }
  /** Whether tied cells of two trails can be real together, if they can but for that of a level. */
  together(level, trail, other = this.start) {
    const kind = this.kind(level);
    const [own, beside] = [trail.groups.get(kind) ?? kind.start, other.groups.get(kind) ?? kind.start];
    const key = own.number * MOST_NODES + beside.number;
    let found = this.agreed.get(key);
    if (found === undefined) this.agreed.set(key, found = this.fits(this.beside(kind.groups), [...own.cells, ...beside.cells].map((one) => this.formula(one))));
    return found;
  }
  /** Whether formulas can hold; cores of what cannot be are kept. */
  fits(about, formulas) {
    const told = formulas.filter((one) => one !== true);
    const here = new Set(told.map(textOf));
    if (about.clashes.some((core) => core.every((one) => here.has(one)))) return false;
    if (this.holds(about, told)) return true;
    let core = told;
    for (const one of told) { const less = core.filter((other) => other !== one); if (!this.holds(about, less)) core = less; }
    about.clashes.push(core.map(textOf));
    this.refused += 1;
    if (this.refused > MOST_REFUSED) throw new Undecided();
    return false;
  }
  /** Whether formulas can hold beside what is assumed: a completion found before may show it. */
  holds(about, formulas) {
    const key = formulas.map(textOf).join("&");
    if (!about.known.has(key)) about.known.set(key, this.tried(about, formulas));
    return about.known.get(key);
  }
  tried(about, formulas) {
    if (about.found.some((one) => formulas.every((formula) => holding(one.values, one.told, formula)))) return true;
    rest();
    const fresh = completion([...about.assumed, ...formulas], this.whole);
    if (fresh?.told) about.found = [fresh, ...about.found].slice(0, MOST_KEPT);
    return fresh !== null;
  }
  step() {
    this.steps += 1;
    if (this.steps > MOST_STEPS) throw new Undecided();
  }
  /** What is found, or true where it takes too long. */
  patiently(look) {
    this.steps = 0;
    try { return look(); } catch (error) { if (error instanceof Undecided) return true; throw error; }
  }
  /** Whether some completion takes a way to `yes`. */
  possible(node) {
    if (!this.known.has(node)) this.known.set(node, node !== this.diagrams.no && this.patiently(() => this.consistent && this.path(node, this.start)));
    return this.known.get(node);
  }
  /** Whether a way from a node to `yes` goes with a trail. */
  path(node, trail) {
    this.step();
    if (node === this.diagrams.no) return false;
    if (node === this.diagrams.yes) return true;
    const key = node * MOST_NODES + trail.number;
    if (this.failed.has(key)) return false;
    const [level, ways] = [this.diagrams.levels[node], this.diagrams.ways[node]];
    const found = this.cells[level].some((cell) => {
      if (ways[cell] === this.diagrams.no) return false;
      const longer = this.tied.has(level) ? this.longer(trail, level, cell) : trail;
      return (longer === trail || this.together(level, longer)) && this.path(ways[cell], longer);
    });
    if (!found) this.failed.add(key);
    return found;
  }
  /** Whether completions part that differ only in what a fact settles. */
  parts(base, levels) {
    if (!this.searches.has(base)) {
      const joint = levels.some((level) => this.tied.has(level));
      this.searches.set(base, { base, joint, levels: new Set(levels), last: Math.max(...levels), may: new Map(), failed: new Set() });
    }
    const [search, { root }] = [this.searches.get(base), this.restricted];
    return this.mayPart(root, root, search) && this.patiently(() => this.consistent && this.apart(root, root, search, this.start, this.start, this.start));
  }
  /** Whether cells alone let two walks end apart. */
  mayPart(one, other, search) {
    const all = this.diagrams;
    const level = Math.min(all.levels[one], all.levels[other]);
    if (one === other && level > search.last) return false;
    if (level === BOTTOM) return true;
    const key = one * MOST_NODES + other;
    let found = search.may.get(key);
    if (found === undefined) {
      breathe();
      const cells = this.cells[level];
      const chosen = search.levels.has(level);
      found = cells.some((a) => (chosen ? cells : [a]).some((b) => this.mayPart(all.way(one, level, a), all.way(other, level, b), search)));
      search.may.set(key, found);
    }
    return found;
  }
  apart(one, other, search, common, first, second) {
    this.step();
    if (!this.mayPart(one, other, search)) return false;
    const all = this.diagrams;
    const level = Math.min(all.levels[one], all.levels[other]);
    if (level > this.lastTied) return !search.joint || this.twins(search.base, common, first, second);
    const key = this.pairs.of(this.pairs.of(one, other), this.pairs.of(this.pairs.of(common.number, first.number), second.number));
    if (search.failed.has(key)) return false;
    const [cells, chosen, tied] = [this.cells[level], search.levels.has(level), this.tied.has(level)];
    const more = (trail, cell) => (tied ? this.longer(trail, level, cell) : trail);
    const onward = (a, b, ...trails) => this.apart(all.way(one, level, a), all.way(other, level, b), search, ...trails);
    const goes = (shared, own) => !tied || this.together(level, shared, own);
    const found = cells.some((a) => {
      if (!chosen) { const longer = more(common, a); return goes(longer, first) && goes(longer, second) && onward(a, a, longer, first, second); }
      const here = more(first, a);
      return goes(common, here) && cells.some((b) => { const there = more(second, b); return goes(common, there) && onward(a, b, common, here, there); });
    });
    if (!found) search.failed.add(key);
    return found;
  }
  /** Whether two completions take these cells that differ only in what a fact settles. */
  twins(base, common, first, second) {
    const kinds = new Set([common, first, second].flatMap((trail) => [...trail.groups.keys()]));
    return [...kinds].every((kind) => {
      const { about, other } = this.twin(base, kind.groups);
      const told = (...trails) => trails.flatMap((trail) => trail.groups.get(kind)?.cells ?? []).map((one) => this.formula(one));
      return this.holds(about, [...told(common, first), ...told(common, second).map(other)]);
    });
  }
  /** What two completions keep to that differ only in what a fact settles, and the second's formulas. */
  twin(base, groups) {
    const key = `${base} ${groups}`;
    if (!this.twinned.has(key)) {
      const settled = new Set([...this.met].filter((name) => this.settledBy(name, base)));
      const made = new Map();
      const other = (formula) => { if (!made.has(formula)) made.set(formula, renamed(formula, settled)); return made.get(formula); };
      const assumed = this.assumedOf(groups);
      this.twinned.set(key, { about: besideOf([...assumed, ...assumed.map(other)]), other });
    }
    return this.twinned.get(key);
  }
  settledBy(name, base) {
    const bases = openBases(this.case, name);
    return (bases.length ? bases : [name]).includes(base);
  }
}

/** A formula about the second of two completions. */
function renamed(formula, names) {
  if (typeof formula === "boolean") return formula;
  const [form, ...parts] = formula;
  const other = (name) => (names.has(name.split(":")[0]) ? `${name}'` : name);
  if (form === "and" || form === "or") return [form, ...parts.map((part) => renamed(part, names))];
  if (form !== "row") return [form, other(parts[0]), ...parts.slice(1)];
  const [row] = parts;
  return ["row", new Row(row.sign, new Map([...row.terms].map(([name, factor]) => [other(name), factor])), row.fixed)];
}

/** The facts that a formula is about. */
function* namesIn(formula) {
  if (typeof formula === "boolean") return;
  const [form, ...parts] = formula;
  if (form === "and" || form === "or") for (const part of parts) yield* namesIn(part);
  else if (form === "row") yield* parts[0].terms.keys();
  else yield parts[0].split(":")[0];
}

const texts = new WeakMap();

/** A formula as text: the same for formulas that say the same. */
function textOf(formula) {
  if (typeof formula === "boolean") return String(formula);
  if (!texts.has(formula)) {
    const [form, ...parts] = formula;
    texts.set(formula, form === "and" || form === "or" ? `(${parts.map(textOf).join(` ${form} `)})` : form === "row" ? parts[0].text : JSON.stringify(formula));
  }
  return texts.get(formula);
}
