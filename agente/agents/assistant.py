"""A full turn with no language model, for any pack."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from agente.agents.local import (
    conversation,
    meeting_treatment,
    more_of,
    qualification,
    told_of,
    unlisted,
)
from agente.agents.local.answerers import ANSWERERS
from agente.agents.local.answering import left_open
from agente.agents.local.echoes import in_its_sense, without_echo, without_outcry
from agente.agents.local.left_out import with_left_out
from agente.agents.local.meeting_focus import focused, with_answer_of
from agente.agents.local.objections import in_plain_words
from agente.agents.local.offers import offer
from agente.agents.local.reading import SURE, Reading, read
from agente.agents.local.references import MOST
from agente.agents.local.repeats import varied
from agente.agents.local.reply import Reply
from agente.agents.local.second_meeting import with_next
from agente.agents.local.toolbox import Toolbox
from agente.agents.specialists.registry import Registry
from agente.agents.turn import Draft, Intent, TurnInput
from agente.guardrails.facts import amounts, unsupported_amounts
from agente.guardrails.injection import judge_injection
from agente.handoff import moods
from agente.intents.router import Classification, Router
from agente.leads import spans
from agente.leads.need_model import is_likely
from agente.packs.models import IntentName, Product
from agente.packs.pack import Pack

EVIDENCE_CONFIDENCE = 0.9  # of an intent that the words of the message told, against the router's opinion
MAX_QUICK_REPLIES = 4
# What of the state outlives a turn that says nothing of it.
LASTING = frozenset({
    "basket", "lead", "lead_talk", "booking", "bookings", "slots", "wish", "then", "options", "recent",
    "refused_person", "summary", "contact", "summaries_sent", "grave", meeting_treatment.TOLD, told_of.TOLD_OF,
    unlisted.TOLD,
})  # fmt: skip
_SUBJECT = frozenset({"topic", "attribute", "attributes"})
_PLAIN = frozenset({"greeting", "goodbye"})  # answered as well by a phrase as by a model


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the local engine makes of a message: a whole answer, and what it rests on.

    `reading` and `reply` (the answer before the pack's own question) are None of an attack, which nobody else may read.
    """

    draft: Draft
    reading: Reading | None = None
    reply: Reply | None = None

    @property
    def is_open(self) -> bool:
        """Whether a language model may give a better answer."""
        if self.reply is None:
            return False
        sure = self.draft.intent.confidence >= SURE
        if self.draft.intent.name == "out_of_scope" and sure:
            return False
        plain = self.draft.intent.name in _PLAIN and sure
        return self.reply.missed or (self.reply.open and not plain)

    @property
    def is_unsure(self) -> bool:
        """Whether the local router does not know what the message is for."""
        return self.reading is not None and self.reading.classification.confidence < SURE


class Assistant:
    """One business's agent. Immutable and safe to use from several threads.

    The state that a draft leaves holds `products` (ids of those last spoken of), `topic` (what of them was told:
    "price", "attribute" with its name in `attribute` and all that were told in `attributes`, "list", "product"; or
    "hours"), `discount` and `yearly` (what was told was a discount, or what the year saves), `having` (ids of what
    was told to have a feature), `topics` (headings of passages to choose from), `options` (ids of the products
    listed last, in order, a list of them where several were offered together), `counted` (the thing that was
    counted last), `adding` (how many of what, while we ask beside which plan), `summed` (ids of what was added up,
    each as often as it was counted), `basket` (the same of the last sum, however long ago), `recent` (ids of all that
    were spoken of, the latest first), `awaiting` (what our reply asked), `misses` (replies in a row that did not
    help), `lead` (its `fields` and, once it is stored, `id`, `score` and `status`), `asked` (for which of the fields
    our reply asked), `lead_talk` (which were asked
    for in all), `slots` and `wish` (times that were proposed, and for what), `booking` (the customer's meeting that
    is in question; none while another one is looked for), `bookings` (their other ones), `then` (what is to be
    booked after the first), `errand` (what waits to hear which of them is meant), `refused_person` (the customer
    wants nobody called), `grave` (a person was called for a grave matter, outside the hours), `since_handoff`
    (replies since a person was last called), `contact` (what the caller vouched for), `summaries_sent` (how often
    the talk was mailed to the customer), `summary` (a model's, of what was said long before), `told_of` (of whom
    the customer told, and the kind of meeting for such a person), `treatment_told` (the customer heard that what
    they named is not booked here), `unlisted` (the terms of what they heard is not in our list), `for_team` (what a
    person is to see to, if the customer wants one called now)
    and, when the facts guard withheld a reply, `withheld`.
    """

    def __init__(self, pack: Pack, router: Router, sends_email: bool = False) -> None:
        """`sends_email`: whether this installation can, so that a summary may be promised."""
        self.pack = pack
        self.specialists = Registry(pack.specialists)
        self._router = router
        self._tools = Toolbox(pack, sends_email)
        self._known_amounts = _known_amounts(pack)

    @classmethod
    def prepare(cls, pack: Pack, sends_email: bool = False) -> "Assistant":
        """Does once what is slow: the router learns the examples, index and texts are built, models are read."""
        _read_models()
        return cls(pack, Router(pack.intent_examples), sends_email)

    @property
    def toolbox(self) -> Toolbox:
        return self._tools

    def respond(self, turn: TurnInput) -> Draft:
        """The reply to one message. Never raises for what a customer wrote, and does no I/O.

        Raises `CalendarNeeded` when the answer depends on the calendar and `turn.busy` is None.
        """
        return self.consider(turn).draft

    def consider(self, turn: TurnInput, intent: IntentName | None = None) -> Opinion:
        """The reply with what it rests on; `intent` is the message's, when somebody knows better than the router.

        Raises as `respond` does.
        """
        classify = cache(self._router.classify)
        is_attack = judge_injection(turn.text).blocked  # in the customer's own words
        turn = in_plain_words(self._tools, turn)
        reading = read(self._tools, turn, _told(intent, turn.text, classify) if intent else classify)
        if is_attack:
            return Opinion(self._refusal(reading))
        reading = in_its_sense(without_echo(without_outcry(reading)))
        part = with_answer_of(reading, focused(self._tools, reading))
        reading = more_of.without_added(self._tools, part)
        reply, notes = self._reply(reading)
        # Behind the guard: what is added are the pack's own questions.
        draft = self._draft(reading, qualification.follow_up(self._tools, reading, reply), notes)
        return Opinion(draft, reading, reply)

    def reply_alone(self, reading: Reading, intent: IntentName) -> Reply:
        """The reply to the same message, were it a stranger's first; raises as `respond` does."""
        message, classify = reading.turn.text, cache(self._router.classify)
        known = _told(intent, message, lambda text: reading.classification if text == message else classify(text))
        reply, _ = self._reply(read(self._tools, replace(reading.turn, history=(), state={}), known))
        return reply

    def _reply(self, reading: Reading) -> tuple[Reply, dict[str, Any]]:
        """The answer that the facts guard lets through, and what the state keeps of the guard's objection."""
        answer = with_next(self._tools, reading, self._answer(reading))
        reply = with_left_out(self._tools, reading, varied(self._tools, reading, answer))
        if not unsupported_amounts(reply.text, self._known_amounts | reply.totals):
            return reply, {}
        return left_open(conversation.unknown)(self._tools, reading) or reply, {"withheld": "amounts"}

    def tell(self, opinion: Opinion, said: Reply, told: Mapping[str, Any]) -> Draft:
        """The draft of a reply that a model wrote in the place of the local one, and of what it learned of the lead.

        What the local engine understood of the message counts as ever, and the pack's own question may follow.
        """
        reading = opinion.reading
        if reading is None:
            raise ValueError("an attack is answered by its refusal alone")
        if told:
            heard = reading.hear()
            reading = replace(reading, hear=lambda: replace(heard, told={**told, **heard.told}))
        asks = not said.text.rstrip().endswith("?")
        return self._draft(reading, qualification.follow_up(self._tools, reading, said, may_ask=asks), {})

    def _refusal(self, reading: Reading) -> Draft:
        """A calm no to an attack, in its language; nothing of it counts, and the dialogue stands where it stood."""
        return Draft(
            text=self._tools.phrases.say("attack_refused", reading.locale, reading.rotation),
            locale=reading.locale,
            intent=Intent("out_of_scope", EVIDENCE_CONFIDENCE),
            agent=self.specialists.serving("out_of_scope").name,
            state=reading.turn.state,
        )

    def offer_person(self, opinion: Opinion, reply: Reply) -> Reply:
        """A model's reply that had to stop early, with the offer of a person behind it."""
        return offer(self._tools, opinion.reading, reply) if opinion.reading else reply

    def safe_reply(self, turn: TurnInput) -> Draft:
        """What is said when `respond` itself failed: nothing of the message is used, and a person is offered."""
        locale = turn.locale if turn.locale in self.pack.business.locales else self.pack.default_locale
        say = self._tools.phrases.say
        return Draft(
            text=say("unknown", locale),
            locale=locale,
            intent=Intent("out_of_scope", 0.0),
            agent="concierge",
            quick_replies=(say("reply_yes", locale), say("reply_no", locale)),
            state=_kept(turn, LASTING) | {"awaiting": "handoff_offer"},
        )

    def _answer(self, reading: Reading) -> Reply:
        answers = (answer(self._tools, reading) for answer in ANSWERERS)
        return next(reply for reply in answers if reply is not None)

    def _draft(self, reading: Reading, reply: Reply, notes: dict[str, Any]) -> Draft:
        intent = _intent(reply, reading.classification)
        return Draft(
            text=self._with_protocol(reading, reply),
            locale=reading.locale,
            intent=intent,
            agent=self.specialists.serving(intent.name).name,
            citations=reply.citations,
            quick_replies=reply.quick_replies[:MAX_QUICK_REPLIES],
            handoff=reply.handoff,
            note=reply.note,
            ask_rating=reply.ask_rating,
            lead=reply.lead,
            booking=reply.booking,
            summary_to=reply.summary_to,
            state=_next_state(self._tools, reading, reply) | notes,
        )

    def _with_protocol(self, reading: Reading, reply: Reply) -> str:
        """The reply, and at a handoff or a farewell the number that the conversation can be named by."""
        protocol = reading.turn.protocol
        if protocol is None or not (reply.handoff or reply.ask_rating):
            return reply.text
        return f"{reply.text}\n\n{self._tools.phrases.say('protocol_note', reading.locale, protocol=protocol)}"


def _read_models() -> None:
    """Those that judge messages and are read once, now, so that the first customer does not wait 70 ms for them."""
    judge_injection("")
    moods.shipped()
    spans.shipped()
    is_likely("", 0.0)


def _told(intent: IntentName, text: str, classify: Callable[[str], Classification]) -> Callable[[str], Classification]:
    """The router's opinion, with the given intent in the place of its own for the message as a whole."""

    def known(asked: str) -> Classification:
        classification = classify(asked)
        return (
            replace(classification, intent=intent, confidence=EVIDENCE_CONFIDENCE) if asked == text else classification
        )

    return known


def _intent(reply: Reply, classification: Classification) -> Intent:
    if reply.intent is None or reply.intent == classification.intent:
        return Intent(classification.intent, classification.confidence)
    return Intent(reply.intent, EVIDENCE_CONFIDENCE)


def _next_state(tools: Toolbox, reading: Reading, reply: Reply) -> dict[str, Any]:
    state: dict[str, Any] = {"products": [product.id for product in reading.previous]}
    subject = _SUBJECT if reply.intent == "provide_details" else frozenset()  # telling of oneself changes no subject
    state |= {**_kept(reading.turn, LASTING | subject), **told_of.kept_of(tools, reading), **reply.remember}
    if summed := reply.remember.get("summed"):
        state["basket"] = summed
    state["recent"] = _latest([*state["products"], *_ids(state.get("recent"))])
    if reply.awaiting:
        state["awaiting"] = reply.awaiting
    if reading.refuses_person:
        state["refused_person"] = True
    since = 0 if reply.handoff else reading.turn.state.get("since_handoff")
    if isinstance(since, int) and since <= len(reading.turn.history):
        state["since_handoff"] = since + (not reply.handoff)
    if reply.missed:
        state["misses"] = reading.misses + (not reply.maybe)
    return {name: value for name, value in state.items() if value is not None}


def _kept(turn: TurnInput, names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in turn.state.items() if name in names}


def _latest(ids: list[str]) -> list[str]:
    return list(dict.fromkeys(ids))[:MOST]


def _ids(known: object) -> list[str]:
    return [str(product_id) for product_id in known] if isinstance(known, list) else []


def _known_amounts(pack: Pack) -> frozenset[Decimal]:
    """Every amount of money that the catalogue, the business and its own words name; quoted passages bring theirs."""
    priced = {price.amount for product in pack.products for price in product.prices}
    words = [text for variants in pack.responses.values() for texts in variants.values() for text in texts]
    texts = [str(pack.business.description), *words, *(_texts(product) for product in pack.products)]
    return frozenset(priced).union(*(amounts(text) for text in texts))


def _texts(product: Product) -> str:
    labels = [price.label for price in product.prices]
    return " ".join(
        str(part) for part in (product.name, product.summary, product.description, product.attributes, labels)
    )
