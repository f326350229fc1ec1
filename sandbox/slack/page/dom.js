/** Elements, words and icons. Text goes in as text nodes only: nothing here reads markup. */

/** An element; `on…` properties are listeners, null and false ones are left out. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const LIGHTS = { "🟢": "green", "🟡": "yellow", "🔴": "red" };

/** Text as nodes. The lights are drawn, as not every machine has a font for them. */
export function words(text) {
  return String(text)
    .split(/(🟢|🟡|🔴)/u)
    .filter((part) => part !== "")
    .map((part) =>
      part in LIGHTS
        ? el("span", { class: `light light-${LIGHTS[part]}`, role: "img", "aria-label": LIGHTS[part] }, part)
        : document.createTextNode(part),
    );
}

const ICONS = {
  hash: "M8 3.5 6.5 16.5M13.5 3.5 12 16.5M4 7.5h13M3 12.5h13",
  lock: "M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9",
  home: "M3.5 9.5 10 4l6.5 5.5M5.5 8.5v7.5h9V8.5",
  eye: "M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5zM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z",
  close: "m5 5 10 10M15 5 5 15",
  menu: "M3.5 5.5h13M3.5 10h13M3.5 14.5h13",
  moon: "M16 11.8A6.5 6.5 0 0 1 8.2 4a6.5 6.5 0 1 0 7.8 7.8z",
  sun: "M10 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM10 2.5v1.8M10 15.7v1.8M2.5 10h1.8M15.7 10h1.8M4.7 4.7 6 6M14 14l1.3 1.3M4.7 15.3 6 14M14 6l1.3-1.3",
  send: "M3.5 4 17 10 3.5 16l1.8-6zM5.3 10H10",
  down: "m6 8 4 4 4-4",
  right: "m8 6 4 4-4 4",
  copy: "M7.5 7.5h8v8h-8zM12.5 7.5v-3h-8v8h3",
  shared: "M7.2 10h5.6M8.5 7 6.8 5.8a3 3 0 1 0 0 8.4L8.5 13M11.5 7l1.7-1.2a3 3 0 1 1 0 8.4L11.5 13",
  enlarge: "M11.5 4h4.5v4.5M16 4l-5 5M8.5 16H4v-4.5M4 16l5-5",
};

const SVG = "http://www.w3.org/2000/svg";

/** A line drawing of 20 × 20 that takes the colour of its text. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** The address, when a browser may open it from somebody else's text; else null. */
export function safeUrl(text) {
  try {
    const url = new URL(text);
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

export function link(url, ...children) {
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

/** Put `fresh` in the place of `old`; the field or button in it that had the focus has it again. */
export function replaceKeepingFocus(old, fresh) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const key = focused?.dataset.key;
  const caret = focused?.selectionStart;
  old.replaceWith(fresh);
  const again = key && fresh.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!again) return;
  again.focus({ preventScroll: true });
  if (typeof caret === "number") again.setSelectionRange(caret, caret);
}
