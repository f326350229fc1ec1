/** Blocks as nodes. */

import { confirmed, enlarge } from "./dialogs.js";
import { el, icon, safeUrl, words } from "./dom.js";
import { textNodes } from "./mrkdwn.js";
import { richText } from "./rich_text.js";
import { isMenu, select } from "./select.js";
import { dataTable, table } from "./table.js";

const KINDS = { header, section, context, divider, actions, image, table, data_table: dataTable, rich_text: richText };

/**
 * The nodes of a message's or a view's blocks.
 * `place` is what they stand in: {users, channels, openChannel, act, input}. act(element, more) presses a button and
 * settles when the app has answered; input(block) is the field of an input block.
 */
export function blockNodes(blocks, place) {
  return blocks.map((block) => {
    if (block.type === "input" && place.input) return place.input(block);
    const node = (KINDS[block.type] ?? unknown)(block, place);
    node.classList.add("block", `block-${block.type}`);
    return node;
  });
}

function unknown(block) {
  return el("p", { class: "unknown" }, `This page does not show blocks of type ${block.type}.`);
}

function header(block) {
  return el("h3", {}, ...words(block.text.text));
}

function divider() {
  return el("hr");
}

function section(block, place) {
  const texts = el("div", { class: "texts" });
  if (block.text) texts.append(text(block.text, place));
  if (block.fields) texts.append(el("div", { class: "fields" }, ...block.fields.map((field) => text(field, place))));
  const node = el("div", {}, texts);
  if (block.accessory) node.append(el("div", { class: "accessory" }, element(block.accessory, place)));
  return node;
}

function text(object, place) {
  return el("div", { class: "text" }, ...textNodes(object, place));
}

function context(block, place) {
  return el(
    "div",
    {},
    ...block.elements.map((each) => (each.type === "image" ? small(each, "context-image") : text(each, place))),
  );
}

function actions(block, place) {
  return el("div", { role: "group" }, ...block.elements.map((each) => element(each, place)));
}

function element(each, place) {
  if (isMenu(each)) {
    return select(each, place, {
      key: each.action_id,
      label: each.placeholder?.text ?? "Choose",
      onchange: (option) => place.act(each, { selected_option: option }),
    });
  }
  switch (each.type) {
    case "button":
      return button(each, place);
    case "image":
      return small(each, "section-image");
    default:
      return el("span", { class: "unknown" }, `This page does not show a ${each.type}.`);
  }
}

function button(each, place) {
  const url = each.url && safeUrl(each.url);
  const props = {
    class: `button ${each.style ? `button-${each.style}` : ""}`,
    "aria-label": each.accessibility_label,
    "data-key": each.action_id,
    onclick: () => press(node, each, place),
  };
  const label = words(each.text.text);
  const node = url
    ? el("a", { ...props, href: url, target: "_blank", rel: "noopener noreferrer" }, ...label)
    : el("button", { ...props, type: "button" }, ...label);
  return node;
}

async function press(node, each, place) {
  if (!each.action_id || node.getAttribute("aria-busy")) return;
  if (each.confirm && !(await confirmed(each.confirm, place))) return;
  node.setAttribute("aria-busy", "true");
  try {
    await place.act(each, {});
  } finally {
    node.removeAttribute("aria-busy");
  }
}

function image(block) {
  const title = block.title && el("figcaption", {}, ...words(block.title.text));
  return el("figure", {}, title, picture(source(block), block.alt_text));
}

/** A picture that can be enlarged. */
export function picture(src, alt) {
  const frame = el("div", { class: "picture" });
  if (!src) return missing(frame, alt, "Pictures from elsewhere are not loaded here");
  const img = el("img", { src, alt, onerror: () => missing(frame, alt, "This picture is not available") });
  const over = el(
    "button",
    { type: "button", class: "enlarge", "aria-label": "Enlarge picture", onclick: () => enlarge(src, alt) },
    el("span", {}, icon("enlarge")),
  );
  frame.append(img, over);
  return frame;
}

function missing(frame, alt, why) {
  frame.classList.add("picture-missing");
  frame.replaceChildren(el("p", {}, `${why}: `, ...words(alt)));
  return frame;
}

function small(each, name) {
  const src = source(each);
  return src ? el("img", { class: name, src, alt: each.alt_text }) : el("span", { class: "unknown" }, each.alt_text);
}

export const fileUrl = (id) => `sandbox/files/${encodeURIComponent(id)}`;

/** Where the picture is, null when it is not on this machine: the page loads nothing from elsewhere. */
function source(block) {
  if (block.slack_file) return fileUrl(block.slack_file.id ?? "");
  const url = new URL(block.image_url, location.href);
  return url.origin === location.origin ? url.href : null;
}
