"use strict";
(() => {
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
    const out = { path: item.file.path, line: item.line, decision: decided[i].decision, original: item.original, text: decided[i].text,
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
    shelving = setTimeout(() => {
      try { localStorage.setItem(shelf, decisionsText()); } catch { /* a browser may keep nothing for files: the download does */ }
    }, 400);
  }
  addEventListener("pagehide", () => { try { localStorage.setItem(shelf, decisionsText()); } catch { /* the same */ } });

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
    while (start > low && !/\s/.test(text[start - 1])) start--;
    while (end < high && !/\s/.test(text[end])) end++;
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
      for (const file of shown) {
        file.counter = make("span", { class: "count" });
        const section = make("section", { class: "file", "aria-label": file.path },
          make("h2", null, make("span", { text: visible(file.path) }), file.counter));
        // Sections out of sight are not laid out; so tall they are taken to be.
        section.style.containIntrinsicSize = `auto ${file.chunks.reduce((sum, chunk) => sum + guess(chunk), 3)}rem`;
        for (const chunk of file.chunks) {
          const element = make("div", { class: "chunk lazy" });
          element.chunk = chunk;
          element.fill = () => fillChunk(element);
          element.style.minHeight = `${guess(chunk)}rem`;
          section.append(element);
        }
        fragment.append(section);
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

  /** Brings up to date what shows these findings. */
  function touched(list) {
    const set = new Set(list);
    for (const i of list) for (const rival of items[i].rivals) set.add(rival);
    for (const element of main.querySelectorAll(".change[data-i]")) {
      if (set.has(Number(element.dataset.i))) paint(element);
    }
    if (current !== null && card.isConnected && set.has(current)) fillCard();
    count([...set]);
    keep();
  }

  /** How far the findings are; of files and entries, only those that hold one of `list`, if it is given. */
  function count(list) {
    const tally = { accepted: 0, rejected: 0, left: 0 };
    const tiers = { fix: [0, 0], suggest: [0, 0], note: [0, 0] };
    for (const item of items) {
      const here = open(item.i);
      tiers[item.tier][0]++;
      if (here) {
        tally.left++;
        tiers[item.tier][1]++;
      } else if (changes(decided[item.i])) tally.accepted++;
      else if (decided[item.i] !== null) tally.rejected++;
    }
    const done = items.length - tally.left;
    $("progress").textContent = `${done} of ${items.length} decided: ${tally.accepted} accepted, ${tally.rejected} rejected`;
    $("bar").firstElementChild.style.width = items.length ? `${(100 * done) / items.length}%` : "0";
    $("bar").setAttribute("aria-valuemax", items.length);
    $("bar").setAttribute("aria-valuenow", done);
    $("undo").disabled = !history.length;
    for (const [tier, label] of tierLabels) label.textContent = ` ${TIER_NAMES[tier]}: ${tiers[tier][1]} of ${tiers[tier][0]} open`;
    const some = list && list.length < items.length / 4;
    for (const file of some ? new Set(list.map((i) => items[i].file)) : files) {
      let left = 0;
      for (let i = file.first; i < file.last; i++) if (open(i)) left++;
      const all = file.last - file.first;
      const { element, place } = file.button;
      place.textContent = `${left}/${all}`;
      element.setAttribute("aria-label", `${file.path}: ${left} open of ${all}`);
      if (file.counter?.isConnected) file.counter.textContent = `${left} open of ${all}`;
    }
    const sections = some ? new Set(list.map((i) => items[i].speaker.section)) : speakers.map((s) => s.section);
    for (const section of sections) if (section?.filled) counted(section, section.list);
  }

  // ---- the card of a finding -------------------------------------------------------------------------------------------------

  const card = make("div", { class: "card", role: "group", "aria-label": "The finding" });
  let typing = false;

  /** The element that shows a finding; of one that meets another, the other's. */
  function elementOf(i) {
    const find = (n) => main.querySelector(`.change[data-i="${n}"]`);
    return find(i) || items[i].rivals.map(find).find(Boolean) || null;
  }

  /** Shows a finding and its card. */
  function select(i, how = {}) {
    if (!passes[i]) {
      Object.assign(filter, { rule: "", file: null, open: false, search: "", tiers: new Set(TIERS) });
      showFilters();
      show();
    }
    let element = elementOf(i);
    if (!element) {
      const place = [...main.querySelectorAll(".lazy")].find((l) => (l.chunk ? l.chunk.file === items[i].file && i >= l.chunk.from && i < l.chunk.to : l.list.includes(i)));
      if (!place) return;
      if (place.chunk) place.fill();
      else fillEntry(place, items[i].speaker, place.list, place.list.indexOf(i) + 8);
      element = elementOf(i);
      if (!element) return;
    }
    closeCard(false);
    current = i;
    typing = false;
    element.setAttribute("aria-expanded", "true");
    (element.closest("p, li") || element).after(card);
    fillCard();
    if (how.focus !== false) element.focus({ preventScroll: true });
    const box = element.getBoundingClientRect();
    const low = card.getBoundingClientRect().bottom;
    if (box.top < 80 || low > innerHeight - 20) element.scrollIntoView({ block: "center" });
  }

  function closeCard(focus) {
    const element = main.querySelector('.change[aria-expanded="true"]');
    if (element) {
      element.setAttribute("aria-expanded", "false");
      if (focus) element.focus();
    }
    main.querySelectorAll("mark").forEach((m) => m.replaceWith(...m.childNodes));
    card.remove();
    current = null;
  }

  function button(key, text, onclick, label) {
    return make("button", { type: "button", onclick, "aria-label": label || null }, key ? make("kbd", { text: key, "aria-hidden": "true" }) : null, text);
  }

  function fillCard() {
    const i = current;
    const item = items[i];
    const d = decided[i];
    const state = d !== null ? ` — ${STATES[d.decision]}` : covered(i) ? " — covered by a longer change that was accepted" : "";
    const what = item.new === null ? `“${visible(item.original, true)}”` : `“${visible(item.original, true)}” → “${visible(item.new, true)}”`;
    const parts = [make("h3", { text: `${item.tier} · ${item.rules.join(" + ")}${state}` }), make("p", { text: what }), make("p", { text: visible(item.why) })];
    if (item.seen.length) {
      const seen = item.seen.map(([s, e]) => `“${visible(item.file.text.slice(s, e))}”`);
      parts.push(make("p", { class: "soft" }, `Seen: ${[...new Set(seen)].slice(0, 4).join(", ")} `, button("v", "show", () => witness())));
    }
    parts.push(make("p", { class: "soft", text: `${visible(item.file.path)}:${item.line} · ${visible(item.speaker.name)}` }));
    const row = make("div", { class: "row" });
    if (item.new !== null) row.append(button("a", "Accept", () => act("accept")));
    row.append(button("r", item.new === null ? "Leave it" : "Reject", () => act("reject")));
    item.others.slice(0, 9).forEach((other, n) => row.append(button(String(n + 1), `“${visible(other, true)}”`, () => act("alternative", other), `Put “${other}” there`)));
    if (!typing) row.append(button("t", "Type…", () => type()));
    parts.push(row);
    if (typing) {
      const input = make("input", { type: "text", "aria-label": "What is to stand there", value: d && changes(d) ? d.text : item.new ?? item.original });
      const form = make("form", { onsubmit: (e) => { e.preventDefault(); act("typed", input.value); } }, input, make("button", { text: "Put it there" }));
      parts.push(make("div", { class: "row" }, form));
    }
    for (const rival of item.rivals) {
      const other = items[rival];
      parts.push(make("div", { class: "row" }, button("", `At the same place: “${visible(other.original, true)}”${other.new === null ? "" : ` → “${visible(other.new, true)}”`} (${other.rules.join(" + ")})`, () => select(rival))));
    }
    const rest = item.speaker.items.filter(open);
    const here = rest.filter((j) => items[j].file === item.file);
    const all = make("div", { class: "row soft" }, make("span", { text: rest.length > 1 ? "All of this entry:" : "" }));
    const bulk = (list, decision) => () => {
      const done = decideAll(list, decision, i);
      say(done ? `${done} ${decision === "accept" ? "accepted" : "rejected"}. Undo takes them back.` : "Nothing of this entry is open.");
      if (done) onwards(i);
    };
    if (here.length > 1 && here.length < rest.length) {
      all.append(button("", `accept here (${here.length})`, bulk(here, "accept")), button("", `reject here (${here.length})`, bulk(here, "reject")));
    }
    if (rest.length > 1) {
      all.append(button("A", `accept everywhere (${rest.length})`, bulk(rest, "accept")), button("R", `reject everywhere (${rest.length})`, bulk(rest, "reject")));
    }
    if (allows(i, "never-form")) all.append(button("", `never again: “${visible(item.original)}” is right`, () => act("never-form")));
    if (allows(i, "never-entry")) all.append(button("", `never again: switch “${visible(item.speaker.right)}” off`, () => act("never-entry")));
    if (all.childElementCount > 1) parts.push(all);
    const hadFocus = card.contains(document.activeElement);
    card.replaceChildren(...parts);
    if (typing) {
      const input = card.querySelector("form input");
      input.focus();
      input.select();
    } else if (hadFocus) elementOf(i)?.focus({ preventScroll: true });
  }

  function type() {
    if (current === null) return;
    typing = true;
    fillCard();
  }

  function act(decision, text) {
    const i = current;
    if (i === null) return;
    typing = false;
    if (!decide(i, decision, decision === "accept" ? items[i].new : text)) return say("Nothing certain is proposed here: pick another reading, type a text, or leave it.");
    say({ accept: "Accepted.", alternative: "Accepted.", typed: "Your text is taken.", reject: "Rejected." }[decision] || "Never again: dict learn makes dictionary entries of the decisions.");
    onwards(i);
  }

  function onwards(i) {
    const next = passing.find((j) => j > i && open(j)) ?? passing.find((j) => open(j));
    if (next === undefined) {
      closeCard(true);
      say(items.some((item) => open(item.i)) ? "All that the filters show is decided." : "All is decided: download decisions.json.");
    } else select(next);
  }

  function step(by) {
    if (!passing.length) return;
    if (current === null) {
      const seen = [...main.querySelectorAll(".change[data-i]")].find((e) => e.getBoundingClientRect().top > 70);
      return select(seen ? Number(seen.dataset.i) : passing[0]);
    }
    const at = passing.findIndex((j) => j >= current);
    const to = passing[Math.max(0, Math.min(passing.length - 1, (at < 0 ? passing.length - 1 : at) + by))];
    select(to);
  }

  /** Marks what justifies the finding in its article. */
  function witness() {
    const item = items[current];
    if (!item.seen.length) return say("Nothing else in the file is needed to justify it: the place itself does.");
    const i = current;
    if (view !== "articles") { view = "articles"; showView(); show(); }
    select(i);
    const [start, end] = item.seen[0];
    const place = [...main.querySelectorAll(".chunk")].find((c) => c.chunk.file === item.file && c.chunk.start <= start && start < c.chunk.end);
    if (!place) return;
    if (!place.filled) place.fill();
    const wanted = visible(item.file.text.slice(start, end));
    const near = visible(item.file.text.slice(Math.max(item.file.text.lastIndexOf("\n", start - 1) + 1, start - 60), start));
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    let best = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (card.contains(node)) continue;
      for (let at = node.data.indexOf(wanted); at >= 0; at = node.data.indexOf(wanted, at + 1)) {
        const before = node.data.slice(0, at);
        const fits = near.endsWith(before.slice(-20)) || before.endsWith(near);
        if (!best || (fits && !best.fits)) best = { node, at, fits };
      }
    }
    if (!best) return say(`Seen: “${wanted}”.`);
    const range = document.createRange();
    range.setStart(best.node, best.at);
    range.setEnd(best.node, best.at + wanted.length);
    const mark = make("mark");
    range.surroundContents(mark);
    mark.scrollIntoView({ block: "center" });
    say(`Seen: “${wanted}”. It is framed in the text.`);
  }

  // ---- hover -----------------------------------------------------------------------------------------------------------------

  const tip = $("tip");
  main.addEventListener("mouseover", (event) => {
    const element = event.target.closest?.(".change[data-i]");
    if (!element || Number(element.dataset.i) === current) { tip.hidden = true; return; }
    const item = items[Number(element.dataset.i)];
    tip.textContent = `${item.tier} · ${item.rules.join(" + ")}: ${visible(item.why)}`;
    tip.hidden = false;
    const box = element.getBoundingClientRect();
    tip.style.left = `${Math.max(8, Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8)) + scrollX}px`;
    tip.style.top = `${(box.bottom + tip.offsetHeight + 8 > innerHeight ? box.top - tip.offsetHeight - 6 : box.bottom + 6) + scrollY}px`;
  });
  main.addEventListener("mouseleave", () => { tip.hidden = true; });

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
  for (const file of files) {
    const place = make("span", { class: "count" });
    const element = make("button", { type: "button", "aria-pressed": "false", onclick: () => {
      filter.file = filter.file === file.number ? null : file.number;
      show();
      scrollTo(0, 0);
    } }, make("span", { text: visible(file.path) }), place);
    $("files").append(make("li", null, element));
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
  try {
    const kept = localStorage.getItem(shelf);
    const held = kept ? takeUp(kept) : 0;
    history.length = 0;
    $("undo").disabled = true;
    if (held) say(`${held} decisions of an earlier visit are taken up.`);
  } catch { /* nothing was kept, or by another version */ }
})();
