/** Slack's mrkdwn as nodes. */

import { fill, inFull } from "./dates.js";
import { el, icon, link, safeUrl, words } from "./dom.js";

/** Stands beside a mark that is not to be one; is not seen. */
const JOINER = "\u2060";
/** What stands on the inside of no mark. */
const NO_MARK = /[\s\u2060]/;
const TAGS = { "*": "strong", _: "em", "~": "s" };
const EMOJI = {
  large_green_circle: "🟢",
  large_yellow_circle: "🟡",
  red_circle: "🔴",
  white_check_mark: "✅",
  warning: "⚠️",
  tada: "🎉",
  wave: "👋",
  rocket: "🚀",
};

export const emoji = (name, unicode) =>
  unicode
    ? String.fromCodePoint(...unicode.split("-").map((hex) => parseInt(hex, 16)))
    : Object.hasOwn(EMOJI, name)
      ? EMOJI[name]
      : `:${name}:`;

/** The nodes of a text object. `place` knows names: {users, channels, openChannel}. */
export function textNodes(object, place) {
  if (object.type === "mrkdwn") return mrkdwn(object.text, place, object.verbatim);
  if (object.emoji === false) return words(object.text);
  return words(object.text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => emoji(name)));
}

export function mrkdwn(text, place, verbatim = false) {
  return text.split(/(```[^]+?```)\n?/).flatMap((part) => {
    if (part.startsWith("```") && part.length > 6) {
      return [el("pre", { class: "pre" }, ...words(literal(part.slice(3, -3).replace(/^\n|\n$/g, ""))))];
    }
    return quoted(part, place, verbatim);
  });
}

/** Lines that begin with ">" stand in a quotation. */
function quoted(text, place, verbatim) {
  const nodes = [];
  for (const run of text.split(/((?:^|(?<=\n))(?:(?:&gt;|>) ?[^\n]*(?:\n|$))+)/)) {
    if (/^(?:&gt;|>)/.test(run)) {
      const inside = run.replace(/^(?:&gt;|>) ?/gm, "").replace(/\n$/, "");
      nodes.push(el("blockquote", {}, ...inline(inside, place, verbatim)));
    } else if (run !== "") {
      nodes.push(...inline(run, place, verbatim));
    }
  }
  return nodes;
}

function inline(text, place, verbatim) {
  const nodes = [];
  let plain = "";
  let at = 0;
  while (at < text.length) {
    const found = reader(text, at, verbatim)?.(text, at, place, verbatim);
    if (found) {
      nodes.push(...words(literal(plain)), ...found.nodes);
      plain = "";
      at = found.end;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  return [...nodes, ...words(literal(plain))];
}

function reader(text, at, verbatim) {
  const first = text[at];
  if (first === "<") return readToken;
  if (first === "`") return readCode;
  if (first in TAGS) return readMarked;
  if (first === ":") return readEmoji;
  return !verbatim && first === "h" && opens(text, at) ? readUrl : null;
}

/** Without escapes and joiners: as it is seen. */
function literal(text) {
  return text
    .replaceAll(JOINER, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

const isWord = (char) => char !== undefined && (char === JOINER || /[\p{L}\p{N}]/u.test(char));

/** Whether a mark may begin here: nothing that belongs to a word stands before it. */
const opens = (text, at) => !isWord(text[at - 1]) && text[at + 1] !== undefined && !NO_MARK.test(text[at + 1]);

const closes = (text, at) => !NO_MARK.test(text[at - 1]) && !isWord(text[at + 1]);

function readCode(text, at) {
  if (!opens(text, at)) return null;
  const end = text.slice(at + 1).search(/[`\n]/) + at + 1;
  if (end <= at + 1 || text[end] !== "`" || isWord(text[end + 1])) return null;
  return { nodes: [el("code", {}, ...words(literal(text.slice(at + 1, end))))], end: end + 1 };
}

function readMarked(text, at, place, verbatim) {
  if (!opens(text, at) || text[at + 1] === text[at]) return null;
  const end = closing(text, at);
  if (end === null) return null;
  const inside = inline(text.slice(at + 1, end), place, verbatim);
  return { nodes: [el(TAGS[text[at]], {}, ...inside)], end: end + 1 };
}

/** Where the mark at `at` is closed on the same line; what is in tokens and code does not count. */
function closing(text, at) {
  for (let each = at + 1; each < text.length && text[each] !== "\n"; each += 1) {
    if (text[each] === text[at] && each > at + 1 && closes(text, each)) return each;
    const skipped = text[each] === "<" ? tokenEnd(text, each) : text[each] === "`" ? readCode(text, each)?.end : null;
    if (skipped) each = skipped - 1;
  }
  return null;
}

function readEmoji(text, at) {
  const name = /^:([a-z0-9_+-]+):/.exec(text.slice(at, at + 50))?.[1];
  return name && Object.hasOwn(EMOJI, name) ? { nodes: words(EMOJI[name]), end: at + name.length + 2 } : null;
}

function readUrl(text, at) {
  const address = /^https?:\/\/[^\s<>|\u2060`*]*[^\s<>|\u2060`*.,;:!?)'"]/.exec(text.slice(at))?.[0];
  const url = address && safeUrl(literal(address));
  return url ? { nodes: [link(url, ...words(literal(address)))], end: at + address.length } : null;
}

function tokenEnd(text, at) {
  const length = /^<[^<>\n]+>/.exec(text.slice(at))?.[0].length;
  return length ? at + length : null;
}

/** <@U…>, <#C…>, <!…> and <address|text>. */
function readToken(text, at, place) {
  const end = tokenEnd(text, at);
  if (end === null) return null;
  const inside = text.slice(at + 1, end - 1);
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? "" : literal(inside.slice(bar + 1));
  const nodes = tokenNodes(target, label, place) ?? words(literal(text.slice(at, end)));
  return { nodes, end };
}

function tokenNodes(target, label, place) {
  if (target.startsWith("@")) return [person(target.slice(1), place, label)];
  if (target.startsWith("#")) return [channel(target.slice(1), place, label)];
  if (target.startsWith("!date^")) return dateNodes(target, label);
  if (target.startsWith("!subteam^")) return [mention(label || "@group")];
  if (target.startsWith("!")) return [mention(label || `@${target.slice(1)}`, true)];
  const url = safeUrl(literal(target));
  return url && [link(url, ...words(label || literal(target).replace(/^mailto:/, "")))];
}

function mention(name, everybody = false) {
  return el("span", { class: everybody ? "mention mention-all" : "mention" }, name);
}

export function person(id, place, label = "") {
  return mention(`@${place.users[id] ?? (label || id)}`);
}

export function broadcast(range) {
  return mention(`@${range}`, true);
}

export function channel(id, place, label = "") {
  const known = place.channels.find((each) => each.id === id);
  const sign = icon(known?.kind === "private" ? "lock" : "hash");
  if (!known) return el("span", { class: "mention" }, sign, label || "private channel");
  return el("button", { type: "button", class: "mention", onclick: () => place.openChannel(id) }, sign, known.name);
}

function dateNodes(target, fallback) {
  const [, stamp, pattern, address] = target.split("^");
  return [dated(Number(stamp), literal(pattern ?? ""), fallback, address)];
}

export function dated(stamp, pattern, fallback, address) {
  const date = new Date(stamp * 1000);
  const filled = fill(pattern, date);
  if (!filled) return el("span", {}, fallback);
  const time = el("time", { datetime: date.toISOString(), title: inFull(date) }, filled);
  const url = address && safeUrl(literal(address));
  return url ? link(url, time) : time;
}
