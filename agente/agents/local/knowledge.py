"""Answers quoted from the company's own material."""

from agente.agents.local.meetings import is_about_meetings, offer_booking
from agente.agents.local.offers import offer
from agente.agents.local.reading import STRONG_COVERAGE, Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.agents.turn import Citation
from agente.guardrails.facts import amounts
from agente.knowledge.search import ANSWERABLE_COVERAGE
from agente.packs.models import IntentName

# What the router is sure to be no question is one all the same only when the material covers nearly all of it.
_NO_QUESTIONS: tuple[IntentName, ...] = ("greeting", "goodbye", "provide_details", "out_of_scope")
# Someone may have to act on these, whatever the material says.
_NEED_A_PERSON: tuple[IntentName, ...] = (
    "cancellation", "billing", "order_status", "complaint", "privacy_request", "scheduling",
)  # fmt: skip


def answer_from_knowledge(tools: Toolbox, reading: Reading) -> Reply | None:
    least = STRONG_COVERAGE if reading.sure_of(*_NO_QUESTIONS) else ANSWERABLE_COVERAGE
    finding = reading.look_up()
    if finding is None or finding.coverage < least:
        return None
    passage = finding.passage
    quote = finding.quote(reading.turn.text, tools.pack.default_locale)
    helped = Reply(
        text=quote,
        intent=_asked(reading),
        citations=(Citation(passage.document, passage.heading, passage.url),),
        totals=amounts(quote),
    )
    if is_about_meetings(tools, reading):
        return offer_booking(tools, reading, helped)
    return offer(tools, reading, helped) if reading.sure_of(*_NEED_A_PERSON) else helped


def _asked(reading: Reading) -> IntentName:
    """The likeliest intent that is a question."""
    likely = (intent for intent, _ in reading.classification.ranking if intent not in _NO_QUESTIONS)
    return next(likely, "product_question")
