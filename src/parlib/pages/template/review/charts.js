"use strict";
// Charts: a place that a reader chooses stands out in every chart of the page, and on the next page too. The arrow keys go
// from mark to mark, so that a chart is one stop of the tabulator. Without this script every mark is a stop of its own.
// A chart is made ready when it comes into sight or takes the focus: most of a page's charts are folded and never do.
(() => {
  const KEY = "parlib.chosen";
  const charts = [...document.querySelectorAll("svg.chart")];
  const marks = (code) => [...document.querySelectorAll(`svg.chart [data-p="${CSS.escape(code)}"]`)];
  const remember = (code) => {
    try {
      if (code === undefined) return localStorage.getItem(KEY) ?? "";
      localStorage.setItem(KEY, code);
    } catch {
      // a browser that keeps nothing forgets the choice with the page
    }
    return code ?? "";
  };
  const selects = [];
  const order = new Intl.Collator(document.documentElement.lang);
  const choose = (code) => {
    for (const mark of document.querySelectorAll("svg.chart .chosen")) mark.classList.remove("chosen");
    if (code) for (const mark of marks(code)) mark.classList.add("chosen");
    for (const select of selects) select.value = [...select.options].some((one) => one.value === code) ? code : "";
  };

  const offer = (chart) => {
    const word = chart.parentElement.dataset.highlight;
    const names = new Map();
    for (const mark of chart.querySelectorAll("[data-p]:not([data-p=''])")) {
      names.set(mark.dataset.p, mark.querySelector("title").textContent.replace(/:? [–−\d][^ ]*( \[.*\])?$/u, ""));
    }
    if (!word || names.size < 8) return;
    const label = document.createElement("label");
    const select = document.createElement("select");
    label.className = "highlight";
    select.append(new Option("–", ""));
    for (const [code, name] of [...names].sort((a, b) => order.compare(a[1], b[1]))) {
      select.append(new Option(name, code));
    }
    select.addEventListener("change", () => choose(remember(select.value)));
    label.append(`${word} `, select);
    chart.before(label);
    selects.push(select);
    select.value = names.has(remember()) ? remember() : "";
  };

  const ready = (chart) => {
    if (!waiting.delete(chart)) return;
    watch.unobserve(chart);
    offer(chart);
    const stops = [...chart.querySelectorAll(".m[tabindex]")];
    for (const stop of stops.slice(1)) stop.setAttribute("tabindex", "-1");
    chart.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const next = step && stops[stops.indexOf(document.activeElement) + step];
      if (event.key === "Enter" && document.activeElement.dataset.p) choose(remember(document.activeElement.dataset.p));
      if (!next) return;
      event.preventDefault();
      document.activeElement.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    });
    chart.addEventListener("click", (event) => {
      const mark = event.target.closest("[data-p]");
      if (!mark?.dataset.p) return;
      choose(remember(mark.classList.contains("chosen") ? "" : mark.dataset.p));
    });
  };
  const waiting = new Set(charts);
  const watch = new IntersectionObserver(
    (seen) => {
      for (const one of seen) if (one.isIntersecting) ready(one.target);
    },
    { rootMargin: "300px" },
  );
  for (const chart of charts) {
    watch.observe(chart);
    chart.addEventListener("focusin", () => ready(chart), { once: true });
  }
  choose(remember());
})();
