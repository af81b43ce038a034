// Keys, jumping between statement and passage, and keeping what is typed. Everything works without this file.

const body = document.body;
const said = document.getElementById("said");
const source = document.querySelector(".source");
const back = document.querySelector(".back");
const statements = [...document.querySelectorAll(".statement")];
const SAVE_AFTER_MS = 800;
const TOLD_FOR_MS = 5000;
let current = -1;

// Heard at once and seen for a while: a key that can do nothing here says so.
let telling;
function tell(text) {
  clearTimeout(telling);
  said.textContent = text;
  said.classList.add("shown");
  telling = setTimeout(() => { said.classList.remove("shown"); said.textContent = ""; }, TOLD_FOR_MS);
}
const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

// ------------------------------------------------------------------------------------- statement and passage

// `counts`: a person asked to see it; what a page shows by itself as it opens was not opened by anybody.
function show(index, { focus = true, evidence = true, counts = true } = {}) {
  if (!statements.length) return;
  current = Math.max(0, Math.min(index, statements.length - 1));
  statements.forEach((one, at) => one.classList.toggle("current", at === current));
  const statement = statements[current];
  if (focus) { statement.focus({ preventScroll: true }); statement.scrollIntoView({ block: "nearest" }); }
  const number = statement.dataset.number;
  if (back) { back.href = `#s-${number}`; back.textContent = back.dataset.says.replace("{number}", number); back.hidden = false; }
  for (const mark of document.querySelectorAll(".source .on")) mark.classList.remove("on");
  for (const mark of source.querySelectorAll(`[data-number="${number}"]`)) mark.classList.add("on");
  if (!evidence) return;
  const place = source.querySelector(`[data-number="${number}"]`);
  reveal(place);
  if (counts) opened(statement, place);
}

function reveal(place, { go = false } = {}) {
  if (!place) return;
  if (go && !inWindow(source)) source.scrollIntoView({ block: "start" });
  const box = place.getBoundingClientRect(), pane = source.getBoundingClientRect();
  if (getComputedStyle(source).overflowY === "visible") { place.scrollIntoView({ block: "center" }); return; }
  source.scrollTop += box.top - pane.top - pane.height / 3;
}

const inWindow = (one) => { const box = one.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight; };

// ------------------------------------------------------------------------------------ evidence that was opened

async function opened(statement, place) {
  if (!place || !inWindow(source) || !("unopened" in (statement?.dataset ?? {}))) return;
  delete statement.dataset.unopened;
  const sent = new URLSearchParams({ token: body.dataset.token, statement: statement.dataset.digest });
  const answer = await fetch(`/paper/${encodeURIComponent(body.dataset.paper)}/looked`, { method: "POST", keepalive: true, body: sent }).catch(() => null);
  if (!answer?.ok) statement.dataset.unopened = "";
  sayUnopened();
}

function sayUnopened() {
  const line = document.getElementById("unopened");
  if (!line) return;
  const cited = statements.filter((one) => one.dataset.digest), left = cited.filter((one) => "unopened" in one.dataset);
  const runs = [];
  for (const number of left.map((one) => Number(one.dataset.number))) {
    const run = runs.at(-1);
    if (run && run.at(-1) === number - 1) run.push(number); else runs.push([number]);
  }
  const numbers = runs.map((run) => (run.length > 2 ? `${run[0]}–${run.at(-1)}` : run.join(", "))).join(", ");
  const words = left.length === cited.length && cited.length > 1 ? line.dataset.all : left.length === 1 ? line.dataset.one : line.dataset.many;
  line.textContent = left.length ? words.replace("{numbers}", numbers) : "";
}

document.addEventListener("click", (event) => {
  const toEvidence = event.target.closest("[data-evidence]");
  if (toEvidence) {
    event.preventDefault();
    const statement = toEvidence.closest(".statement"), place = document.getElementById(toEvidence.dataset.evidence);
    show(statements.indexOf(statement), { focus: false, evidence: false });
    reveal(place, { go: true });
    opened(statement, place);
    return;
  }
  const toStatement = event.target.closest("[data-statement]");
  if (toStatement) {
    event.preventDefault();
    const at = statements.findIndex((one) => one.dataset.number === toStatement.dataset.statement);
    opened(statements[at], toStatement);
    show(at, { evidence: false });
    statements[at]?.scrollIntoView({ block: "center" });
    return;
  }
  const statement = event.target.closest(".statement");
  if (statement && !event.target.closest("a, button, summary, label, form")) show(statements.indexOf(statement), { focus: false });
});

// Whoever comes to a statement by Tab sees its passage too.
document.addEventListener("focusin", (event) => {
  const at = statements.indexOf(event.target.closest(".statement"));
  if (at >= 0 && at !== current) show(at, { focus: false });
});

// ------------------------------------------------------------------------------------------------------ keys

const keysOn = () => localStorage.getItem("desk-keys") !== "off";
const setting = document.getElementById("keys-on");
if (setting) {
  setting.checked = keysOn();
  body.classList.toggle("keys-off", !keysOn());
  setting.addEventListener("change", () => {
    localStorage.setItem("desk-keys", setting.checked ? "on" : "off");
    body.classList.toggle("keys-off", !setting.checked);
  });
}

function press(act, within = document) {
  const found = within.querySelector(`[data-act="${act}"]`);
  if (!found) {
    const why = document.querySelector(`[data-why="${act}"]`);
    tell([said.dataset.impossible, ...(why ? [`${why.textContent}.`] : [])].join(" "));
    return;
  }
  if (found.tagName === "SUMMARY") {
    found.parentElement.open = true;
    const field = found.parentElement.querySelector("textarea, input:not([type=hidden])");
    field?.focus({ preventScroll: true });
    field?.scrollIntoView({ block: field.closest(".bar") ? "nearest" : "center" });
  } else found.click();
}

function turn(step) {
  const sheets = [...document.querySelectorAll(".sheet")];
  const top = source.getBoundingClientRect().top + 60;
  const at = sheets.findLastIndex((one) => one.getBoundingClientRect().top <= top);
  const wanted = sheets[Math.max(0, Math.min(sheets.length - 1, Math.max(at, 0) + step))];
  if (wanted) source.scrollTop += wanted.getBoundingClientRect().top - source.getBoundingClientRect().top - 45;
}

function showEvidence() {
  const place = source.querySelector(`[data-number="${statements[current].dataset.number}"]`);
  show(current, { focus: false, evidence: false });
  reveal(place, { go: true });
  opened(statements[current], place);
}

const KEYS = {
  j: () => show(current + 1),
  k: () => show(current - 1),
  Enter: () => (current >= 0 ? showEvidence() : document.querySelector("[data-first]")?.click()),
  e: () => press("e", statements[Math.max(current, 0)] ?? document),
  f: () => press("f", statements[Math.max(current, 0)] ?? document),
  t: () => press("t", statements[Math.max(current, 0)] ?? document),
  a: () => press("a"), h: () => press("h"), r: () => press("r"), s: () => press("s"), u: () => press("u"),
  "[": () => turn(-1), "]": () => turn(1),
  q: () => document.querySelector('[data-key="q"]')?.click(),
  "/": () => document.querySelector('[data-key="/"]')?.focus(),
};

document.addEventListener("keydown", (event) => {
  const help = document.getElementById("keys");
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "Escape" && event.target.matches(".abbr, .says")) { event.target.blur(); return; }
  if (event.key === "?") { event.preventDefault(); help?.showModal(); return; }
  if (!keysOn() || help?.open || !(event.key in KEYS)) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  event.preventDefault();
  KEYS[event.key]();
});

// ---------------------------------------------------------------------------------- keeping what is typed

const waiting = new Map();

async function keep(area) {
  waiting.delete(area);
  const note = area.form.querySelector(".kept");
  try {
    const answer = await fetch(`/paper/${encodeURIComponent(body.dataset.paper)}/keep`, {
      method: "POST", keepalive: true,
      body: new URLSearchParams({ token: body.dataset.token, draft: "", field: area.dataset.keep, text: area.value }),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    area.dataset.unsaved = "";
    if (note) note.textContent = said.dataset.kept;
  } catch {
    area.dataset.unsaved = "yes";
    if (note) note.textContent = said.dataset.lost;
  }
}

for (const area of document.querySelectorAll("[data-keep]")) {
  area.addEventListener("input", () => {
    clearTimeout(waiting.get(area));
    area.dataset.unsaved = "yes";
    waiting.set(area, setTimeout(() => keep(area), SAVE_AFTER_MS));
  });
}
addEventListener("pagehide", () => { for (const [area, timer] of waiting) { clearTimeout(timer); keep(area); } });
let leaving = false;
addEventListener("submit", () => { leaving = true; });
addEventListener("beforeunload", (event) => {
  if (!leaving && [...document.querySelectorAll('[data-unsaved="yes"]')].some((area) => !waiting.has(area))) event.preventDefault();
});

// --------------------------------------------------------------------------------- evidence by selecting text

const use = document.querySelector(".use");
if (use && document.querySelector(".text")) {
  const chosen = () => { const text = String(getSelection()).trim(); return document.querySelector(".text").contains(getSelection().anchorNode) ? text : ""; };
  document.addEventListener("selectionchange", () => { use.hidden = !chosen(); });
  use.addEventListener("mousedown", (event) => event.preventDefault());
  use.addEventListener("click", () => {
    const text = chosen().replace(/\s+/g, " ");
    const open = [...document.querySelectorAll("details[open] .more-evidence")];
    const field = open.at(-1) ?? (statements[Math.max(current, 0)]?.querySelector(".more-evidence"));
    if (!field) return;
    for (let at = field.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    field.value = text;
    field.focus();
    tell(said.dataset.chosen);
  });
}

// ------------------------------------------------------------------------------------------------ at the start

if (statements.length) {
  const target = /^#s-(\d+)$/.exec(location.hash);
  const at = target ? statements.findIndex((one) => one.dataset.number === target[1]) : -1;
  if (at >= 0) { show(at); statements[at].scrollIntoView({ block: "center" }); } else show(0, { focus: false, counts: false });
}
