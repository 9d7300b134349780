// Findings as a list that leads to their lines.

import { make } from "./elements.js";
import { WORDS } from "./words.js";

/** The findings; `go` is called with one that was chosen. `own` is the file that is open. */
export function findingsList(found, own, go) {
  if (!found.length) return make("p", { class: "soft" }, WORDS.noFindings);
  return make("ul", { class: "findings" }, found.map((one) => item(one, own, go)));
}

function item(one, own, go) {
  const place = [one.file === own ? null : one.file, one.line ? WORDS.line(one.line) : null].filter(Boolean).join(", ");
  return make("li", { class: `finding ${one.severity}` },
    make("span", { class: "severity" }, WORDS.severities[one.severity] ?? one.severity), " ",
    place ? make("button", { type: "button", class: "link", onclick: () => go(one) }, place) : null, " ",
    make("span", {}, one.message),
    one.help ? make("span", { class: "help" }, one.help) : null,
    one.witness ? make("details", {}, make("summary", {}, WORDS.suchAs), make("pre", {}, JSON.stringify(one.witness, null, 2))) : null);
}
