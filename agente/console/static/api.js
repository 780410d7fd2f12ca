// The public API as functions. A refusal becomes an ApiError; a network that fails stays the error of `fetch`.

const PATIENCE_MS = 40_000; // the server breathes every 15 s; twice missed is a dead line

export class ApiError extends Error {
  constructor(status, problem, retryAfter) {
    super(problem.detail || problem.title || String(status));
    this.status = status;
    this.code = problem.code;
    this.retryAfter = Number(retryAfter) || null; // seconds
  }
}

export const createConversation = async (locale) =>
  (await call(null, "POST", "", { channel: "web", locale })).json();

export const readConversation = async (session) => (await call(session, "GET", "")).json();

export const closeConversation = async (session) => (await call(session, "POST", "/close")).json();

export const rate = (session, score, comment) => call(session, "POST", "/rating", comment ? { score, comment } : { score });

export const askPerson = (session) => call(session, "POST", "/handoff", {});

export const returnToAssistant = async (session) => (await call(session, "DELETE", "/handoff")).json();

export const readBookingFile = async (session, id) =>
  (await call(session, "GET", `/bookings/${encodeURIComponent(id)}.ics`)).blob();

/** Yields every stored message after the cursor, oldest first. */
export async function* readMessages(session, after) {
  for (let cursor = after; cursor !== null; ) {
    const page = await (await call(session, "GET", `/messages?after=${encodeURIComponent(cursor)}&limit=100`)).json();
    yield* page.items;
    cursor = page.next_cursor ?? null;
  }
}

/** Sends one message and yields `accepted`, `delta` and at last `completed`; ends without it when the line is cut. */
export async function* sendMessage(session, key, text) {
  const headers = { "Idempotency-Key": key, Accept: "text/event-stream" };
  const response = await call(session, "POST", "/messages", { text }, { headers });
  if (!response.headers.get("Content-Type")?.startsWith("text/event-stream")) {
    yield { event: "completed", data: await response.json() };
    return;
  }
  for await (const event of readEvents(response)) {
    if (event.event === "error") throw new ApiError(event.data.status, event.data, event.data.retry_after);
    yield event;
  }
}

/** Yields what happens in the conversation from the cursor on: `message` and `status`. */
export async function* followEvents(session, cursor, signal, onOpen) {
  const headers = { Accept: "text/event-stream", "Last-Event-ID": String(cursor) };
  const response = await call(session, "GET", "/events", undefined, { headers, signal });
  onOpen();
  yield* readEvents(response);
}

async function call(session, method, path, body, { headers = {}, signal } = {}) {
  const address = session ? `/v1/conversations/${session.id}${path}` : "/v1/conversations";
  const response = await fetch(address, {
    method,
    signal,
    cache: "no-store",
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: {
      ...(session && { Authorization: `Bearer ${session.token}` }),
      ...(body !== undefined && { "Content-Type": "application/json" }),
      ...headers,
    },
  });
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw new ApiError(response.status, problem, response.headers.get("Retry-After"));
}

async function* readEvents(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  try {
    for (;;) {
      const { value, done } = await inTime(reader.read());
      if (done) return;
      buffer += value;
      const blocks = buffer.split(/\r?\n\r?\n/);
      buffer = blocks.pop();
      for (const block of blocks) {
        const event = parseEvent(block);
        if (event) yield event;
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function inTime(promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("silent stream")), PATIENCE_MS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function parseEvent(block) {
  const event = { event: "message", id: null };
  const data = [];
  for (const line of block.split(/\r?\n/)) {
    const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line);
    if (field === "data") data.push(value);
    else if (field) event[field] = value;
  }
  return data.length ? { ...event, data: JSON.parse(data.join("\n")) } : null;
}
