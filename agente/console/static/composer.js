// The text field: grows with the text, counts near the limit, sends on Enter.

import { byId } from "./view.js";

const COUNTED_FROM = 0.9; // of the limit: 3,600 of 4,000

export class Composer {
  #page;
  #view;
  #say;
  #field = byId("text");

  constructor(page, view, say) {
    this.#page = page;
    this.#view = view;
    this.#say = say;
    this.#field.addEventListener("input", () => this.#changed());
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#changed();
  }

  /** Touch would open the keyboard over what one has just asked to see. */
  focusUnlessTouch() {
    const target = matchMedia("(pointer: coarse)").matches ? byId("log") : this.#field;
    target.focus({ preventScroll: true });
  }

  #submit() {
    const text = this.#field.value.trim();
    if (!text) return;
    if (length(text) > this.#page.max_chars) {
      this.#view.alert(this.#counted("too_long", length(text)));
      return;
    }
    this.#field.value = "";
    this.#changed();
    this.#say(text);
  }

  #key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#submit();
    }
    if (this.#field.value || !["PageUp", "PageDown"].includes(event.key)) return;
    event.preventDefault();
    const log = byId("log");
    log.scrollBy({ top: (event.key === "PageUp" ? -0.9 : 0.9) * log.clientHeight });
  }

  #changed() {
    const count = length(this.#field.value);
    const limit = this.#page.max_chars;
    const isOver = count > limit;
    const counter = byId("counter");
    counter.hidden = count < limit * COUNTED_FROM;
    counter.classList.toggle("over", isOver);
    counter.textContent = counter.hidden ? "" : this.#counted(isOver ? "too_long" : "characters", count);
    this.#field.setAttribute("aria-invalid", isOver);
    if (!isOver) this.#view.alert("");
    this.#field.style.height = "auto";
    this.#field.style.height = `${this.#field.scrollHeight}px`;
  }

  #counted(key, count) {
    const format = new Intl.NumberFormat(this.#page.locale, { useGrouping: "always" }).format;
    return this.#page.texts[key].replace("{count}", format(count)).replace("{limit}", format(this.#page.max_chars));
  }
}

/** In characters as people and the server count them, not UTF-16 units. */
function length(text) {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
