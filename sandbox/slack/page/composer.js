/** Where a person types commands, with what can follow above it. */

import { completions } from "./completion.js";
import { el, icon } from "./dom.js";

const EXAMPLE = "/tokenmeter usage last 30 days by model";

/** Fills `form`; send(text) is called with each command. */
export function composer(form, send) {
  const list = el("ul", { class: "completion", id: "completion", role: "listbox", "aria-label": "Ways to go on", hidden: true });
  const tip = el("p", { class: "tip", role: "status" });
  const input = el("input", {
    class: "line",
    type: "text",
    role: "combobox",
    "aria-label": "Command",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
    "data-testid": "composer",
    placeholder: "Type / for commands",
    spellcheck: "false",
    autocapitalize: "off",
  });
  const go = el("button", { type: "submit", class: "send", "aria-label": "Send", disabled: true }, icon("send"));
  form.append(list, el("div", { class: "box" }, input, go), tip);

  let options = [];
  let chosen = -1;
  let last = "";

  function offer() {
    options = completions(input.value);
    chosen = options.findIndex((option) => option.likely);
    go.disabled = input.value.trim() === "";
    tip.textContent = "";
    draw();
  }

  function draw() {
    list.replaceChildren(...options.map(row));
    list.hidden = options.length === 0;
    input.setAttribute("aria-expanded", String(options.length > 0));
    if (chosen >= 0) input.setAttribute("aria-activedescendant", `option-${chosen}`);
    else input.removeAttribute("aria-activedescendant");
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
  }

  function row(option, number) {
    return el(
      "li",
      {
        id: `option-${number}`,
        role: "option",
        "aria-selected": String(number === chosen),
        onmousedown: (event) => {
          event.preventDefault();
          take(option);
        },
      },
      el("strong", {}, option.label),
      el("span", {}, option.what),
    );
  }

  function take(option) {
    input.value = option.text;
    input.focus();
    offer();
  }

  function shut() {
    options = [];
    chosen = -1;
    draw();
  }

  function move(by) {
    const places = options.length;
    chosen = chosen < 0 ? (by > 0 ? 0 : places - 1) : (chosen + by + places) % places;
    draw();
  }

  const keys = {
    ArrowDown: () => options.length > 0 && move(1),
    ArrowUp: () => {
      if (options.length > 0) return move(-1);
      if (input.value !== "" || last === "") return false;
      input.value = last;
      go.disabled = false;
    },
    Tab: () => options.length > 0 && take(options[Math.max(chosen, 0)]),
    Enter: () => chosen >= 0 && take(options[chosen]),
    Escape: () => options.length > 0 && shut(),
  };
  input.addEventListener("keydown", (event) => {
    const plain = !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing;
    if (plain && Object.hasOwn(keys, event.key) && keys[event.key]() !== false) event.preventDefault();
  });
  input.addEventListener("input", offer);
  input.addEventListener("focus", () => input.value !== "" && offer());
  input.addEventListener("blur", shut);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text === "") return;
    shut();
    const trouble = refusal(text);
    if (trouble) {
      tip.textContent = trouble;
      return;
    }
    tip.textContent = "";
    last = text;
    input.value = "";
    go.disabled = true;
    send(text);
  });
}

/** Why a line is not sent, "" when it is. */
function refusal(text) {
  if (!text.startsWith("/")) return `Only slash commands work here. Try ${EXAMPLE}`;
  const name = text.split(/\s/, 1)[0];
  return name === "/tokenmeter" ? "" : `${name} is not a command here. Try ${EXAMPLE}`;
}
