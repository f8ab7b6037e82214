"use strict";
// The front page: choose provinces and regions, colour the map by a component, order the rows. Kept in the address,
// so that the other language, a bookmark and the way back show the same.
(() => {
  const form = document.querySelector("form.choices");
  if (!form) return;
  const CHOSEN = ["region", "column", "order", "change"].filter((id) => document.getElementById(id)); // "change" only against an earlier run
  const fields = Object.fromEntries(["name", ...CHOSEN].map((id) => [id, document.getElementById(id)]));
  const shown = document.getElementById("shown");
  const body = document.querySelector("table.matrix tbody");
  const heads = document.querySelector("table.matrix thead tr").cells;
  const tiles = new Map([...document.querySelectorAll(".tiles [data-place]")].map((tile) => [tile.dataset.place, tile]));
  const rows = [...body.rows].map((row, place) => ({ row, place, name: parlib.fold(row.cells[0].textContent) }));
  const wide = (text) => text.replace(/[^a-z0-9]/g, "");

  const colourTiles = (column) => {
    for (const { row } of rows) {
      const tile = tiles.get(row.dataset.place);
      const cell = row.cells[column + 1];
      if (!tile || !cell) continue;
      const link = cell.querySelector("a");
      tile.className = `${tile.className.match(/row\d+ col\d+/)[0]} ${cell.className}`;
      if (link && tile.firstElementChild.href !== undefined) tile.firstElementChild.href = link.href;
      if (cell.dataset.change) tile.dataset.change = cell.dataset.change;
      else delete tile.dataset.change;
    }
    document.getElementById("map_said").textContent = fields.column.selectedOptions[0].textContent;
    for (const { row } of rows) [...row.cells].forEach((cell, place) => cell.classList.toggle("chosen", place === column + 1));
    [...heads].forEach((cell, place) => cell.classList.toggle("chosen", place === column + 1));
  };

  const value = (row, column) => parseFloat(row.cells[column + 1]?.textContent) || -1;
  const orderRows = (column) => {
    const sorted = [...rows].sort((one, other) =>
      fields.order.value ? value(other.row, column) - value(one.row, column) || one.place - other.place : one.place - other.place,
    );
    body.append(...sorted.map(({ row }) => row));
  };

  const filterRows = () => {
    const wanted = wide(parlib.fold(fields.name.value));
    const region = [...fields.region.options].indexOf(fields.region.selectedOptions[0]);
    const change = fields.change?.value ?? "";
    const differs = (cell) => !change || (change === "number" ? cell.dataset.change : cell.dataset.change === change);
    let count = 0;
    for (const { row, name } of rows) {
      const cells = [...row.cells].slice(1);
      for (const cell of cells) cell.classList.toggle("faded", !differs(cell));
      const kept = wide(name).includes(wanted) && (!region || row.dataset.region === fields.region.value) && cells.some(differs);
      row.hidden = !kept;
      tiles.get(row.dataset.place)?.classList.toggle("faded", !kept);
      count += kept;
    }
    const all = !wanted && !region && !change;
    shown.textContent = all ? "" : count ? `${count} ${shown.dataset.shown}` : shown.dataset.none;
  };

  const show = () => {
    const column = Number(fields.column.value);
    colourTiles(column);
    orderRows(column);
    filterRows();
  };
  const keep = (state) => {
    if (fields.name.value) state.set("name", fields.name.value);
    for (const id of CHOSEN)
      if (fields[id].selectedIndex) state.set(id, fields[id].selectedIndex); // a place, as words differ by language
  };
  const restore = (state) => {
    fields.name.value = state.get("name") ?? "";
    for (const id of CHOSEN) fields[id].selectedIndex = Number(state.get(id) ?? 0);
  };
  parlib.keepChoices(form, keep, restore, show);
})();
