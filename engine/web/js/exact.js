// Exact numbers: quotients of BigInts in lowest terms, and the two ways they are written.

const LONGEST_NUMBER = 1000;
const LARGEST_EXPONENT = 1000n;

function gcd(one, other) {
  let [a, b] = [one < 0n ? -one : one, other];
  while (b) [a, b] = [b, a % b];
  return a;
}

/** A quotient; `d` is above zero and has no part in common with `n`. */
class Exact {
  constructor(n, d = 1n) {
    if (d === 1n) { this.n = n; this.d = d; return; }
    const part = gcd(n, d < 0n ? -d : d) || 1n;
    const sign = d < 0n ? -1n : 1n;
    this.n = (sign * n) / part;
    this.d = (sign * d) / part;
  }
  plus(other) { return this.d === other.d ? new Exact(this.n + other.n, this.d) : new Exact(this.n * other.d + other.n * this.d, this.d * other.d); }
  minus(other) { return this.d === other.d ? new Exact(this.n - other.n, this.d) : new Exact(this.n * other.d - other.n * this.d, this.d * other.d); }
  times(other) { return new Exact(this.n * other.n, this.d * other.d); }
  over(other) { return other.n === 0n ? null : new Exact(this.n * other.d, this.d * other.n); }
  negative() { return new Exact(-this.n, this.d); }
  /** Below zero, zero or above, as this is below the other, equal or above. */
  against(other) {
    const [one, two] = this.d === other.d ? [this.n, other.n] : [this.n * other.d, other.n * this.d];
    return one < two ? -1 : one > two ? 1 : 0;
  }
  get whole() { return this.d === 1n; }
  get floor() { return this.n / this.d - (this.n % this.d < 0n ? 1n : 0n); }
  get float() { return Number(this.n) / Number(this.d); }
  /** A decimal where one is exact, else a quotient. */
  toString() {
    if (this.whole) return String(this.n);
    let [rest, places] = [this.d, 0];
    for (const prime of [2n, 5n]) {
      let count = 0;
      while (rest % prime === 0n) { rest /= prime; count += 1; }
      places = Math.max(places, count);
    }
    if (rest !== 1n) return `${this.n}/${this.d}`;
    const scaled = (this.n * 10n ** BigInt(places)) / this.d;
    const digits = String(scaled < 0n ? -scaled : scaled).padStart(places + 1, "0");
    return `${scaled < 0n ? "-" : ""}${digits.slice(0, -places)}.${digits.slice(-places)}`;
  }
}

const ZERO = new Exact(0n);
const ONE = new Exact(1n);
const WRITTEN = /^(-?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([-+]?[0-9]+))?$/;

const MOST_REMEMBERED = 2000;
const remembered = new Map();

/** The number that a text says, such as `12`, `-0.35`, `1e3` or `1/3`; null where it says none. */
function exact(text) {
  if (!remembered.has(text)) {
    if (remembered.size > MOST_REMEMBERED) remembered.clear();
    remembered.set(text, numberIn(text));
  }
  return remembered.get(text);
}

function numberIn(text) {
  if (text.length > LONGEST_NUMBER) return null;
  const [above, below, ...more] = text.split("/");
  if (more.length) return null;
  if (below !== undefined) {
    if (!/^-?[0-9]+$/.test(above) || !/^[0-9]+$/.test(below) || !BigInt(below)) return null;
    return new Exact(BigInt(above), BigInt(below));
  }
  const found = WRITTEN.exec(above);
  if (!found || !(found[2] || found[3])) return null;
  const [, sign, whole, part = "", power = "0"] = found;
  const shift = BigInt(power) - BigInt(part.length);
  if (BigInt(power) > LARGEST_EXPONENT || BigInt(power) < -LARGEST_EXPONENT) return null;
  const digits = BigInt(sign + (whole + part || "0"));
  return shift < 0n ? new Exact(digits, 10n ** -shift) : new Exact(digits * 10n ** shift);
}

/** How many decimal places a number is written with. */
function decimalsOf(text) {
  const found = WRITTEN.exec(text);
  return found ? Math.max(0, (found[3] || "").length - Number(found[4] || 0)) : 0;
}
