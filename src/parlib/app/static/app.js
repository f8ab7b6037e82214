// The page works without this script; with it files can be dropped, progress is shown as it goes, tasks are added.
"use strict";

const drop = document.getElementById("drop");
if (drop) {
  const input = document.getElementById("files"), sent = document.getElementById("sent");
  const send = async (files) => {
    let size = 0;
    const data = new FormData();
    for (const file of files) { size += file.size; data.append("files", file, file.name); }
    if (size > drop.dataset.limit * 1e6 * 0.99) { sent.textContent = drop.dataset.large; return; }
    sent.textContent = drop.dataset.sending + " …";
    try {
      const answer = await fetch("/files", { method: "POST", body: data });
      if (!answer.ok) throw new Error(answer.status);
      location.assign("/");
    } catch { sent.textContent = drop.dataset.failed + " " + document.body.dataset.gone; }
  };
  input.addEventListener("change", () => { if (input.files.length) send(input.files); });
  // Dropped anywhere: beside the frame a browser would leave the page and open the file.
  addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
  addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length) send(event.dataTransfer.files);
  });
} else {
  for (const name of ["dragover", "drop"]) addEventListener(name, (event) => event.preventDefault());
}

// How far it is; also tells the program that a page is open.
const busy = document.body.dataset.busy === "yes";
const step = document.getElementById("step"), bar = document.getElementById("bar");
let missed = 0;
const look = async () => {
  try {
    const answer = await fetch("/progress");
    if (!answer.ok) throw new Error(answer.status);
    const job = await answer.json();
    missed = 0;
    if (busy && job.state !== "running") { sessionStorage.setItem("ended", "yes"); location.reload(); return; }
    if (!busy && job.state === "running" && !document.querySelector("[data-dirty]")) { location.reload(); return; }
    if (step && job.step !== step.textContent) step.textContent = job.step;
    if (bar && job.total) { bar.max = job.total; bar.value = job.done; } else if (bar) bar.removeAttribute("value");
  } catch {
    missed += 1;
    if (missed === 3) {
      const gone = document.createElement("p");
      gone.className = "notice warn";
      gone.setAttribute("role", "alert");
      gone.textContent = document.body.dataset.gone;
      document.getElementById("main").prepend(gone);
    }
  }
  setTimeout(look, busy ? 700 : 20000);
};
setTimeout(look, busy ? 300 : 20000);
if (!busy && sessionStorage.getItem("ended")) {
  // What a person waited for has the focus: what was read, what went wrong, or the papers.
  sessionStorage.removeItem("ended");
  const title = document.querySelector("[role=alert] h2, #check-title, #products-title, #register-title");
  if (title) { title.tabIndex = -1; title.focus(); }
}

// A program that opens a file answers with nothing: the page stays as it is.
for (const form of document.querySelectorAll("form.open")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  });
}
for (const form of document.querySelectorAll("form:not(.open)")) {
  form.addEventListener("submit", () => setTimeout(() => {
    for (const button of form.querySelectorAll("button")) button.disabled = true;
  }));
}

const register = document.getElementById("register");
if (register) {
  const unsaved = document.getElementById("unsaved");
  const change = () => { register.dataset.dirty = "yes"; unsaved.textContent = register.dataset.unsaved; };
  register.addEventListener("input", (event) => { if (event.target.name) change(); });
  register.addEventListener("submit", () => { delete register.dataset.dirty; });
  addEventListener("beforeunload", (event) => { if (register.dataset.dirty) event.preventDefault(); });
  let number = 10000;
  for (const button of register.querySelectorAll(".add")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const own = button.closest("details"), more = own.cloneNode(true);
      for (const field of more.querySelectorAll("input:not([type=hidden]), textarea, select")) field.value = "";
      for (const field of more.querySelectorAll("[id]")) {
        const label = more.querySelector(`label[for="${field.id}"]`);
        field.id = `${field.name}-${number}`;
        if (label) label.htmlFor = field.id;
      }
      number += 1;
      more.querySelector(".facts").textContent = "";
      more.querySelector(".add").remove();
      more.open = true;
      own.after(more);
      more.querySelector("textarea").focus();
      change();
    });
  }
  const find = document.getElementById("find"), only = document.getElementById("only-open");
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
  const filter = () => {
    for (const loss of register.querySelectorAll(".loss")) {
      const hit = plain(loss.dataset.find).includes(plain(find.value.trim()));
      loss.hidden = !hit || (only.checked && loss.dataset.task !== "");
    }
  };
  register.querySelector(".filter").hidden = false;
  find.addEventListener("input", filter);
  only.addEventListener("change", filter);
  find.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
}
