// Shows the state of the conversation, at most once a frame, and tells it to those who do not see the screen.

import { element } from "./dom.js";
import { plainText } from "./markdown.js";
import { Transcript } from "./messages.js";
import { Rating } from "./rating.js";
import { durable } from "./store.js";

const WRITING_AFTER_MS = 400;
const SLOW_AFTER_MS = 15_000;
const SPOKEN_MS = 1000; // shorter is lost on some phones' readers
const NEAR_END_PX = 80;

export const byId = (id) => document.getElementById(id);

export class View {
  #page;
  #texts;
  #conversation;
  #transcript;
  #rating;
  #say;
  #frame = 0;
  #timer = 0;
  #spoken = [];
  #banner = "";
  #writing = "";
  #quick = "";
  #isFirst = true;
  #isAtEnd = true; // until the visitor scrolls back
  #scrollTop = 0; // when it last changed

  /** `act` has `say(text)`, `retry(key)`, `rate(score, comment)` and `download(bookingId)`. */
  constructor(page, act) {
    this.#page = page;
    this.#texts = page.texts;
    this.#say = act.say;
    this.#transcript = new Transcript(byId("messages"), page, act);
    this.#rating = new Rating(byId("rating"), page.texts, act.rate);
    const log = byId("log");
    log.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    // The field grows with what is written in it, and a notice takes its place above it.
    new ResizeObserver(() => this.#isAtEnd && this.scrollToEnd()).observe(log);
  }

  update(conversation) {
    this.#conversation = conversation;
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  /** Speaks a finished message of somebody else. */
  heard(message) {
    this.speak([this.#transcript.author(message.role), plainText(message.text)].filter(Boolean).join(": "));
  }

  speak(text) {
    this.#spoken.push(text);
    if (this.#spoken.length === 1) this.#speakNext();
  }

  alert(text) {
    byId("alert").textContent = text;
  }

  scrollToEnd() {
    byId("log").scrollTop = byId("log").scrollHeight;
    byId("newer").hidden = true;
    this.#isAtEnd = true;
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = byId("log");
    const isNearEnd = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    // On a smooth way down the end is still far, but nobody has left it.
    if (isNearEnd || scrollTop < this.#scrollTop) this.#isAtEnd = isNearEnd;
    if (isNearEnd) byId("newer").hidden = true;
    this.#scrollTop = scrollTop;
  }

  #speakNext() {
    byId("status").textContent = this.#spoken[0];
    setTimeout(() => {
      byId("status").textContent = "";
      this.#spoken.shift();
      if (this.#spoken.length) this.#speakNext();
    }, SPOKEN_MS);
  }

  #draw() {
    const conversation = this.#conversation;
    const last = conversation.shown.at(-1);
    const isTurnOver = conversation.outbox.length === 0;
    let grew = this.#transcript.show(conversation);
    grew = this.#showWriting(conversation) || grew;
    const asksRating = conversation.ended === "completed" || (isTurnOver && last?.role === "agent" && last.ask_rating);
    grew = this.#rating.show(Boolean(asksRating && conversation.session && last)) || grew;
    this.#showQuickReplies(conversation, last, isTurnOver);
    this.#showBanner(conversation);
    this.#showHandoff(conversation);
    this.#showEnd(conversation);
    if (this.#isAtEnd || this.#isFirst || conversation.outbox.some((item) => item.state === "sending")) this.scrollToEnd();
    else if (grew) byId("newer").hidden = false;
    this.#isFirst = !conversation.messages.size;
  }

  #showWriting({ live, status }) {
    const elapsed = live && !live.text && status === "active" ? Date.now() - live.since : -1;
    let text = "";
    if (elapsed >= SLOW_AFTER_MS) text = this.#texts.still_working;
    else if (elapsed >= WRITING_AFTER_MS) text = this.#texts.writing.replace("{name}", this.#texts.assistant);
    if (elapsed >= 0 && elapsed < SLOW_AFTER_MS) {
      this.#later((elapsed < WRITING_AFTER_MS ? WRITING_AFTER_MS : SLOW_AFTER_MS) - elapsed);
    }
    if (text === this.#writing) return false;
    this.#writing = text;
    byId("writing").hidden = !text;
    byId("writing-text").textContent = text;
    if (text) this.speak(text);
    return true;
  }

  #showQuickReplies(conversation, last, isTurnOver) {
    let replies = [];
    if (conversation.ended || !isTurnOver) replies = [];
    else if (last) replies = last.quick_replies ?? [];
    else if (!conversation.session) replies = this.#page.quick_replies;
    const signature = JSON.stringify([last?.id, replies]);
    if (signature === this.#quick) return;
    this.#quick = signature;
    const buttons = replies.slice(0, 4).map((text) => {
      const button = element("button", { type: "button" }, [text]);
      button.addEventListener("click", () => this.#say(text));
      return button;
    });
    byId("quick").hidden = !buttons.length;
    byId("quick").replaceChildren(...buttons);
  }

  #showBanner(conversation) {
    const [kind, text] = this.#bannerOf(conversation);
    byId("connection").hidden = !kind;
    byId("connection").className = `banner ${kind}`;
    byId("connection").textContent = text;
    if (kind !== this.#banner && kind && kind !== "not_stored") this.speak(text);
    this.#banner = kind;
  }

  #bannerOf({ notice, link, outbox }) {
    const texts = this.#texts;
    if (!navigator.onLine) return ["offline", texts.offline];
    if (notice?.kind === "rate_limited") {
      this.#later(1000);
      const seconds = Math.max(1, Math.ceil((notice.until - Date.now()) / 1000));
      return ["limited", texts.rate_limited.replace("{seconds}", seconds)];
    }
    if (notice?.kind === "maintenance") {
      const phone = this.#page.phone ? ` ${texts.maintenance_phone.replace("{phone}", this.#page.phone)}` : "";
      return ["limited", texts.maintenance + phone];
    }
    if (link === "lost" || outbox[0]?.tries > 1) return ["lost", texts.reconnecting];
    if (link === "restored") return ["restored", texts.reconnected];
    return durable ? ["", ""] : ["not_stored", texts.not_stored];
  }

  #showHandoff({ status, ended, session }) {
    const { presence } = this.#page;
    const waiting = presence ? this.#texts.waiting_human_closed.replace("{presence}", presence) : this.#texts.waiting_human;
    const text = { waiting_human: waiting, with_human: this.#texts.with_human }[ended ? "" : status] ?? "";
    byId("handoff").hidden = !text;
    byId("handoff-text").textContent = text && this.#withProtocol(text, session);
    byId("resume").hidden = status !== "waiting_human";
    byId("ask-person").hidden = Boolean(ended) || status !== "active";
  }

  #showEnd({ ended, session }) {
    byId("end").hidden = Boolean(ended) || !session;
    byId("composer").hidden = Boolean(ended);
    byId("ended").hidden = !ended;
    const text = this.#texts[ended === "expired" ? "conversation_expired" : "conversation_ended"];
    byId("ended-text").textContent = ended ? this.#withProtocol(text, session) : "";
  }

  /** The text and the number that the conversation can be named by; one that is older has none. */
  #withProtocol(text, session) {
    return session?.protocol ? `${text} ${this.#texts.protocol.replace("{protocol}", session.protocol)}` : text;
  }

  #later(delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.update(this.#conversation), delay);
  }
}
