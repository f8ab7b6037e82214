// The face of the view: what may be chosen, four charts that answer together, the code. Nothing is computed here.
const FIELDS = ["index", "year", "province", "component", "beside"];

function render({ model, el }) {
  el.classList.add("parlib-explore");
  const bar = add(el, "div", "choices");
  const selects = Object.fromEntries(FIELDS.map((name) => [name, addSelect(bar, name)]));
  const status = add(el, "p", "status");
  status.setAttribute("role", "status");
  const charts = add(el, "div", "charts");
  const foot = add(el, "details", "code");
  const summary = add(foot, "summary");
  const code = add(foot, "pre");
  const button = add(foot, "button");
  button.type = "button";
  button.addEventListener("click", () => take(model.get("code"), button, model.get("words")));

  function addSelect(bar, name) {
    const label = add(bar, "label");
    add(label, "span");
    const select = add(label, "select");
    select.addEventListener("change", () => choose(name, select.value));
    return select;
  }

  function choose(name, value) {
    status.textContent = model.get("words").busy;
    model.set("chosen", { ...model.get("chosen"), [name]: value });
    model.save_changes();
  }

  function show() {
    const [words, chosen, choices, drawn] = ["words", "chosen", "choices", "drawn"].map((name) => model.get(name));
    el.lang = model.get("language");
    for (const [name, select] of Object.entries(selects)) {
      select.previousSibling.textContent = words[name];
      select.replaceChildren(...choices[name].map(([value, text]) => new Option(text, value, false, value === chosen[name])));
    }
    status.textContent = model.get("problem");
    charts.replaceChildren(
      ...Object.entries(drawn).map(([name, { finding, chart }]) => {
        const figure = document.createElement("figure");
        figure.className = name;
        // Both come from the kernel of this very notebook, written by parlib's own writer, which escapes what it is given.
        figure.innerHTML = `<figcaption><b>${words[name]}.</b> ${finding}</figcaption>${chart}`;
        return figure;
      }),
    );
    summary.textContent = words.code;
    button.textContent = words.take;
    code.textContent = model.get("code");
  }

  function pick(event) {
    const mark = event.target.closest("[data-p]");
    if (mark && choicesHave(mark.dataset.p) && mark.dataset.p !== model.get("chosen").province) choose("province", mark.dataset.p);
  }
  const choicesHave = (code) => model.get("choices").province.some(([value]) => value === code);
  charts.addEventListener("click", pick);
  charts.addEventListener("keydown", (event) => event.key === "Enter" && pick(event));
  model.on("change:answered", show);
  show();
}

function add(parent, tag, kind) {
  const made = document.createElement(tag);
  if (kind) made.className = kind;
  parent.append(made);
  return made;
}

// A new cell where the page lets its commands be reached (jupyter lab --expose-app-in-browser), else the clipboard.
async function take(code, button, words) {
  const lab = globalThis.jupyterapp;
  try {
    if (lab?.commands.hasCommand("notebook:insert-cell-below")) {
      await lab.commands.execute("notebook:insert-cell-below");
      const cell = lab.shell.currentWidget?.content?.activeCell;
      cell.model.sharedModel.setSource(code);
      button.textContent = words.written;
    } else {
      await navigator.clipboard.writeText(code);
      button.textContent = words.copied;
    }
  } catch {
    getSelection().selectAllChildren(button.previousSibling);
    button.textContent = words.marked;
  }
}

export default { render };
