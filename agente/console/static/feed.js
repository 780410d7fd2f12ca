// Follows one conversation for as long as the page lives: its history once, then its events, resumed by cursor.

import { ApiError, followEvents, readConversation, readMessages } from "./api.js";

const RETRY_MS = [500, 1000, 2000, 4000, 8000, 15000];
const PATIENCE_MS = 3000; // shorter cuts are nobody's business
const RESTORED_MS = 4000;

export class Feed {
  #session;
  #on;
  #cursor = 0;
  #loaded = false;
  #stopped = false;
  #failures = 0;
  #lostTimer = null;
  #isLost = false;
  #abort = new AbortController();
  #wake = () => {};

  /** `on` has `message(message, isNew)`, `status(status)`, `link(up|lost|restored)` and `refused()`. */
  constructor(session, on) {
    this.#session = session;
    this.#on = on;
    addEventListener("offline", () => this.#abort.abort());
  }

  async run() {
    while (!this.#stopped) {
      try {
        await this.#load();
        await this.#follow();
      } catch (error) {
        if (error instanceof ApiError && [401, 404].includes(error.status)) {
          this.stop();
          this.#on.refused();
        }
      }
      if (!this.#stopped) await this.#rest();
    }
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#lostTimer);
    this.#abort.abort();
    this.#wake();
  }

  /** Connects now instead of at the end of the pause. */
  hurry() {
    this.#wake();
  }

  async #load() {
    if (this.#loaded) return;
    const { status } = await readConversation(this.#session);
    for await (const message of readMessages(this.#session, 0)) this.#take(message, false);
    this.#loaded = true;
    this.#on.status(status);
  }

  async #follow() {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    for await (const { event, data } of followEvents(this.#session, this.#cursor, signal, () => this.#up())) {
      if (this.#stopped) return;
      if (event === "message") this.#take(data, true);
      else if (event === "status") this.#on.status(data.status);
    }
  }

  #take(message, isNew) {
    this.#cursor = Math.max(this.#cursor, message.seq);
    this.#on.message(message, isNew);
  }

  #up() {
    this.#failures = 0;
    clearTimeout(this.#lostTimer);
    this.#lostTimer = null;
    if (!this.#isLost) return;
    this.#isLost = false;
    this.#on.link("restored");
    setTimeout(() => this.#isLost || this.#on.link("up"), RESTORED_MS);
  }

  #rest() {
    this.#lostTimer ??= setTimeout(() => {
      this.#isLost = true;
      this.#on.link("lost");
    }, PATIENCE_MS);
    const delay = RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)];
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, delay);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
