"""The offer to call a person, which the customer's next message may accept."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agente.agents.local.clauses import SENTENCE_END
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.handoff.phrases import folded, offers_person
from agente.packs.models import IntentName

MAX_QUOTED = 60  # characters
# What opens or closes a question and says nothing: "tá e somando o módulo", "tem um maior né".
_JOINED = re.compile(
    r"^(?:(?:e|mas|a[ií]|ent[aã]o|t[aá]|ok|okay|certo|blz|beleza|calma|pera[ií]?|nossa|putz|afff?|ah+|h[mu]+m*|olha|opa"
    r"|oi+|valeu|obrigad[oa]|entendi|legal|and|but|well|hey|y|pero|bueno|k{2,}|(?:ha|rs){2,}|rs)\b[ ,.!;:]*)+",
    re.IGNORECASE,
)
_TAILED = re.compile(r"[ ,]+(?:n[eé]|viu|hein|t[aá]|ok|certo|right|verdad|k{2,}|rs+)[ .,;:!?]*$", re.IGNORECASE)
_UNQUOTABLE = re.compile(r"[\d@<>{}\[\]\"\n]|\w[./]\w")
_UNKNOWN = ("unknown", "unknown_again")


def yes_or_no(tools: Toolbox, reading: Reading) -> tuple[str, str]:
    return tools.phrases.say("reply_yes", reading.locale), tools.phrases.say("reply_no", reading.locale)


def refuses(reading: Reading) -> bool:
    """Whether the customer refused a person, before or in any part of the message."""
    if reading.turn.state.get("refused_person") or reading.refuses_person:
        return True
    return reading.message != reading.turn.text and reading.reread(reading.message).refuses_person


def offer(tools: Toolbox, reading: Reading, reply: Reply, before: str = "\n\n") -> Reply:
    """The reply with the offer after it, unless the customer has refused one; asked once, then only mentioned."""
    if refuses(reading) or reply.awaiting == "handoff_offer":
        return reply
    again = reading.turn.state.get("awaiting") == "handoff_offer"
    offered = tools.phrases.say("person_if_wanted" if again else "offer_person", reading.locale)
    quick_replies = yes_or_no(tools, reading)
    return replace(reply, text=f"{reply.text}{before}{offered}", quick_replies=quick_replies, awaiting="handoff_offer")


def with_rest_open(tools: Toolbox, reading: Reading, reply: Reply, left: Sequence[str]) -> Reply:
    """An answer to a part of what was asked, with the offer of a person for the parts that are `left`."""
    told = replace(reply, text=f"{reply.text}\n\n{rest_unknown(tools, reading, left)}")
    return with_way_on(tools, reading, told, " ")


def with_way_on(tools: Toolbox, reading: Reading, reply: Reply, before: str = "\n\n") -> Reply:
    """What does not know, with the offer of a person; who has refused one is only told that they can ask for it.

    Who refuses it in this message may ask again in other words.
    """
    if not refuses(reading) or reply.awaiting == "handoff_offer":
        return offer(tools, reading, reply, before)
    person = tools.phrases.say("reply_person", reading.locale)
    buttons = tuple(dict.fromkeys((*reply.quick_replies[:2], person)))
    key = "other_words" if reading.refuses_person else "person_any_time"
    told = tools.phrases.say(key, reading.locale, reading.rotation)
    return replace(reply, text=f"{reply.text}{before}{told}", quick_replies=buttons)


def rest_unknown(tools: Toolbox, reading: Reading, left: Sequence[str]) -> str:
    """Says that the questions that are `left` have no answer here; names the only one."""
    rest = _quotable(left[0]) if len(left) == 1 else ""
    say = tools.phrases.say
    return say("rest_unknown_named", reading.locale, rest=rest) if rest else say("rest_unknown", reading.locale)


def _quotable(question: str) -> str:
    """The customer's own words, to tell which question is meant; none of a long one, or of figures and addresses."""
    words = _TAILED.sub("", _JOINED.sub("", question.strip())).strip(' .,;:!?"')
    return "" if len(words) > MAX_QUOTED or _UNQUOTABLE.search(words) else words


def _offers(sentence: str) -> bool:
    return sentence.endswith("?") or offers_person(f"{folded(sentence)}?")


def offering(
    tools: Toolbox, reading: Reading, key: str, intent: IntentName | None = None, missed: bool = False, **values: str
) -> Reply:
    """A phrase that itself makes the offer. Who refused a person, now or before, is told how to ask for one."""
    refused = refuses(reading)
    if refused and key in _UNKNOWN:
        key = "unknown"
    text = tools.phrases.say(key, reading.locale, reading.rotation, **values)
    if refused:
        told = " ".join(part for part in SENTENCE_END.split(text) if not _offers(part))
        # Who wants to buy after all is told by whom that is done.
        closes = intent == "purchase_interest" and not reading.refuses_person
        how = "purchase_on_request" if closes else "without_person"
        text = f"{told} {tools.phrases.say(how, reading.locale, reading.rotation)}".strip()
        person = tools.phrases.say("reply_person", reading.locale)
        return Reply(text, intent=intent, quick_replies=(person,), missed=missed)
    return Reply(
        text=text,
        intent=intent,
        quick_replies=yes_or_no(tools, reading),
        awaiting="handoff_offer",
        missed=missed,
    )
