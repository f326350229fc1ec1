/** Who is who: faces and roles. */

import { el } from "./dom.js";

/** The people one can act as, with what they are in the workspace. */
export const PEOPLE = [
  { id: "U0ANA", name: "Ana", role: "admin" },
  { id: "U0BEN", name: "Ben", role: "member" },
  { id: "U0GUS", name: "Gus", role: "guest" },
];

/** A square face; kind is "app", "slackbot" or "person". */
export function avatar(kind, name) {
  if (kind === "app") return el("img", { class: "avatar", src: "page/icon.svg", alt: "" });
  return el("span", { class: `avatar avatar-${kind} avatar-${name.toLowerCase()}`, "aria-hidden": "true" }, name[0] ?? "?");
}
