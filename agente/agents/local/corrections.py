"""A customer who says that we misunderstood: sorry, the next likely answer to what they had asked, or one question."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from agente.agents.local import cues
from agente.agents.local.offers import offering
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox

Answerer = Callable[[Toolbox, Reading], Reply | None]

MAX_WORDS = 40  # a longer message tells what it wants by itself
TRIED = 4  # replies, the latest, whose words are not tried again


def corrected_by(answerers: Sequence[Answerer]) -> Answerer:
    """The answerer of corrections, which asks `answerers` for another answer."""

    def answer_correction(tools: Toolbox, reading: Reading) -> Reply | None:
        if len(reading.words) > MAX_WORDS or not reading.rotation or not is_correction(reading):
            return None
        restated = _restated(reading)
        if not restated and reading.misses + 1 >= tools.pack.policies.handoff.after_misses:
            return offering(tools, reading, "unknown_again", missed=True)
        again = restated or _asked_before(reading)
        said = "" if restated else _said_lately(reading)
        other = _other_answer(tools, again, answerers, said) if again else None
        return _sorry(tools, reading, other) if other else _ask(tools, reading)

    return answer_correction


def is_correction(reading: Reading) -> bool:
    return cues.is_misread(reading.words) or reading.asks(cues.MISREAD)


def _restated(reading: Reading) -> Reading | None:
    """What the customer adds to the correction: "não foi isso, eu quero saber o prazo"."""
    words = cues.MISREAD.sub(" ", " ".join(reading.words)).split()
    if cues.is_misread(reading.words) or not words:
        return None
    again = reading.reread(" ".join(words) + "?" * reading.turn.text.endswith("?"))
    return again if again.rest or again.products or again.asks(cues.PRICE) or again.asks(cues.OPEN) else None


def _asked_before(reading: Reading) -> Reading | None:
    """The customer's last message that was a question of its own."""
    for said in reversed(reading.turn.history):
        if said.role == "customer" and not is_correction(again := reading.reread(said.text)):
            return again
    return None


def _said_lately(reading: Reading) -> str:
    return "\n".join([said.text for said in reading.turn.history if said.role == "agent"][-TRIED:])


def _other_answer(tools: Toolbox, again: Reading, answerers: Sequence[Answerer], said: str) -> Reply | None:
    """The first answer that was not given already and that helps."""
    replies = (answer(tools, again) for answer in answerers)
    return next((reply for reply in replies if reply and not reply.missed and reply.text not in said), None)


def _sorry(tools: Toolbox, reading: Reading, other: Reply) -> Reply:
    text = tools.phrases.say("sorry_again", reading.locale, reading.rotation, answer=other.text)
    return replace(other, text=text, missed=True)


def _ask(tools: Toolbox, reading: Reading) -> Reply:
    phrases, locale = tools.phrases, reading.locale
    buttons = tuple(phrases.say(key, locale) for key in ("reply_products", "reply_hours", "reply_person"))
    text = phrases.say("sorry_which", locale, reading.rotation)
    return Reply(text, intent="out_of_scope", quick_replies=buttons, missed=True)
