// The card of a meeting under the reply that booked, moved or cancelled it, in the business's own time.

import { element, icon } from "./dom.js";

export class BookingCard {
  #texts;
  #title;
  #titles;
  #day;
  #time;
  #download;

  /** `download(id)` fetches the meeting's calendar file. */
  constructor({ locale, texts, timezone, booking_title, booking_titles }, download) {
    this.#texts = texts;
    this.#title = booking_title;
    this.#titles = booking_titles; // of the pack's kinds of meetings, by their ids
    this.#download = download;
    this.#day = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", timeZone: timezone });
    const hours = { hour: "2-digit", minute: "2-digit", timeZone: timezone };
    const isElsewhere = offset(timezone) !== offset(undefined);
    this.#time = new Intl.DateTimeFormat(locale, isElsewhere ? { ...hours, timeZoneName: "short" } : hours);
  }

  /** `isLatest`: no later message changed this meeting, so its file is worth having. */
  draw({ id, starts_at, ends_at, kind, status }, isLatest) {
    const title = this.#titles[kind] ?? this.#title;
    const [start, end] = [new Date(starts_at), new Date(ends_at)];
    const isBooked = status === "booked";
    const card = element("section", { className: `booking ${status}`, ariaLabel: title }, [
      icon("calendar"),
      element("div", { className: "booking-what" }, [
        element("p", { className: "booking-status" }, [isBooked ? this.#texts.booking_booked : this.#texts.booking_cancelled]),
        element("p", { className: "booking-title" }, [title]),
        element("p", {}, [
          element("time", { dateTime: starts_at }, [`${this.#day.format(start)}, ${this.#time.formatRange(start, end)}`]),
        ]),
      ]),
    ]);
    if (isBooked && isLatest) card.append(this.#button(id));
    return card;
  }

  #button(id) {
    const button = element("button", { type: "button" }, [this.#texts.booking_add]);
    button.addEventListener("click", async () => {
      button.disabled = true;
      await this.#download(id);
      button.disabled = false;
    });
    return button;
  }
}

/** Hands a file that was fetched over to the visitor. */
export function save(blob, name) {
  const address = URL.createObjectURL(blob);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // some browsers ask first where to put it
}

function offset(timeZone) {
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  return format.formatToParts(new Date()).find((part) => part.type === "timeZoneName").value;
}
