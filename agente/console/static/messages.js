// Draws the transcript: one list item for each message, kept as long as its message is there.

import { BookingCard } from "./booking.js";
import { element, icon } from "./dom.js";
import { link, showMarkdown } from "./markdown.js";

export class Transcript {
  #list;
  #page;
  #retry;
  #booking;
  #drawn = new Map();

  constructor(list, page, { retry, download }) {
    this.#list = list;
    this.#page = page;
    this.#retry = retry;
    this.#booking = new BookingCard(page, download);
    this.#clock = new Intl.DateTimeFormat(page.locale, { hour: "2-digit", minute: "2-digit" });
  }

  #clock;

  /** Brings the list up to date; true when its end has changed. */
  show(conversation) {
    const entries = entriesOf(conversation);
    const keys = new Set(entries.map((entry) => entry.key));
    for (const [key, { item }] of this.#drawn) {
      if (keys.has(key)) continue;
      item.remove();
      this.#drawn.delete(key);
    }
    let changed = false;
    entries.forEach((entry, index) => {
      changed = this.#draw(entry, entries[index - 1], index) || changed;
    });
    return changed;
  }

  author(role) {
    const { texts } = this.#page;
    return { customer: texts.you, agent: texts.assistant, operator: texts.team }[role] ?? "";
  }

  #draw(entry, previous, index) {
    const signature = JSON.stringify([entry.text, entry.state, entry.at, entry.isLatest, previous?.role]);
    let drawn = this.#drawn.get(entry.key);
    if (!drawn) {
      const bubble = element("div", { className: "bubble" });
      drawn = { item: element("li", { className: `message ${entry.role}` }, [bubble]), bubble };
      this.#drawn.set(entry.key, drawn);
    }
    const { item, bubble } = drawn;
    if (this.#list.children[index] !== item) this.#list.insertBefore(item, this.#list.children[index] ?? null);
    if (drawn.signature === signature) return false;
    drawn.signature = signature;
    if (entry.role === "agent" || entry.role === "operator") showMarkdown(bubble, entry.text, this.#page.texts.new_window);
    else bubble.textContent = entry.text;
    for (const part of [...item.children]) if (part !== bubble) part.remove();
    bubble.before(this.#byline(entry, previous));
    bubble.after(...this.#below(entry));
    return true;
  }

  #byline(entry, previous) {
    const isRepeated = entry.role === "customer" || entry.role === "system" || entry.role === previous?.role;
    return element("p", { className: isRepeated ? "unseen" : "by" }, [this.author(entry.role)]);
  }

  #below(entry) {
    if (entry.state === "live") return [];
    if (entry.state === "failed") return [this.#failed(entry)];
    const meta = element("p", { className: "meta" });
    if (entry.role === "customer") meta.append(...this.#delivery(entry));
    else if (entry.role !== "system") meta.append(this.#time(entry));
    return [
      ...(entry.booking ? [this.#booking.draw(entry.booking, entry.isLatest)] : []),
      ...(entry.citations?.length ? [this.#sources(entry.citations)] : []),
      meta,
    ];
  }

  #delivery(entry) {
    const { texts } = this.#page;
    if (entry.state === "waiting") return [icon("clock"), texts.waiting];
    if (entry.state === "sending") return [icon("clock"), texts.sending];
    const [before, after] = texts.sent_at.split("{time}");
    const words = [before, after].map((part) => element("span", { className: "unseen" }, [part]));
    return [words[0], this.#time(entry), words[1], icon("sent")];
  }

  #time(entry) {
    return element("time", { dateTime: entry.at }, [this.#clock.format(new Date(entry.at))]);
  }

  #failed(entry) {
    const { texts } = this.#page;
    const button = element("button", { type: "button", className: "plain" }, [texts.retry]);
    button.addEventListener("click", () => this.#retry(entry.key));
    return element("p", { className: "meta failed" }, [texts.failed, button]);
  }

  #sources(citations) {
    const { texts } = this.#page;
    const rest = citations.length > 1 ? ` +${citations.length - 1}` : "";
    const details = element("details", { className: "sources" }, [
      element("summary", {}, [
        icon("source"),
        element("span", { className: "chip" }, [shortHeading(citations[0].heading) + rest]),
        element("span", { className: "why" }, [texts.sources]),
      ]),
      element("div", { className: "sources-body" }, [
        element("p", {}, [texts.sources_detail]),
        element("ul", {}, citations.map((citation) => this.#source(citation))),
      ]),
    ]);
    details.addEventListener("toggle", () => details.open && details.scrollIntoView({ block: "nearest" }));
    return details;
  }

  #source({ document: name, heading, url }) {
    const { texts } = this.#page;
    const kind = texts[`document_${name.split(/[./]/)[0]}`] ?? name;
    const page = url && link(url, texts.open_source, texts.new_window);
    return element("li", {}, [
      element("strong", {}, [heading.replaceAll(" > ", " › ")]),
      element("span", {}, [kind]),
      ...(page ? [page] : []),
    ]);
  }
}

function entriesOf(conversation) {
  const latest = new Map(conversation.shown.filter(({ booking }) => booking).map(({ id, booking }) => [booking.id, id]));
  const entries = conversation.shown.map((message) => ({
    key: message.key ?? (message.role === "agent" && message.in_reply_to ? `reply:${message.in_reply_to}` : message.id),
    role: message.role,
    text: message.text,
    at: message.created_at,
    citations: message.citations,
    booking: message.booking,
    isLatest: latest.get(message.booking?.id) === message.id,
  }));
  const { live, messages } = conversation;
  for (const item of conversation.outbox) {
    if (!messages.has(item.id)) {
      entries.push({ key: item.key, role: "customer", text: item.text, at: item.created_at, state: item.state });
    }
    if (live?.key === item.key && live.text) {
      entries.push({ key: `reply:${item.id}`, role: "agent", text: live.text, state: "live" });
    }
  }
  return entries;
}

function shortHeading(heading) {
  return heading.split(" > ").at(-1);
}
