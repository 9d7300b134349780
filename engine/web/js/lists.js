// What is worked out of a list of records: which of them, and what their values come to.

/** Records by falling key; null where one has none. */
function newestFirst(records, key) {
  if (!key || records.some((record) => !record.has(key))) return null;
  return [...records].sort((one, other) => other.get(key).against(one.get(key)));
}

function kept(condition, records, facts) {
  if (!condition) return records;
  const found = records.map((record) => valueOf(condition, facts, record));
  return found.includes(null) ? null : records.filter((_, place) => found[place]);
}

/** The newest record and those before it, one apart by key, as long as a condition holds. */
function unbroken(chosen, records, key, facts) {
  const among = kept(chosen.among, records, facts);
  const ordered = among && newestFirst(among, key);
  if (!ordered || !chosen.where) return null;
  const run = [];
  for (const record of ordered) {
    const last = run[run.length - 1];
    if (last && last.get(key).minus(record.get(key)).against(ONE) !== 0) return run;
    const held = valueOf(chosen.where, facts, record);
    if (held !== true) return held === false ? run : null;
    run.push(record);
  }
  return run;
}

function selected(chosen, records, key, facts) {
  if (chosen.keep === "run") return unbroken(chosen, records, key, facts);
  const found = kept(chosen.where, records, facts);
  if (found === null || chosen.keep === "all") return found;
  const ordered = newestFirst(found, key);
  if (!ordered) return null;
  return (chosen.keep === "newest" ? ordered : ordered.reverse()).slice(0, chosen.count);
}

/** The records that an aggregate goes over; with `asked`, those that have a value of it. */
function summarized(chosen, asked, facts) {
  const records = facts.value(chosen.source);
  if (records === null) return null;
  const key = facts.key(chosen.source);
  const told = (record) => !asked || valueOf(asked, facts, record) !== null;
  if (chosen.keep === "all") return selected(chosen, records.filter(told), key, facts);
  const found = selected(chosen, records, key, facts);
  return found && found.filter(told);
}

const total = (values) => values.reduce((one, other) => one.plus(other), ZERO);
const inOrder = (values) => [...values].sort((one, other) => one.against(other));
const middle = (values) => {
  const [sorted, half] = [inOrder(values), values.length >> 1];
  return values.length % 2 ? sorted[half] : sorted[half - 1].plus(sorted[half]).over(new Exact(2n));
};
const SUMMARIES = {
  sum: total,
  min: (values) => inOrder(values)[0] ?? null,
  max: (values) => inOrder(values).pop() ?? null,
  mean: (values) => (values.length ? total(values).over(new Exact(BigInt(values.length))) : null),
  median: (values) => (values.length ? middle(values) : null),
};

const spelledOut = (value) => (value instanceof Set ? `s${[...value].sort().join(",")}` : value instanceof Day ? `d${value.iso}` : `${typeof value}${value}`);

/** What tells records apart by a value of theirs; one without it goes by all its fields. */
function toldApart(node, facts, record) {
  const found = valueOf(node, facts, record);
  if (found !== null) return `v${spelledOut(found)}`;
  return `r${JSON.stringify([...record].map(([name, value]) => [name, spelledOut(value)]).sort())}`;
}

function aggregate([, summary, known, node, chosen], facts) {
  const records = summarized(chosen, known ? node : null, facts);
  if (records === null) return null;
  if (summary === "count" || !node) return new Exact(BigInt(records.length));
  if (summary === "distinct") return new Exact(BigInt(new Set(records.map((one) => toldApart(node, facts, one))).size));
  const found = records.map((record) => valueOf(node, facts, record));
  return found.includes(null) ? null : SUMMARIES[summary](found);
}

function shareOf([, known, condition, chosen], facts) {
  const records = summarized(chosen, known ? condition : null, facts);
  if (!records || !records.length) return null;
  const found = records.map((record) => valueOf(condition, facts, record));
  if (found.includes(null)) return null;
  return new Exact(BigInt(found.filter(Boolean).length), BigInt(found.length));
}
