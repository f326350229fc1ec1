/** What a person does and sees, asked of the sandbox. */

/** Raises an Error when the sandbox does not take it. */
export async function post(what, given) {
  const answer = await fetch(`sandbox/api/${what}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(given),
  });
  if (!answer.ok) throw new Error(`${what}: ${answer.status}`);
  return answer.json();
}

/** What `user` sees, once it is newer than the version `since`. */
async function look(user, since, signal) {
  const answer = await fetch(`sandbox/api/state?${new URLSearchParams({ user, since })}`, { signal });
  if (!answer.ok) throw new Error(`state: ${answer.status}`);
  return answer.json();
}

const AGAIN_AFTER = 1000;

/** Call `seen` with every new state until the signal says stop, and `lost` with whether the server is away. */
export async function watch(user, signal, seen, lost) {
  let since = -1;
  while (!signal.aborted) {
    try {
      const state = await look(user, since, signal);
      if (signal.aborted) return;
      lost(false);
      if (state.version !== since) seen(state);
      since = state.version;
    } catch {
      if (signal.aborted) return;
      lost(true);
      since = -1;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
    }
  }
}
