"use strict";
// Review marks: what a reviewer has read and says of a page. They stay in the browser until they are exported; files of
// several reviewers become one list. What files hold is only ever set as text.
(() => {
  const here = document.documentElement.dataset;
  const section = document.querySelector("section.review");
  const said = document.getElementById("marks_said");
  if (!section) return;
  const FORMAT = "parlib review 1";

  // The store of one browser is shared by all pages that it opens from disk, so every mark is under its own page.
  const KEY = "parlib.review ";
  const attempt = (action) => {
    try {
      return action();
    } catch {
      said.textContent = said.dataset.refused;
      return null;
    }
  };
  const read = (name) => attempt(() => localStorage.getItem(KEY + name));
  const keep = (name, text) =>
    attempt(() => {
      if (text) localStorage.setItem(KEY + name, text);
      else localStorage.removeItem(KEY + name);
      return true;
    });
  const parse = (text) => {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  };

  section.hidden = false;
  read("name"); // says at once if the browser refuses

  // a page ---------------------------------------------------------------------------------------------------
  const ticked = document.getElementById("read");
  if (ticked) {
    const comment = document.getElementById("comment");
    const name = `page ${here.page}`;
    const mark = parse(read(name)) ?? {};
    ticked.checked = mark.read === true;
    comment.value = mark.comment ?? "";
    if (mark.content && mark.content !== here.content) {
      said.classList.add("stale");
      said.textContent = said.dataset.stale;
    }
    const store = () => {
      const title = [document.querySelector("h1").textContent, ...[...document.querySelectorAll(".eyebrow span")].map((fact) => fact.textContent)];
      const text = comment.value.trim();
      const made = { page: here.page, title: title.join(" · "), read: ticked.checked, comment: text, at: new Date().toISOString(), data: here.made, content: here.content };
      said.classList.remove("stale");
      if (keep(name, ticked.checked || text ? JSON.stringify(made) : "")) said.textContent = said.dataset.kept;
    };
    ticked.addEventListener("change", store);
    comment.addEventListener("input", store);
    return;
  }

  // the front page ---------------------------------------------------------------------------------------------
  const reviewer = document.getElementById("reviewer");
  reviewer.value = read("name") ?? "";
  reviewer.addEventListener("input", () => {
    if (keep("name", reviewer.value.trim())) said.textContent = said.dataset.kept;
    show();
  });

  const clean = (mark) => ({
    page: String(mark.page),
    title: String(mark.title ?? ""),
    read: mark.read === true,
    comment: String(mark.comment ?? ""),
    at: String(mark.at ?? ""),
    data: String(mark.data ?? ""),
    content: String(mark.content ?? ""),
  });
  const isMark = (mark) => typeof mark?.page === "string";
  const ownMarks = () =>
    (attempt(() => Object.keys(localStorage)) ?? [])
      .filter((name) => name.startsWith(`${KEY}page `))
      .map((name) => parse(read(name.slice(KEY.length))))
      .filter(isMark)
      .map(clean);

  const others = new Map(); // the newest mark of each reviewer on each page
  const gather = () => {
    const own = ownMarks().map((mark) => ({ ...mark, reviewer: reviewer.value.trim() }));
    const all = new Map(others);
    for (const mark of own) addNewest(all, mark);
    return [...all.values()].sort(
      (one, other) => one.page.localeCompare(other.page) || one.reviewer.localeCompare(other.reviewer),
    );
  };
  const addNewest = (marks, mark) => {
    const name = JSON.stringify([mark.page, mark.reviewer]);
    if (!marks.has(name) || marks.get(name).at < mark.at) marks.set(name, mark);
  };

  const isAddress = (page) => /^[\p{L}\p{N} _-][\p{L}\p{N} ._/-]*\.html$/u.test(page) && !page.includes("..");
  const sayTime = (at) =>
    isNaN(new Date(at)) ? "" : new Date(at).toLocaleString(document.documentElement.lang === "en" ? "en-GB" : "vi", { dateStyle: "short", timeStyle: "short" });
  // A mark was made on a page that says something else now; known once the site has told what its pages say.
  let contents = {};
  const isStale = (mark) => Boolean(mark.content && contents[mark.page] && contents[mark.page] !== mark.content);
  const layRow = (mark) => {
    const row = document.createElement("tr");
    const head = parlib.make("th", "", { scope: "row" });
    const name = mark.title || mark.page;
    head.append(isAddress(mark.page) ? parlib.make("a", name, { href: here.root + encodeURI(mark.page) }) : name);
    const cells = [mark.reviewer, mark.read ? "✓" : "", mark.comment, sayTime(mark.at)];
    if (isStale(mark)) head.append(parlib.make("small", said.dataset.stale, { className: "stale" }));
    row.append(head, ...cells.map((text) => parlib.make("td", text)));
    return row;
  };
  const show = () => {
    const marks = gather();
    document.getElementById("marks_found").hidden = !marks.length;
    document.querySelector("#marks tbody").replaceChildren(...marks.map(layRow));
    const read = ownMarks().filter((mark) => mark.read);
    const pathOf = (mark) => new URL(here.root + encodeURI(mark.page), location).pathname;
    const done = new Set(read.filter((mark) => !isStale(mark)).map(pathOf));
    const stale = new Set(read.filter(isStale).map(pathOf));
    for (const link of document.querySelectorAll(".matrix tbody a")) {
      link.classList.toggle("read", done.has(link.pathname));
      link.classList.toggle("stale", stale.has(link.pathname));
    }
    document.getElementById("stale").hidden = !stale.size;
    document.getElementById("stale_count").textContent = stale.size || "";
  };
  const showAgain = async () => {
    show();
    if (!gather().length) return;
    contents = (await parlib.ask("contents", `${here.root}contents.js`)) ?? {};
    show();
  };

  document.getElementById("export_marks").addEventListener("click", () => {
    const file = { format: FORMAT, reviewer: reviewer.value.trim(), marks: ownMarks() };
    const name = parlib.fold(file.reviewer).replace(/[^a-z0-9]+/g, "-") || "marks";
    parlib.hand(`${JSON.stringify(file, null, 1)}\n`, "application/json", `review-${name}.json`);
  });
  document.getElementById("merge_marks").addEventListener("change", async ({ target }) => {
    const refused = [];
    for (const file of target.files) {
      const held = parse(await file.text());
      if (held?.format !== FORMAT || !Array.isArray(held.marks) || !held.marks.every(isMark)) refused.push(file.name);
      else for (const mark of held.marks) addNewest(others, { ...clean(mark), reviewer: String(held.reviewer ?? "") });
    }
    said.textContent = refused.length ? `${refused.join(", ")}: ${said.dataset.foreign}` : "";
    showAgain();
  });
  document.getElementById("list_marks").addEventListener("click", ({ target }) => {
    const heads = [...document.querySelectorAll("#marks thead th")].map((head) => head.textContent);
    const rows = gather().map((mark) => [mark.title, mark.reviewer, mark.read ? "x" : "", mark.comment, mark.at, mark.page, mark.data, isStale(mark) ? "x" : ""]);
    const lines = [[...heads, "html", "data", target.dataset.since], ...rows].map((row) => row.map(parlib.writeCell).join(","));
    parlib.hand(`\ufeff${lines.join("\r\n")}\r\n`, "text/csv", "review.csv");
  });
  window.addEventListener("pageshow", showAgain);
})();
