/** What the demo gives to paste: the sandbox's key, as a chip that copies it. */

import { el, icon } from "./dom.js";

const SAID = 2000;

/** Null where there is no hint. */
export function hintChip(hint) {
  if (!hint?.key) return null;
  const done = el("span", {}, "copy");
  const copy = async () => {
    await put(hint.key);
    done.textContent = "copied";
    setTimeout(() => (done.textContent = "copy"), SAID);
  };
  return el(
    "button",
    { type: "button", class: "chip", "data-testid": "hint", onclick: copy },
    icon("copy"),
    "Sandbox key: ",
    done,
  );
}

async function put(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    putByHand(text);
  }
}

/** Where the browser does not give the clipboard away: select it and say "copy". */
function putByHand(text) {
  const area = el("textarea", { class: "away", "aria-hidden": "true" });
  area.value = text;
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
