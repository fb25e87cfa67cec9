// Offers below the search box while somebody types: a list box that belongs to Streamlit's own input (WAI-ARIA
// combobox). Only the list is asked for over the wire; the page stays as it is until something is sent off.
const PAUSE_MS = 200;

export default function ({ parentElement, data, setTriggerValue }) {
  const list = parentElement.querySelector(".desk-completions");
  const input = document.querySelector(".st-key-find_words input");
  if (!input) return;
  list.send = setTriggerValue;
  if (list.input !== input) attach(list, input, data.label);
  list.offered = data.typed;
  list.replaceChildren(...data.offers.map(option));
  const asked = data.offers.length && document.activeElement === input && input.value.trim() === data.typed;
  asked ? open(list) : close(list);
}

function option(offer, place) {
  const item = document.createElement("li");
  item.id = `desk-completion-${place}`;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  item.dataset.text = offer.text;
  const text = document.createElement("span");
  text.textContent = offer.text;
  const kind = document.createElement("small");
  kind.textContent = offer.kind;
  item.append(text, kind);
  return item;
}

function attach(list, input, label) {
  list.input = input;
  list.setAttribute("aria-label", label);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-haspopup": "listbox",
    "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off" })) input.setAttribute(name, value);
  let pause;
  const typed = (event) => {
    clearTimeout(pause);
    if (event.isComposing || list.choosing) return;
    if (input.value.trim() !== list.offered) close(list);
    pause = setTimeout(() => input.value.trim() && list.send("typed", input.value.trim()), PAUSE_MS);
  };
  input.addEventListener("input", typed);
  input.addEventListener("compositionend", typed);
  input.addEventListener("keydown", (event) => press(list, event, () => clearTimeout(pause)));
  input.addEventListener("blur", () => { clearTimeout(pause); close(list); });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (item) choose(list, item, true);
  });
}

function press(list, event, stop) {
  if (event.isComposing) return;
  const active = list.querySelector('[aria-selected="true"]');
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (list.hidden && list.children.length && list.input.value.trim() === list.offered) open(list);
    if (list.hidden) return;
    event.preventDefault();
    const items = [...list.children];
    const step = event.key === "ArrowDown" ? 1 : -1;
    select(list, items[(items.indexOf(active) + step + items.length + (active ? 0 : step < 0 ? 1 : 0)) % items.length]);
  } else if (event.key === "Escape" && !list.hidden) {
    event.preventDefault();
    event.stopPropagation();
    close(list);
  } else if (event.key === "Enter") {
    stop();
    if (active && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      choose(list, active, false);
    }
    close(list);
  }
}

// The offer is put into the box and sent off there, by the way that typing and Enter would take.
function choose(list, item, touched) {
  const input = list.input;
  list.choosing = true;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, item.dataset.text);
  input.dispatchEvent(new Event("input", { bubbles: true }));
  list.choosing = false;
  close(list);
  for (const type of ["keydown", "keypress"]) {
    input.dispatchEvent(new KeyboardEvent(type, { key: "Enter", code: "Enter", keyCode: 13, bubbles: true, cancelable: true }));
  }
  if (touched) input.blur();
}

function select(list, item) {
  for (const one of list.children) one.setAttribute("aria-selected", String(one === item));
  list.input.setAttribute("aria-activedescendant", item.id);
  item.scrollIntoView({ block: "nearest" });
}

function open(list) {
  list.hidden = false;
  list.input.setAttribute("aria-expanded", "true");
}

function close(list) {
  list.hidden = true;
  list.input.setAttribute("aria-expanded", "false");
  list.input.removeAttribute("aria-activedescendant");
  for (const one of list.children) one.setAttribute("aria-selected", "false");
}
