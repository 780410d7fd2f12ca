"""Is it for a business like theirs? Told by the passage that names the kinds: "tenho um salão, serve pra salão?"."""

import re
from dataclasses import replace
from typing import Final

from agente.agents.local import cues, price_cues
from agente.agents.local.clauses import SENTENCE_END, clauses_of
from agente.agents.local.knowledge import quoting
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.knowledge import Finding, without_yes_or_no
from agente.i18n import formats
from agente.knowledge.analysis import analyzer, folded
from agente.knowledge.search import LIKELY
from agente.packs.models import Locale
from agente.packs.pack import Passage

_ASKED: Final[dict[Locale, str]] = {
    "pt-BR": "para que tipo de negócio o sistema serve?",
    "en": "what kind of business is the system for?",
    "es": "¿para qué tipo de negocio sirve el sistema?",
}
_KIND = r"(?:(?:um|uma|o|a|meu|minha|quem tem|esse tipo de|este tipo de|an?|my|una?|el|la|mi) )*(?P<{}>\w{{4,}})"
_SERVES: Final = cues.cue(
    rf"(?:serve\w*|funciona|(?:e|eh) (?:indicado|feito|bom|pensado)) (?:bem |tambem )?(?:para|pra|p|em)"
    rf" {_KIND.format('kind')}",
    rf"(?:atende[m]?|trabalha[m]? com) {_KIND.format('served')}",
    rf"(?:is it|does it work|suitable|made|good) for {_KIND.format('english')}",
    rf"(?:sirve|funciona|es) para {_KIND.format('spanish')}",
)
_DENIED: Final = re.compile(r"\b(?:nao|not|no|nem|nor|ni)\b")


def answer_serving(tools: Toolbox, reading: Reading) -> Reply | None:
    """The passage that tells for whom the business is, with a yes where it names the kind that is asked about."""
    parts = [reading.reread(clause.text) for clause in clauses_of(reading.turn.text) if clause.asks]
    asking = next((part for part in parts if part.asks(_SERVES)), None) if len(parts) == 1 else None
    told = _SERVES.search(asking.spoken) if asking else None
    if asking is None or told is None or _is_of_something_else(asking):
        return None
    passage = _told_for_whom(tools, reading)
    named = _named(tools, passage, next(filter(None, told.groups()))) if passage else None
    if passage is None or named is None:
        return None
    quote = without_yes_or_no(Finding(passage, 1.0).quote(_ASKED[reading.locale], tools.pack.default_locale))
    yes = tools.phrases.say("value_yes", reading.locale)
    text = quote if _DENIED.search(folded(named)) else f"{formats.capitalized(yes)}, {formats.uncapitalized(quote)}"
    return replace(quoting(tools, reading, passage, text), intent="product_question")


def _is_of_something_else(part: Reading) -> bool:
    """ "Qual plano serve pra loja?", "serve pra 4 pessoas?": which one does, and how many it holds."""
    asks = any(part.asks(cue) for cue in (cues.WHICH, cues.PRICE, cues.WORKS_WITH, price_cues.HOW_MANY))
    return asks or part.quantity is not None or bool(part.products)


def _told_for_whom(tools: Toolbox, reading: Reading) -> Passage | None:
    found = next(iter(tools.search.likely(_ASKED[reading.locale], reading.locale)), None)
    return found.passage if found and found.likelihood >= LIKELY else None


def _named(tools: Toolbox, passage: Passage, kind: str) -> str | None:
    """The sentence that names the kind, in the singular or the plural: "salão", "salões"."""
    language = analyzer(passage.locale or tools.pack.default_locale)
    asked = language.terms(kind) | language.terms(re.sub(r"ao$", "oes", kind))
    sentences = SENTENCE_END.split(passage.text)
    return next((sentence for sentence in sentences if asked & language.terms(sentence)), None)
