"""A customer who begins by telling what they need: "vou abrir uma padaria, preciso de um sistema"."""

from typing import Final

from agente.agents.local import meeting_cues, stances
from agente.agents.local.capacity import answer_capacity
from agente.agents.local.clauses import clauses_of
from agente.agents.local.more_of import wanted_more
from agente.agents.local.products import answer_products
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, merged
from agente.agents.local.toolbox import Toolbox
from agente.agents.turn import Citation
from agente.knowledge.analysis import analyzer, words
from agente.leads.form import detail_of
from agente.packs.models import IntentName, Locale

_WHICH: Final[dict[Locale, str]] = {
    "pt-BR": "qual plano você me recomenda?", "en": "which plan do you recommend?", "es": "¿qué plan me recomienda?",
}  # fmt: skip
_OTHER_ERRANDS: tuple[IntentName, ...] = (
    "technical_support", "order_status", "billing", "cancellation", "complaint", "privacy_request", "human_handoff",
    "out_of_scope",
)  # fmt: skip


def answer_need(tools: Toolbox, reading: Reading) -> Reply | None:
    """What the business does and which of its plans fits, before any question about the customer."""
    if not _only_tells_need(tools, reading):
        return None
    several = reading.quantity is not None and reading.quantity > 1
    fitting = several and answer_capacity(tools, reading.reread(f"{reading.turn.text}, {_WHICH[reading.locale]}"))
    if fitting:
        return fitting
    pack, locale = tools.pack, reading.locale
    description = tools.phrases.say(
        "business_info", locale, description=pack.localize(pack.business.description, locale)
    )
    told = Reply(
        description,
        intent="purchase_interest",
        citations=(Citation("business.yaml", pack.business.name, pack.business.site),),
    )
    plans = answer_products(tools, reading.reread(_WHICH[locale]))
    if plans is None or plans.missed:
        ask = tools.phrases.say("need_ask", locale)
        return merged([told, Reply(ask, quick_replies=(tools.phrases.say("reply_products", locale),))])
    return merged([told, plans])


def _only_tells_need(tools: Toolbox, reading: Reading) -> bool:
    """Asks nothing, names no product, and nothing was talked about yet; the need is of a kind that is sold here."""
    heard = reading.hear()
    meeting = reading.classification.intent == "scheduling" or reading.asks(meeting_cues.BOOK)
    if wanted_more(tools, reading):
        return False  # "preciso de mais 3 usuários" is said by who has some already
    if reading.products or reading.previous or meeting or reading.sure_of(*_OTHER_ERRANDS):
        return False
    asked = (clause.text for clause in clauses_of(reading.turn.text) if clause.asks)
    if not all(stances.is_greeting([*words(text)]) for text in asked):
        return False
    rules = tools.pack.qualification
    needs = {item.name for item in rules.fields if detail_of(item) == "need"} if rules else set()
    told = [str(heard.told[name]) for name in needs & heard.told.keys()]
    is_answer = heard.asked is not None and heard.asked.name in needs
    return not is_answer and any(_is_sold(tools, need, reading.locale) for need in told)


def _is_sold(tools: Toolbox, need: str, locale: Locale) -> bool:
    """Whether what the business says of itself and of what it sells has a word of the need."""
    pack = tools.pack
    texts = [pack.localize(pack.business.description, locale)]
    texts += [f"{item.name} {pack.localize(item.summary, locale)}" for item in pack.products]
    terms = analyzer(locale).terms
    return not terms(need).isdisjoint(terms(" ".join(texts)))
