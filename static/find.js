// A piece of the page drawn as one element. Its links are real addresses, but a plain click stays in the sitting:
// a full load would begin a new one and lose what was laid aside.
export default function ({ parentElement, data, setTriggerValue }) {
  const board = parentElement.querySelector(".desk-board");
  if (board.drawn !== data.html) draw(board, data);
  board.onclick = (event) => follow(board, event, setTriggerValue);
}

function follow(board, event, send) {
  if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const act = event.target.closest("button[data-pick]");
  if (act) send("pick", act.dataset.pick);
  const link = event.target.closest('a[href^="/"]');
  if (!link || link.target) return;
  event.preventDefault();
  board.setAttribute("aria-busy", "true");
  send("go", link.getAttribute("href"));
}

function draw(board, data) {
  const held = board.contains(document.activeElement) ? document.activeElement.dataset.name || "head" : "";
  const open = new Map([...board.querySelectorAll("details")].map((one) => [one.dataset.name, one.open]));
  const letter = parseFloat(getComputedStyle(document.documentElement).fontSize);
  board.innerHTML = data.html;
  board.removeAttribute("aria-busy");
  for (const one of board.querySelectorAll("details")) {
    const wide = one.hasAttribute("data-wide") && board.clientWidth >= 48 * letter;
    one.open = open.get(one.dataset.name) ?? (wide || one.open);
  }
  if (board.drawn !== undefined && board.place !== data.place) {
    document.querySelector('[data-testid="stMain"]')?.scrollTo({ top: 0 });
  }
  if (held) {
    const name = held.startsWith("page-") ? "head" : held; // a new page is read from its top
    const again = board.querySelector(`[data-name="${CSS.escape(name)}"]`) || board.querySelector('[data-name="head"]');
    again?.focus({ preventScroll: true });
  }
  board.drawn = data.html;
  board.place = data.place;
}
