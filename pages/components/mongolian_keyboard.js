// The keyboard itself. What is written lives here until 检索 hands it over; nothing else goes to the server.
const FORMS = ["", "\u180b", "\u180c", "\u180d"]; // variation selectors: another form of the last letter

export default function ({ data, parentElement, setTriggerValue }) {
  const board = parentElement.querySelector(".board");
  const drawn = JSON.stringify(data);
  if (board.drawn === drawn) return; // a rerun of the page: the board is as it was
  if (board.startedWith !== data.text) board.text = board.startedWith = data.text;
  board.drawn = drawn;
  build(board, data, (text) => setTriggerValue("text", text));
}

function build(board, data, handOver) {
  const { labels } = data;
  const written = element("div", "written", { role: "status", lang: data.lang, "aria-label": labels.written });
  const write = (text) => {
    board.text = text;
    written.textContent = text;
    written.scrollLeft = written.scrollWidth; // the newest column is the one that matters
  };
  const keys = element("div", "keys", { role: "group", "aria-label": labels.board });
  for (const letter of data.letters) {
    const key = button("", () => write(board.text + letter.text), { "aria-label": `${letter.text} ${letter.name}` });
    const shape = element("span", "", { lang: data.lang, "aria-hidden": "true" });
    shape.textContent = letter.drawn;
    key.append(shape);
    keys.append(key);
  }
  const acts = element("div", "acts", {});
  acts.append(
    button(labels.suffix, () => write(board.text + data.connector)),
    button(labels.form, () => write(inAnotherForm(board.text))),
    button(labels.space, () => write(`${board.text} `)),
    button(labels.back, () => write(withoutLast(board.text))),
    button(labels.clear, () => write("")),
    button(labels.done, () => board.text.trim() && handOver(board.text), { class: "done" }),
  );
  board.replaceChildren(written, keys, acts);
  write(board.text);
  board.onkeydown = (event) => pressed(event, board, keys, () => write(withoutLast(board.text)));
  oneStop(keys, keys.firstChild);
}

function inAnotherForm(text) {
  const [, before, letter, form] = text.match(/^(.*)([\u1820-\u1842])([\u180b-\u180d]?)$/su) ?? [];
  return letter ? before + letter + FORMS[(FORMS.indexOf(form) + 1) % FORMS.length] : text;
}

function withoutLast(text) {
  return text.replace(/[^\u180b-\u180d]?[\u180b-\u180d]*$/u, "");
}

// By keyboard the letters are one stop: arrows, Home and End move among them, Backspace takes the last letter back.
function pressed(event, board, keys, back) {
  const all = [...keys.children];
  const at = all.indexOf(event.target.closest("button"));
  const columns = getComputedStyle(keys).gridTemplateColumns.split(" ").length;
  const moves = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns };
  const to = { Home: 0, End: all.length - 1 }[event.key] ?? at + moves[event.key];
  if (event.key === "Backspace") back();
  else if (at < 0 || !all[to]) return;
  else oneStop(keys, all[to]).focus();
  event.preventDefault();
}

function oneStop(keys, stop) {
  for (const key of keys.children) key.tabIndex = key === stop ? 0 : -1;
  return stop;
}

function button(label, act, attributes = {}) {
  const made = element("button", "", { type: "button", ...attributes });
  made.textContent = label;
  made.onclick = act;
  return made;
}

function element(tag, kind, attributes) {
  const made = document.createElement(tag);
  if (kind) made.className = kind;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
