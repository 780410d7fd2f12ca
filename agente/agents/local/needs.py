"""A customer who begins by telling what they need: "vou abrir uma padaria, preciso de um sistema"."""

import re
from typing import Final

from agente.agents.local import cues, meeting_cues, stances
from agente.agents.local.capacity import answer_capacity
from agente.agents.local.clauses import clauses_of
from agente.agents.local.cues import cue
from agente.agents.local.more_of import wanted_more
from agente.agents.local.products import answer_products
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, merged
from agente.agents.local.toolbox import Toolbox
from agente.agents.turn import Citation
from agente.knowledge.analysis import analyzer, words
from agente.leads.form import fields_for
from agente.packs.models import IntentName, Locale

_WHICH: Final[dict[Locale, str]] = {
    "pt-BR": "qual plano você me recomenda?", "en": "which plan do you recommend?", "es": "¿qué plan me recomienda?",
}  # fmt: skip
_OTHER_ERRANDS: tuple[IntentName, ...] = (
    "technical_support", "order_status", "billing", "cancellation", "complaint", "privacy_request", "human_handoff",
    "out_of_scope",
)  # fmt: skip
_HELP_ME: Final = re.compile(
    r"[ ,;.]*\b(?:e |ser[aá] que )?(?:(?:voc[eê]s?|vcs?) )?(?:pode(?:m|riam?)?|consegue[m]?) (?:me |nos |a gente )?"
    r"(?:ajudar?|dar uma (?:ajuda|luz|for[cç]a|m[aã]o))(?: com isso| nisso| por favor)?\s*\?+\s*$"
    r"|[ ,;.]*\b(?:can|could) you help(?: me| us)?(?: please)?\s*\?+\s*$"
    r"|[ ,;.¿]*\b(?:me |nos )?(?:puede[ns]?|podr[ií]an?) (?:me |nos )?ayudar(?:me|nos)?\s*\?+\s*$",
    re.IGNORECASE,
)
_TELLS_OF_THEMSELVES: Final = cue(
    r"tenho|temos|abri|abrimos|vou abrir|vamos abrir|sou (?:don[oa]|autonom[oa]|mei)|trabalho com",
    r"nunca (?:us|fiz|fui)\w*|preciso|precisamos|procuro|estou procurando|to procurando",
    r"i (?:have|run|own|need)|we (?:have|run|own|need)|never used|tengo|tenemos|abri|necesito|busco|nunca use",
)

# Who has nothing yet needs no support with it.
_NEWCOMER: Final = cue(
    r"nunca (?:us|tiv)\w+|(?:vou|vamos) abrir|(?:estou|to|estamos|tamos) abrindo|ainda nao (?:uso|usamos|tenho|temos)",
    r"never (?:used|had)|(?:i m|we re) opening|nunca (?:use|tuve|usamos)|(?:voy|vamos) a abrir",
)


def answer_need(tools: Toolbox, reading: Reading) -> Reply | None:
    """What the business does and which of its plans fits, before any question about the customer."""
    reading = _without_call_for_help(reading)
    if not (_only_tells_need(tools, reading) or _asks_for_help_with_it(tools, reading)):
        return None
    if fitting := _fitting(tools, reading):
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


def _fitting(tools: Toolbox, reading: Reading) -> Reply | None:
    """What holds as many as they tell: "um petshop com 2 lojas"."""
    if reading.quantity is None or reading.quantity < 2:
        return None
    return answer_capacity(tools, reading.reread(f"{reading.turn.text}, {_WHICH[reading.locale]}"))


def _without_call_for_help(reading: Reading) -> Reading:
    left = _HELP_ME.sub("", reading.turn.text).strip()
    asked = reading.turn.state.get("asked")
    return reading if left == reading.turn.text or not left else reading.reread(left, asked=asked)


def _asks_for_help_with_it(tools: Toolbox, reading: Reading) -> bool:
    """Whether a first message tells what they have or lack, with a word of what is sold, and asks for help with it."""
    called = len(reading.turn.text) < len(reading.message.strip())
    told = not reading.rotation and _TELLS_OF_THEMSELVES.search(reading.spoken) and not reading.asks(cues.BROKEN)
    asks_nothing_else = called and told and _asks_nothing(reading) and _is_open(reading)
    if not asks_nothing_else or reading.meant or reading.material_answers():
        return False
    return _is_sold(tools, reading.turn.text, reading.locale)


def _only_tells_need(tools: Toolbox, reading: Reading) -> bool:
    """Asks nothing, names no product, and nothing was talked about yet; the need is of a kind that is sold here."""
    if not _is_open(reading) or not _asks_nothing(reading):
        return False
    heard, needs = reading.hear(), fields_for(tools.pack.qualification, "need")
    told = [str(heard.told[name]) for name in needs & heard.told.keys()]
    if not told or (heard.asked and heard.asked.name in needs):
        return False
    # "Preciso de mais 3 usuários" is said by who has some already.
    return not wanted_more(tools, reading) and any(_is_sold(tools, need, reading.locale) for need in told)


def _is_open(reading: Reading) -> bool:
    """Whether nothing is talked about yet, nor any other errand than a need."""
    meeting = reading.classification.intent == "scheduling" or reading.asks(meeting_cues.BOOK)
    other = meeting or (reading.sure_of(*_OTHER_ERRANDS) and not reading.asks(_NEWCOMER))
    return not (reading.products or reading.previous or other)


def _asks_nothing(reading: Reading) -> bool:
    asked = (clause.text for clause in clauses_of(reading.turn.text) if clause.asks)
    return all(stances.is_greeting([*words(text)]) for text in asked)


def _is_sold(tools: Toolbox, need: str, locale: Locale) -> bool:
    """Whether what the business says of itself and of what it sells has a word of the need."""
    pack = tools.pack
    texts = [pack.localize(pack.business.description, locale)]
    texts += [f"{item.name} {pack.localize(item.summary, locale)}" for item in pack.products]
    terms = analyzer(locale).terms
    return not terms(need).isdisjoint(terms(" ".join(texts)))
