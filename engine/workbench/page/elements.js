// Elements from data: every text becomes a text, never markup.

const FEW = 10;

/** An element; `on…` attributes are listeners, null and false attributes are left out. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((one) => one !== null && one !== undefined && one !== false));
  return element;
}

export const list = (items, kind = null) => make("ul", kind ? { class: kind } : {}, items.map((one) => make("li", {}, one)));

/** A list of which the first few are shown, and the others where one asks for them. */
export function folded(items, kind, more) {
  const [first, rest] = [items.slice(0, FEW), items.slice(FEW)];
  return [list(first, kind), rest.length ? make("details", {}, make("summary", {}, more(rest.length)), list(rest, kind)) : ""];
}

/** Where lists stand above what is chosen of them, shows that. */
export function bringUp(element) {
  if (matchMedia("(max-width: 48rem)").matches) element.scrollIntoView({ block: "start" });
}

export const badge = (word, tone) => make("span", { class: `badge tone-${tone}` }, word);

/** A part of a panel with its heading; the body is filled by `fill`. */
export function part(title, kind) {
  const body = make("div", { class: "body" });
  const element = make("section", { class: `part ${kind}` }, make("h3", {}, title), body);
  return { element, fill: (...children) => body.replaceChildren(...children.flat(3).filter(Boolean)) };
}

/** Calls the last of several calls in a row, once there was none for a while. */
export function settled(work, milliseconds) {
  let timer = null;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...given), milliseconds);
  };
}
