/** static_select as the browser's own list. */

import { el } from "./dom.js";

/** `onchange` is given the chosen option. `value` is chosen at first, or the element's initial option. */
export function select(element, { key, label, id, value, describedby, onchange }) {
  const groups = element.option_groups ?? [{ options: element.options }];
  const options = groups.flatMap((group) => group.options);
  const chosen = value ?? element.initial_option?.value ?? "";
  const node = el("select", {
    class: "select",
    id,
    "aria-label": id ? null : label,
    "aria-describedby": describedby,
    "data-key": key,
    onchange: () => onchange(options.find((option) => option.value === node.value)),
  });
  node.append(el("option", { value: "", disabled: true, hidden: true }, element.placeholder?.text ?? "Choose an option"));
  for (const group of groups) {
    const items = group.options.map((option) => el("option", { value: option.value }, option.text.text));
    if (group.label) node.append(el("optgroup", { label: group.label.text }, ...items));
    else node.append(...items);
  }
  node.value = chosen;
  return node;
}
