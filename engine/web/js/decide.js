// The decision about one case: the walk through the flow, what is still possible, what is missing.

const OPEN = "open";
const INCOMPLETE = "incomplete";

/** The rulebook of the page, with what is looked up often. */
function prepared(rulebook) {
  rulebook.groups = new Set(Object.keys(rulebook.facts).map((name) => name.split(".")[0]));
  rulebook.heardUnder = new Map();
  for (const [name, fact] of Object.entries(rulebook.facts)) {
    if (fact.under) rulebook.heardUnder.set(fact.under, [...(rulebook.heardUnder.get(fact.under) ?? []), name]);
  }
  return rulebook;
}

/** Everything that can be asked about one case. */
class Judge {
  constructor(rulebook, found) {
    Object.assign(this, { rulebook, case: found });
    this.truths = new Map();
    this.diagram = rulebook.diagram ? new Restricted(rulebook, found) : null;
    this.ties = rulebook.diagram ? new Ties(rulebook, found, this.diagram) : null;
    this.mattering = new Map();
    this.judged = new Map();
  }
  truth(gate, place) {
    const key = `${gate} ${place}`;
    if (!this.truths.has(key)) this.truths.set(key, valueOf(this.rulebook.gates[gate].rules[place].when, this.case));
    return this.truths.get(key);
  }
  /** The places of the rules that may decide a gate by Kleene's logic. */
  candidates(gate) {
    const found = [];
    const last = this.rulebook.gates[gate].rules.length - 1;
    for (let place = 0; place <= last; place += 1) {
      const held = this.truth(gate, place);
      if (held !== false) found.push(place);
      if (held === true) break;
    }
    return found;
  }
  possible(node) { return this.ties.possible(node); }
  /** Whether it is sure that the facts can be true together. */
  get sure() {
    this.agreeing ??= this.rulebook.sound && !this.case.clashes.length && (!entangled(this.case) || Boolean(this.ties?.shown));
    return this.agreeing;
  }
  get verdicts() {
    this.found ??= this.worked();
    return this.found;
  }
  worked() {
    const { flow } = this.rulebook;
    const nodes = new Set([flow.start]);
    for (const name of flow.order) {
      if (!nodes.has(name)) continue;
      const node = flow.nodes[name];
      const thens = node.kind === "gate" ? this.thensOf(name, this.candidates(name)) : null;
      for (const [outcome, target] of Object.entries(node.ways)) if (!thens || thens.has(outcome) || thens.has(OPEN)) nodes.add(target);
    }
    const kleene = flow.verdicts.filter((one) => [...nodes].some((name) => flow.nodes[name].verdict === one));
    if (kleene.length === 1 || !this.diagram) return kleene;
    return flow.verdicts.filter((one) => this.possible(this.diagram.end(one)));
  }
  thensOf(gate, places) { return new Set(places.map((place) => this.rulebook.gates[gate].rules[place].then)); }
  judge(gate) {
    if (!this.judged.has(gate)) this.judged.set(gate, this.judgement(gate));
    return this.judged.get(gate);
  }
  judgement(gate) {
    const rules = this.candidates(gate);
    let thens = this.thensOf(gate, rules);
    if (rules.length > 1 && this.diagram) {
      const exactly = new Set();
      for (const one of this.diagram.rules(gate)) if (!exactly.has(one.then) && this.possible(one.decides())) exactly.add(one.then);
      if (exactly.size) thens = exactly;
    }
    const outcome = thens.size === 1 ? [...thens][0] : OPEN;
    let place = rules.length === 1 ? rules[0] : this.diagram ? this.certain(gate, outcome) : null;
    if (place !== null && this.rulebook.gates[gate].rules[place].then !== outcome) place = null;
    return { outcome, place, thens };
  }
  /** The first rule that holds in every completion that comes to the gate. */
  certain(gate, outcome) {
    const rules = this.diagram.rules(gate);
    const place = rules.findIndex((one) => !this.possible(one.fails()));
    if (place < 0) return null;
    if (place === this.rulebook.gates[gate].rules.length - 1) return this.possible(rules[place].shared()) ? null : place;
    return outcome === OPEN || this.possible(rules[place].decides()) ? place : null;
  }
  get decision() {
    this.decided ??= this.walked();
    return this.decided;
  }
  walked() {
    const { flow, gates } = this.rulebook;
    const settled = this.verdicts.length === 1;
    const path = [];
    let [here, verdict, last] = [flow.start, null, null];
    while (here) {
      const node = flow.nodes[here];
      const station = { node: here, outcome: null, rule: null };
      path.push(station);
      let onward = node.ways[""] ?? null;
      if (node.kind === "gate") {
        const { outcome, place, thens } = this.judge(here);
        Object.assign(station, { outcome, rule: place === null ? null : gates[here].rules[place].id });
        last = station;
        onward = outcome !== OPEN ? node.ways[outcome] : settled ? this.onward(node, thens) : null;
      }
      verdict = node.verdict ?? null;
      here = onward;
    }
    return { verdict: verdict ?? INCOMPLETE, decided_at: last && last.node, rule: last && last.rule, possible: this.verdicts, path, missing: verdict ? [] : this.missing(), checked: this.sure };
  }
  onward(node, thens) {
    const { flow } = this.rulebook;
    const targets = Object.entries(node.ways).filter(([outcome]) => thens.has(outcome) || thens.has(OPEN)).map(([, target]) => target);
    const toGate = (name) => { let one = name; while (flow.nodes[one].kind === "step") one = flow.nodes[one].ways[""]; return flow.nodes[one].kind === "gate"; };
    return targets.find(toGate) ?? targets[0];
  }
  // what can still change it
  /** The question that settles an open fact. */
  toAsk(name) {
    const { under } = this.rulebook.facts[name];
    return under && !this.case.asked.has(name) && !this.case.contested.has(name) ? under : name;
  }
  openParts(name) { return Array.isArray(this.case.value(name)) ? [name] : openBases(this.case, name); }
  get levels() {
    this.byBase ??= this.asking();
    return this.byBase;
  }
  /** The variables that each open fact settles, of those that the diagram still asks for. */
  asking() {
    const { diagrams, root, variables } = this.diagram;
    const found = new Map();
    const asked = new Set(diagrams.below(root).map((node) => diagrams.levels[node]).filter((level) => level !== BOTTOM));
    for (const level of [...asked].sort((a, b) => a - b)) {
      for (const base of new Set(variables[level].facts.flatMap((fact) => this.openParts(fact)))) found.set(base, [...(found.get(base) ?? []), level]);
    }
    return found;
  }
  matters(base) {
    if (!this.diagram) return this.verdicts.length > 1;
    if (!this.levels.has(base)) return false;
    if (!this.mattering.has(base)) this.mattering.set(base, this.ties.parts(base, this.levels.get(base)));
    return this.mattering.get(base);
  }
  missing() {
    const listed = new Set();
    for (const gate of this.rulebook.flow.order) {
      if (this.rulebook.flow.nodes[gate].kind !== "gate") continue;
      const asked = new Set([...this.openAt(gate)].map((name) => this.toAsk(name)));
      for (const name of Object.keys(this.rulebook.facts)) if (asked.has(name)) listed.add(name);
    }
    return [...listed];
  }
  openAt(gate) {
    const found = new Set();
    if (this.diagram && !this.possible(this.diagram.reached(gate))) return found;
    const rules = this.rulebook.gates[gate].rules;
    const { place } = this.judge(gate);
    if (place !== null && rules[place].then === OPEN) for (const name of sourcesOf(rules[place].when)) for (const base of basesOf(this.rulebook, name)) found.add(base);
    for (const rule of this.candidates(gate)) {
      for (const name of sourcesOf(rules[rule].when)) for (const base of this.openParts(name)) if (this.matters(base)) found.add(base);
    }
    return found;
  }
}

// what a fact follows from

/** The nodes that ask whether something is known; the same as `language/traverse.asks`. */
const ASKS = ["known", "declined"];

/** The facts whose values an expression reads: every array in a node is a node. */
function sourcesOf(node, found = new Set()) {
  if (node[0] === "fact") found.add(node[1]);
  if (ASKS.includes(node[0])) return found;
  for (const part of node.slice(1)) {
    if (Array.isArray(part)) sourcesOf(part, found);
    else if (isObject(part)) { found.add(part.source); for (const inner of [part.where, part.among]) if (inner) sourcesOf(inner, found); }
  }
  return found;
}

function fieldsOf(node, found = new Set()) {
  if (node[0] === "field") found.add(node[1]);
  for (const part of node.slice(1)) {
    if (Array.isArray(part)) fieldsOf(part, found);
    else if (isObject(part)) for (const inner of [part.where, part.among]) if (inner) fieldsOf(inner, found);
  }
  return found;
}

function openBases(found, name) {
  const { derive } = found.rulebook.facts[name];
  if (found.value(name) !== null) return [];
  if (!derive || found.contested.has(name)) return [name];
  const parts = new Set();
  for (const source of sourcesOf(derive)) {
    const value = found.value(source);
    if (!Array.isArray(value)) for (const base of openBases(found, source)) parts.add(base);
    else if (valueOf(derive, found) === null) {
      const read = [...fieldsOf(derive), ...(found.key(source) ? [found.key(source)] : [])];
      if (value.some((record) => read.some((field) => !record.has(field)))) parts.add(source);
    }
  }
  return parts.size ? [...parts] : [name];
}

function basesOf(rulebook, name) {
  const { derive } = rulebook.facts[name];
  const found = derive ? [...sourcesOf(derive)].flatMap((one) => basesOf(rulebook, one)) : [];
  return found.length ? [...new Set(found)] : [name];
}

/** Whether facts may clash though no constraint by itself says so; wider than `case/coherence`. */
function entangled(found) {
  const { facts, constraints } = found.rulebook;
  const half = (name) => !facts[name].stands && valueOf(facts[name].derive, found) === null && [...sourcesOf(facts[name].derive)].some((one) => found.value(one) !== null);
  if (found.contested.size || [...found.stated.keys()].some(half)) return true;
  const met = new Set();
  for (const one of constraints) {
    if (one.each || valueOf(one.never, found) !== null) continue;
    const read = [...sourcesOf(one.never)];
    const open = read.filter((name) => found.value(name) === null);
    if (open.length < read.length && open.some((name) => met.has(name))) return true;
    if (open.length < read.length) for (const name of open) met.add(name);
  }
  return false;
}

/** A value as people read it. */
function spellValue(value) {
  if (value instanceof Day) return value.iso;
  if (value instanceof Set) return [...value].map((word) => word.replaceAll("_", " ")).join(", ") || "none of them";
  if (Array.isArray(value)) return value.length === 1 ? "1 record" : `${value.length} records`;
  return String(value).replaceAll("_", " ");
}
