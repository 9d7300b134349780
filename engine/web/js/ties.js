// Whether cells of a path can be real together: what constraints and derivations leave of a case.
// Facts that nothing ties to each other are looked at apart.

const MOST_STEPS = 20_000;
const MOST_REFUSED = 400;
const MOST_KEPT = 60;

/** It takes too long to find out; what is asked may be so. */
class Undecided extends Error {}

/** Paths, and pairs of paths, through the diagram of one case. */
class Ties {
  constructor(rulebook, found, restricted) {
    Object.assign(this, { rulebook, case: found, restricted, diagrams: restricted.diagrams });
    this.tied = new Set(restricted.variables.flatMap((one, level) => (one.tied && restricted.cells[level].length > 1 ? [level] : [])));
    this.agreed = new Map();
    this.clashes = [];
    this.known = new Map();
    this.completions = new Map();
    this.twinned = new Map();
    this.whole = (name) => Boolean(rulebook.facts[name.replace(/'$/, "")]?.type.whole);
  }
  get assumptions() {
    if (!this.assumed) {
      const encoder = new Encoder(this.case);
      this.assumed = assumptionsOf(encoder, new Set([...this.tied].flatMap((level) => this.restricted.variables[level].facts)));
      this.met = encoder.met;
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
  assumedOf(group) { return this.groups.formulas.get(group) ?? []; }
  /** Whether any completion is left. */
  get consistent() {
    this.someLeft ??= !this.groups.never && [...this.groups.formulas.keys()].every((group) => this.holds(group, this.assumedOf(group), []));
    return this.someLeft;
  }
  /** Cells by the groups of their facts. */
  split(cells) {
    const found = new Map();
    for (const one of cells) {
      const { facts } = this.restricted.variables[Number.parseInt(one, 10)];
      const groups = [...new Set(facts.filter((name) => this.case.value(name) === null).map((name) => this.groups.of(name)))].join();
      found.set(groups, [...(found.get(groups) ?? []), one]);
    }
    return found;
  }
  /** What says that a variable is in a cell. */
  formula(level, cell) {
    const variable = this.restricted.variables[level];
    const [told, { of }] = [variable.cells[cell], variable.sum[0]];
    if (of.test !== undefined) return true;
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
  /** Whether tied cells, as `level cell`, can be real together. */
  together(cells) {
    if (!this.consistent) return false;
    const key = cells.join();
    if (!this.agreed.has(key)) this.agreed.set(key, [...this.split(cells)].every(([group, some]) => this.go(group, some)));
    return this.agreed.get(key);
  }
  /** The same for cells of one group; cores of what cannot be are kept. */
  go(group, cells) {
    const key = `${group}|${cells}`;
    if (this.agreed.has(key)) return this.agreed.get(key);
    const here = new Set(cells);
    let fits = !this.clashes.some((core) => core.every((one) => here.has(one)));
    if (fits && !this.fits(group, cells)) {
      fits = false;
      let core = cells;
      for (const one of cells) { const less = core.filter((other) => other !== one); if (!this.fits(group, less)) core = less; }
      this.clashes.push(core);
      if (this.clashes.length > MOST_REFUSED) throw new Undecided();
    }
    this.agreed.set(key, fits);
    return fits;
  }
  fits(group, cells) { return this.holds(group, group.split(",").flatMap((one) => this.assumedOf(one)), this.told(cells)); }
  told(cells) { return cells.map((one) => this.formula(...one.split(" ").map(Number))); }
  /** Whether formulas can hold beside what is assumed: a completion found before may show it. */
  holds(about, assumed, formulas) {
    const found = this.completions.get(about) ?? [];
    if (found.some((one) => formulas.every((formula) => holding(one.values, one.told, formula)))) return true;
    const fresh = completion([...assumed, ...formulas], this.whole);
    if (fresh?.told) this.completions.set(about, [fresh, ...found].slice(0, MOST_KEPT));
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
    if (!this.known.has(node)) this.known.set(node, node !== this.diagrams.no && this.patiently(() => this.path(node, [])));
    return this.known.get(node);
  }
  path(node, cells) {
    this.step();
    if (node === this.diagrams.no) return false;
    if (!this.together(cells)) return false;
    if (node === this.diagrams.yes) return true;
    const level = this.diagrams.levels[node];
    return this.restricted.cells[level].some((cell) => this.path(this.diagrams.ways[node][cell], this.tied.has(level) ? [...cells, `${level} ${cell}`] : cells));
  }
  /** Whether completions part that differ only in what a fact settles. */
  parts(base, levels) {
    const search = { base, levels: new Set(levels), last: Math.max(...levels), memo: new Map() };
    search.joint = levels.some((level) => this.tied.has(level));
    const { root } = this.restricted;
    return this.mayPart(root, root, search) && this.patiently(() => this.apart(root, root, search, [], [], []));
  }
  /** Whether cells alone let two walks end apart. */
  mayPart(one, other, search) {
    const all = this.diagrams;
    const level = Math.min(all.levels[one], all.levels[other]);
    if (one === other && level > search.last) return false;
    if (level === BOTTOM) return true;
    const key = one * 1e6 + other;
    if (!search.memo.has(key)) {
      const [here, there, cells] = [all.at(one, level), all.at(other, level), this.restricted.cells[level]];
      search.memo.set(key, cells.some((a) => (search.levels.has(level) ? cells : [a]).some((b) => this.mayPart(here[a], there[b], search))));
    }
    return search.memo.get(key);
  }
  apart(one, other, search, common, first, second) {
    this.step();
    if (!this.mayPart(one, other, search)) return false;
    if (!this.together([...common, ...first]) || !this.together([...common, ...second])) return false;
    const all = this.diagrams;
    const level = Math.min(all.levels[one], all.levels[other]);
    if (level === BOTTOM) return !search.joint || this.twins(search.base, common, first, second);
    const [here, there, cells] = [all.at(one, level), all.at(other, level), this.restricted.cells[level]];
    const [chosen, tied] = [search.levels.has(level), this.tied.has(level)];
    const more = (list, cell) => (tied ? [...list, `${level} ${cell}`] : list);
    return cells.some((a) => (chosen ? cells : [a]).some((b) => (chosen
      ? this.apart(here[a], there[b], search, common, more(first, a), more(second, b))
      : this.apart(here[a], there[b], search, more(common, a), first, second))));
  }
  /** Whether two completions take these cells that differ only in what a fact settles. */
  twins(base, common, first, second) {
    const key = `${base}|${common}|${first}|${second}`;
    if (!this.agreed.has(key)) {
      const [here, there] = [this.split([...common, ...first]), this.split([...common, ...second])];
      this.agreed.set(key, [...new Set([...here.keys(), ...there.keys()])].every((group) => this.twinsIn(base, group, here.get(group) ?? [], there.get(group) ?? [])));
    }
    return this.agreed.get(key);
  }
  twinsIn(base, group, first, second) {
    const { assumed, other } = this.twin(base, group);
    const key = `${base}|${group}|${first}|${second}`;
    if (!this.agreed.has(key)) this.agreed.set(key, this.holds(`${base} ${group}`, assumed, [...this.told(first), ...this.told(second).map(other)]));
    return this.agreed.get(key);
  }
  /** What two completions keep to that differ only in what a fact settles, and the second's formulas. */
  twin(base, group) {
    const key = `${base} ${group}`;
    if (!this.twinned.has(key)) {
      const settled = new Set([...this.met].filter((name) => this.settledBy(name, base)));
      const other = (formula) => renamed(formula, settled);
      const assumed = group.split(",").flatMap((one) => this.assumedOf(one));
      this.twinned.set(key, { assumed: [...assumed, ...assumed.map(other)], other });
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
