"""How much of a page a reader sees and reads: measured in a browser, with what is at most asked of a reader."""

SCREENS = {"desktop": (1366, 768), "phone": (390, 844)}
MOST_SCREENS, MOST_WORDS, MOST_ANSWERED = 6, 900, 120

MEASURE = """() => {
  const main = document.querySelector("main"), answer = main.querySelector("figure.answer");
  const open = (selector) => [...main.querySelectorAll(selector)].filter((one) => !one.closest("details:not([open])"));
  const count = (text) => text.trim().split(/\\s+/).length;
  const lines = [...answer.querySelectorAll(".finding, .points")];
  // words that name the marks of a chart are looked at, and a closed list is not open: neither is read
  for (const named of main.querySelectorAll("svg, select")) named.style.visibility = "hidden";
  return {
    answer: Math.max(...lines.map((line) => line.getBoundingClientRect().bottom)) / innerHeight,
    answered: lines.reduce((sum, line) => sum + count(line.innerText), 0),
    screens: document.documentElement.scrollHeight / innerHeight,
    words: count(main.innerText),
    single: open("tbody").filter((body) => body.rows.length === 1).length,
    empty: open("figure").filter((figure) => !figure.querySelector("svg, img, table, .points, details.data")).length,
    sideways: document.documentElement.scrollWidth - innerWidth,
  };
}"""
