(() => {
  "use strict";
  const asked = new URLSearchParams(location.search);
  const root = document.documentElement, show = document.getElementById("show");
  const narrow = matchMedia("(max-width: 760px), (max-height: 480px)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  // The words of the library's buttons, in the language of the slides.
  const name = () => {
    for (const [way, word] of [["right", "next"], ["left", "previous"], ["down", "next"], ["up", "previous"]])
      for (const button of document.querySelectorAll(`.navigate-${way}`)) button.setAttribute("aria-label", document.body.dataset[word]);
  };

  if (asked.has("notes")) root.classList.add("with-notes");
  if (asked.has("print-pdf")) { root.classList.add("pages"); return; }
  if (narrow.matches) { read(); } else { present(); }
  // A phone that is turned, a window that is narrowed; on paper the width is another, and stays so for a moment only.
  let printing = false;
  addEventListener("beforeprint", () => { printing = true; });
  addEventListener("afterprint", () => setTimeout(() => { printing = false; }, 500));
  narrow.addEventListener("change", () => { if (!printing) location.reload(); });

  // On a phone: one slide below the other, to be scrolled.
  function read() {
    for (const part of document.querySelectorAll(".picture, .table")) {
      const wide = part.firstElementChild;
      if (part.scrollWidth <= part.clientWidth) continue;
      part.tabIndex = 0;
      part.setAttribute("role", "group");
      part.setAttribute("aria-label", `${document.body.dataset.scroll}: ${wide.alt ?? wide.caption?.textContent ?? wide.getAttribute("aria-label")}`.slice(0, 120));
    }
    document.getElementById(location.hash.replace(/^#\/?/, ""))?.scrollIntoView();
  }

  function present() {
    root.classList.add("shown");
    show.className = "reveal";
    document.getElementById("slides").className = "slides";
    let notes = asked.has("notes");
    const deck = new Reveal(show, {
      width: 1280, height: 720, margin: 0, minScale: .1, maxScale: 6, center: false, display: "block",
      navigationMode: "linear", controls: true, controlsLayout: "edges", controlsTutorial: false, progress: true,
      hash: true, help: false, jumpToSlide: false, transition: still.matches ? "none" : "fade", transitionSpeed: "fast",
      backgroundTransition: "none", postMessage: false, scrollActivationWidth: null, showNotes: notes,
      keyboard: { 83: turn },
    });
    function turn() {
      notes = !notes;
      root.classList.toggle("with-notes", notes);
      deck.configure({ showNotes: notes });
      deck.layout();
      name();
    }
    deck.initialize().then(name);
  }
})();
