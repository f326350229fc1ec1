/** Dates and times as Slack writes them, in the browser's zone. */

const DAY = 24 * 60 * 60 * 1000;
const HALF_A_YEAR = 182 * DAY;

const format = (date, options) => new Intl.DateTimeFormat("en-US", options).format(date);

export const clock = (date) => format(date, { hour: "numeric", minute: "2-digit" });

/** With the day and the zone, for a tooltip. */
export const inFull = (date) => format(date, { dateStyle: "full", timeStyle: "long" });

export const ofTs = (ts) => new Date(Number(ts) * 1000);

export function sameDay(one, other) {
  return one.toDateString() === other.toDateString();
}

/** The line between two days: "Today", "Yesterday", "Monday, November 23rd". */
export function dayTitle(date, now) {
  const near = nearDay(date, now);
  if (near) return near[0].toUpperCase() + near.slice(1);
  const long = `${format(date, { weekday: "long" })}, ${month(date, "long")}`;
  return date.getFullYear() === now.getFullYear() ? long : `${long}, ${date.getFullYear()}`;
}

function nearDay(date, now) {
  const midnight = (each) => Date.UTC(each.getFullYear(), each.getMonth(), each.getDate());
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[(midnight(date) - midnight(now)) / DAY] ?? null;
}

function ordinal(day) {
  const last = day % 10;
  if (day > 10 && day < 14) return `${day}th`;
  return `${day}${{ 1: "st", 2: "nd", 3: "rd" }[last] ?? "th"}`;
}

const month = (date, length) => `${format(date, { month: length })} ${ordinal(date.getDate())}`;

const two = (number) => String(number).padStart(2, "0");

const FORMATS = {
  date_num: (date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
  date_slash: (date) => `${two(date.getMonth() + 1)}/${two(date.getDate())}/${date.getFullYear()}`,
  date: (date, now) =>
    Math.abs(date - now) < HALF_A_YEAR ? month(date, "long") : `${month(date, "long")}, ${date.getFullYear()}`,
  date_short: (date) => format(date, { month: "short", day: "numeric", year: "numeric" }),
  date_long: (date) => `${format(date, { weekday: "long" })}, ${month(date, "long")}, ${date.getFullYear()}`,
  time: clock,
  time_secs: (date) => format(date, { hour: "numeric", minute: "2-digit", second: "2-digit" }),
  ago: (date, now) => ago(Math.round((now - date) / 60_000)),
};

function ago(minutes) {
  if (minutes < 1) return "just now";
  const [number, unit] =
    minutes < 60 ? [minutes, "minute"] : minutes < 1440 ? [Math.round(minutes / 60), "hour"] : [Math.round(minutes / 1440), "day"];
  return `${number} ${unit}${number === 1 ? "" : "s"} ago`;
}

/** Fill in a date format like "{date_short_pretty} {time}"; null when a name in it is unknown. */
export function fill(pattern, date, now = new Date()) {
  if (Number.isNaN(date.getTime())) return null;
  let known = true;
  const filled = pattern.replace(/\{(\w+)\}/g, (whole, name) => {
    const pretty = name.endsWith("_pretty");
    const write = FORMATS[pretty ? name.slice(0, -"_pretty".length) : name];
    if (!write) known = false;
    return (pretty && nearDay(date, now)) || write?.(date, now) || whole;
  });
  return known ? filled : null;
}
