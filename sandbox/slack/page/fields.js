/** A modal's input blocks: what is typed in them survives a change of the view, and errors stand under them. */

import { el, words } from "./dom.js";
import { isMenu, select } from "./select.js";

export class Fields {
  #fields = new Map();
  #typed = new Map();

  /** The node of an input block; a field known by the same ids keeps what was typed in it. `place` as in blocks.js. */
  node(block, place) {
    const { block_id: blockId, element, hint } = block;
    const key = `${blockId} ${element.action_id}`;
    const id = `field-${blockId}`;
    const error = el("p", { class: "field-error", id: `${id}-error`, role: "alert", hidden: true });
    const below = hint && el("p", { class: "field-hint", id: `${id}-hint` }, ...words(hint.text));
    const props = { key, id, describedby: [below?.id, error.id].filter(Boolean).join(" ") };
    const control = this.#control(element, place, props);
    this.#fields.set(blockId, { key, control, error, fresh: true });
    return el(
      "div",
      { class: "block block-input", "data-block": blockId },
      el(
        "label",
        { for: id },
        ...words(block.label.text),
        block.optional && el("span", { class: "optional" }, " (optional)"),
      ),
      control,
      error,
      below,
    );
  }

  #control(element, place, { key, id, describedby }) {
    const typed = this.#typed.get(key);
    if (isMenu(element)) {
      const onchange = (option) => this.#typed.set(key, option.value);
      return select(element, place, { key, id, value: typed, describedby, onchange });
    }
    const ofTime = element.type === "timepicker";
    const control = el(element.multiline ? "textarea" : "input", {
      class: "input",
      id,
      type: element.multiline ? null : ofTime ? "time" : "text",
      "data-key": key,
      "aria-describedby": describedby,
      placeholder: element.placeholder?.text,
      maxlength: element.max_length,
      spellcheck: "false",
      oninput: () => this.#typed.set(key, control.value),
    });
    control.value = typed ?? (ofTime ? element.initial_time : element.initial_value) ?? "";
    return control;
  }

  /** A view has been built: fields that are not in it any more are forgotten. */
  kept() {
    for (const [blockId, field] of this.#fields) {
      if (field.fresh) field.fresh = false;
      else {
        this.#fields.delete(blockId);
        this.#typed.delete(field.key);
      }
    }
  }

  values() {
    return Object.fromEntries([...this.#fields].map(([blockId, { control }]) => [blockId, control.value]));
  }

  clear() {
    for (const { control, error } of this.#fields.values()) {
      control.removeAttribute("aria-invalid");
      error.hidden = true;
    }
  }

  /** Shows errors by block id, goes to the first; what belongs to no field is given back. */
  mark(errors) {
    let first = null;
    let rest = "";
    for (const [blockId, text] of Object.entries(errors)) {
      const field = this.#fields.get(blockId);
      if (field) {
        field.control.setAttribute("aria-invalid", "true");
        field.error.textContent = text;
        field.error.hidden = false;
        first ??= field.control;
      } else {
        rest ||= text;
      }
    }
    first?.focus();
    return rest;
  }
}
