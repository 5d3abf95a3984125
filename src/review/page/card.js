// The card of a finding: why, and what can be decided.

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
    const input = make("input", { type: "text", "aria-label": "What is to stand there", value: asRead(i) });
    const form = make("form", { onsubmit: (e) => { e.preventDefault(); act("typed", input.value); } }, input, make("button", { text: "Put it there" }));
    parts.push(make("div", { class: "row" }, form));
  }
  for (const rival of item.rivals) {
    const other = items[rival];
    parts.push(make("div", { class: "row" }, button("", `At the same place: “${visible(other.original, true)}”${other.new === null ? "" : ` → “${visible(other.new, true)}”`} (${other.rules.join(" + ")})`, () => select(rival))));
  }
  const rest = item.speaker.items.filter(open);
  const here = rest.filter((j) => items[j].file === item.file);
  const all = make("div", { class: "row soft" }, rest.length > 1 ? make("span", { text: "All of this entry:" }) : null);
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
  if (all.childElementCount) parts.push(all);
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
  if (decision === "typed") [decision, text] = meant(i, text);
  if (!decide(i, decision, decision === "accept" ? items[i].new : text)) return say("Nothing certain is proposed here: pick another reading, type a text, or leave it.");
  say({ accept: "Accepted.", alternative: "Accepted.", typed: "Your text is taken.", reject: "Rejected." }[decision] || "Never again: dict learn makes dictionary entries of the decisions.");
  onwards(i);
}

function onwards(i) {
  let at = passingFrom(i + 1);
  while (at < passing.length && !open(passing[at])) at++;
  const next = passing[at] ?? passing.find((j) => open(j));
  if (next === undefined) {
    closeCard(true);
    say(items.some((item) => open(item.i)) ? "All that the filters show is decided." : "All is decided: download decisions.json.");
  } else select(next);
}

/** Where the first of the findings shown stands that is `i` or behind it. */
function passingFrom(i) {
  let low = 0;
  let high = passing.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passing[middle] < i) low = middle + 1;
    else high = middle;
  }
  return low;
}

function step(by) {
  if (!passing.length) return;
  if (current === null) {
    const seen = [...main.querySelectorAll(".change[data-i]")].find((e) => e.getBoundingClientRect().top > 70);
    return select(seen ? Number(seen.dataset.i) : passing[0]);
  }
  const at = Math.min(passingFrom(current), passing.length - 1);
  const to = passing[Math.max(0, Math.min(passing.length - 1, at + by))];
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
