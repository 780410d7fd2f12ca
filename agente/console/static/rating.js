// Asks how it was: five words, a comment if one likes, and a thank-you that lets one think again.

import { element } from "./dom.js";
import { recall, remember } from "./store.js";

export class Rating {
  #place;
  #texts;
  #send;
  #shown = "";

  /** `send(score, comment)` returns a promise that fails when the rating was not stored. */
  constructor(place, texts, send) {
    this.#place = place;
    this.#texts = texts;
    this.#send = send;
  }

  show(isAsked) {
    const wanted = recall("rating") ? (isAsked ? "thanks" : "") : isAsked ? "form" : "";
    if (wanted === this.#shown) return false;
    this.#shown = wanted;
    this.#place.replaceChildren(...(wanted === "form" ? [this.#form()] : wanted === "thanks" ? [this.#thanks()] : []));
    return true;
  }

  #form() {
    const texts = this.#texts;
    const comment = element("textarea", { id: "rating-comment", rows: 2, maxLength: 1000 });
    const more = element("div", { className: "rating-more", hidden: true }, [
      element("label", { htmlFor: "rating-comment" }, [texts.rating_comment]),
      comment,
      element("button", { type: "submit", className: "primary" }, [texts.rating_send]),
    ]);
    const scores = [1, 2, 3, 4, 5].map((score) => {
      const input = element("input", { type: "radio", name: "score", value: score, className: "unseen" });
      return element("label", { className: "score" }, [input, element("b", {}, [String(score)]), texts[`rating_${score}`]]);
    });
    const form = element("form", { className: "rating" }, [
      element("fieldset", {}, [
        element("legend", {}, [texts.rating_question]),
        element("div", { className: "scores" }, scores),
      ]),
      more,
    ]);
    form.addEventListener("change", () => {
      if (!more.hidden) return;
      more.hidden = false;
      form.scrollIntoView({ block: "end" });
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const score = Number(new FormData(form).get("score"));
      if (!(await this.#send(score, comment.value.trim()))) return;
      remember("rating", score);
      this.show(true);
      this.#place.querySelector("p")?.focus();
    });
    return form;
  }

  #thanks() {
    const change = element("button", { type: "button", className: "plain" }, [this.#texts.rating_change]);
    change.addEventListener("click", () => {
      remember("rating", null);
      this.show(true);
      this.#place.querySelector("input")?.focus();
    });
    return element("div", { className: "rating thanks" }, [
      element("p", { tabIndex: -1 }, [this.#texts.rating_thanks]),
      change,
    ]);
  }
}
