"use strict";
// What every page of the site can do: search, lists of pages, tables as CSV, numbers that lead to their cells.
// Names and findings are only ever set as text, never as markup.
const parlib = (window.parlib = {
  taken: {},
  waiting: {},
  take(name, value) {
    parlib.taken[name] = value;
  },
  // Scripts hand over data by parlib.take, as pages opened from disk may not fetch.
  ask(name, address) {
    parlib.waiting[name] ??= new Promise((done) => {
      const script = document.createElement("script");
      script.onload = script.onerror = () => done(parlib.taken[name]);
      script.src = address;
      document.head.append(script);
    });
    return parlib.waiting[name];
  },
  async unpack(text) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(unpacked).text());
  },
  fold: (text) =>
    text.normalize("NFKD").replace(/[Đđ]/g, "d").replace(/\p{M}/gu, "").toLowerCase(),
  writeCell(value) {
    if (value === null || value === undefined) return "";
    let text = String(value);
    if (typeof value === "string" && /^[=+\-@\t\r]/.test(text)) text = `'${text}`; // a spreadsheet must not run it
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  },
  // A form that chooses what is shown: kept in the address, so that a bookmark and the way back show the same.
  keepChoices(form, keep, restore, show) {
    const read = () => {
      restore(new URLSearchParams(location.hash.slice(1)));
      show();
    };
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
      show();
      const state = new URLSearchParams();
      keep(state);
      history.replaceState(null, "", state.size ? `#${state}` : location.pathname + location.search);
    });
    window.addEventListener("hashchange", read);
    read();
  },
  // Hand the reader a file.
  hand(text, type, name) {
    const link = parlib.make("a", "", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  },
  make(tag, text, more = {}) {
    const made = Object.assign(document.createElement(tag), more);
    if (text) made.textContent = text;
    return made;
  },
});

(() => {
  const page = document.documentElement;
  const here = page.dataset;
  const root = here.root;
  const language = page.lang;

  // search ------------------------------------------------------------------------------------------------
  const form = document.querySelector("form.search");
  const box = document.getElementById("search");
  const list = document.getElementById("found");
  const said = document.getElementById("found_said");
  const SHOWN = 40;

  const shardOf = (word) => (word.slice(0, 2) + "_").slice(0, 2).replace(/[.,]/g, "_");

  const readGaps = (text, weight, into) => {
    let here = 0;
    for (const gap of text ? text.split(" ") : []) {
      here += parseInt(gap, 36);
      into.set(here, Math.max(into.get(here) ?? 0, weight));
    }
  };

  const findWord = async (word, whole) => {
    const found = new Map();
    const shard = shardOf(word);
    const words = await parlib.ask(`words ${shard}`, `${root}search/${language}/${shard}.js`);
    for (const [known, places] of Object.entries(words ?? {})) {
      if (known === word || (!whole && known.startsWith(word))) {
        const [head, body] = places.split("|");
        readGaps(body, 1, found);
        readGaps(head, 8, found);
      }
    }
    return found;
  };

  const search = async (typed) => {
    const words = parlib.fold(typed).match(/[a-z0-9]+(?:[.,][0-9]+)*/g) ?? [];
    if (!words.length || (words.length === 1 && words[0].length < 2)) return null;
    const pages = (await parlib.ask("pages", `${root}search/${language}/pages.js`)) ?? [];
    const last = words.length - 1;
    const each = await Promise.all(words.map((word, place) => findWord(word, place < last || word.length < 2)));
    const phrase = words.join(" ");
    return [...each[0].keys()]
      .filter((number) => each.every((found) => found.has(number)))
      .map((number) => {
        const [href, title, facts, finding] = pages[number];
        const head = parlib.fold(`${title} ${facts}`).replace(/[^a-z0-9.,]+/g, " ");
        const near = head.includes(phrase) ? 20 : 0;
        const weight = each.reduce((sum, found) => sum + found.get(number), near);
        return { number, weight, href, title, facts, finding };
      })
      .sort((one, other) => other.weight - one.weight || one.number - other.number);
  };

  const showFound = (found) => {
    said.dataset.typed = box.value;
    list.replaceChildren(
      ...(found ?? []).slice(0, SHOWN).map(({ href, title, facts, finding }) => {
        const link = parlib.make("a", "", { href: root + href });
        link.append(parlib.make("b", title), parlib.make("small", facts), parlib.make("span", finding));
        const item = document.createElement("li");
        item.append(link);
        return item;
      }),
    );
    list.hidden = !found?.length;
    said.textContent = found === null ? "" : found.length ? `${found.length} ${said.dataset.found}` : said.dataset.none;
  };

  let asked = 0;
  const answer = async () => {
    const mine = ++asked;
    const found = await search(box.value);
    if (mine === asked) showFound(found);
  };

  if (form) {
    form.hidden = false;
    box.addEventListener("input", answer);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      await answer();
      list.querySelector("a")?.focus();
    });
    form.addEventListener("keydown", (event) => {
      const links = [...list.querySelectorAll("a")];
      const place = links.indexOf(document.activeElement);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") {
        box.value = "";
        showFound(null);
        box.focus();
      } else if (step && links.length) {
        event.preventDefault();
        (links[place + step] ?? (step < 0 ? box : links[links.length - 1])).focus();
      }
    });
    document.addEventListener("click", (event) => {
      if (!form.contains(event.target)) list.hidden = true;
    });
    box.addEventListener("focus", () => {
      list.hidden = !list.children.length;
    });
    document.addEventListener("keydown", (event) => {
      const writing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
      if (event.key === "/" && !writing && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        box.focus();
      }
    });
    if (box.value) answer();
  }

  // lists of provinces and components -----------------------------------------------------------------------
  const jumpTo = (jumps, kind) => {
    const { provinces, components, pages } = jumps;
    const base = here.jumps.replace(/[^/]*$/, "");
    if (kind === "provinces")
      return provinces.map(([code, name]) => {
        const own = pages[code];
        return [name, base + (own[here.component] ?? own[""] ?? Object.values(own)[0]), code === here.province];
      });
    const own = pages[here.province] ?? {};
    return components
      .filter(([code]) => own[code])
      .map(([code, name]) => [name, base + own[code], code === here.component]);
  };
  for (const menu of document.querySelectorAll("details.jump")) {
    if (menu.dataset.list === "components" && !here.province) continue;
    menu.hidden = false;
    menu.addEventListener("toggle", async () => {
      const items = menu.querySelector("ul");
      if (!menu.open || items.children.length) return;
      const jumps = await parlib.ask("jumps", here.jumps);
      items.append(
        ...(jumps ? jumpTo(jumps, menu.dataset.list) : []).map(([text, href, current]) => {
          const link = parlib.make("a", text, { href });
          if (current) link.setAttribute("aria-current", "page");
          const item = document.createElement("li");
          item.append(link);
          return item;
        }),
      );
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    document.addEventListener("click", (event) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  }

  // the other language, at the same place: the link stays in reach once the head of the page is out of sight --------
  const keepPlace = (link, plain) => {
    const seen = [...document.querySelectorAll("main figure[id]")].filter(
      (figure) => figure.getBoundingClientRect().top < window.innerHeight / 4,
    );
    const read = window.scrollY > 200 && seen.length ? `#${seen[seen.length - 1].id}` : location.hash;
    link.setAttribute("href", plain + (document.querySelector("main.front") ? location.hash : read));
  };
  for (const link of document.querySelectorAll("a.language")) {
    const plain = link.getAttribute("href");
    const afloat = link.cloneNode(true);
    afloat.classList.add("afloat");
    afloat.hidden = true;
    document.querySelector("footer, main").after(afloat);
    new IntersectionObserver(([seen]) => (afloat.hidden = seen.isIntersecting)).observe(link);
    for (const one of [link, afloat]) one.addEventListener("click", () => keepPlace(one, plain));
  }

  // long tables behind pictures, laid when they are opened -----------------------------------------------------
  const words = document.getElementById("marks_said")?.dataset ?? {};
  const layBefore = ([text, difference]) => {
    const before = parlib.make("small", "", { className: "was" });
    before.append(parlib.make("span", `${words.was} `, { className: "unseen" }), parlib.make("del", text), difference ? ` ${difference}` : "");
    return before;
  };
  const layTable = (table, number) => {
    const made = parlib.make("table", "", { id: `table_${number}`, className: table.figures });
    const head = made.createTHead().insertRow();
    for (const label of table.labels) head.append(parlib.make("th", label, { scope: "col" }));
    const body = made.createTBody();
    table.cells.forEach((cells, place) => {
      const row = body.insertRow();
      if (table.here.includes(place)) row.className = "here";
      if (table.new?.includes(place)) row.dataset.new = words.new;
      cells.forEach((text, column) => {
        const cell = parlib.make(column === table.heading ? "th" : "td", text, { id: `n${number}_${place}_${column}` });
        if (column === table.heading) cell.scope = "row";
        const was = table.was?.[`${place}_${column}`];
        if (was) cell.append(layBefore(was));
        row.append(cell);
      });
    });
    const frame = parlib.make("div", "", { className: "scroll", tabIndex: 0, role: "region" });
    frame.setAttribute("aria-labelledby", `finding_${number}`);
    frame.append(made);
    return frame;
  };
  const fill = async (folded) => {
    const number = folded.closest("figure").id.replace("exhibit_", "");
    if (document.getElementById(`table_${number}`)) return;
    const table = (await parlib.ask("tables", here.tables))?.later[folded.dataset.later];
    if (table && !document.getElementById(`table_${number}`)) folded.append(layTable(table, number));
  };
  for (const folded of document.querySelectorAll("details[data-later]"))
    folded.addEventListener("toggle", () => folded.open && fill(folded));

  // a number leads to its cell, wherever that is folded away ----------------------------------------------------
  const openTarget = async () => {
    const anchor = decodeURIComponent(location.hash.slice(1));
    if (!anchor) return;
    const number = anchor.match(/^(?:n|table_)(\d+)/)?.[1];
    const later = number && document.querySelector(`#exhibit_${number} details[data-later]`);
    if (later) await fill(later);
    for (const marked of document.querySelectorAll(".led-to")) marked.classList.remove("led-to");
    const target = document.getElementById(anchor);
    if (!target) return;
    for (let folded = target.closest("details"); folded; folded = folded.parentElement.closest("details"))
      folded.open = true;
    if (!number) return;
    target.classList.add("led-to");
    target.scrollIntoView({ block: "center" });
  };
  window.addEventListener("hashchange", openTarget);
  openTarget();

  // tables as CSV -------------------------------------------------------------------------------------------
  const download = async (name) => {
    const table = (await parlib.ask("tables", here.tables))?.tables[name];
    if (!table) return;
    const lines = [table.columns, ...table.rows].map((row) => row.map(parlib.writeCell).join(","));
    parlib.hand(`\ufeff${lines.join("\r\n")}\r\n`, "text/csv", `${here.file}-${name}.csv`);
  };
  for (const place of document.querySelectorAll("dd[data-csv]")) {
    const button = parlib.make("button", here.csv, { type: "button", className: "csv" });
    button.addEventListener("click", () => download(place.dataset.csv));
    place.append(" ", button);
  }

  // paper: every picture, also those not seen yet ------------------------------------------------------------
  window.addEventListener("beforeprint", () => {
    for (const picture of document.images) picture.loading = "eager";
  });
})();
