/** The bar on the left: channels, the app, and who one is. */

import { el, icon } from "./dom.js";
import { avatar, PEOPLE } from "./people.js";

export const SIGNS = { public: "hash", private: "lock" };

/** What the bar shows: `seen` from the sandbox, `place` that is open, `unread(channel)`; `go`, `be` on a click. */
export function barNodes({ seen, place, unread, go, be }) {
  const dm = seen.channels.find((channel) => channel.kind === "im");
  const rooms = seen.channels.filter((channel) => channel.kind !== "im");
  return [
    el("h1", { class: "workspace" }, el("span", { class: "workspace-sign", "aria-hidden": "true" }, "A"), "Acme"),
    el(
      "nav",
      { "aria-label": "Channels and apps" },
      section("Channels", ...rooms.map((room) => entry(room.id, icon(SIGNS[room.kind]), room.name, room))),
      section("Direct messages", dm && entry(dm.id, avatar("app", ""), "TokenMeter", dm)),
      section("Apps", entry("home", icon("home"), "TokenMeter Home")),
    ),
    switcher(seen.user, be),
  ];

  function section(title, ...entries) {
    return el("section", { "aria-label": title }, el("h2", {}, title), ...entries);
  }

  function entry(id, sign, name, channel) {
    const number = channel ? unread(channel) : 0;
    return el(
      "button",
      {
        type: "button",
        class: number ? "entry entry-unread" : "entry",
        "aria-current": place === id ? "page" : null,
        "aria-label": number ? `${name}, ${number} unread` : name,
        "data-key": id,
        onclick: () => go(id),
      },
      sign,
      el("span", { class: "entry-name" }, name),
      channel?.shared && el("span", { class: "shared", title: "Shared with another organization" }, icon("shared")),
      number > 0 && el("span", { class: "count" }, String(number)),
    );
  }
}

function switcher(user, be) {
  return el(
    "fieldset",
    { class: "people", role: "radiogroup" },
    el("legend", {}, "You are"),
    ...PEOPLE.map((person) =>
      el(
        "label",
        {},
        el("input", {
          type: "radio",
          name: "person",
          value: person.id,
          checked: person.id === user,
          "aria-label": `${person.name}, ${person.role}`,
          "data-key": person.id,
          onchange: () => be(person.id),
        }),
        avatar("person", person.name),
        el("strong", {}, person.name),
        el("span", {}, person.role),
      ),
    ),
  );
}
