// Which question comes next: the weightiest, staying on its topic; the same as `interview/choice`.

const MOST_STATES = 20_000;

/** How likely each cell is: all alike, but of a sighting those that are not assumed. */
function chancesOf(judge, level) {
  const { rulebook } = judge;
  const [variable, cells] = [judge.diagram.variables[level], judge.diagram.cells[level]];
  const fact = rulebook.facts[variable.facts[0]];
  let assumed = -1;
  if (fact.assume !== undefined && cells.length > 1 && variable.sum.length === 1) {
    const sample = new Case(rulebook, judge.case.today);
    sample.values.set(variable.facts[0], constantOf(fact.assume, fact.type));
    [assumed] = openCells(variable, sample);
  }
  if (assumed < 0) return new Map(cells.map((cell) => [cell, 1 / cells.length]));
  const seen = exact(rulebook.seen).float;
  return new Map(cells.map((cell) => [cell, cell === assumed ? 1 - seen : seen / (cells.length - 1)]));
}

/** The diagram of a case, weighed. */
class Weighing {
  constructor(judge) {
    Object.assign(this, { judge, diagrams: judge.diagram.diagrams, root: judge.diagram.root });
    this.chances = judge.diagram.variables.map((_, level) => [...chancesOf(judge, level)]);
    this.after = new Map();
    this.begun = new Map();
    this.outcomes = new Map();
    this.lists = [];
    Object.assign(this, { influences: new Map(), settled: new Map(), arrivals: this.arrived() });
  }
  arrived() {
    const [found, reached] = [[], new Map([[this.root, 1]])];
    for (const node of this.diagrams.below(this.root)) {
      const level = this.diagrams.levels[node];
      if (level === BOTTOM) continue;
      for (const [cell, chance] of this.chances[level]) {
        const [way, taken] = [this.diagrams.ways[node][cell], reached.get(node) * chance];
        reached.set(way, (reached.get(way) ?? 0) + taken);
        found.push([level, way, taken]);
      }
    }
    return found;
  }
  /** What was found out of some variables, for work that is begun anew. */
  memo(what, levels) {
    const key = `${what} ${levels}`;
    if (!this.begun.has(key)) this.begun.set(key, new Map());
    return this.begun.get(key);
  }
  /** The chance that the answer which settles these variables is pivotal. */
  influence(levels) {
    if (!levels.length) return 0;
    const [first, last, { levels: of }] = [Math.min(...levels), Math.max(...levels), this.diagrams];
    const entered = new Map();
    if (of[this.root] >= first && of[this.root] <= last) entered.set(this.root, 1);
    else for (const [level, node, chance] of this.arrivals) if (level < first && of[node] >= first && of[node] <= last) entered.set(node, (entered.get(node) ?? 0) + chance);
    const [chosen, known] = [new Set(levels), this.memo("influence", levels)];
    let sum = 0;
    for (const [node, chance] of entered) sum += chance * this.parting(node, node, chosen, last, known);
    return sum;
  }
  parting(one, other, chosen, last, known) {
    const all = this.diagrams;
    const level = Math.min(all.levels[one], all.levels[other]);
    let memo = known;
    if (level > last) {
      if (one === other || level === BOTTOM) return one === other ? 0 : 1;
      memo = this.after;
    }
    const key = Math.min(one, other) * MOST_NODES + Math.max(one, other);
    let sum = memo.get(key);
    if (sum === undefined) {
      breathe();
      sum = 0;
      const [chances, apart] = [this.chances[level], chosen.has(level)];
      for (const [cell, chance] of chances) {
        const here = all.way(one, level, cell);
        if (!apart) { sum += chance * this.parting(here, all.way(other, level, cell), chosen, last, memo); continue; }
        for (const [beside, its] of chances) sum += chance * its * this.parting(here, all.way(other, level, beside), chosen, last, memo);
      }
      memo.set(key, sum);
    }
    return sum;
  }
  /** The ends below a node, as the place of their list: lists that are the same have the same place. */
  ends(node) {
    let found = this.outcomes.get(node);
    if (found === undefined) {
      const ways = this.diagrams.ways[node];
      found = ways.length ? this.union(ways.map((way) => this.ends(way))) : this.place([node]);
      this.outcomes.set(node, found);
    }
    return found;
  }
  union(places) {
    let [found] = places;
    for (const one of places) if (one !== found) found = this.joint(Math.min(one, found), Math.max(one, found));
    return found;
  }
  joint(one, other) {
    const key = `${one} ${other}`;
    let found = this.outcomes.get(key);
    if (found === undefined) this.outcomes.set(key, found = this.place([...new Set([...this.lists[one], ...this.lists[other]])].sort((a, b) => a - b)));
    return found;
  }
  place(list) {
    let found = this.outcomes.get(`${list}`);
    if (found === undefined) this.outcomes.set(`${list}`, found = this.lists.push(list) - 1);
    return found;
  }
  /** The chance that one verdict is left once these variables are known. */
  settling(levels) {
    const { levels: at, values } = this.diagrams;
    const [chosen, last, known] = [new Set(levels), Math.max(-1, ...levels), this.memo("settling", levels)];
    const once = (nodes) => Int32Array.from(new Set(nodes)).sort();
    const of = (walks) => {
      const key = walks.join();
      let found = known.get(key);
      if (found === undefined) { breathe(); known.set(key, found = known.size > MOST_STATES ? 0 : worked(walks)); }
      return found;
    };
    const worked = (walks) => {
      const ends = this.lists[this.union([...walks].map((node) => this.ends(node)))];
      if (ends.length === 1) return values[ends[0]].length === 1 ? 1 : 0;
      let [level, done] = [BOTTOM, null];
      for (const node of walks) {
        level = Math.min(level, at[node]);
        if (at[node] <= last) continue;
        done = done === null ? this.ends(node) : this.union([done, this.ends(node)]);
        if (this.lists[done].length > 1) return 0;
      }
      const step = (cell) => Array.from(walks, (node) => this.diagrams.way(node, level, cell));
      if (!chosen.has(level)) return of(once(this.chances[level].flatMap(([cell]) => step(cell))));
      return this.chances[level].reduce((sum, [cell, chance]) => sum + chance * of(once(step(cell))), 0);
    };
    return of(once([this.root]));
  }
}

/** Questions that may matter, each with the open facts that it settles, as the vocabulary has them. */
function questionsOf(judge) {
  judge.questions ??= asked(judge, judge.diagram ? [...judge.levels.keys()] : judge.decision.missing);
  return judge.questions;
}

function asked(judge, bases) {
  const found = new Map();
  for (const base of bases) found.set(judge.toAsk(base), [...(found.get(judge.toAsk(base)) ?? []), base]);
  return new Map(Object.keys(judge.rulebook.facts).filter((name) => found.has(name)).map((name) => [name, found.get(name)]));
}

/** The next question that may be asked and can change the verdict; null where there is none. */
function nextQuestion(judge, topic = null, allowed = () => true) {
  if (judge.case.clashes.length || judge.verdicts.length < 2) return null;
  const questions = questionsOf(judge);
  const names = [...questions.keys()].filter((name) => !judge.case.asked.has(name) && allowed(name));
  const ranked = judge.diagram ? rankedBy(weightsOf(judge, questions, names), names, topic) : names;
  return ranked.find((name) => questions.get(name).some((base) => judge.matters(base))) ?? null;
}

/** What each question weighs; what was weighed is kept with the judge. */
function weightsOf(judge, questions, names) {
  judge.weighing ??= new Weighing(judge);
  const { weighing } = judge;
  const once = (known, name, weigh) => {
    if (!known.has(name)) { known.set(name, weigh([...new Set(questions.get(name).flatMap((base) => judge.levels.get(base)))])); weighing.begun.clear(); }
    return known.get(name);
  };
  const influence = new Map(names.map((name) => [name, once(weighing.influences, name, (levels) => weighing.influence(levels))]));
  const most = Math.max(0, ...influence.values()) || 1;
  return new Map(names.map((name) => [name, once(weighing.settled, name, (levels) => weighing.settling(levels)) + (judge.rulebook.choosing.influence * influence.get(name)) / most]));
}

function rankedBy(weights, names, topic) {
  const ranked = [...names].sort((one, other) => weights.get(other) - weights.get(one));
  const staying = ranked.filter((name) => name.split(".")[0] === topic);
  if (!staying.length || weights.get(staying[0]) < RULEBOOK.choosing.staying * weights.get(ranked[0])) return ranked;
  return [...staying, ...ranked.filter((name) => !staying.includes(name))];
}
