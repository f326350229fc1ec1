/** Light or dark: what the address says, else what was chosen last, else what the machine prefers. */

const KEY = "theme";
const THEMES = ["light", "dark"];

export const currentTheme = () => document.documentElement.dataset.theme;

export function setTheme(theme) {
  const known = THEMES.includes(theme) ? theme : (kept() ?? preferred());
  document.documentElement.dataset.theme = known;
  localStorage.setItem(KEY, known);
}

function kept() {
  const theme = localStorage.getItem(KEY);
  return THEMES.includes(theme) ? theme : null;
}

const preferred = () => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
