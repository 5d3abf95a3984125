// What is shown: the articles or the entries, filled as they come near the window.

// ---- what is shown ---------------------------------------------------------------------------------------------------------

const filter = { tiers: new Set(TIERS), rule: "", file: null, open: false, search: "" };
let passing = [];
let passes = new Uint8Array(items.length);
let view = "articles";
let current = null;

const haystack = (item) => (item.hay ??= [item.original, item.new ?? "", ...item.others, ...item.rules, item.why, item.entry ?? "",
  item.before + item.after, item.file.path].join("\n").toLowerCase());

function sift() {
  const needle = filter.search.toLowerCase();
  passing = items.filter((item) => filter.tiers.has(item.tier)
    && (!filter.rule || item.rules.includes(filter.rule))
    && (filter.file === null || item.file.number === filter.file)
    && (!filter.open || open(item.i))
    && (!needle || haystack(item).includes(needle))).map((item) => item.i);
  passes = new Uint8Array(items.length);
  for (const i of passing) passes[i] = 1;
}

/** Text without anything that can't be seen. */
function visible(text, spaces) {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
    .replace(/[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g, (c) => `<U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}>`)
    .replace(spaces ? /\u00a0/g : /(?!)/g, "⍽")
    .replace(spaces ? /[\u1680\u2000-\u200a\u202f\u205f\u3000]/g : /(?!)/g, (c) => `<U+${c.charCodeAt(0).toString(16).toUpperCase()}>`)
    .replace(spaces ? /\n/g : /(?!)/g, "⏎");
}

function make(name, options, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(options || {})) {
    if (key === "class") element.className = value;
    else if (key === "text") element.textContent = value;
    else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter((c) => c !== null && c !== undefined));
  return element;
}

/** A change of marks and spaces alone is shown with the words it touches: how far it reaches to either side. */
function reach(item, low, high) {
  const words = /[\p{L}\p{N}]/u;
  const text = item.file.text;
  const now = decided[item.i] && changes(decided[item.i]) ? decided[item.i].text : item.new;
  if (words.test(item.original) && (now === null || words.test(now))) return [item.start, item.end];
  let start = item.start;
  let end = item.end;
  while (start > low && !/[\s<>]/.test(text[start - 1])) start--;
  while (end < high && !/[\s<>]/.test(text[end])) end++;
  return [start, end];
}

const STATES = { accept: "accepted", alternative: "accepted, another reading", typed: "accepted, your text", reject: "rejected",
  "never-form": "never again: these words are right", "never-entry": "never again: the entry is switched off" };

/** The element of a finding, in words and marks as it stands now. */
function change(i) {
  return paint(make("span", { class: "change", role: "button", tabindex: "0", "data-i": i, "aria-expanded": "false" }));
}

function paint(element) {
  const i = Number(element.dataset.i);
  const item = items[i];
  const text = item.file.text;
  const low = element.dataset.low === undefined ? item.start : Number(element.dataset.low);
  const high = element.dataset.high === undefined ? item.end : Number(element.dataset.high);
  const before = text.slice(low, item.start);
  const behind = text.slice(item.end, high);
  const d = decided[i];
  const proposed = changes(d) ? d.text : item.new;
  const parts = [];
  const old = visible(before + item.original + behind, true);
  if (d !== null && !changes(d)) {
    parts.push(visible(before + item.original + behind), make("span", { class: "mark", text: "✗" }));
  } else if (d !== null) {
    const now = before + d.text + behind;
    parts.push(now ? make("ins", { text: visible(now) }) : "", make("span", { class: "mark", text: "✓" }));
  } else if (proposed === null) {
    parts.push(old, make("span", { class: "mark", text: "?" }));
  } else {
    if (old) parts.push(make("del", { text: old }));
    const now = before + proposed + behind;
    if (now) parts.push(make("ins", { text: visible(now, true) }));
  }
  element.replaceChildren(...parts);
  element.className = `change ${item.tier}${d === null ? "" : changes(d) ? " decided accepted" : " decided"}`;
  const what = proposed === null ? `“${item.original}”` : `“${item.original}” to “${proposed}”`;
  const state = d === null ? (covered(i) ? "covered by a longer change" : "open") : STATES[d.decision];
  element.setAttribute("aria-label", `${item.tier}, ${item.rules.join(", ")}: ${visible(what)}; ${state}`);
  return element;
}

/** Fills an element with a stretch of a file, its findings in place. */
function fill(into, file, start, end, list) {
  const text = file.text;
  let at = start;
  for (let n = 0; n < list.length; n++) {
    const i = list[n];
    const item = items[i];
    if (item.start < at || item.end > end) continue; // it meets another one: its place is shown there
    const next = list.slice(n + 1).find((j) => items[j].start >= item.end);
    const [low, high] = reach(item, at, next === undefined ? end : items[next].start);
    into.append(visible(text.slice(at, low)));
    if (passes[i]) {
      const element = change(i);
      element.dataset.low = low;
      element.dataset.high = high;
      into.append(paint(element));
    } else {
      const shown = changes(decided[i]) ? text.slice(low, item.start) + decided[i].text + text.slice(item.end, high) : text.slice(low, high);
      into.append(make("span", { class: "change passive", text: visible(shown) }));
    }
    at = high;
  }
  into.append(visible(text.slice(at, end)));
}

function fillChunk(element) {
  const { file, start, end, from, to } = element.chunk;
  const out = [];
  let at = start;
  let next = from;
  while (at < end) {
    let stop = file.text.indexOf("\n", at);
    if (stop < 0 || stop > end) stop = end;
    const list = [];
    while (next < to && items[next].start <= stop) {
      list.push(next);
      if (items[next].end > stop) {
        stop = file.text.indexOf("\n", items[next].end);
        if (stop < 0 || stop > end) stop = end;
      }
      next++;
    }
    const paragraph = file.text.slice(at, stop).replace(/\r$/, "");
    if (paragraph.trim() || list.length) {
      const p = make("p");
      fill(p, file, at, at + Math.max(paragraph.length, list.length ? items[list[list.length - 1]].end - at : 0), list);
      out.push(p);
    }
    at = stop + 1;
  }
  element.replaceChildren(...out);
  element.style.minHeight = "";
  element.filled = true;
}

function guess(chunk) {
  return Math.ceil((chunk.end - chunk.start) / 80) * 1.9 + 1;
}

/** What comes near the window is filled, what is far away is emptied again. */
let watcher = null;
function watch() {
  if (watcher) watcher.disconnect();
  watcher = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) {
      if (isIntersecting && !target.filled) target.fill();
      else if (!isIntersecting && target.filled && !target.contains(document.activeElement) && !target.querySelector(".card")) {
        target.style.minHeight = `${target.offsetHeight}px`;
        target.replaceChildren();
        target.filled = false;
      }
    }
  }, { rootMargin: "1200px 0px" });
  for (const element of main.querySelectorAll(".lazy")) watcher.observe(element);
}

/** So many files lie together: what is out of sight costs a frame nothing, and there are few such heaps. */
const HEAP = 40;

const main = $("main");
function show() {
  closeCard(false);
  sift();
  for (const who of speakers) who.section = null;
  for (const file of files) file.button.element.setAttribute("aria-pressed", String(filter.file === file.number));
  const fragment = document.createDocumentFragment();
  if (!passing.length) {
    fragment.append(make("p", { class: "none", text: items.length ? "Nothing passes the filters." : "Nothing was found: there is nothing to review." }));
  } else if (view === "articles") {
    const shown = new Set(passing.map((i) => items[i].file));
    let heap = null;
    let number = 0;
    for (const file of shown) {
      if (number++ % HEAP === 0) {
        heap = make("div", { class: "heap" });
        heap.height = 0;
        fragment.append(heap);
      }
      file.counter = make("span", { class: "count" });
      const section = make("section", { class: "file", "aria-label": file.path },
        make("h2", null, make("span", { text: visible(file.path) }), file.counter));
      // Sections out of sight are not laid out; so tall they are taken to be.
      const height = file.chunks.reduce((sum, chunk) => sum + guess(chunk), 3);
      section.style.containIntrinsicSize = `auto ${height}rem`;
      heap.height += height + 2.5;
      heap.style.containIntrinsicSize = `auto ${heap.height}rem`;
      for (const chunk of file.chunks) {
        const element = make("div", { class: "chunk lazy" });
        element.chunk = chunk;
        element.fill = () => fillChunk(element);
        element.style.minHeight = `${guess(chunk)}rem`;
        section.append(element);
      }
      heap.append(section);
    }
  } else {
    const groups = new Map();
    for (const i of passing) {
      const who = items[i].speaker;
      if (!groups.has(who)) groups.set(who, []);
      groups.get(who).push(i);
    }
    const sorted = [...groups].sort((a, b) => b[1].length - a[1].length);
    for (const [who, list] of sorted) {
      const element = make("section", { class: "entry lazy", "aria-label": who.name });
      element.fill = () => fillEntry(element, who, list, 8);
      element.style.minHeight = `${Math.min(list.length, 8) * 3.4 + 6}rem`;
      element.list = list;
      who.section = element;
      fragment.append(element);
    }
  }
  main.replaceChildren(fragment);
  watch();
  count();
}

function fillEntry(element, who, list, most) {
  const first = items[list[0]];
  const head = make("h2", null, make("span", { text: visible(who.name) }), make("span", { class: "count" }));
  const all = (decision) => {
    const done = decideAll(list, decision, list[0]);
    say(done ? `${done} ${decision === "accept" ? "accepted" : "rejected"}. Undo takes them back.` : "Nothing of this is open.");
  };
  const row = make("div", { class: "row" },
    make("button", { type: "button", text: "Accept all", onclick: () => all("accept") }),
    make("button", { type: "button", text: "Reject all", onclick: () => all("reject") }));
  const places = make("ol");
  for (const i of list.slice(0, most)) {
    const item = items[i];
    const text = item.file.text;
    let low = Math.max(text.lastIndexOf("\n", item.start - 1) + 1, item.start - 90);
    let high = text.indexOf("\n", item.end);
    high = Math.min(high < 0 ? text.length : high, item.end + 90);
    if (low > 0 && text[low - 1] !== "\n") low = text.indexOf(" ", low) < item.start && text.indexOf(" ", low) >= 0 ? text.indexOf(" ", low) + 1 : low;
    const li = make("li", null, make("span", { class: "soft", text: `${visible(item.file.path)}:${item.line}` }));
    fill(li, item.file, low, high, [i]);
    places.append(li);
  }
  const more = list.length > most
    ? make("button", { type: "button", text: `Show ${Math.min(200, list.length - most)} more of ${list.length}`, onclick: () => fillEntry(element, who, list, most + 200) })
    : null;
  element.replaceChildren(head, make("p", { class: "why", text: visible(first.why) }), row, places, ...(more ? [more] : []));
  element.style.minHeight = "";
  element.filled = true;
  counted(element, list);
}

function counted(element, list) {
  const left = list.filter(open).length;
  const place = element.querySelector("h2 .count");
  if (place) place.textContent = `${left} open of ${list.length}`;
}
