/** The page: who looks, at what, and what changes while they look. */

import { post, watch } from "./api.js";
import { barNodes, SIGNS } from "./bar.js";
import { blockNodes } from "./blocks.js";
import { composer } from "./composer.js";
import { say } from "./dialogs.js";
import { el, icon, replaceKeepingFocus } from "./dom.js";
import { hintChip } from "./hint.js";
import { messageList } from "./messages.js";
import { modalDialog } from "./modal.js";
import { avatar, PEOPLE } from "./people.js";
import { currentTheme, setTheme } from "./theme.js";

const HOME = "home";
const part = (id) => document.getElementById(id);
const asked = new URLSearchParams(location.search);

const page = {
  user: PEOPLE.some((person) => person.id === asked.get("user")) ? asked.get("user") : PEOPLE[0].id,
  place: asked.get("channel") ?? "",
  /** What the sandbox said last; null until it has. */
  seen: null,
  /** Whether that is the first since this person looks. */
  first: true,
  /** The newest message each person has read, by "person channel". */
  read: new Map(),
  watching: new AbortController(),
};

const messages = messageList(part("list"), part("scroll"));
const showModal = modalDialog();

function start() {
  setTheme(asked.get("theme"));
  composer(part("composer"), (text) => act("command", { channel: channel().id, text }, "The command was not sent."));
  part("scrim").addEventListener("click", () => openBar(false));
  document.addEventListener("keydown", (event) => event.key === "Escape" && openBar(false));
  look();
}

function look() {
  page.watching.abort();
  page.watching = new AbortController();
  page.first = true;
  if (page.place === HOME) openHome();
  const seen = (state) => {
    page.seen = state;
    show();
    page.first = false;
  };
  watch(page.user, page.watching.signal, seen, (lost) => (part("lost").hidden = !lost));
}

/** Does something as this person; says so when the sandbox did not take it. */
async function act(what, given, trouble) {
  try {
    return await post(what, { user: page.user, ...given });
  } catch {
    say(trouble);
    return null;
  }
}

const openHome = async () => {
  const answer = await act("open_home", {}, "The Home tab could not be opened.");
  if (answer && !answer.ok) say("TokenMeter did not answer. Is it running?");
};

function be(user) {
  page.user = user;
  if (page.place.startsWith("D")) page.place = `D${user.slice(1)}`;
  look();
}

function go(place) {
  page.place = place;
  openBar(false);
  if (place === HOME) openHome();
  show();
  if (place !== HOME) part("composer").querySelector("input").focus();
}

/** The channel that is open; the first one where the person does not see the one asked for. */
function channel() {
  const { channels } = page.seen;
  return channels.find((each) => each.id === page.place || each.name === page.place) ?? channels[0];
}

function show() {
  const { seen } = page;
  if (!seen) return;
  if (page.place !== HOME) page.place = channel().id;
  remember();
  const place = {
    user: seen.user,
    users: seen.users,
    channels: seen.channels,
    openChannel: go,
    press: (given) => act("click", given, "The button did not work: the app has changed what stood here."),
    hintChip: () => hintChip(seen.hint),
  };
  const home = page.place === HOME;
  part("list").hidden = part("composer").hidden = home;
  part("home").hidden = !home;
  if (home) {
    messages.leave();
    showHome(seen, place);
  } else {
    messages.show(channel(), place);
  }
  showModal(seen.modal, place);
  showTop();
  showBar();
  showNote();
}

/** Keeps the address in step, and what has been read. */
function remember() {
  for (const each of page.seen.channels) {
    const key = `${page.user} ${each.id}`;
    if (each.id === page.place || (page.first && !page.read.has(key))) page.read.set(key, each.messages.at(-1)?.ts ?? "");
  }
  const query = new URLSearchParams({ channel: page.place, user: page.user, theme: currentTheme() });
  history.replaceState(null, "", `?${query}`);
}

const unread = (each) =>
  each.messages.filter((message) => message.ts > (page.read.get(`${page.user} ${each.id}`) ?? "")).length;

function showHome(seen, place) {
  const home = part("home");
  const looks = JSON.stringify([seen.user, seen.home]);
  if (home.dataset.looks === looks) return;
  home.dataset.looks = looks;
  const view = seen.home;
  const here = { ...place, act: (element, more) => place.press({ view_id: view.id, action_id: element.action_id, ...more }) };
  const nodes = view ? blockNodes(view.blocks, here) : [el("p", { class: "waiting" }, "TokenMeter has not set up this tab yet.")];
  replaceKeepingFocus(home.firstElementChild ?? home.appendChild(el("div")), el("div", { class: "home-blocks" }, ...nodes));
}

function showTop() {
  const home = page.place === HOME;
  const here = channel();
  const app = home || here.kind === "im";
  const dm = page.seen.channels.find((each) => each.kind === "im");
  const dark = currentTheme() === "dark";
  const tab = (id, name) =>
    el("button", { type: "button", "aria-current": page.place === id ? "page" : null, "data-key": `tab ${id}`, onclick: () => go(id) }, name);
  const fresh = el(
    "header",
    { class: "top", id: "top" },
    el("button", { type: "button", class: "round menu", "aria-label": "Channels", "data-key": "menu", onclick: () => openBar(true) }, icon("menu")),
    el("h2", {}, app ? avatar("app", "") : icon(SIGNS[here.kind]), app ? "TokenMeter" : here.name),
    app && el("nav", { class: "tabs", "aria-label": "TokenMeter" }, tab(HOME, "Home"), tab(dm.id, "Messages")),
    !app && here.shared && el("span", { class: "shared-note" }, icon("shared"), "Shared with another organization"),
    el(
      "button",
      { type: "button", class: "round theme", "aria-label": dark ? "Light theme" : "Dark theme", "data-key": "theme", onclick: turn },
      icon(dark ? "sun" : "moon"),
    ),
  );
  replaceKeepingFocus(part("top"), fresh);
  part("list").setAttribute("aria-label", `Messages in ${here.name}`);
  part("composer").querySelector("input").placeholder = `Message ${app ? "TokenMeter" : `#${here.name}`}: type / for commands`;
  document.title = `${app ? "TokenMeter" : `#${here.name}`} · Acme`;
}

function turn() {
  setTheme(currentTheme() === "dark" ? "light" : "dark");
  show();
}

function showBar() {
  const bar = part("bar");
  const fresh = el("div", { class: "bar-inside" }, ...barNodes({ seen: page.seen, place: page.place, unread, go, be }));
  replaceKeepingFocus(bar.firstElementChild ?? bar.appendChild(el("div")), fresh);
}

function showNote() {
  const note = part("note");
  const looks = JSON.stringify(page.seen.hint ?? null);
  if (note.dataset.looks === looks) return;
  note.dataset.looks = looks;
  note.querySelector(".chip")?.remove();
  const chip = hintChip(page.seen.hint);
  if (chip) note.append(chip);
}

function openBar(open) {
  document.body.classList.toggle("bar-open", open);
  if (open) part("bar").querySelector("[aria-current]")?.focus();
}

start();
