// The fields of a question, fitted to the type of its answer, and what they say as JSON.

/** An element; texts go in as texts, whatever is in them. */
function make(name, attributes = {}, ...children) {
  const found = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) found.addEventListener(key.slice(2), value);
    else if (value === true) found.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) found.setAttribute(key, value);
  }
  found.append(...children.flat().filter((one) => one !== null && one !== undefined && one !== false));
  return found;
}

const spaced = (word) => word.replaceAll("_", " ");
let fields = 0;
const fresh = () => `field-${(fields += 1)}`;

/** One choice among several, as a row that can be tapped. */
function choiceRow(kind, name, value, label, meaning, checked) {
  const input = make("input", { type: kind, name, value, checked });
  return make("label", { class: "choice" }, input, make("span", {}, make("b", {}, label), meaning ? make("span", { class: "soft" }, meaning) : null));
}

/** Why a field cannot be read. */
class Unreadable extends Error {}

/** A number as typed: also a percentage, where a share is asked for. */
function numberTyped(text, fact) {
  const [plain] = [text.trim().replace(/^\+/, "")];
  const percent = /^(-?[0-9]+(?:\.[0-9]+)?) ?%$/.exec(plain);
  if (!isShort(plain)) throw new Unreadable(`“${plain.slice(0, 60)}” ${tooLong()}`);
  const found = percent && fact.kind === "share" ? exact(percent[1])?.over(new Exact(100n)) : exact(plain.includes("/") ? "" : plain);
  if (!found) throw new Unreadable(WORDS.noNumber(plain));
  return new Written(found.toString());
}

function rangeHint(type) {
  return type.low !== undefined && type.high !== undefined ? ` from ${type.low} to ${type.high}` : "";
}

/** Makes the fields of an answer: `{element, read}`; `read` gives JSON, or undefined for none. */
function fieldsFor(fact, name, value, labelled) {
  const { type } = fact;
  switch (type.is) {
    case "boolean": return yesOrNo(fact, name, value);
    case "word": return oneWord(fact, name, value);
    case "set": return severalWords(fact, name, value);
    case "records": return rows(fact, name, value, labelled);
    default: return typed(fact, type, value, labelled);
  }
}

function picked(element) { return element.querySelector("input:checked")?.value; }

function yesOrNo(fact, name, value) {
  const group = fresh();
  const meaning = fact.means?.true;
  const element = make("div", { class: "choices" },
    choiceRow("radio", group, "true", WORDS.yes, meaning ? `${WORDS.means} ${meaning}` : "", value === true),
    choiceRow("radio", group, "false", WORDS.no, fact.means?.false ?? "", value === false));
  return { element, read: () => { const found = picked(element); return found && found === "true"; } };
}

function oneWord(fact, name, value) {
  const group = fresh();
  const element = make("div", { class: "choices" }, fact.type.values.map((word) => choiceRow("radio", group, word, spaced(word), fact.means?.[word] ?? "", value === word)));
  return { element, read: () => picked(element) };
}

function severalWords(fact, name, value) {
  const group = fresh();
  const has = (word) => Array.isArray(value) && value.includes(word);
  const none = choiceRow("checkbox", fresh(), "", WORDS.none, "", Array.isArray(value) && !value.length);
  const element = make("div", { class: "choices" }, fact.type.values.map((word) => choiceRow("checkbox", group, word, spaced(word), fact.means?.[word] ?? "", has(word))), none);
  const read = () => {
    const found = [...element.querySelectorAll(`input[name="${group}"]:checked`)].map((one) => one.value);
    return found.length || none.querySelector("input").checked ? found : undefined;
  };
  return { element, read };
}

function typed(fact, type, value, labelled) {
  const [id, number] = [fresh(), type.is === "number"];
  const hint = number ? (fact.kind === "share" ? WORDS.share : WORDS.number(rangeHint(type), fact.unit)) : null;
  const input = make("input", { id, type: type.is === "day" ? "date" : "text", inputmode: number ? "decimal" : null, autocomplete: "off", "aria-labelledby": labelled, "aria-describedby": hint ? `${id}-hint` : null, value: value instanceof Written ? value.text : value ?? "" });
  const read = () => {
    if (!input.value.trim()) return undefined;
    return number ? numberTyped(input.value, fact) : input.value;
  };
  return { element: make("div", { class: "typed" }, input, hint ? make("p", { id: `${id}-hint`, class: "soft" }, hint) : null), read };
}

// lists of records

function cell(type, label, value, means = {}) {
  const id = fresh();
  const options = type.is === "boolean" ? ["true", "false"] : type.values;
  const named = { true: WORDS.yes, false: WORDS.no };
  const field = options && type.is !== "set"
    ? make("select", { id }, make("option", { value: "" }, WORDS.open), options.map((one) => make("option", { value: one, selected: String(value) === one }, named[one] ?? means[one] ?? spaced(one))))
    : make("input", { id, type: type.is === "day" ? "date" : "text", inputmode: type.is === "number" ? "decimal" : null, autocomplete: "off", value: value instanceof Written ? value.text : value ?? "" });
  const read = () => {
    if (!field.value.trim()) return null;
    if (type.is === "boolean") return field.value === "true";
    return type.is === "number" ? numberTyped(field.value, {}) : field.value;
  };
  return { element: make("div", {}, make("label", { for: id }, spaced(label)), field), read };
}

function rowOf({ type, fields_mean: means = {} }, record, place) {
  const cells = Object.entries(type.fields).filter(([, one]) => one.is !== "set").map(([name, one]) => [name, cell(one, name, record[name], means[name])]);
  const element = make("fieldset", { class: "row" }, make("legend", {}, WORDS.row(place + 1)), cells.map(([, one]) => one.element), record.said ? make("p", { class: "soft" }, WORDS.keptRow) : null);
  const read = () => {
    const found = Object.assign(Object.create(null), record);
    for (const [name, one] of cells) { const value = one.read(); if (value === null) delete found[name]; else found[name] = value; }
    return found;
  };
  return { element, read };
}

function rows(fact, name, value) {
  const shown = [];
  const list = make("div", {});
  const add = (record) => {
    const one = rowOf(fact, record, shown.length);
    one.element.append(make("button", { type: "button", class: "quiet", onclick: () => { shown.splice(shown.indexOf(one), 1); one.element.remove(); adding.focus(); } }, WORDS.removeRow));
    shown.push(one);
    list.append(one.element);
    return one.element;
  };
  const adding = make("button", { type: "button", onclick: () => add({}).querySelector("input, select").focus() }, WORDS.addRow);
  for (const record of Array.isArray(value) ? value : [{}]) add(record);
  const read = () => {
    const found = shown.map((one) => one.read()).filter((one) => Object.keys(one).length);
    return found.length ? found : undefined;
  };
  return { element: make("div", {}, list, adding), read };
}

// what else came up

/** The fields for sightings under a question: what is ticked is written, the rest left alone. */
function sightings(names, facts) {
  const parts = names.map((name) => {
    const fact = RULEBOOK.facts[name];
    const label = fact.means?.true ?? fact.ask;
    if (fact.type.is === "boolean") {
      const row = choiceRow("checkbox", fresh(), name, label, "", longForm(leafAt(facts, name), fact.type).value === !fact.assume);
      return { name, element: row, read: () => (row.querySelector("input").checked ? !fact.assume : undefined) };
    }
    const group = fresh();
    const title = make("p", { id: group }, fact.ask);
    if (fact.type.is === "word") {
      const options = fact.type.values.filter((word) => word !== fact.assume);
      const select = make("select", { "aria-labelledby": group }, make("option", { value: "" }, WORDS.notHeard), options.map((word) => make("option", { value: word }, fact.means?.[word] ?? spaced(word))));
      return { name, element: make("div", {}, title, select), read: () => select.value || undefined };
    }
    const inner = fieldsFor(fact, name, longForm(leafAt(facts, name), fact.type).value, group);
    return { name, element: make("div", {}, title, inner.element), read: inner.read };
  });
  const element = parts.length ? make("fieldset", { class: "heard" }, make("legend", {}, WORDS.listen), make("p", { class: "soft" }, WORDS.listenHint), parts.map((one) => one.element)) : null;
  return { element, parts };
}
