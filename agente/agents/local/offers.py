"""The offer to call a person, which the customer's next message may accept."""

from dataclasses import replace

from agente.agents.local.clauses import SENTENCE_END
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.handoff.phrases import folded, offers_person
from agente.packs.models import IntentName

_UNKNOWN = ("unknown", "unknown_again")


def yes_or_no(tools: Toolbox, reading: Reading) -> tuple[str, str]:
    return tools.phrases.say("reply_yes", reading.locale), tools.phrases.say("reply_no", reading.locale)


def offer(tools: Toolbox, reading: Reading, reply: Reply) -> Reply:
    """The reply with the offer after it, unless the customer has refused one."""
    if reading.turn.state.get("refused_person") or reading.refuses_person:
        return reply
    text = f"{reply.text}\n\n{tools.phrases.say('offer_person', reading.locale)}"
    return replace(reply, text=text, quick_replies=yes_or_no(tools, reading), awaiting="handoff_offer")


def with_rest_open(tools: Toolbox, reading: Reading, reply: Reply) -> Reply:
    """An answer to a part of what was asked, with the offer of a person for what is not known."""
    text = f"{reply.text}\n\n{tools.phrases.say('rest_unknown', reading.locale)}"
    return replace(reply, text=text, quick_replies=yes_or_no(tools, reading), awaiting="handoff_offer")


def _offers(sentence: str) -> bool:
    return sentence.endswith("?") or offers_person(f"{folded(sentence)}?")


def offering(
    tools: Toolbox, reading: Reading, key: str, intent: IntentName | None = None, missed: bool = False, **values: str
) -> Reply:
    """A phrase that itself makes the offer. Who just refused a person is told how to ask for one."""
    refused = reading.refuses_person or (key in _UNKNOWN and reading.turn.state.get("refused_person"))
    if refused and key in _UNKNOWN:
        key = "unknown"
    text = tools.phrases.say(key, reading.locale, reading.rotation, **values)
    if refused:
        told = " ".join(part for part in SENTENCE_END.split(text) if not _offers(part))
        text = f"{told} {tools.phrases.say('without_person', reading.locale, reading.rotation)}".strip()
        person = tools.phrases.say("reply_person", reading.locale)
        return Reply(text, intent=intent, quick_replies=(person,), missed=missed)
    return Reply(
        text=text,
        intent=intent,
        quick_replies=yes_or_no(tools, reading),
        awaiting="handoff_offer",
        missed=missed,
    )
