/** Small dialogs of the page's own: a picture enlarged, "are you sure", a word in passing. */

import { el, icon, words } from "./dom.js";
import { textNodes } from "./mrkdwn.js";

/** Shows a dialog until it is closed; `build(close)` makes what stands in it. */
function open(name, label, build) {
  const dialog = el("dialog", { class: name, "aria-label": label, onclose: () => dialog.remove() });
  dialog.append(...build(() => dialog.close()));
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

export function enlarge(src, alt) {
  open("lightbox", "Picture", (close) => [
    el("button", { type: "button", class: "round", "aria-label": "Close picture", onclick: close }, icon("close")),
    el("img", { src, alt, onclick: close }),
    el("p", {}, ...words(alt)),
  ]);
}

/** A button's `confirm`: whether the person goes on. */
export function confirmed(confirm, place) {
  return new Promise((resolve) => {
    let answer = false;
    const decide = (close, yes) => () => {
      answer = yes;
      close();
    };
    const dialog = open("sure", confirm.title.text, (close) => [
      el("h2", {}, ...words(confirm.title.text)),
      el("div", { class: "text" }, ...textNodes(confirm.text, place)),
      el(
        "div",
        { class: "choices" },
        el("button", { type: "button", class: "button", onclick: decide(close, false) }, confirm.deny.text),
        el(
          "button",
          { type: "button", class: `button button-${confirm.style ?? "primary"}`, onclick: decide(close, true) },
          confirm.confirm.text,
        ),
      ),
    ]);
    dialog.addEventListener("close", () => resolve(answer));
  });
}

const TOAST = 5000;
const toast = document.getElementById("toast");
let fading;

/** Says something at the bottom for some seconds. */
export function say(text) {
  (document.querySelector("dialog[open]") ?? document.body).append(toast);
  toast.textContent = text;
  clearTimeout(fading);
  fading = setTimeout(() => (toast.textContent = ""), TOAST);
}
