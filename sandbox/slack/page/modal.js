/** The open modal: its form, its errors, and its changes while it is open. */

import { post } from "./api.js";
import { blockNodes } from "./blocks.js";
import { say } from "./dialogs.js";
import { el, icon, replaceKeepingFocus, words } from "./dom.js";
import { Fields } from "./fields.js";
import { avatar } from "./people.js";

/** Gives show(view, place): the view that is open from now on, or null. */
export function modalDialog() {
  let open = null;

  function close() {
    open?.dialog.remove();
    open = null;
  }

  function show(view, place) {
    if (!view || open?.view.id !== view.id) close();
    if (!view) return;
    const again = open !== null;
    if (again && open.view.hash === view.hash) return;
    open ??= { fields: new Fields(), dialog: frame(view) };
    open.view = view;
    const { dialog, fields } = open;
    const leave = () => post("close", { user: place.user, view_id: view.id }).catch(() => say("The app did not answer."));
    dialog.oncancel = (event) => {
      event.preventDefault();
      leave();
    };
    dialog.onclose = leave;
    const box = form(view, fields, place, leave);
    replaceKeepingFocus(dialog.firstElementChild, box);
    dialog.querySelector(".chip")?.remove();
    const chip = view.blocks.some(takesKey) ? place.hintChip() : null;
    if (chip) dialog.append(chip);
    if (!again) {
      document.body.append(dialog);
      dialog.showModal();
    }
    if (!again || !box.contains(document.activeElement)) firstField(box).focus();
  }
  return show;
}

/** Whether it is a field for what the chip gives to paste. */
const takesKey = (block) => block.type === "input" && block.label.text === "Key";

/** Where one goes on: the first empty field, else the first one, else the last button. */
function firstField(box) {
  const fields = [...box.querySelectorAll("input, textarea, select")];
  return fields.find((field) => field.value === "") ?? fields[0] ?? box.querySelector("footer button:last-child");
}

function frame(view) {
  return el(
    "dialog",
    { class: "overlay", "data-testid": "modal", "data-view": view.id, "aria-labelledby": "modal-title" },
    el("div"),
  );
}

function form(view, fields, place, leave) {
  const here = {
    ...place,
    act: (element, more) => place.press({ view_id: view.id, action_id: element.action_id, values: fields.values(), ...more }),
    input: (block) => fields.node(block, place),
  };
  const wrong = el("p", { class: "modal-wrong", role: "alert", hidden: true });
  const send = view.submit && el("button", { type: "submit", class: "button button-primary" }, ...words(view.submit.text));
  const node = el(
    "form",
    { class: "modal", novalidate: true, autocomplete: "off" },
    el(
      "header",
      {},
      avatar("app", ""),
      el("h2", { id: "modal-title" }, ...words(view.title.text)),
      el("button", { type: "button", class: "round", "aria-label": "Close dialog", onclick: leave }, icon("close")),
    ),
    el("div", { class: "modal-body" }, wrong, ...blockNodes(view.blocks, here)),
    el(
      "footer",
      {},
      el("button", { type: "button", class: "button", onclick: leave }, ...words(view.close?.text ?? "Close")),
      send,
    ),
  );
  fields.kept();
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(view, fields, place, send, wrong);
  });
  return node;
}

async function submit(view, fields, place, send, wrong) {
  if (!send || send.getAttribute("aria-busy")) return;
  send.setAttribute("aria-busy", "true");
  wrong.hidden = true;
  fields.clear();
  try {
    const answer = await post("submit", { user: place.user, view_id: view.id, values: fields.values() });
    const rest = fields.mark(answer.errors ?? {});
    if (rest) complain(wrong, rest);
  } catch {
    complain(wrong, "We had some trouble connecting. Try again?");
  } finally {
    send.removeAttribute("aria-busy");
  }
}

function complain(wrong, text) {
  wrong.textContent = text;
  wrong.hidden = false;
}
