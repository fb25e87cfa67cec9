// What is typed into the boxes of a draft is sent off once typing pauses, or when the page is put away: by the keys that
// a person would press, so that each box stays Streamlit's own. While something is not sent off, closing the tab asks.
const PAUSE_MS = 1500;

export default function ({ parentElement, data }) {
  const form = parentElement.closest(`.st-key-${data.inside}`);
  if (!form || form.autosave) return;
  const waiting = (form.autosave = new Map());
  const typed = ({ target }) => {
    clearTimeout(waiting.get(target));
    if (target.matches("textarea, input[type=text]")) waiting.set(target, setTimeout(() => send(waiting, target), PAUSE_MS));
  };
  const composing = ({ target }) => clearTimeout(waiting.get(target));
  form.addEventListener("input", (event) => (event.isComposing ? composing(event) : typed(event)));
  form.addEventListener("compositionend", typed);
  form.addEventListener("focusout", ({ target }) => settle(waiting, target));
  const away = () => document.hidden && [...waiting.keys()].forEach((box) => send(waiting, box));
  const leaving = (event) => waiting.size && event.preventDefault();
  whileThere(form, document, "visibilitychange", away);
  whileThere(form, window, "beforeunload", leaving);
}

// The form goes from the page without a word: its listeners elsewhere go at the first event after that.
function whileThere(form, target, name, act) {
  const listen = (event) => (form.isConnected ? act(event) : target.removeEventListener(name, listen));
  target.addEventListener(name, listen);
}

// Leaving a box sends it off by itself.
function settle(waiting, box) {
  clearTimeout(waiting.get(box));
  waiting.delete(box);
}

function send(waiting, box) {
  settle(waiting, box);
  const key = { key: "Enter", code: "Enter", keyCode: 13, ctrlKey: box.matches("textarea"), bubbles: true, cancelable: true };
  for (const type of ["keydown", "keypress"]) box.dispatchEvent(new KeyboardEvent(type, key));
}
