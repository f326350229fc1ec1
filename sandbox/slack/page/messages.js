/** The messages of one channel: days, messages, and threads below their parent. */

import { blockNodes, fileUrl, picture } from "./blocks.js";
import { clock, dayTitle, inFull, ofTs, sameDay } from "./dates.js";
import { el, icon, replaceKeepingFocus } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";
import { avatar } from "./people.js";

/** Pixels from the end within which one reads the newest, and stays there when more comes. */
const NEAR = 60;

/** `list` stands in `scroll`. show(channel, place) says what is in it from now on, leave() that it is not looked at. */
export function messageList(list, scroll) {
  const shown = new Map();
  const openThreads = new Set();
  let channelShown = null;
  let atEnd = true;
  let top = 0;

  /** Whether one is at the end: still, where the list only grew; not any more, where one went up. */
  function look() {
    const near = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR;
    atEnd = near || (atEnd && scroll.scrollTop >= top);
    top = scroll.scrollTop;
  }
  function toEnd() {
    if (list.hidden) return;
    look();
    if (atEnd) scroll.scrollTop = scroll.scrollHeight;
    top = scroll.scrollTop;
  }
  scroll.addEventListener("scroll", look);
  const sizes = new ResizeObserver(toEnd);
  sizes.observe(list);
  sizes.observe(scroll);

  function show(channel, place) {
    const whose = `${place.user} ${channel.id}`;
    if (whose !== channelShown) {
      channelShown = whose;
      atEnd = true;
      top = 0;
      shown.clear();
      list.replaceChildren();
    }
    const toggle = (ts) => {
      if (!openThreads.delete(ts)) openThreads.add(ts);
      show(channel, place);
    };
    put(list, shown, items(channel, place, openThreads, toggle));
    toEnd();
  }
  return { show, leave: () => (channelShown = null) };
}

/** Makes the list hold these items; what did not change stays the same node. */
function put(list, shown, wanted) {
  const keys = new Set(wanted.map((item) => item.key));
  for (const [key, { node }] of shown) {
    if (!keys.has(key)) {
      node.remove();
      shown.delete(key);
    }
  }
  wanted.forEach((item, at) => {
    const before = shown.get(item.key);
    if (before?.looks !== item.looks) {
      const node = item.build();
      if (before) replaceKeepingFocus(before.node, node);
      shown.set(item.key, { node, looks: item.looks });
    }
    const { node } = shown.get(item.key);
    if (list.children[at] !== node) list.insertBefore(node, list.children[at] ?? null);
  });
}

function items(channel, place, openThreads, toggle) {
  const wanted = [{ key: "start", looks: "", build: () => beginning(channel) }];
  let day = null;
  for (const { message, replies } of threads(channel.messages)) {
    const date = ofTs(message.ts);
    if (!day || !sameDay(day, date)) {
      day = date;
      const title = dayTitle(date, new Date());
      wanted.push({ key: `day ${date.toDateString()}`, looks: title, build: () => dayLine(title) });
    }
    const looks = JSON.stringify(message);
    wanted.push({ key: message.ts, looks, build: () => messageNode(message, channel, place) });
    if (replies.length) {
      const isOpen = openThreads.has(message.ts);
      wanted.push({
        key: `thread ${message.ts}`,
        looks: `${isOpen} ${JSON.stringify(replies)}`,
        build: () => thread(message, replies, isOpen, () => toggle(message.ts), channel, place),
      });
    }
  }
  return wanted;
}

/** Each message that starts a thread or is none, with the replies to it. */
function threads(messages) {
  const starts = new Map();
  for (const message of messages) {
    const parent = message.thread_ts !== message.ts && starts.get(message.thread_ts);
    if (parent) parent.replies.push(message);
    else starts.set(message.ts, { message, replies: [] });
  }
  return [...starts.values()];
}

function beginning(channel) {
  const im = channel.kind === "im";
  return el(
    "div",
    { class: "beginning" },
    im ? avatar("app", "TokenMeter") : el("span", { class: "beginning-sign" }, icon(channel.kind === "private" ? "lock" : "hash")),
    el("h2", {}, im ? "TokenMeter" : channel.name),
    el("p", {}, im ? "Only you and the app see this conversation." : `This is the very beginning of the ${channel.name} channel.`),
    el("p", {}, "Ask with a command: ", el("code", {}, "/tokenmeter usage last 30 days by model")),
  );
}

function dayLine(title) {
  return el("div", { class: "day", role: "separator", "aria-label": title }, el("span", {}, title));
}

function thread(parent, replies, isOpen, toggle, channel, place) {
  const number = `${replies.length} ${replies.length === 1 ? "reply" : "replies"}`;
  const head = el(
    "button",
    { type: "button", class: "replies", "aria-expanded": String(isOpen), "data-key": `replies ${parent.ts}`, onclick: toggle },
    avatar("app", ""),
    el("strong", {}, number),
    icon(isOpen ? "down" : "right"),
  );
  const below = isOpen && replies.map((reply) => messageNode(reply, channel, place));
  return el("div", { class: "thread", "data-testid": "thread" }, head, ...(below || []));
}

function messageNode(message, channel, place) {
  const slackbot = message.user === "USLACKBOT";
  const name = slackbot ? "Slackbot" : (place.users[message.user] ?? message.user);
  const date = ofTs(message.ts);
  const here = {
    ...place,
    act: (element, more) =>
      place.press({ channel: channel.id, ts: message.ts, action_id: element.action_id, ...more }),
  };
  return el(
    "article",
    {
      class: message.ephemeral_for ? "message message-private" : "message",
      "data-testid": "message",
      "data-ts": message.ts,
      "aria-label": `${name}, ${clock(date)}`,
    },
    message.ephemeral_for && el("p", { class: "only-you" }, icon("eye"), "Only visible to you"),
    avatar(slackbot ? "slackbot" : message.bot_id ? "app" : "person", name),
    el(
      "div",
      { class: "content" },
      el(
        "div",
        { class: "who" },
        el("strong", {}, name),
        !slackbot && message.bot_id && el("span", { class: "badge" }, "APP"),
        el("time", { datetime: date.toISOString(), title: inFull(date) }, clock(date)),
        message.edited && el("span", { class: "edited" }, "(edited)"),
      ),
      ...body(message, here),
    ),
  );
}

function body(message, place) {
  const nodes = message.blocks?.length
    ? blockNodes(message.blocks, place)
    : message.text
      ? [el("div", { class: "text block" }, ...mrkdwn(message.text, place))]
      : [];
  return [...nodes, ...(message.files ?? []).map(fileNode)];
}

function fileNode(file) {
  if (file.is_picture) {
    return el("figure", { class: "block block-image" }, el("figcaption", {}, file.title), picture(fileUrl(file.id), file.alt_txt || file.title));
  }
  const size = `${Math.max(1, Math.round(file.size / 1024)).toLocaleString("en")} KB`;
  return el(
    "a",
    { class: "block file", href: fileUrl(file.id), download: file.name },
    el("strong", {}, file.title),
    el("span", {}, `${file.name} · ${size}`),
  );
}
