"""Passing the conversation to a person: when the judgement says so, when it is asked for, and what is left for them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agente.agents.local import cues, stances
from agente.agents.local.answering import Answerer, first_reply
from agente.agents.local.clauses import clauses_of
from agente.agents.local.knowledge import quoting
from agente.agents.local.offers import offer, offering
from agente.agents.local.pricing import answer_pricing
from agente.agents.local.reading import Reading, said_since_handoff
from agente.agents.local.reply import Awaiting, Reply
from agente.agents.local.second_meeting_cues import SOMEBODY
from agente.agents.local.toolbox import Toolbox
from agente.agents.local.topics import MAYBE_A_PART, perhaps
from agente.handoff.danger import Danger, danger_in
from agente.handoff.failures import failures_in_a_row, plain_failures
from agente.handoff.judgement import is_bare_insult
from agente.kit.patterns import regex
from agente.packs.models import HandoffReason, IntentName

SHORT_CALL = 3  # "atendente, por favor"
_REACHABLE = re.compile(r"\S+@\S+\.\w+|(?:\d[\s().-]*){8,}")
_INFINITIVE = re.compile(r"(?!ter |estar )\w{2,}[aei]r(?:me|lo|la|se)?\b|(?:set|use|find|get|make|change|send|issue)\b")
# "Alguém me ajuda a configurar?" asks how, of whoever reads it; "alguém me liga?" wants a person.
_HELPED = regex(
    r"\b(?:sera que )?(?:(?:can|could) )?(?:alguem|alguien|someone|somebody|anyone|anybody)(?: ai| aqui| de voces)?"
    r"(?: (?:pode(?:ria|m)?|consegue|sabe|puede|can|could))?(?: me| nos)?(?: please)?"
    r" (?:ajud|auxili|ensin|expli|orient|diz|mostr|ayud|help|show|tell|teach)\w*(?: me| us)?"
    r"(?: (?:a|com|em|con|with|to))?"
)
_OF_THEIRS = cues.cue(SOMEBODY)
_CALLING = cues.cue(
    r"(?:fal|convers|cham|atend|lig|pass|transf|encaminh|resolv|ajud|reclam|talk|speak|call|habl|llam|comunic)\w+"
)
_FACTS = (
    cues.PLANS,
    cues.PRODUCTS,
    cues.SERVICES,
    cues.PRICE,
    cues.DISCOUNT,
    cues.HOURS,
    cues.ADDRESS,
    cues.PHONE,
    cues.EMAIL,
    cues.SITE,
)
# What a conversation that waits for a person still takes in: how to reach the customer, then one more message.
TAKING: tuple[Awaiting, ...] = ("contact", "message")


def answer_waiting(tools: Toolbox, reading: Reading) -> Reply | None:
    """What the customer leaves for the team that is not there yet: it is noted, not answered."""
    awaiting = reading.turn.state.get("awaiting")
    if awaiting not in TAKING:
        return None
    key = _noted_as(reading)
    text = _with_help(tools, reading, tools.phrases.say(key, reading.locale))
    # The last that is said before somebody comes; of a grave matter words alone take nobody back.
    if awaiting == "message" and not reading.turn.state.get("grave"):
        text = f"{text} {tools.phrases.say('handoff_or_go_on', reading.locale)}"
    return Reply(
        text,
        intent="provide_details",
        note=None if key == "contact_declined" else reading.turn.text,
        awaiting="message" if awaiting == "contact" else None,
    )


def only_leaves_message(reading: Reading) -> bool:
    """Whether `answer_waiting` says no more of it than that it was noted: it gives no contact and cries for no help."""
    return _noted_as(reading) == "message_noted" and _danger(reading) is None


def _noted_as(reading: Reading) -> str:
    """The phrase for what is noted."""
    if _REACHABLE.search(reading.turn.text):
        return "contact_noted"
    declined = reading.turn.state.get("awaiting") == "contact" and stances.is_no(reading.words)
    return "contact_declined" if declined else "message_noted"


def answer_in_need(tools: Toolbox, reading: Reading) -> Reply | None:
    """What must not wait for any other answer: something grave, or a customer who has had enough."""
    reason = reading.judge().reason
    if reason == "sensitive":
        return hand_over(tools, reading, reason, "complaint")
    if reason == "frustration" and not (reading.refuses_person or reading.asks(cues.WHAT_IF)):
        return _with_what_may_help(tools, reading, hand_over(tools, reading, reason, "complaint"))
    if is_bare_insult(reading.turn.text):
        return offering(tools, reading, "calm", "complaint")
    return None


def _with_what_may_help(tools: Toolbox, reading: Reading, called: Reply) -> Reply:
    """ "Me cobraram duas vezes, que palhaçada": what is to be done about it helps until somebody comes."""
    helping = perhaps(tools, reading, MAYBE_A_PART, "handoff_meanwhile")
    if helping is None or called.awaiting:  # our question stands last
        return called
    text = f"{called.text}\n\n{helping.text}"
    return replace(called, text=text, citations=helping.citations, totals=helping.totals)


def answer_asked(tools: Toolbox, reading: Reading) -> Reply | None:
    """A call for a person, in whatever words, and the pack's own reasons to call one."""
    text = f" {' '.join(reading.words)} "
    if any(keyword in text for keyword in tools.handoff_keywords) or reading.asks(cues.NOT_ROBOT):
        return hand_over(tools, reading)
    alone = len(reading.words) <= SHORT_CALL and not cues.HUMAN_ALONE.isdisjoint(reading.words)
    # "Queria ver o sistema com alguém na quinta" asks for a meeting.
    judged = reading.judge().reason == "asked_for_human" and not reading.sure_of("scheduling")
    meant = (reading.sure_of("human_handoff") or judged) and not reading.asks(_HELPED)
    implied = meant and not (reading.products or reading.asks(cues.HOW_LONG))
    # "Quem tem que ir com ela?" speaks of a person, and calls for none.
    implied = implied and (not reading.asks(_OF_THEIRS) or reading.asks(_CALLING))
    asked = alone or reading.asks(cues.HUMAN) or (implied and not reading.material_answers())
    return hand_over(tools, reading) if asked and not reading.asks(cues.NOT_HUMAN) else None


def answer_helped(answerers: Sequence[Answerer]) -> Answerer:
    """ "Alguém me ajuda a configurar?" is "como configurar?", and whoever only asks for help gets it from the agent."""

    def answer_how(tools: Toolbox, reading: Reading) -> Reply | None:
        call = _HELPED.match(reading.spoken)
        if call is None or reading.asks(cues.HUMAN):
            return None
        called = len(call[0].split())
        wanted = " ".join(reading.words[called:])
        if not wanted:
            return Reply(tools.phrases.say("help_wanted", reading.locale), intent="greeting")
        how = "how to" if reading.locale == "en" else "como"
        asked = f"{how} {wanted}?" if _INFINITIVE.match(wanted) else f"{wanted}?"
        return first_reply(answerers, tools, reading.reread(asked))

    return answer_how


def answer_big(tools: Toolbox, reading: Reading) -> Reply | None:
    """Big business is a consultant's; what was asked about prices is answered first."""
    if reading.judge().reason != "high_value":
        return None
    called = hand_over(tools, reading, "high_value", "purchase_interest")
    priced = answer_pricing(tools, reading)
    if priced is None or priced.awaiting or priced.missed:
        return called
    return replace(
        priced,
        text=f"{priced.text}\n\n{called.text}",
        handoff=called.handoff,
        awaiting=called.awaiting,
        quick_replies=called.quick_replies,
    )


def answer_tried(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Já fiz isso e nada", of the way that was just told, and "como falo com o suporte?": how somebody is reached."""
    offered = reading.turn.state.get("awaiting") == "handoff_offer"
    told = reading.rotation > 0 and (offered or not reading.last_said.endswith("?"))
    tried = told and reading.asks(cues.TRIED) and not reading.asks(cues.PRICE)
    reaching = cues.REACH_SUPPORT.search(" ".join(reading.words))  # "suporte" may name what is sold
    if not (tried or reaching) or reading.asks(cues.HUMAN) or reading.refuses_person:
        return None
    return with_channels(tools, reading, "tried" if tried else None)


def with_channels(tools: Toolbox, reading: Reading, opener: str | None) -> Reply | None:
    """How support is reached, as the material tells it, and the offer of a person; behind the phrase `opener`."""
    asked = tools.phrases.say("asked_channels", reading.locale)
    channels = tools.told_of(asked, reading.locale)
    if opener is None and channels is None:
        return None
    quote = tools.quote(channels, asked) if channels else ""
    said = quoting(tools, reading, channels, quote) if channels else Reply("", missed=True)
    opening = tools.phrases.say(opener, reading.locale, reading.rotation) if opener else ""
    text = "\n\n".join(part for part in (opening, quote) if part)
    return offer(tools, reading, replace(said, text=text, intent="technical_support"))


def stuck_without(facts: Sequence[Answerer]) -> Answerer:
    """The answerer who gives up, unless one of `facts` has something to say."""

    def answer_stuck(tools: Toolbox, reading: Reading) -> Reply | None:
        """Our last replies did not help, and what comes next would be more of the same: no fact that we surely have."""
        known = reading.products or any(reading.asks(cue) for cue in _FACTS) or _is_answered(reading)
        if (
            known
            or reading.turn.state.get("refused_person")
            or reading.refuses_person
            or reading.judge().reason != "repeated_failure"
            or not _is_told_often_enough(tools, reading)
            or _is_told_by(facts, tools, reading)
        ):
            return None
        return hand_over(tools, reading, "repeated_failure")

    return answer_stuck


def _is_told_by(facts: Sequence[Answerer], tools: Toolbox, reading: Reading) -> bool:
    """Whether a question of the message has an answer that was not just given."""
    parts = [reading.reread(clause.text) for clause in clauses_of(reading.turn.text) if clause.asks]
    told = (first_reply(facts, tools, part) for part in parts)
    return any(reply is not None and reply.text not in reading.last_said for reply in told)


def _is_told_often_enough(tools: Toolbox, reading: Reading) -> bool:
    """Whether so many replies surely failed: nobody asked for a person, and who comes back may only want more."""
    least = tools.pack.policies.handoff.after_misses
    said = said_since_handoff(reading.turn)
    return reading.misses >= least or plain_failures(said) >= least or failures_in_a_row(said) > least


def _is_answered(reading: Reading) -> bool:
    """Whether the material has what it asks, or what one of its questions does: it is no more of the same."""
    if stances.is_misread(reading.words):
        return False
    asking = (reading.reread(clause.text) for clause in clauses_of(reading.turn.text) if clause.asks)
    return reading.material_answers() or any(part.rest and part.material_answers() for part in asking)


def hand_over(
    tools: Toolbox,
    reading: Reading,
    reason: HandoffReason = "asked_for_human",
    intent: IntentName = "human_handoff",
) -> Reply:
    """Calls a person in the words that fit the reason; outside the hours, says when they come and how to be reached."""
    pack, phrases, locale = tools.pack, tools.phrases, reading.locale
    opener = "" if reason == "asked_for_human" else _opener(tools, reading, reason)
    if not pack.policies.handoff.on_request:
        told = phrases.say("handoff_unavailable", locale, contact=phrases.contact(pack, locale)).strip()
        return Reply(f"{opener} {told}".strip(), intent=intent)
    if pack.hours is not None and pack.hours.is_open(reading.turn.now):
        key = "handoff_called" if opener else "human_handoff"
        said = [opener, phrases.say(key, locale, reading.rotation)]
        if reason not in ("sensitive", "high_value"):
            said.append(phrases.say("handoff_or_go_on", locale))
        return Reply(" ".join(said).strip(), intent=intent, handoff=reason)
    known = _is_reachable(reading)
    text = f"{opener} {_away(tools, reading, known=known, asked=not opener)}".strip()
    grave = True if reason == "sensitive" else None
    awaiting: Awaiting = "message" if known else "contact"
    return Reply(text, intent=intent, handoff=reason, awaiting=awaiting, remember={"grave": grave})


def _opener(tools: Toolbox, reading: Reading, reason: HandoffReason) -> str:
    if reason == "sensitive":
        return _with_help(tools, reading, tools.phrases.say("handoff_sensitive", reading.locale))
    key = {
        "frustration": "handoff_frustration",
        "repeated_failure": "handoff_repeated_failure",
        "high_value": "handoff_high_value",
    }[reason]
    return tools.phrases.say(key, reading.locale)


def _with_help(tools: Toolbox, reading: Reading, text: str) -> str:
    """The text with the numbers to call, when somebody may be in danger."""
    danger = _danger(reading)
    if danger == "crisis":
        return tools.phrases.say("handoff_crisis", reading.locale)
    return f"{text} {tools.phrases.say('handoff_emergency', reading.locale)}" if danger else text


def _danger(reading: Reading) -> Danger | None:
    return danger_in(reading.turn.text) if reading.judge().reason == "sensitive" else None


def _away(tools: Toolbox, reading: Reading, *, known: bool, asked: bool) -> str:
    """What is said while nobody is there: when they are back, and one question, if any."""
    phrases, locale, now = tools.phrases, reading.locale, reading.turn.now
    opening = tools.pack.hours.next_opening(now) if tools.pack.hours else None
    values = {}
    if opening is not None:
        values["opening"] = phrases.opening(opening.date(), opening.time(), now.date(), locale)
    if asked and not known:
        return phrases.say("human_handoff_closed" if values else "human_handoff_no_hours", locale, **values)
    left = phrases.say("handoff_left_closed" if values else "handoff_left", locale, **values)
    return f"{left} {phrases.say('handoff_message' if known else 'handoff_contact', locale)}"


def _is_reachable(reading: Reading) -> bool:
    """Whether the customer gave a phone or an e-mail, now or before: it is not asked for again."""
    lead = reading.turn.state.get("lead")
    fields = lead.get("fields") if isinstance(lead, dict) else None
    known = fields if isinstance(fields, dict) else {}
    return _REACHABLE.search(" ".join(str(value) for value in (reading.turn.text, *known.values()))) is not None
