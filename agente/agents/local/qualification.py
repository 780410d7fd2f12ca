"""Learning who the customer is, one question at a time, and never at the cost of their own question.

Three places of a turn: `answer_asked` and `answer_told` reply to messages that tell something and ask nothing;
`follow_up` stands behind every reply, keeps what was learned and may append one question of the pack's qualification.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from agente.agents.local import cues, meeting_cues, price_cues, stances
from agente.agents.local.clauses import clauses_of
from agente.agents.local.offers import yes_or_no
from agente.agents.local.reading import Reading
from agente.agents.local.reluctance import CANNOT, REFUSES, STOPS, WONDERS
from agente.agents.local.reply import Reply
from agente.agents.local.spoken_of import is_customer, spoken_of
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.own import vouched_for
from agente.guardrails.facts import amounts
from agente.i18n import formats
from agente.knowledge.analysis import words
from agente.leads.form import CONTACT, detail_of
from agente.leads.scoring import score
from agente.leads.updates import LeadUpdate
from agente.packs.models import IntentName, Qualification, QualificationField

MOST_ASKED = 2  # times that a field is asked for of who is buying, or whose answer to it could not be read
MOST_IGNORED = 2  # questions in a row that were passed over: then it waits until the customer tells something
SHORT_ANSWER = 6  # words; "não sei" in a longer message is more than an answer
_SELLING: tuple[IntentName, ...] = ("pricing", "product_question", "purchase_interest", "scheduling")
# Who writes for one of these is no lead, and is asked nothing.
_SERVING: tuple[IntentName, ...] = (
    "technical_support", "order_status", "billing", "cancellation", "complaint", "privacy_request",
)  # fmt: skip
_FREE = ("name", "company", "text")  # types of fields whose answer may be any word
_FLAGS = ("stopped", "buying", "serving", "customer")
_FORMED = {"email": ("@", 1), "phone": ("0123456789", 4), "document": ("0123456789", 4)}  # how many of which signs
_REACHED = ("phone", "email")
_NOTED = {"phone": "lead_noted_phone", "email": "lead_noted_email"}
_MORE = (
    cues.ASKED,
    cues.DISCOUNT,
    cues.HOURS,
    cues.HOW_LONG,
    cues.ADDRESS,
    cues.PURCHASE,
    cues.PRIVACY,
    meeting_cues.BOOK,
)


@dataclass(frozen=True, slots=True)
class LeadTalk:
    """What the policy remembers of a conversation, as `lead_talk` in its state."""

    asked: tuple[str, ...] = ()  # names of fields, once for each time that they were asked for
    said: tuple[str, ...] = ()  # names of those that the customer spoke of, with or without a value for them
    ignored: int = 0  # how many questions in a row the customer passed over
    stopped: bool = False  # the customer does not want to be asked
    buying: bool = False  # the required fields are asked one after the other
    serving: bool = False  # the talk is about something that the customer has already
    customer: bool = False  # they said that they are one: no lead, until they want something new

    @classmethod
    def of(cls, state: Mapping[str, Any]) -> "LeadTalk":
        kept = state.get("lead_talk")
        kept = kept if isinstance(kept, Mapping) else {}
        asked, said = kept.get("asked"), kept.get("said")
        ignored = kept.get("ignored")
        flags = {name: bool(kept.get(name)) for name in _FLAGS}
        return cls(
            asked=tuple(asked) if isinstance(asked, list) else (),
            said=tuple(said) if isinstance(said, list) else (),
            ignored=ignored if isinstance(ignored, int) else 0,
            **flags,
        )

    def to_json(self) -> dict[str, Any]:
        told = {name: value for name in ("ignored", *_FLAGS) if (value := getattr(self, name))}
        return {"asked": list(self.asked), **({"said": list(self.said)} if self.said else {}), **told}

    def without(self, name: str) -> "LeadTalk":
        """The field is not asked for again."""
        return replace(self, asked=(*self.asked, *[name] * (MOST_ASKED - self.asked.count(name))))


def answer_asked(tools: Toolbox, reading: Reading) -> Reply | None:
    """What the customer says to a question of ours about them, unless they ask something themselves."""
    talk, heard = LeadTalk.of(reading.turn.state), reading.hear()
    if _refuses(reading, talk):
        return None if _asks_more(reading) else _stop(tools, reading, talk)
    if heard.asked is None:
        return None
    if wonders(reading):
        reason = _ours(tools, reading, tools.phrases.say("lead_reason", reading.locale), talk)
        return replace(reason, remember={**reason.remember, "asked": heard.asked.name})  # it still stands
    if heard.told:
        return None if _asks_more(reading) else _acknowledge(tools, reading, talk)
    return _answer_missing(tools, reading, heard.asked, talk)


def _answer_missing(tools: Toolbox, reading: Reading, asked: QualificationField, talk: LeadTalk) -> Reply | None:
    """There is nothing to tell, or it could not be read; None when the message is no answer at all."""
    phrases, locale, heard = tools.phrases, reading.locale, reading.hear()
    declined = reading.asks(CANNOT) or stances.is_no(reading.words)
    if _asks_more(reading):
        return None
    if declined and len(reading.words) <= SHORT_ANSWER and not heard.bad_document:
        return _go_on(tools, reading, phrases.say("lead_skipped", locale), talk.without(asked.name))
    if not (heard.bad_document or _garbled(reading, asked)):
        return None
    if talk.asked.count(asked.name) >= MOST_ASKED:
        return _go_on(tools, reading, phrases.say("lead_skipped", locale), talk)
    if heard.bad_document:
        return _ask(tools, reading, phrases.say("lead_bad_document", locale), asked, talk)
    unclear = phrases.say("lead_unclear", locale, question=_question(tools, reading, asked))
    return _ask(tools, reading, unclear, asked, talk)


def answer_told(tools: Toolbox, reading: Reading) -> Reply | None:
    """A message that gives name, e-mail and the like, unasked, and is for nothing else."""
    unsure = not reading.sure_of(reading.classification.intent) or reading.sure_of("out_of_scope")
    if not reading.hear().told or reading.products or _asks_more(reading):
        return None
    if not (reading.sure_of("provide_details") or (unsure and _personal(tools, reading))):
        return None
    return _acknowledge(tools, reading, LeadTalk.of(reading.turn.state))


def answer_told_at_least(tools: Toolbox, reading: Reading) -> Reply | None:
    """Before giving up: what the message tells was understood. A need that nothing answers is not met by noting it."""
    talk, told = LeadTalk.of(reading.turn.state), reading.hear().told
    selling = not talk.serving and not reading.sure_of(*_SERVING)
    more_than_need = any(detail_of(item) != "need" for item in _fields(tools) if item.name in told)
    if _asks_more(reading) or not (_personal(tools, reading) or (selling and more_than_need)):
        return None
    return _acknowledge(tools, reading, talk)


def follow_up(tools: Toolbox, reading: Reading, reply: Reply, may_ask: bool = True) -> Reply:
    """The reply with what was learned and, where it is natural and `may_ask`, one question behind it."""
    rules = tools.pack.qualification
    if rules is None:
        return reply
    if reply.intent == "scheduling":
        reading = _without_answer(reading)
    intent = reply.intent or reading.classification.intent
    talk = LeadTalk.of(reply.remember if "lead_talk" in reply.remember else reading.turn.state)
    talk = replace(talk, said=tuple(sorted({*talk.said, *spoken_of(tools, reading)})))
    serving = intent in _SERVING or (talk.serving and intent not in _SELLING)
    heard = reading.hear()
    ignored = 0 if heard.told else talk.ignored + bool(heard.asked and "lead_talk" not in reply.remember)
    customer = (talk.customer or is_customer(reading)) and not (talk.buying or reply.booking)
    buying = talk.buying and not serving
    talk = replace(talk, serving=serving, customer=customer, buying=buying, ignored=ignored)
    lead, update = _learned(rules, reading, intent, serving=talk.serving, asked=talk.asked)
    if may_ask and "lead_talk" not in reply.remember:
        reply = _with_question(tools, reading, _greeted(tools, reading, reply, intent), intent, talk)
        talk = LeadTalk.of(reply.remember) if "lead_talk" in reply.remember else talk
    kept = {"lead": lead} if lead else {}
    if talk != LeadTalk():
        kept["lead_talk"] = talk.to_json()
    return replace(reply, lead=update, remember={**reply.remember, **kept})


def _without_answer(reading: Reading) -> Reading:
    """ "Remarcar", said behind "como você se chama?", was an errand: it is no name, and no other free answer."""
    heard = reading.hear()
    if heard.asked is None or heard.asked.type not in _FREE or _answers_first(reading):
        return reading
    told = {name: value for name, value in heard.told.items() if name != heard.asked.name}
    return replace(reading, hear=lambda: replace(heard, told=told))


def _answers_first(reading: Reading) -> bool:
    """ "Sandra. passa pra segunda": the answer stands in a part of its own, before the errand."""
    clauses, heard = clauses_of(reading.turn.text), reading.hear()
    value = heard.told.get(heard.asked.name) if heard.asked else None
    return value is not None and len(clauses) > 1 and list(words(clauses[0].text)) == list(words(str(value)))


def first_name(tools: Toolbox, reading: Reading) -> str | None:
    """What to call somebody who gives their name in this message."""
    told = reading.hear().told
    name = next((told[item.name] for item in _fields(tools) if item.type == "name" and item.name in told), None)
    return str(name).split()[0] if name else None


def _learned(
    rules: Qualification, reading: Reading, intent: IntentName, *, serving: bool, asked: Sequence[str]
) -> tuple[dict[str, Any], LeadUpdate | None]:
    """The lead for the state, and what to record of it.

    Of who wants something else only how to reach them is kept, and what they were asked.
    """
    heard = reading.hear()
    before = reading.turn.state.get("lead")
    lead = dict(before) if isinstance(before, Mapping) else {}
    if intent == "privacy_request":
        return lead, None
    contact = {item.name for item in rules.fields if item.type in CONTACT or item.name in asked}
    kept = contact if serving else set(heard.told)
    told = {name: value for name, value in heard.told.items() if name in kept}
    fields = {**heard.known, **told}
    if fields:
        lead["fields"] = fields
    recorded = "id" in lead
    if not fields or not ((told and (recorded or not serving)) or (not recorded and intent in _SELLING)):
        return lead, None
    counted = score(fields, rules, reading.locale)
    learned = frozenset(told if recorded else fields)
    return lead, LeadUpdate(fields, counted.points, counted.reasons, counted.qualified, learned)


def _greeted(tools: Toolbox, reading: Reading, reply: Reply, intent: IntentName) -> Reply:
    """A reply to who told with their question what they are called, or how to reach them."""
    if reply.handoff or intent in (*_SERVING, "greeting"):
        return reply
    name = first_name(tools, reading)
    noted = "" if intent in ("provide_details", "out_of_scope") else _noted(tools, reading, reply)
    pleased = tools.phrases.say("lead_pleased", reading.locale, name=name) if name else ""
    return replace(reply, text=" ".join(part for part in (pleased, noted, reply.text) if part))


def _noted(tools: Toolbox, reading: Reading, reply: Reply) -> str:
    """A word on the contact that is new in this message, unless the reply itself speaks of it or of what was done."""
    heard = reading.hear()
    new = {
        item.type: str(heard.told[item.name]) for item in _fields(tools) if item.name in {*heard.told} - {*heard.known}
    }
    noted = [kind for kind in _NOTED if kind in new and new[kind] not in reply.text]
    if not noted or reply.note or reply.summary_to or reply.booking:
        return ""
    key = "lead_noted_both" if len(noted) > 1 else _NOTED[noted[0]]
    return tools.phrases.say(key, reading.locale)


def _with_question(tools: Toolbox, reading: Reading, reply: Reply, intent: IntentName, talk: LeadTalk) -> Reply:
    heard = reading.hear()
    if _refuses(reading, talk):
        talk = replace(talk, stopped=True, buying=False)
        text = f"{tools.phrases.say('lead_fine', reading.locale)} {reply.text}"
        return replace(reply, text=text, remember={**reply.remember, "lead_talk": talk.to_json()})
    quiet = talk.stopped or talk.customer or heard.asked
    if reply.handoff or reply.missed or reply.ask_rating or quiet:
        return reply
    if intent == "purchase_interest" and reply.awaiting == "handoff_offer":
        return _start_buying(tools, reading, reply, talk)
    ignored = talk.ignored >= MOST_IGNORED and not talk.buying
    if reply.awaiting or "?" in reply.text or intent not in _SELLING:
        return reply
    reach = _how_to_reach(tools, reading, talk) if reply.booking and reply.booking.action == "book" else None
    item = reach or (None if ignored else _next_field(tools, reading, talk))
    if item is None:
        return reply
    question = formats.uncapitalized(_question(tools, reading, item))
    key = "lead_ask_to_confirm" if reach else "lead_ask"
    text = tools.phrases.say(key, reading.locale, len(talk.asked), question=question)
    asking = _ask(tools, reading, f"{reply.text}\n\n{text}", item, talk)
    buttons = asking.quick_replies or reply.quick_replies
    remember = {**reply.remember, **asking.remember}
    return replace(reply, text=asking.text, quick_replies=buttons, remember=remember)


def _start_buying(tools: Toolbox, reading: Reading, reply: Reply, talk: LeadTalk) -> Reply:
    """Instead of calling a person at once, what they will need is asked for first."""
    talk = replace(talk, buying=True)
    item = _next_field(tools, reading, talk)
    if item is None:
        return reply
    phrases, locale = tools.phrases, reading.locale
    ids = reply.remember.get("products")
    known = [tools.catalog.get(each) for each in ids] if isinstance(ids, list) and reply.citations else []
    products = [product for product in known if product]
    price = reply.price or (tools.prices.brief(products[0], locale) if len(products) == 1 else "")
    if products and price:
        names = formats.listing([product.name for product in products], locale)
        opening = phrases.say("purchase_collect_product", locale, product=names, price=price)
    else:
        opening = phrases.say("purchase_collect", locale)
    question = formats.uncapitalized(_question(tools, reading, item))
    ordered, _, on_the_way = opening.rpartition("\n\n")
    # What was asked beside the order is answered too; another question would hide ours.
    said = reply.text.split("\n\n")[bool(ordered) :]  # the order itself comes first, where it is told
    beside = [part for part in said if not part.endswith("?")]
    text = "\n\n".join([*filter(None, [ordered]), *beside, f"{on_the_way} {question}"])
    asking = _ask(tools, reading, text, item, talk)
    remember = {**reply.remember, **asking.remember}
    return replace(reply, text=asking.text, quick_replies=asking.quick_replies, awaiting=None, remember=remember)


def _acknowledge(tools: Toolbox, reading: Reading, talk: LeadTalk) -> Reply:
    heard, phrases, locale = reading.hear(), tools.phrases, reading.locale
    if heard.corrected:
        values = [_written(tools, reading, heard.told[name]) for name in heard.corrected]
        text = phrases.say("lead_corrected", locale, value=formats.listing(values, locale))
    elif name := first_name(tools, reading):
        text = phrases.say("lead_thanks_name", locale, len(talk.asked), name=name)
    else:
        text = phrases.say("lead_thanks", locale, len(talk.asked))
    return _go_on(tools, reading, text, talk)


def _go_on(tools: Toolbox, reading: Reading, text: str, talk: LeadTalk) -> Reply:
    """After what the customer told: the next question when they are buying, else the word is theirs."""
    phrases, locale = tools.phrases, reading.locale
    if not talk.buying:
        return _ours(tools, reading, f"{text} {phrases.say('lead_next', locale, len(talk.asked))}", talk)
    if item := _next_field(tools, reading, talk):
        return _ask(tools, reading, f"{text} {_question(tools, reading, item)}", item, talk)
    bought = replace(talk, buying=False)
    if not tools.pack.policies.handoff.on_request:
        return _ours(tools, reading, f"{text} {phrases.say('purchase_left', locale)}", bought)
    return _offering(tools, reading, f"{text} {phrases.say('purchase_done', locale)}", bought)


def _stop(tools: Toolbox, reading: Reading, talk: LeadTalk) -> Reply:
    stopped = replace(talk, stopped=True, buying=False)
    if talk.buying and tools.pack.policies.handoff.on_request:
        return _offering(tools, reading, tools.phrases.say("purchase_stopped", reading.locale), stopped)
    return _ours(tools, reading, tools.phrases.say("lead_stopped", reading.locale), stopped)


def _ask(tools: Toolbox, reading: Reading, text: str, item: QualificationField, talk: LeadTalk) -> Reply:
    asked = replace(talk, asked=(*talk.asked, item.name))
    reply = _ours(tools, reading, text, asked)
    return replace(reply, quick_replies=tuple(item.choices), remember={**reply.remember, "asked": item.name})


def _offering(tools: Toolbox, reading: Reading, text: str, talk: LeadTalk) -> Reply:
    reply = _ours(tools, reading, text, talk)
    return replace(reply, awaiting="handoff_offer", quick_replies=yes_or_no(tools, reading))


def _ours(tools: Toolbox, reading: Reading, text: str, talk: LeadTalk) -> Reply:
    """A reply that is all about the customer's details; the amounts in it are theirs, or of the pack's question."""
    return Reply(text, intent="provide_details", totals=amounts(text), remember={"lead_talk": talk.to_json()})


def _next_field(tools: Toolbox, reading: Reading, talk: LeadTalk) -> QualificationField | None:
    """The first in the pack's order that is not known; who buys may be asked again, nobody else is."""
    heard = reading.hear()
    most = MOST_ASKED if talk.buying else 1
    answered = {*heard.known, *heard.told, *talk.said, *spoken_of(tools, reading)}
    missing = [
        item
        for item in _fields(tools)
        if item.name not in answered and talk.asked.count(item.name) < most and (item.required or not talk.buying)
    ]
    return min(missing, key=lambda item: talk.asked.count(item.name), default=None)


def _how_to_reach(tools: Toolbox, reading: Reading, talk: LeadTalk) -> QualificationField | None:
    """Of who has booked: without a telephone or an e-mail nobody could tell them of a change."""
    heard = reading.hear()
    fields = {item.type: item for item in _fields(tools) if item.type in _REACHED}
    told = any(item.name in {*heard.known, *heard.told} for item in fields.values())
    if told or not vouched_for(reading.turn.state).keys().isdisjoint(_REACHED):
        return None
    unasked = (fields[kind] for kind in _REACHED if kind in fields and fields[kind].name not in talk.asked)
    return next(unasked, None)


def _refuses(reading: Reading, talk: LeadTalk) -> bool:
    if reading.hear().asked and reading.asks(REFUSES):
        return True
    return bool(talk.asked) and not talk.stopped and reading.asks(STOPS)


def _personal(tools: Toolbox, reading: Reading) -> bool:
    """Whether the message tells who its writer is or how to reach them."""
    told = reading.hear().told
    return any(item.type in (*CONTACT, "document") for item in _fields(tools) if item.name in told)


def _garbled(reading: Reading, asked: QualificationField) -> bool:
    """Whether it was meant for an answer that has a form of its own, and misses it: "joana@gmail", "9999-99"."""
    if asked.type not in _FORMED:
        return False
    signs, least = _FORMED[asked.type]
    meant = sum(character in signs for character in reading.turn.text) >= least
    return meant or reading.sure_of("provide_details")


def _asks_more(reading: Reading) -> bool:
    """Whether the message wants something beside telling details."""
    asked = reading.hear().asked
    if "?" in reading.turn.text or any(reading.asks(cue) for cue in _MORE):
        return True
    if any(clause.asks for clause in clauses_of(reading.turn.text)[1:]):  # "Marcos. e qual a diferença"
        return True
    if (reading.asks(cues.PRICE) or reading.asks(price_cues.ADD_UP)) and not (asked and asked.type == "money"):
        return True
    free = asked is None or asked.type == "text"
    return free and (reading.asks(cues.HUMAN) or reading.asks(cues.NOT_ROBOT))


def wonders(reading: Reading) -> bool:
    """Whether one part of the message asks why we ask."""
    return reading.asks(WONDERS) and any(
        reading.reread(clause.text).asks(WONDERS) for clause in clauses_of(reading.turn.text)
    )


def _question(tools: Toolbox, reading: Reading, item: QualificationField) -> str:
    return tools.pack.localize(item.question, reading.locale)


def _written(tools: Toolbox, reading: Reading, value: Any) -> str:
    if isinstance(value, Mapping):
        currency = value.get("currency") or tools.pack.business.currency
        bounds = dict.fromkeys(bound for bound in (value.get("min"), value.get("max")) if bound is not None)
        return "–".join(formats.money(Decimal(str(bound)), currency, reading.locale) for bound in bounds)
    return str(value)


def _fields(tools: Toolbox) -> list[QualificationField]:
    return tools.pack.qualification.fields if tools.pack.qualification else []
