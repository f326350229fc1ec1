/** What can follow in a command that is being typed. */

const COMMAND = "/tokenmeter";

const SUBCOMMANDS = [
  ["usage", "What was spent, as a chart"],
  ["why", "Who moved the bill, and how"],
  ["digest", "What was spent, told every morning"],
  ["budget", "How much may be spent, and who is told"],
  ["alert", "Be told when something runs away"],
  ["connect", "Connect an OpenAI account"],
  ["status", "Whether every connection is read"],
  ["help", "What can be asked, with examples"],
];
const TOPICS = [
  ["usage", "How to ask"],
  ["digest", "What is told, and when"],
  ["budget", "What it counts, and when it warns"],
  ["alert", "What is worth one"],
  ["accuracy", "How exact the figures are"],
  ["security", "How keys and figures are kept"],
];
/** The parts of a question: of each kind, one. What is not known here is most likely a period: there are many more. */
const CLAUSES = {
  period: [
    ["last 7 days", "UTC days"],
    ["last 30 days", "if nothing is said"],
    ["this month", "the month to date"],
    ["last month", "the whole month before"],
    ["today", "since 00:00 UTC"],
    ["yesterday", "one UTC day"],
    ["this week", "since Monday"],
    ["last 90 days", "UTC days"],
    ["last quarter", "three whole months"],
    ["this year", "the year to date"],
  ],
  split: [
    ["by model", "a colour for each model"],
    ["by project", "a colour for each project"],
    ["by item", "the lines of the bill"],
    ["by connection", "each connected account"],
    ["by key", "each API key"],
  ],
  measure: [
    ["in cost", "if nothing is said"],
    ["in tokens", "input and output"],
    ["in requests", "calls of the API"],
  ],
  place: [["privately", "the answer comes to your DM"]],
};

/**
 * The ways to go on from `typed`: [{text, label, what, likely}], text being the whole line when it is taken.
 * A likely one continues the word that is being typed; the others come into question.
 */
export function completions(typed) {
  if (!typed.startsWith("/")) return [];
  if (!typed.startsWith(`${COMMAND} `)) {
    if (!COMMAND.startsWith(typed)) return [];
    return [{ text: `${COMMAND} `, label: COMMAND, what: "Costs and usage of your LLM APIs", likely: typed !== COMMAND }];
  }
  const rest = typed.slice(COMMAND.length + 1).trimStart();
  const [first, ...more] = rest.split(" ");
  if (more.length === 0) return matching(`${COMMAND} `, first, SUBCOMMANDS);
  const after = rest.slice(first.length + 1);
  const head = `${COMMAND} ${first} `;
  if (first === "usage") return clauses(head, after.trimStart());
  if (first === "help" && !after.includes(" ")) return matching(head, after, TOPICS);
  return [];
}

function clauses(head, typed) {
  const left = new Map(Object.entries(CLAUSES));
  const done = [];
  let tail = typed;
  for (let space = 0; space >= 0; ) {
    const whole = [...left].find(([, options]) => options.some(([option]) => tail.startsWith(`${option} `)));
    const option = whole?.[1].find(([each]) => tail.startsWith(`${each} `))[0];
    if (whole) left.delete(whole[0]);
    else if ([...left.values()].flat().some(([each]) => each.startsWith(tail))) break;
    space = option ? option.length : tail.indexOf(" ");
    if (space < 0) break;
    if (!option) left.delete("period");
    done.push(tail.slice(0, space));
    tail = tail.slice(space + 1).trimStart();
  }
  const before = done.length ? `${done.join(" ")} ` : "";
  return matching(`${head}${before}`, tail, [...left.values()].flat());
}

function matching(head, tail, options) {
  const word = tail.toLowerCase();
  if (options.some(([option]) => option === word)) {
    return options
      .filter(([option]) => option.startsWith(word))
      .map(([option, what]) => entry(head, option, what, false));
  }
  const starts = options.filter(([option]) => option.startsWith(word));
  const inside = options.filter(([option]) => !option.startsWith(word) && option.includes(` ${word}`));
  return [
    ...starts.map(([option, what]) => entry(head, option, what, word !== "")),
    ...(word ? inside : []).map(([option, what]) => entry(head, option, what, false)),
  ];
}

const entry = (head, option, what, likely) => ({ text: `${head}${option} `, label: option, what, likely });
