/** rich_text blocks as nodes. */

import { el, link, safeUrl, words } from "./dom.js";
import { broadcast, channel, dated, emoji, person } from "./mrkdwn.js";

export function richText(block, place) {
  return el("div", { class: "rich" }, ...block.elements.map((element) => part(element, place)));
}

function part(element, place) {
  switch (element.type) {
    case "rich_text_list":
      return list(element, place);
    case "rich_text_preformatted":
      return el("pre", { class: "pre" }, ...pieces(element, place));
    case "rich_text_quote":
      return el("blockquote", {}, ...pieces(element, place));
    default:
      return el("div", { class: "text" }, ...pieces(element, place));
  }
}

function list(element, place) {
  const items = element.elements.map((item) => el("li", {}, ...pieces(item, place)));
  const indent = Math.min(element.indent ?? 0, 8);
  const props = { class: `rich-list indent-${indent}`, start: element.offset ? element.offset + 1 : null };
  return el(element.style === "ordered" ? "ol" : "ul", props, ...items);
}

const pieces = (element, place) => element.elements.map((each) => styled(piece(each, place), each.style));

function piece(each, place) {
  switch (each.type) {
    case "text":
      return words(each.text);
    case "link": {
      const url = safeUrl(each.url);
      const text = words(each.text || each.url);
      return url ? [link(url, ...text)] : text;
    }
    case "emoji":
      return words(emoji(each.name, each.unicode));
    case "user":
      return [person(each.user_id, place)];
    case "channel":
      return [channel(each.channel_id, place)];
    case "broadcast":
      return [broadcast(each.range)];
    case "date":
      return [dated(each.timestamp, each.format, each.fallback ?? "", each.url)];
    case "color":
      return words(each.value);
    default:
      return words(each.fallback ?? "");
  }
}

const STYLES = [
  ["code", "code"],
  ["strike", "s"],
  ["underline", "u"],
  ["italic", "em"],
  ["bold", "strong"],
];

function styled(nodes, style = {}) {
  let inside = nodes;
  for (const [name, tag] of STYLES) {
    if (style[name]) inside = [el(tag, {}, ...inside)];
  }
  return el("span", {}, ...inside);
}
