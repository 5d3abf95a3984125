// How far the findings are, and what shows it: only what a decision changed is counted anew.

/** Brings up to date what shows these findings. */
function touched(list) {
  const set = new Set(list);
  for (const i of list) for (const rival of items[i].rivals) set.add(rival);
  if (set.size < 20) {
    for (const i of set) for (const element of main.querySelectorAll(`.change[data-i="${i}"]`)) paint(element);
  } else {
    for (const element of main.querySelectorAll(".change[data-i]")) {
      if (set.has(Number(element.dataset.i))) paint(element);
    }
  }
  if (current !== null && card.isConnected && set.has(current)) fillCard();
  count([...set]);
  keep();
}

/** How far each finding is, as it was counted last: open, accepted, rejected, covered. */
const OPEN = 0;
const ACCEPTED = 1;
const REJECTED = 2;
const COVERED = 3;
const states = new Uint8Array(items.length);
const tally = [items.length, 0, 0, 0];
const tiers = { fix: [0, 0], suggest: [0, 0], note: [0, 0] };
for (const item of items) tiers[item.tier].forEach((_, n, both) => both[n]++);
for (const file of files) file.left = file.last - file.first;

function countAnew(i) {
  const d = decided[i];
  const now = d === null ? (covered(i) ? COVERED : OPEN) : changes(d) ? ACCEPTED : REJECTED;
  const before = states[i];
  if (now === before) return;
  states[i] = now;
  tally[before]--;
  tally[now]++;
  const left = Number(now === OPEN) - Number(before === OPEN);
  tiers[items[i].tier][1] += left;
  items[i].file.left += left;
}

/** How far the findings are; of files and entries, only those that hold one of `list`, if it is given. */
function count(list) {
  if (list) list.forEach(countAnew);
  else for (let i = 0; i < items.length; i++) countAnew(i);
  const done = items.length - tally[OPEN];
  $("progress").textContent = `${done} of ${items.length} decided: ${tally[ACCEPTED]} accepted, ${tally[REJECTED]} rejected`;
  $("bar").firstElementChild.style.width = items.length ? `${(100 * done) / items.length}%` : "0";
  $("bar").setAttribute("aria-valuemax", items.length);
  $("bar").setAttribute("aria-valuenow", done);
  $("undo").disabled = !history.length;
  for (const [tier, label] of tierLabels) label.textContent = ` ${TIER_NAMES[tier]}: ${tiers[tier][1]} of ${tiers[tier][0]} open`;
  const some = list && list.length < items.length / 4;
  for (const file of some ? new Set(list.map((i) => items[i].file)) : files) {
    const all = file.last - file.first;
    const { element, place } = file.button;
    place.textContent = `${file.left}/${all}`;
    element.setAttribute("aria-label", `${file.path}: ${file.left} open of ${all}`);
    if (file.counter?.isConnected) file.counter.textContent = `${file.left} open of ${all}`;
  }
  const sections = some ? new Set(list.map((i) => items[i].speaker.section)) : speakers.map((s) => s.section);
  for (const section of sections) if (section?.filled) counted(section, section.list);
}
