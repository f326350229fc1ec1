/** Menus as the browser's own lists. */

import { el } from "./dom.js";

/** The options that Slack itself puts into a menu of people or conversations, by what the person sees. */
const LISTS = {
  users_select: ({ users }) => Object.entries(users).map(([id, name]) => ({ id, name })),
  conversations_select: ({ channels }, { include, exclude_external_shared_channels: inside } = {}) =>
    channels
      .filter((each) => (!include || include.includes(each.kind)) && !(inside && each.shared))
      .map(({ id, name, kind }) => ({ id, name: kind === "im" ? name : `#${name}` })),
};

/** Whether `element` is a menu that this page shows. */
export const isMenu = (element) => element.type === "static_select" || element.type in LISTS;

/** `element` as a static_select. */
function filled(element, place) {
  if (!(element.type in LISTS)) return element;
  const options = LISTS[element.type](place, element.filter).map(({ id, name }) => ({ text: { text: name }, value: id }));
  const initial = element.initial_user ?? element.initial_conversation;
  return { ...element, options, initial_option: options.find((option) => option.value === initial) };
}

/** A menu in `place`. `onchange` is given the chosen option. `value` is chosen at first, or the element's initial option. */
export function select(menu, place, { key, label, id, value, describedby, onchange }) {
  const element = filled(menu, place);
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
