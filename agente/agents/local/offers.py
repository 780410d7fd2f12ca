"""The offer to call a person, which the customer's next message may accept."""

from dataclasses import replace

from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.packs.models import IntentName


def yes_or_no(tools: Toolbox, reading: Reading) -> tuple[str, str]:
    return tools.phrases.say("reply_yes", reading.locale), tools.phrases.say("reply_no", reading.locale)


def offer(tools: Toolbox, reading: Reading, reply: Reply) -> Reply:
    """The reply with the offer after it."""
    text = f"{reply.text}\n\n{tools.phrases.say('offer_person', reading.locale)}"
    return replace(reply, text=text, quick_replies=yes_or_no(tools, reading), awaiting="handoff_offer")


def offering(
    tools: Toolbox, reading: Reading, key: str, intent: IntentName | None = None, missed: bool = False, **values: str
) -> Reply:
    """A phrase that itself makes the offer."""
    return Reply(
        text=tools.phrases.say(key, reading.locale, reading.rotation, **values),
        intent=intent,
        quick_replies=yes_or_no(tools, reading),
        awaiting="handoff_offer",
        missed=missed,
    )
