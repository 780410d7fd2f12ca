// What the browser remembers: the conversation and the messages not yet delivered.
// Where storage is refused (private windows, policies) a memory of the page's life takes its place.

const memory = new Map();

export const durable = (() => {
  try {
    localStorage.setItem("agente.probe", "1");
    localStorage.removeItem("agente.probe");
    return true;
  } catch {
    return false;
  }
})();

export function recall(name) {
  if (!durable) return memory.get(name) ?? null;
  try {
    return JSON.parse(localStorage.getItem(`agente.${name}`));
  } catch {
    return null;
  }
}

export function remember(name, value) {
  memory.set(name, value);
  if (!durable) return;
  try {
    localStorage.setItem(`agente.${name}`, JSON.stringify(value));
  } catch {
    // The quota is used up: what was stored before stays, the page goes on.
  }
}

export function forget(name) {
  memory.delete(name);
  if (durable) localStorage.removeItem(`agente.${name}`);
}
