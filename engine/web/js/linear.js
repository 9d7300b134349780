// Whether linear comparisons can hold together: the simplex method of B. Dutertre and L. de Moura,
// "A Fast Linear-Arithmetic Solver for DPLL(T)", 2006, over exact quotients. A bound that may not be
// reached is one by an infinitely small part less; bounds of whole numbers are rounded inwards.

/** `terms` times their variables plus `fixed`, compared with zero by `<=`, `<` or `=`. */
class Row {
  constructor(sign, terms, fixed) {
    this.sign = sign;
    this.terms = terms;
    this.fixed = fixed;
  }
  get settled() {
    if (this.terms.size) return null;
    const side = this.fixed.against(ZERO);
    return this.sign === "=" ? side === 0 : this.sign === "<" ? side < 0 : side <= 0;
  }
  get text() {
    this.written ??= `${[...this.terms].map(([name, one]) => `${one} ${name}`).join("+")}+${this.fixed}${this.sign}`;
    return this.written;
  }
  /** This plus so many times another. */
  with(times, other, sign) {
    const terms = new Map(this.terms);
    for (const [name, factor] of other.terms) {
      const sum = (terms.get(name) ?? ZERO).plus(factor.times(times));
      if (sum.n === 0n) terms.delete(name); else terms.set(name, sum);
    }
    return new Row(sign, terms, this.fixed.plus(other.fixed.times(times)));
  }
  /** The same over whole numbers: without parts in common, its bound rounded inwards. */
  tightened(whole) {
    this.tight ??= this.terms.size ? this.rounded(whole) : this;
    return this.tight;
  }
  rounded(whole) {
    const factors = [...this.terms.values()];
    const scale = factors.reduce((all, one) => (all * one.d) / gcd(all, one.d), 1n);
    const part = factors.reduce((all, one) => gcd((one.n * scale) / one.d, all), 0n);
    const by = new Exact(scale, part);
    const terms = new Map([...this.terms].map(([name, one]) => [name, one.times(by)]));
    let [sign, fixed] = [this.sign, this.fixed.times(by)];
    if ([...terms.keys()].every((name) => whole(name))) {
      if (sign === "=" && !fixed.whole) return new Row("<=", new Map(), ONE);
      if (sign === "<") [sign, fixed] = ["<=", new Exact(fixed.floor + 1n)];
      else if (sign === "<=") fixed = new Exact(-fixed.negative().floor);
    }
    return new Row(sign, terms, fixed);
  }
  /** Its terms in the order of their names, the first counting once: rows with the same are about one sum. */
  get named() {
    if (!this.sum) {
      const terms = [...this.terms].sort(([one], [other]) => (one < other ? -1 : 1));
      const [[first, factor]] = terms;
      const scaled = terms.map(([name, one]) => [name, one.over(factor)]);
      const key = terms.length === 1 ? first : scaled.map(([name, one]) => `${one.n}/${one.d} ${name}`).join(" + ");
      this.sum = { key, factor, scaled };
    }
    return this.sum;
  }
  /** Between which its sum has to be. */
  get ends() {
    if (!this.between) {
      const { factor } = this.named;
      const [end, strict] = [this.fixed.negative().over(factor), this.sign === "<" ? ONE : ZERO];
      const high = this.sign === "=" || factor.n > 0n ? new Near(end, strict.negative()) : null;
      const low = this.sign === "=" || factor.n < 0n ? new Near(end, strict) : null;
      this.between = { low, high };
    }
    return this.between;
  }
}

/** A number and so many infinitely small parts. */
class Near {
  constructor(at, part = ZERO) {
    this.at = at;
    this.part = part;
  }
  against(other) { return this.at.against(other.at) || this.part.against(other.part); }
  plus(times, other) { return new Near(this.at.plus(other.at.times(times)), other.part.n === 0n ? this.part : this.part.plus(other.part.times(times))); }
}

const NOUGHT = new Near(ZERO);

/** Sums of variables within bounds, each a variable of its own. */
class Simplex {
  constructor() {
    this.names = [];
    this.places = new Map();
    this.low = [];
    this.high = [];
    this.values = [];
    this.sums = new Map();
  }
  place(name) {
    if (!this.places.has(name)) {
      this.places.set(name, this.names.length);
      this.names.push(name);
      this.low.push(null);
      this.high.push(null);
      this.values.push(NOUGHT);
    }
    return this.places.get(name);
  }
  /** The variable that a row is about: one, or a sum. */
  variable({ key, scaled }) {
    const known = this.places.get(key);
    if (known !== undefined || scaled.length === 1) return known ?? this.place(key);
    const places = scaled.map(([name, one]) => [this.place(name), one]);
    const place = this.place(key);
    this.sums.set(place, new Map(places));
    return place;
  }
  /** Keeps to a row; false where no value is left. */
  keep(row) {
    if (row.settled !== null) return row.settled;
    const { low, high } = row.ends;
    const place = this.variable(row.named);
    if (high) this.raiseHigh(place, high);
    if (low) this.raiseLow(place, low);
    return !this.low[place] || !this.high[place] || this.low[place].against(this.high[place]) <= 0;
  }
  raiseHigh(place, end) { if (!this.high[place] || end.against(this.high[place]) < 0) this.high[place] = end; }
  raiseLow(place, end) { if (!this.low[place] || end.against(this.low[place]) > 0) this.low[place] = end; }
  /** Looks for values within all bounds; whether there are some. */
  solve() {
    for (const place of this.values.keys()) if (!this.sums.has(place)) this.values[place] = this.low[place] && this.low[place].against(NOUGHT) > 0 ? this.low[place] : this.high[place] && this.high[place].against(NOUGHT) < 0 ? this.high[place] : NOUGHT;
    for (const [place, sum] of this.sums) this.values[place] = [...sum].reduce((all, [one, times]) => all.plus(times, this.values[one]), NOUGHT);
    for (;;) {
      const out = this.broken();
      if (out === null) return true;
      const less = this.high[out] !== null && this.values[out].against(this.high[out]) > 0;
      const into = this.helping(out, less);
      if (into === null) return false;
      this.pivot(out, into, less ? this.high[out] : this.low[out]);
    }
  }
  broken() {
    let found = null;
    for (const place of this.sums.keys()) {
      const value = this.values[place];
      const out = (this.low[place] && value.against(this.low[place]) < 0) || (this.high[place] && value.against(this.high[place]) > 0);
      if (out && (found === null || place < found)) found = place;
    }
    return found;
  }
  /** The first variable whose change moves a sum towards its bounds. */
  helping(out, less) {
    let found = null;
    for (const [place, times] of this.sums.get(out)) {
      const up = (times.n > 0n) !== less;
      const end = up ? this.high[place] : this.low[place];
      const room = end === null || this.values[place].against(end) !== 0;
      if (room && (found === null || place < found)) found = place;
    }
    return found;
  }
  pivot(out, into, target) {
    const sum = this.sums.get(out);
    const times = sum.get(into);
    const step = NOUGHT.plus(ONE.over(times), target.plus(new Exact(-1n), this.values[out]));
    this.sums.delete(out);
    const turned = new Map([[out, ONE.over(times)]]);
    for (const [place, one] of sum) if (place !== into) turned.set(place, one.over(times).negative());
    this.values[out] = target;
    this.values[into] = this.values[into].plus(ONE, step);
    for (const [place, other] of this.sums) {
      const share = other.get(into);
      if (!share) continue;
      this.values[place] = this.values[place].plus(share, step);
      other.delete(into);
      for (const [one, part] of turned) {
        const all = (other.get(one) ?? ZERO).plus(part.times(share));
        if (all.n === 0n) other.delete(one); else other.set(one, all);
      }
    }
    this.sums.set(into, turned);
  }
}

/** Values, with infinitely small parts, that keep to all rows; null where there are none. */
function model(rows, whole) {
  const simplex = new Simplex();
  for (const row of rows) if (!simplex.keep(row.tightened(whole))) return null;
  if (!simplex.solve()) return null;
  return new Map([...simplex.places].map(([name, place]) => [name, simplex.values[place]]));
}

/** Whether values keep to a row. */
function keeps(values, row) {
  let sum = new Near(row.fixed);
  for (const [name, times] of row.terms) sum = sum.plus(times, values.get(name) ?? NOUGHT);
  const side = sum.against(NOUGHT);
  return row.sign === "=" ? side === 0 : row.sign === "<" ? side < 0 : side <= 0;
}
