// The findings, what is decided on them, and the decisions file.

const data = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const TIERS = ["note", "suggest", "fix"];
const TIER_NAMES = { fix: "fixes", suggest: "suggestions", note: "notes" };
const FORMAT = "copydesk decisions";

// ---- what there is -------------------------------------------------------------------------------------------------------

const files = data.files;
const items = [];
const speakers = data.speakers.map((s) => ({ ...s, items: [] }));
files.forEach((file, number) => {
  file.number = number;
  file.first = items.length;
  let reach = -1;
  for (const item of file.items) {
    const i = items.length;
    Object.assign(item, { i, file, rivals: [], original: file.text.slice(item.start, item.end) });
    if (item.start <= reach) {
      for (let j = file.first; j < i; j++) {
        if (meet(items[j], item)) {
          items[j].rivals.push(i);
          item.rivals.push(j);
        }
      }
    }
    reach = Math.max(reach, item.end);
    item.tier = TIERS[item.tier];
    item.speaker = speakers[item.speaker];
    item.speaker.items.push(i);
    items.push(item);
  }
  file.last = items.length;
  file.chunks = chunks(file);
});

/** Do two places share a letter, or are they the same border, or does one lie inside the other? */
function meet(a, b) {
  return (a.start < b.end && b.start < a.end) || (a.start === b.start && a.end === b.end)
    || (b.start === b.end && a.start < b.start && b.start < a.end)
    || (a.start === a.end && b.start < a.start && a.start < b.end);
}

/** Stretches of whole paragraphs, about a screenful of text each, that cut no finding. */
function chunks(file) {
  const out = [];
  let start = 0;
  let next = file.first;
  while (start < file.text.length) {
    let end = Math.min(start + 6000, file.text.length);
    const line = file.text.lastIndexOf("\n", end - 1);
    if (end < file.text.length) end = line > start ? line + 1 : after(file.text.indexOf("\n", end), file.text.length);
    const from = next;
    for (;;) {
      while (next < file.last && items[next].start < end) {
        // A finding over the end takes the rest of its paragraph with it.
        if (items[next].end > end) end = after(file.text.indexOf("\n", items[next].end), file.text.length);
        next++;
      }
      if (!(next < file.last && items[next].start < end)) break;
    }
    out.push({ file, start, end, from, to: next });
    start = end;
  }
  if (out.length) out[out.length - 1].to = file.last;
  return out;
}
function after(at, length) { return at < 0 ? length : at + 1; }

// ---- what was decided ----------------------------------------------------------------------------------------------------

/** By number of the finding: { decision, text }. */
const decided = new Array(items.length).fill(null);
const history = [];
const changes = (d) => d !== null && ["accept", "alternative", "typed"].includes(d.decision);
const covered = (i) => decided[i] === null && items[i].rivals.some((r) => changes(decided[r]));
const open = (i) => decided[i] === null && !covered(i);
const WORDS = /^[\p{L}\p{N}][^\n\r]*[\p{L}\p{N}]$|^[\p{L}\p{N}]$/u;

function allows(i, decision) {
  const item = items[i];
  if (decision === "accept") return item.new !== null;
  if (decision === "never-form") return WORDS.test(item.original);
  if (decision === "never-entry") return Boolean(item.speaker.right);
  return true;
}

/** What stands there, what is proposed and the other readings, as people read them. */
const readings = (item) => item.read ?? [item.original, item.new, ...item.others];

/** What a person begins with who types another text. */
function asRead(i) {
  const item = items[i];
  const [original, proposed, ...others] = readings(item);
  const d = decided[i];
  if (d && d.decision === "typed") return d.text;
  if (d && d.decision === "alternative") return others[item.others.indexOf(d.text)] ?? d.text;
  return proposed ?? original;
}

/** A text that was typed and says what is proposed, one of the other readings or what stands there, is that. */
function meant(i, text) {
  const item = items[i];
  const [original, proposed, ...others] = readings(item);
  if (item.new !== null && text === proposed) return ["accept", item.new];
  const other = others.indexOf(text);
  if (other >= 0) return ["alternative", item.others[other]];
  return text === original ? ["reject", undefined] : ["typed", text];
}

function put(i, decision, step) {
  if (changes(decision)) {
    for (const rival of items[i].rivals) {
      if (changes(decided[rival])) {
        step.push([rival, decided[rival]]);
        decided[rival] = null;
      }
    }
  }
  step.push([i, decided[i]]);
  decided[i] = decision;
}

function decide(i, decision, text) {
  if (!allows(i, decision)) return false;
  const step = [];
  const made = { decision, text: text === undefined ? null : text };
  if (decision === "never-form" || decision === "never-entry") {
    const right = items[i].speaker.right;
    const same = decision === "never-form"
      ? (o) => o.original === items[i].original
      : (o) => Boolean(right) && o.speaker.right === right;
    for (const other of items) {
      if (other.i !== i && decided[other.i] === null && same(other)) put(other.i, { decision: "reject", text: null }, step);
    }
  }
  put(i, made, step);
  remember(i, step);
  return true;
}

function decideAll(list, decision, at) {
  const step = [];
  for (const i of list) {
    if (open(i) && allows(i, decision)) put(i, { decision, text: decision === "accept" ? items[i].new : null }, step);
  }
  if (step.length) remember(at, step);
  return new Set(step.map((s) => s[0])).size;
}

function remember(at, step) {
  history.push({ at, step });
  touched(step.map((s) => s[0]));
}

function undo() {
  const last = history.pop();
  if (!last) return say("There is nothing to undo.");
  for (const [i, before] of last.step.reverse()) decided[i] = before;
  touched(last.step.map((s) => s[0]));
  if (last.at !== null) select(last.at);
  say("The last decision is taken back.");
}

// ---- decisions.json --------------------------------------------------------------------------------------------------------

function record(i) {
  const item = items[i];
  const out = { path: item.file.path, line: item.line, decision: decided[i].decision, tier: item.tier, original: item.original, text: decided[i].text,
    proposed: item.new, rules: item.rules };
  if (item.entry) out.entry = item.entry;
  if (item.speaker.right) out.right = item.speaker.right;
  Object.assign(out, { before: item.before, after: item.after });
  if (item.nth) out.nth = item.nth;
  out.key = item.key;
  return out;
}

function decisionsText() {
  const less = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const list = items.filter((item) => decided[item.i] !== null).map((item) => record(item.i));
  list.sort((a, b) => less(a.path, b.path) || a.line - b.line || less(a.key, b.key) || (a.nth ? a.nth[0] : 0) - (b.nth ? b.nth[0] : 0));
  return `{"format":"${FORMAT}","version":${data.version},"decisions":[\n${list.map((d) => JSON.stringify(d) + ",\n").join("")}null]}\n`;
}

/** Takes up decisions; gives how many hold here. */
function takeUp(text) {
  const read = JSON.parse(text);
  if (read.format !== FORMAT) throw new Error("this is no decisions file");
  if (read.version !== data.version) throw new Error(`its version is ${read.version}; this page reads version ${data.version}`);
  const id = (path, key, nth) => JSON.stringify([path, key, nth || null]);
  const places = new Map(items.map((item) => [id(item.file.path, item.key, item.nth), item.i]));
  const step = [];
  for (const d of read.decisions) {
    if (d === null) continue;
    const i = places.get(id(d.path, d.key, d.nth));
    if (i === undefined || decided[i] !== null) continue;
    // Somebody said no to something else.
    if (!changes(d) && d.proposed !== items[i].new) continue;
    put(i, { decision: d.decision, text: d.text === undefined ? null : d.text }, step);
  }
  if (step.length) remember(null, step);
  return new Set(step.map((s) => s[0])).size;
}

const shelf = `copydesk ${data.id}`;
let shelving = 0;
function keep() {
  clearTimeout(shelving);
  // Not between a key and its frame: many decisions are a long text.
  shelving = setTimeout(() => (window.requestIdleCallback ?? setTimeout)(() => {
    try { localStorage.setItem(shelf, decisionsText()); } catch { /* a browser may keep nothing for files: the download does */ }
  }), 400);
}
addEventListener("pagehide", () => { try { localStorage.setItem(shelf, decisionsText()); } catch { /* the same */ } });
