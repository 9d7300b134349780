// What people said: each fact as one value, or the values it is contested between; the same as
// `case/testimony/combine`.

const asCalled = (name) => name.normalize("NFC").trim().split(/\s+/).join(" ");

/** Notes what somebody told in one record of a list of talks. */
function testimony(found, fact, list, raw, record, place, reader) {
  if (!isObject(raw) || raw.said === undefined || raw.said === null) return;
  const who = record.get("who") ? asCalled(record.get("who")) : "";
  const talk = { who: who || `${list} ${place + 1}`, named: Boolean(who), on: record.get("on") ?? null, private: record.get("private") ?? null };
  const where = `${list}, record ${place + 1}, said`;
  for (const leaf of leaves(found.rulebook, raw.said, reader, where, ["firsthand", "origin", "note"])) {
    const told = found.rulebook.facts[leaf.name];
    if (told.testimony) { reader.wrong(where, `nobody can tell of ${leaf.name}`); continue; }
    const value = leaf.raw === null ? null : reader.value(leaf.raw, told.type, `${where}, ${leaf.name}`);
    if (value === null && leaf.status !== "unknown" && leaf.status !== "declined") continue;
    found.statements.push({ ...talk, fact: leaf.name, value, declined: leaf.status === "declined", firsthand: leaf.remarks.firsthand !== false, digits: leaf.raw instanceof Written ? decimalsOf(leaf.raw.text) : 0 });
  }
}

/** Takes what was said into the case; a value of the user's own settles it. */
function hear(found) {
  for (const name of new Set(found.statements.map((one) => one.fact))) {
    const fact = found.rulebook.facts[name];
    const said = found.statements.filter((one) => one.fact === name);
    if (said.some((one) => one.declined)) found.declines.add(name);
    if (found.values.has(name)) continue;
    const counted = countedOf(fact, latest(fact, said.filter((one) => one.value !== null)));
    if (!counted.length) { found.asked.add(name); continue; }
    found.asked.delete(name);
    found.quoted.add(name);
    const values = fact.type.is === "set" ? united(counted) : eachOnce(counted.map((one) => one.value));
    if (values.length > 1) { found.contested.set(name, values); continue; }
    found.values.set(name, values[0]);
    found.digits.set(name, Math.min(...counted.map((one) => one.digits)));
  }
}

function isYes(fact, value) {
  if (typeof value === "boolean") return value;
  if (value instanceof Set) return value.size > 0;
  return fact.assume === undefined || !same(value, constantOf(fact.assume, fact.type));
}

function latest(fact, known) {
  const kept = (one) => fact.combine === "any" && one.private === true && isYes(fact, one.value);
  const replaces = (later, one) => later.who === one.who && later.named && later.on && one.on && later.on.iso > one.on.iso && (later.firsthand || !one.firsthand);
  return known.filter((one) => kept(one) || !known.some((later) => replaces(later, one)));
}

function countedOf(fact, known) {
  const first = known.filter((one) => one.firsthand);
  const ordered = fact.type.is === "number" || fact.type.is === "day";
  const way = ordered ? "agree" : fact.combine ?? "agree";
  if (way === "agree") return first.length ? first : known;
  if (fact.type.is === "set") return [...first, ...known.filter((one) => !one.firsthand)];
  const decisive = known.filter((one) => isYes(fact, one.value) === (way === "any"));
  if (decisive.some((one) => one.firsthand)) return decisive.filter((one) => one.firsthand);
  if (decisive.length) return [...decisive, ...first];
  return first.length ? first : known;
}

function eachOnce(values) {
  const found = [];
  for (const value of values) if (!found.some((one) => same(one, value))) found.push(value);
  return found;
}

function united(counted) {
  const union = (statements) => new Set(statements.flatMap((one) => [...one.value]));
  const first = counted.filter((one) => one.firsthand);
  return eachOnce([...(first.length ? [union(first)] : []), union(counted)]);
}
