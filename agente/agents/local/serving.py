"""Is it for a business like theirs? Told by the passage that names the kinds: "tenho um salão, serve pra salão?"."""

import re
from dataclasses import replace
from typing import Final

from agente.agents.local import cues, price_cues
from agente.agents.local.clauses import SENTENCE_END, clauses_of
from agente.agents.local.knowledge import quoting
from agente.agents.local.offers import offer
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.knowledge import without_yes_or_no
from agente.i18n import formats
from agente.knowledge.analysis import analyzer, folded, words
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
# "Lanchonete então não dá?", of the kind that they told of before.
_DOES_NOT: Final = cues.cue(r"(?P<kind>\w{4,}) (?:entao )?(?:nao )?(?:serve|da|rola|pode)(?: ne)?$")
_FOR_ME: Final = cues.cue(
    r"(?:serve\w*|funciona|(?:e|eh) (?:indicado|bom)) (?:bem |tambem )?(?:para|pra|p) (?:mim|nos|a gente|o meu caso)",
    r"(?:good|suitable|works?) for (?:me|us)|(?:sirve|funciona) para (?:mi|nosotros)",
)
# "Tô abrindo uma lanchonete", "tenho um salão".
_THEIRS: Final = cues.cue(
    r"(?:abrindo|abrir|abri|montando|montar|tenho|temos|dono de|dona de|opening|own|have|tengo|abriendo)"
    r" (?:um|uma|minha|meu|uns|umas|an?|my|una?|mi) (?P<kind>\w{4,})"
)
REMEMBERED: Final = 4  # of the customer's messages, in which they may have told what they have
_DENIED: Final = re.compile(r"\b(?:nao|not|no|nem|nor|ni)\b")


def answer_serving(tools: Toolbox, reading: Reading) -> Reply | None:
    """The passage that tells for whom the business is: with a yes where it names the kind that is asked about.

    Where the whole material has no such word, it is said that this kind is not among those that it names.
    """
    parts = [reading.reread(clause.text) for clause in clauses_of(reading.turn.text) if clause.asks]
    parts = parts or [reading] * reading.asks(_FOR_ME)
    if len(parts) != 1 or _is_of_something_else(parts[0]):
        return None
    kind, asked = _kind_asked_about(parts[0]), _ASKED[reading.locale]
    passage = tools.told_of(asked, reading.locale) if kind else None
    if passage is None:
        return None
    named = _named(tools, passage, kind)
    quote = without_yes_or_no(tools.quote(passage, asked))
    if named is None and (tools.catalog.find_products([kind]) or _is_in_material(tools, kind)):
        return None
    if named is None:
        text = tools.phrases.say("kind_unnamed", reading.locale, kind=_as_written(reading, kind), quote=quote)
        told = replace(quoting(tools, reading, passage, text), intent="product_question")
        return offer(tools, reading, told)
    yes = tools.phrases.say("value_yes", reading.locale)
    text = quote if _DENIED.search(folded(named)) else f"{formats.capitalized(yes)}, {formats.uncapitalized(quote)}"
    return replace(quoting(tools, reading, passage, text), intent="product_question")


def _kind_asked_about(asking: Reading) -> str:
    """The one that is named, or that they told of, where it is asked for "mim"."""
    if asked := _SERVES.search(asking.spoken):
        kind = next(filter(None, asked.groups()))
        return kind if kind in asking.rest else ""
    said = [asking.message, *(each.text for each in reversed(asking.turn.history) if each.role == "customer")]
    found = (_THEIRS.search(" ".join(words(text))) for text in said[: REMEMBERED + 1])
    theirs = [each["kind"] for each in found if each]
    if asking.asks(_FOR_ME):
        return next(iter(theirs), "")
    does_not = _DOES_NOT.search(asking.spoken)
    return does_not["kind"] if does_not and does_not["kind"] in theirs else ""


def _is_in_material(tools: Toolbox, kind: str) -> bool:
    """Then it may be asked of something else: "serve pra celular?"."""
    languages = ((analyzer(each.locale), each.whole) for each in tools.told)
    return any(language.terms(kind) & language.terms(whole) for language, whole in languages)


def _as_written(reading: Reading, kind: str) -> str:
    return next((word for word in re.findall(r"\w+", reading.message) if folded(word) == kind), kind)


def _is_of_something_else(part: Reading) -> bool:
    """ "Qual plano serve pra loja?", "serve pra 4 pessoas?": which one does, and how many it holds."""
    asks = any(part.asks(cue) for cue in (cues.WHICH, cues.PRICE, cues.WORKS_WITH, price_cues.HOW_MANY))
    return asks or part.quantity is not None or bool(part.products)


def _named(tools: Toolbox, passage: Passage, kind: str) -> str | None:
    """The sentence that names the kind, in the singular or the plural: "salão", "salões"."""
    language = analyzer(passage.locale or tools.pack.default_locale)
    asked = language.terms(kind) | language.terms(re.sub(r"ao$", "oes", kind))
    sentences = SENTENCE_END.split(passage.text)
    return next((sentence for sentence in sentences if asked & language.terms(sentence)), None)
