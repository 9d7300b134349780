// JSON with exact numbers: each is kept as it is written, and a name that comes twice is told.

/** A number as a file has it. */
class Written {
  constructor(text) { this.text = text; }
}

class NoJson extends Error {}

/** The value that a text says; objects have no prototype, so that no name means anything. */
function parseJson(text) {
  const tokens = /[ \t\n\r]*(?:([{}[\],:])|("(?:[^"\\]|\\.)*")|(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)(?![\w.+-])|(true|false|null)\b|(\S))/gsuy;
  let [token, ends] = [null, 0];
  const next = () => {
    const found = tokens.exec(text);
    ends = found ? tokens.lastIndex : text.length;
    token = found ? { mark: found[1], text: found[2], number: found[3], word: found[4], odd: found[5] } : null;
  };
  const wrong = () => new NoJson(token ? `line ${text.slice(0, ends).split("\n").length}: this is no JSON` : "it stops too early");
  const take = (mark) => { if (!token || token.mark !== mark) throw wrong(); next(); };
  const string = () => {
    try { const found = JSON.parse(token.text); next(); return found; } catch { throw wrong(); }
  };
  const members = (depth) => {
    const found = Object.create(null);
    next();
    while (!(token && token.mark === "}")) {
      if (!token || token.text === undefined) throw wrong();
      const name = string();
      take(":");
      if (name in found) throw new NoJson(`\`${name.slice(0, 60)}\` is given twice`);
      found[name] = value(depth);
      if (token && token.mark === ",") { next(); if (token && token.mark === "}") throw wrong(); } else break;
    }
    take("}");
    return found;
  };
  const items = (depth) => {
    const found = [];
    next();
    while (!(token && token.mark === "]")) {
      found.push(value(depth));
      if (token && token.mark === ",") { next(); if (token && token.mark === "]") throw wrong(); } else break;
    }
    take("]");
    return found;
  };
  const value = (depth) => {
    if (!token) throw wrong();
    if ("{[".includes(token.mark ?? " ") && depth >= RULEBOOK.limits.depth) throw new NoJson("it is nested too deep");
    if (token.mark === "{") return members(depth + 1);
    if (token.mark === "[") return items(depth + 1);
    if (token.text !== undefined) return string();
    if (token.number !== undefined) { const found = new Written(token.number); next(); return found; }
    if (token.word !== undefined) { const found = { true: true, false: false, null: null }[token.word]; next(); return found; }
    throw wrong();
  };
  next();
  const found = value(0);
  if (token) throw new NoJson("something follows after its end");
  return found;
}

/** The same as text. */
function writeJson(value, indent = "") {
  const inner = `${indent}  `;
  if (value instanceof Written) return value.text;
  if (Array.isArray(value)) {
    if (!value.length) return "[]";
    return `[\n${value.map((one) => inner + writeJson(one, inner)).join(",\n")}\n${indent}]`;
  }
  if (value && typeof value === "object") {
    const lines = Object.keys(value).map((key) => `${inner}${JSON.stringify(key)}: ${writeJson(value[key], inner)}`);
    return lines.length ? `{\n${lines.join(",\n")}\n${indent}}` : "{}";
  }
  return JSON.stringify(value);
}

/** What a script hands over, as if it had been read from a file. */
function asRead(value) {
  if (typeof value === "number") return new Written(String(value));
  if (value instanceof Written || value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(asRead);
  const found = Object.create(null);
  for (const key of Object.keys(value)) if (value[key] !== undefined) found[key] = asRead(value[key]);
  return found;
}
