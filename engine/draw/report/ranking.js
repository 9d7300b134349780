"use strict";
(() => {
  const table = document.getElementById("ranking");
  const controls = document.getElementById("controls");
  if (!table || !controls) return;
  const bodies = [...table.tBodies];
  const texts = new Map(bodies.map((one) => [one, one.rows[0].textContent.toLowerCase()]));
  const find = document.getElementById("find");
  const told = document.getElementById("told");
  const choices = [...controls.querySelectorAll("select")];
  const fits = (one) =>
    texts.get(one).includes(find.value.trim().toLowerCase()) &&
    choices.every((each) => !each.value || one.getAttribute(`data-${each.dataset.key}`) === each.value);
  const filter = () => {
    let shown = 0;
    for (const one of bodies) {
      one.hidden = !fits(one);
      shown += one.hidden ? 0 : 1;
    }
    told.textContent = told.dataset.told.replace("{shown}", shown).replace("{all}", bodies.length);
  };
  const compare = (key, turn) => (a, b) => {
    const [left, right] = [a.dataset[key], b.dataset[key]];
    if (!left || !right) return left ? -1 : right ? 1 : 0;
    const apart = Number(left) - Number(right);
    return turn * (key === "name" || Number.isNaN(apart) ? left.localeCompare(right) : apart);
  };
  const sort = (head) => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    table.append(...[...bodies].sort(compare(head.dataset.sort, down ? -1 : 1)));
  };
  for (const head of table.tHead.querySelectorAll("[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => sort(head));
  }
  find.addEventListener("input", filter);
  for (const each of choices) each.addEventListener("change", filter);
  controls.hidden = false;
  filter();
})();
