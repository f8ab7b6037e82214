"use strict";
// The page of what changed: filter findings and numbers. Kept in the address, so that a bookmark and the other language
// show the same. All that the list holds is only ever set as text.
(() => {
  const form = document.querySelector("form.choices");
  if (!form) return;
  const SHOWN = 300;
  const page = document.documentElement;
  const table = document.getElementById("lines");
  const said = document.getElementById("lines_said");
  const fields = Object.fromEntries(["reason", "place", "component"].map((id) => [id, document.getElementById(id)]));
  const only = document.getElementById("only_findings");
  const sentences = [...document.querySelectorAll(".sentences > li")];

  const fits = (reasons, place, component, finding) =>
    (!fields.reason.value || reasons.includes(fields.reason.value)) &&
    (!fields.place.value || place === fields.place.value) &&
    (!fields.component.value || component === fields.component.value) &&
    (!only.checked || finding);

  const number = new Intl.NumberFormat(page.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const state = (text) => ({ new: table.dataset.new, gone: table.dataset.gone })[text] ?? text;
  const layLine = (pages, [place, anchor, title, about, head, before, after, by, size]) => {
    const [href, name, facts, , , reasons] = pages[place];
    const row = document.createElement("tr");
    const lead = parlib.make("th", "", { scope: "row" });
    lead.append(parlib.make("a", name, { href: encodeURI(href) + (anchor ? `#${anchor}` : "") }), parlib.make("small", facts));
    const marked = !head; // a row or an exhibit, not a cell
    const cells = [title, about, head, marked ? state(before) : before, marked ? state(after) : after, by];
    cells.push(size === null ? "" : number.format(size), reasons.map((reason) => table.dataset[reason] ?? reason).join(", "));
    row.append(lead, ...cells.map((text, column) => parlib.make("td", text, { className: column > 2 && column < 7 ? "right" : "" })));
    return row;
  };

  const show = async () => {
    for (const item of sentences)
      item.hidden = !fits(item.dataset.reasons.split(" "), item.dataset.place, item.dataset.component, true);
    if (!table) return;
    const list = await parlib.ask("changed", page.dataset.list);
    if (!list) return;
    const fitting = list.pages.map(([, , , place, component, reasons, finding]) => fits(reasons, place, component, finding));
    const lines = list.lines.filter(([place]) => fitting[place]);
    table.tBodies[0].replaceChildren(...lines.slice(0, SHOWN).map((line) => layLine(list.pages, line)));
    said.textContent = `${Math.min(lines.length, SHOWN)} ${said.dataset.said} ${lines.length}`;
  };

  const keep = (state) => {
    for (const id of Object.keys(fields)) if (fields[id].value) state.set(id, fields[id].value);
    if (only.checked) state.set("findings", "1");
  };
  const restore = (state) => {
    for (const id of Object.keys(fields)) {
      fields[id].value = state.get(id) ?? "";
      if (fields[id].selectedIndex < 0) fields[id].value = "";
    }
    only.checked = state.get("findings") === "1";
  };
  parlib.keepChoices(form, keep, restore, show);
})();
