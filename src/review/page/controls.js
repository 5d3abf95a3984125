// Keys and clicks, the head and the filters; then the beginning.

// ---- keys and clicks -------------------------------------------------------------------------------------------------------

main.addEventListener("click", (event) => {
  const element = event.target.closest(".change[data-i]");
  if (!element) return;
  tip.hidden = true;
  const i = Number(element.dataset.i);
  if (i === current) closeCard(true);
  else select(i);
});

document.addEventListener("keydown", (event) => {
  const inText = event.target.closest?.("input:not([type=checkbox]), select, textarea");
  if (event.key === "Escape") {
    if (inText && card.contains(inText)) { typing = false; fillCard(); elementOf(current)?.focus(); event.preventDefault(); }
    else if (inText) inText.blur();
    else if (current !== null) closeCard(true);
    return;
  }
  if (inText || event.ctrlKey || event.metaKey || event.altKey || $("help-text").open) return;
  const focused = event.target.closest?.(".change[data-i]");
  if (focused && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    if (Number(focused.dataset.i) !== current) return select(Number(focused.dataset.i));
    if (event.key === "Enter") return card.querySelector("button")?.focus();
  }
  if (event.target.closest?.("button, summary, a") && (event.key === "Enter" || event.key === " ")) return;
  if (focused && Number(focused.dataset.i) !== current) { current = null; select(Number(focused.dataset.i), { focus: false }); }
  const all = (decision) => {
    if (current === null) return;
    const i = current;
    const done = decideAll(items[i].speaker.items, decision, i);
    say(done ? `${done} ${decision === "accept" ? "accepted" : "rejected"}. u takes them back.` : "Nothing of this entry is open.");
    if (done) onwards(i);
  };
  const keys = {
    a: () => act("accept"), y: () => act("accept"), r: () => act("reject"), n: () => act("reject"), t: type, u: undo, A: () => all("accept"),
    R: () => all("reject"), j: () => step(1), ArrowDown: null, k: () => step(-1), v: () => current !== null && witness(),
    "/": () => $("search").focus(), "?": () => $("help-text").showModal(),
    " ": () => onwards(current ?? -1),
  };
  const digit = /^[1-9]$/.test(event.key) && current !== null ? items[current].others[Number(event.key) - 1] : undefined;
  if (digit !== undefined) act("alternative", digit);
  else if (keys[event.key]) keys[event.key]();
  else return;
  event.preventDefault();
});

let saying = 0;
function say(text) {
  $("status").textContent = text;
  clearTimeout(saying);
  saying = setTimeout(() => { $("status").textContent = ""; }, 4000);
}

// ---- head and filters ------------------------------------------------------------------------------------------------------

const tierLabels = [];
for (const tier of ["fix", "suggest", "note"]) {
  const label = make("span");
  const box = make("input", { type: "checkbox", checked: true, value: tier, onchange: () => { box.checked ? filter.tiers.add(tier) : filter.tiers.delete(tier); show(); } });
  tierLabels.push([tier, label, box]);
  $("tiers").append(make("label", null, box, label));
}
const rules = new Map();
for (const item of items) for (const rule of item.rules) rules.set(rule, (rules.get(rule) || 0) + 1);
$("rule").append(make("option", { value: "", text: "every rule" }), ...[...rules].sort((a, b) => b[1] - a[1]).map(([rule, n]) => make("option", { value: rule, text: `${rule} (${n})` })));
$("rule").addEventListener("change", () => { filter.rule = $("rule").value; show(); });
$("open-only").addEventListener("change", () => { filter.open = $("open-only").checked; show(); });
let searching = 0;
$("search").addEventListener("input", () => { clearTimeout(searching); searching = setTimeout(() => { filter.search = $("search").value; show(); }, 120); });
$("clear").addEventListener("click", () => { Object.assign(filter, { rule: "", file: null, open: false, search: "", tiers: new Set(TIERS) }); showFilters(); show(); });
function showFilters() {
  $("rule").value = filter.rule;
  $("open-only").checked = filter.open;
  $("search").value = filter.search;
  for (const [tier, , box] of tierLabels) box.checked = filter.tiers.has(tier);
}
let heap = null;
for (const file of files) {
  if (file.number % HEAP === 0) {
    heap = make("ul");
    heap.style.containIntrinsicSize = `auto ${1.7 * Math.min(HEAP, files.length - file.number)}rem`;
    $("files").append(heap);
  }
  const place = make("span", { class: "count" });
  const element = make("button", { type: "button", "aria-pressed": "false", onclick: () => {
    filter.file = filter.file === file.number ? null : file.number;
    show();
    scrollTo(0, 0);
  } }, make("span", { text: visible(file.path) }), place);
  heap.append(make("li", null, element));
  file.button = { element, place };
}
function showView() {
  $("view-articles").setAttribute("aria-pressed", String(view === "articles"));
  $("view-entries").setAttribute("aria-pressed", String(view === "entries"));
}
$("view-articles").addEventListener("click", () => { view = "articles"; showView(); show(); scrollTo(0, 0); });
$("view-entries").addEventListener("click", () => { view = "entries"; showView(); show(); scrollTo(0, 0); });
$("undo").addEventListener("click", undo);
$("help").addEventListener("click", () => $("help-text").showModal());
$("download").addEventListener("click", () => {
  const url = URL.createObjectURL(new Blob([decisionsText()], { type: "application/json" }));
  const link = make("a", { href: url, download: "decisions.json" });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  say("Now run: copydesk apply decisions.json PATH…");
});
$("load").addEventListener("click", () => $("load-file").click());
$("load-file").addEventListener("change", async () => {
  const [file] = $("load-file").files;
  if (!file) return;
  try {
    say(`${takeUp(await file.text())} decisions are taken up.`);
  } catch (error) {
    say(`${file.name} can't be taken up: ${error.message}`);
  }
  $("load-file").value = "";
});
if (matchMedia("(max-width: 760px)").matches) $("filters").open = false;

show();
if (items.length) {
  const begin = matchMedia("(pointer: coarse)").matches ? "Tap a change" : "Click a change, or press space,";
  $("status").textContent = `${begin} to decide on it. Nothing changes a file before the decisions are downloaded and applied.`;
}
try {
  const kept = localStorage.getItem(shelf);
  const held = kept ? takeUp(kept) : 0;
  history.length = 0;
  $("undo").disabled = true;
  if (held) say(`${held} decisions of an earlier visit are taken up.`);
} catch { /* nothing was kept, or by another version */ }
