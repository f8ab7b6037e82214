"use strict";
(() => {
  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d").replace(/[^\p{L}\p{N}]/gu, "");
  const box = document.getElementById("filter");
  const said = document.getElementById("filter-said");
  const years = [...document.querySelectorAll("details.year")].map((year) => ({
    year,
    open: year.open,
    rows: [...year.querySelectorAll("tbody tr")].map((row) => ({ row, name: fold(row.cells[0].textContent) })),
  }));
  const show = () => {
    const wanted = fold(box.value);
    const found = new Set();
    for (const { year, open, rows } of years) {
      let kept = 0;
      for (const { row, name } of rows) {
        row.hidden = !name.includes(wanted);
        if (!row.hidden) {
          kept += 1;
          found.add(name);
        }
      }
      year.classList.toggle("empty", wanted !== "" && kept === 0);
      year.open = wanted === "" ? open : kept > 0;
    }
    said.textContent = wanted === "" ? "" : found.size ? `${found.size} ${said.dataset.found}` : said.dataset.none;
  };
  box.addEventListener("input", show);
  if (box.value) show();
})();
