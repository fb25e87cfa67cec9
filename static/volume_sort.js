// The entries of a compilation in their sections, to be dragged by their handles: mouse, finger, or arrow keys.
// What was moved is told once it lies still: the entry, its section, and the entry before which it now stands.
const EDGE_PX = 70, STEP_PX = 14, STILL_MS = 900;

export default function ({ parentElement, data, setTriggerValue }) {
  const board = parentElement.querySelector(".desk-sort");
  board.send = setTriggerValue;
  if (board.shown === JSON.stringify(data) && !board.stale) return;
  board.shown = JSON.stringify(data);
  board.stale = false;
  const focused = board.contains(document.activeElement) ? document.activeElement.closest("li")?.dataset.id : "";
  board.replaceChildren(...data.sections.map((section) => part(board, section, data)), live());
  if (focused) board.querySelector(`li[data-id="${focused}"] button`)?.focus();
}

function part(board, section, data) {
  const box = document.createElement("section");
  box.className = section.level > 1 ? "inner" : "";
  const title = document.createElement("h4");
  title.id = `desk-sort-${section.id}`;
  title.textContent = section.title;
  const list = document.createElement("ol");
  list.dataset.section = section.id;
  list.setAttribute("aria-labelledby", title.id);
  list.append(...section.entries.map((entry) => row(board, entry, data)));
  box.append(title, list);
  return box;
}

function row(board, entry, data) {
  const item = document.createElement("li");
  item.dataset.id = entry.id;
  const handle = document.createElement("button");
  handle.type = "button";
  handle.textContent = "⠿";
  handle.setAttribute("aria-label", `${data.handle}: ${entry.title}`);
  handle.title = data.hint;
  handle.addEventListener("pointerdown", (event) => drag(board, item, handle, event));
  handle.addEventListener("keydown", (event) => press(board, item, handle, event));
  handle.addEventListener("blur", () => settle(board));
  const title = document.createElement("span");
  title.textContent = entry.title;
  item.append(handle, title);
  return item;
}

function live() {
  const said = document.createElement("p");
  said.className = "said";
  said.setAttribute("aria-live", "polite");
  return said;
}

// Listened for on the document: an element that is moved in it loses the pointer that it had caught.
function drag(board, item, handle, event) {
  if (event.button) return;
  event.preventDefault();
  const pointer = event.pointerId;
  item.classList.add("held");
  const move = (where) => {
    if (where.pointerId !== pointer) return;
    scroll(item, where.clientY);
    const under = document.elementFromPoint(where.clientX, where.clientY);
    const list = under?.closest(".desk-sort section")?.querySelector("ol");
    if (!list || !board.contains(list)) return;
    const over = under.closest("li");
    if (over === item) return;
    if (!over) { if (item.parentElement !== list) list.append(item); return; }
    const box = over.getBoundingClientRect();
    over[where.clientY < box.top + box.height / 2 ? "before" : "after"](item);
  };
  const stop = (ended) => {
    if (ended.pointerId !== pointer) return;
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", stop);
    document.removeEventListener("pointercancel", stop);
    item.classList.remove("held");
    ended.type === "pointercancel" ? back(board) : moved(board, item);
  };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", stop);
  document.addEventListener("pointercancel", stop);
}

function scroll(item, y) {
  let pane = item.parentElement;
  while (pane && pane.scrollHeight <= pane.clientHeight) pane = pane.parentElement;
  if (!pane) return;
  if (y < EDGE_PX) pane.scrollBy(0, -STEP_PX);
  if (y > window.innerHeight - EDGE_PX) pane.scrollBy(0, STEP_PX);
}

function press(board, item, handle, event) {
  const up = event.key === "ArrowUp";
  if (!up && event.key !== "ArrowDown") {
    if (event.key === "Enter") settle(board);
    return;
  }
  event.preventDefault();
  const lists = [...board.querySelectorAll("ol")];
  const beside = up ? item.previousElementSibling : item.nextElementSibling;
  const other = lists[lists.indexOf(item.parentElement) + (up ? -1 : 1)];
  if (beside) beside[up ? "before" : "after"](item);
  else if (other) up ? other.append(item) : other.prepend(item);
  else return;
  handle.focus();
  const place = [...item.parentElement.children].indexOf(item) + 1;
  const title = document.getElementById(item.parentElement.getAttribute("aria-labelledby")).textContent;
  board.querySelector(".said").textContent = `${title}, ${place}`;
  board.waiting = item;
  clearTimeout(board.pause);
  board.pause = setTimeout(() => settle(board), STILL_MS);
}

function settle(board) {
  clearTimeout(board.pause);
  const item = board.waiting;
  board.waiting = null;
  if (item?.isConnected) moved(board, item);
}

// Told only where it changed; what the desk then says is drawn anew, also where it refused.
function moved(board, item) {
  const before = order(JSON.parse(board.shown).sections.map((one) => [one.id, one.entries.map((each) => each.id)]));
  const now = order([...board.querySelectorAll("ol")].map((list) =>
    [list.dataset.section, [...list.children].map((each) => each.dataset.id)]));
  if (before === now) return;
  board.stale = true;
  board.send("moved", { entry: Number(item.dataset.id), section: Number(item.parentElement.dataset.section),
    before: Number(item.nextElementSibling?.dataset.id ?? 0) });
}

function back(board) {
  board.stale = true;
  board.send("moved", null);
}

function order(lists) {
  return JSON.stringify(lists.map(([id, ids]) => [String(id), ids.map(String)]));
}
