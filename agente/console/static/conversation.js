// The conversation as this page knows it: messages by id, those still to be delivered, and how it stands.
// Messages come three ways (history, event stream, reply to a send) and may come twice; the id decides.

import * as api from "./api.js";
import { Feed } from "./feed.js";
import { forget, recall, remember } from "./store.js";

const RETRY_MS = [1000, 2000, 4000, 8000, 15000];
const GIVE_UP_AFTER = 6; // refusals of a server that is there; a missing network is waited for without end

export class Conversation {
  #changed;
  #heard;
  #locale;
  #delivering = false;
  #wake = () => {};
  #feed = null;

  /** `changed()` is called when anything may look different, `heard(message)` once for each message said by others. */
  constructor(locale, changed, heard) {
    this.#locale = locale;
    this.#changed = changed;
    this.#heard = heard;
    this.#clear();
    this.session = recall("conversation"); // {id, token, protocol}
    this.outbox = recall("outbox") ?? []; // {key, text, created_at, state: waiting|sending|failed, id?, seq?}
    for (const item of this.outbox) item.state = "waiting";
    addEventListener("online", () => this.hurry());
    addEventListener("offline", () => this.#changed());
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry());
  }

  #clear() {
    this.messages = new Map();
    this.status = "active";
    this.ended = null; // null | "completed" | "expired"
    this.live = null; // the reply being written: {key, text, since}
    this.notice = null; // why messages wait: {kind: "rate_limited" | "maintenance", until}
    this.link = "up"; // of the event stream: up | lost | restored
  }

  start() {
    if (this.session) this.#follow();
    this.#deliver();
  }

  /** Stored messages in order, without those that have nothing to show. */
  get shown() {
    return [...this.messages.values()].filter((message) => message.text).sort((a, b) => a.seq - b.seq);
  }

  /** Messages on their way that the server's own list does not show yet. */
  get pending() {
    return this.outbox.filter((item) => !this.messages.has(item.id));
  }

  say(text) {
    this.outbox.push({ key: newKey(), text, created_at: new Date().toISOString(), state: "waiting" });
    this.#outboxChanged();
    this.#deliver();
  }

  retry(key) {
    const item = this.outbox.find((candidate) => candidate.key === key);
    if (item) Object.assign(item, { state: "waiting", tries: 0 });
    this.#outboxChanged();
    this.#deliver();
  }

  /** Tries at once whatever is waiting for better times. */
  hurry() {
    this.#wake();
    this.#feed?.hurry();
    this.#changed();
  }

  async end() {
    this.#setStatus((await api.closeConversation(this.session)).status);
  }

  async askPerson() {
    await this.#open();
    await api.askPerson(this.session);
    this.#setStatus((await api.readConversation(this.session)).status);
  }

  async returnToAssistant() {
    this.#setStatus((await api.returnToAssistant(this.session)).status);
  }

  bookingFile(id) {
    return api.readBookingFile(this.session, id);
  }

  rate(score, comment) {
    return api.rate(this.session, score, comment);
  }

  /** Leaves the ended conversation; messages that it did not take go to the next one. */
  restart() {
    this.#feed?.stop();
    this.#feed = null;
    this.session = null;
    forget("conversation");
    forget("rating");
    this.#clear();
    this.outbox = this.outbox.map(({ text, created_at }) => ({ key: newKey(), text, created_at, state: "waiting" }));
    this.#outboxChanged();
    this.#deliver();
  }

  // -- what comes in

  merge(message, isNew = true) {
    const known = this.messages.get(message.id);
    this.messages.set(message.id, { ...known, ...message });
    if (message.role === "customer") this.#adopt(message);
    const answered = message.role === "agent" && this.outbox.find((item) => item.id === message.in_reply_to);
    if (answered) this.#settled(answered);
    if (isNew && !known && message.text && message.role !== "customer") this.#heard(message);
    this.#changed();
  }

  /** A message of ours may come back through the events before its own request says which it is. */
  #adopt(message) {
    const item = this.outbox.find((candidate) => candidate.id === message.id || (!candidate.id && candidate.text === message.text));
    if (!item) return;
    Object.assign(item, { id: message.id, seq: message.seq });
    this.messages.get(message.id).key = item.key;
  }

  #setStatus(status) {
    this.status = status;
    if (status === "completed" || status === "abandoned") this.#finish("completed");
    this.#changed();
  }

  #finish(reason) {
    this.ended = reason;
    this.live = null;
    this.#feed?.stop();
    this.#changed();
  }

  #expire() {
    if (this.messages.size || this.outbox.length) this.#finish("expired");
    else this.restart(); // nothing to read: a fresh start says it better than a notice
  }

  #follow() {
    this.#feed = new Feed(this.session, {
      message: (message, isNew) => this.merge(message, isNew),
      status: (status) => this.#setStatus(status),
      link: (link) => {
        this.link = link;
        if (link === "restored") this.#wake();
        this.#changed();
      },
      refused: () => this.#expire(),
    });
    this.#feed.run();
  }

  // -- what goes out

  async #open() {
    if (this.session) return;
    const { id, token, protocol } = await api.createConversation(this.#locale);
    this.session = { id, token, protocol };
    remember("conversation", this.session);
    this.#follow();
  }

  async #deliver() {
    if (this.#delivering) return;
    this.#delivering = true;
    for (let item; (item = this.#next()); ) {
      try {
        await this.#send(item);
      } catch (error) {
        const delay = this.#judge(item, error);
        this.live = this.live?.text ? this.live : null;
        this.#outboxChanged();
        if (delay) await this.#pause(delay);
      }
      this.notice = null;
    }
    this.#delivering = false;
    this.#changed();
  }

  #next() {
    return this.ended ? null : this.outbox.find((item) => item.state !== "failed");
  }

  async #send(item) {
    item.state = "sending";
    this.#changed();
    await this.#open();
    let received = "";
    for await (const { event, data } of api.sendMessage(this.session, item.key, item.text)) {
      if (!this.outbox.includes(item)) return; // answered through the event stream meanwhile
      if (event === "accepted") this.#accepted(item, data);
      else if (event === "delta") this.#grow(item, (received += data.text));
      else if (event === "completed") return this.#completed(item, data);
    }
    throw new TypeError("the reply was cut");
  }

  #accepted(item, { message_id, seq }) {
    Object.assign(item, { id: message_id, seq, state: "accepted" });
    if (this.live?.key !== item.key) this.live = { key: item.key, text: "", since: Date.now() };
    this.#outboxChanged();
  }

  #grow(item, text) {
    if (this.live?.key !== item.key) this.live = { key: item.key, text: "", since: Date.now() };
    if (text.length > this.live.text.length) this.live.text = text; // a repeated reply starts over: never shrink
    this.#changed();
  }

  #completed(item, reply) {
    const isSilent = reply.role === "system" && !reply.text;
    item.id = reply.in_reply_to;
    item.seq ??= isSilent ? reply.seq : reply.seq - 0.5;
    this.#settled(item);
    if (!isSilent) this.merge(reply);
    if (reply.handoff) api.readConversation(this.session).then(({ status }) => this.#setStatus(status), () => {});
  }

  #settled(item) {
    const { id, seq, text, created_at } = item;
    if (!this.messages.has(id)) this.messages.set(id, { id, seq, role: "customer", text, created_at });
    this.messages.get(id).key = item.key;
    this.outbox = this.outbox.filter((other) => other !== item);
    if (this.live?.key === item.key) this.live = null;
    this.#outboxChanged();
  }

  /** Decides what a failed attempt means; returns how long to wait before the next one, 0 for none. */
  #judge(item, error) {
    if (!this.outbox.includes(item)) return 0;
    item.state = "waiting";
    item.tries = (item.tries ?? 0) + 1;
    const backoff = RETRY_MS[Math.min(item.tries, RETRY_MS.length) - 1];
    if (!(error instanceof api.ApiError)) return backoff;
    const wait = error.retryAfter ? error.retryAfter * 1000 : backoff;
    if (error.status === 401 || error.status === 404) this.#expire();
    else if (error.code === "conversation_closed") this.#setStatus("completed");
    else if (error.status === 409) return wait;
    else if (error.status === 429) return this.#wait("rate_limited", wait);
    else if (error.status === 503) return this.#wait("maintenance", wait);
    else if (error.status >= 500 && item.tries < GIVE_UP_AFTER) return backoff;
    else item.state = "failed";
    return 0;
  }

  #wait(kind, delay) {
    this.notice = { kind, until: Date.now() + delay };
    return delay;
  }

  #pause(delay) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, delay);
      this.#wake = () => {
        // A server that named its time is not asked before it.
        if (this.notice) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #outboxChanged() {
    remember("outbox", this.outbox);
    this.#changed();
  }
}

/** A UUID v4; `crypto.randomUUID` is missing where the page is served over plain HTTP in a local network. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
