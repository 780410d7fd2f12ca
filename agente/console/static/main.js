// The chat page: ties what the visitor does to the conversation, and the conversation to the view.

import { save } from "./booking.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { byId, View } from "./view.js";

const page = JSON.parse(byId("page").textContent);
const view = new View(page, {
  say: (text) => {
    say(text);
    composer.focusUnlessTouch();
  },
  retry: (key) => conversation.retry(key),
  download: (id) => attempt(async () => save(await conversation.bookingFile(id), "agenda.ics")),
  rate: (score, comment) => attempt(() => conversation.rate(score, comment)),
});
const conversation = new Conversation(
  page.locale,
  () => view.update(conversation),
  (message) => view.heard(message),
);
const composer = new Composer(page, view, say);

function say(text) {
  view.alert("");
  conversation.say(text);
}

/** Runs what the visitor asked for; true when it worked, else the alert says so. */
async function attempt(action) {
  view.alert("");
  try {
    await action();
    return true;
  } catch {
    view.alert(page.texts.action_failed);
    return false;
  }
}

function onClick(id, action) {
  byId(id).addEventListener("click", action);
}

function closeMenu() {
  byId("menu").open = false;
}

function setUpMenu() {
  document.addEventListener("click", (event) => byId("menu").contains(event.target) || closeMenu());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !byId("menu").open) return;
    closeMenu();
    byId("menu").querySelector("summary").focus();
  });
  onClick("ask-person", () => {
    closeMenu();
    composer.focusUnlessTouch();
    attempt(() => conversation.askPerson());
  });
  onClick("end", () => {
    closeMenu();
    byId("end-dialog").showModal();
  });
}

function setUpEnd() {
  onClick("end-cancel", () => byId("end-dialog").close());
  onClick("end-confirm", async () => {
    byId("end-dialog").close();
    // The view shows the button in the next frame; it was asked for one first.
    if (await attempt(() => conversation.end())) requestAnimationFrame(() => byId("another").focus({ preventScroll: true }));
  });
  onClick("another", () => {
    conversation.restart();
    composer.focusUnlessTouch();
  });
  onClick("resume", () => {
    composer.focusUnlessTouch();
    attempt(() => conversation.returnToAssistant());
  });
  onClick("newer", () => {
    view.scrollToEnd();
    byId("log").focus({ preventScroll: true });
  });
}

function setUpTheme() {
  const root = document.documentElement;
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  const show = () => byId("theme").setAttribute("aria-pressed", isDark());
  onClick("theme", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem("agente.theme", root.dataset.theme);
    } catch {
      // No storage: the choice lasts as long as the page.
    }
    show();
  });
  show();
}

/** "Open until 18h" must not outlive 18h. */
function forgetPresenceInTime() {
  for (const line of document.querySelectorAll("[data-until]")) {
    const left = new Date(line.dataset.until) - Date.now();
    if (left < 2 ** 31) setTimeout(() => (line.textContent = ""), left);
  }
}

setUpMenu();
setUpEnd();
setUpTheme();
forgetPresenceInTime();
conversation.start();
view.update(conversation);
