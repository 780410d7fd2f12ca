"""The kinds of a thing that there are: "que tipos de aparelho vocês têm?", "quero pôr aparelho. quais tipos tem?"."""

from typing import Final

from agente.agents.local import cues
from agente.agents.local.clauses import clauses_of, only_question
from agente.agents.local.reading import Reading
from agente.agents.local.toolbox import Toolbox
from agente.kit.patterns import regex
from agente.knowledge.analysis import folded, words
from agente.packs.models import Product

# "Que tipos de aparelho?", "quais aparelhos vocês têm?".
_TYPES_OF: Final = regex(
    r"\b(?:tipos?|modelos?|opcoes|variedades?|kinds?|types?|models?|options) (?:de|of) (\w{4,})"
    r"|\b(?:quais|que|which|what|cuales) (?:os |the |los |las )?(\w{4,}s) (?:(?:que )?(?:voces|you|ustedes)"
    r"|tem|tienen|have|existem)\b"
)
# "Quais tipos vocês têm?", of what stands before it.
_BARE_TYPES: Final = regex(
    r"\b(?:quais|que|which|what|cuales|q)(?: sao| are| son)?(?: os| the| los)?"
    r" (?:tipos?|modelos?|opcoes|kinds|types|models)"
    r"(?: (?:que )?(?:voces|vcs|ai|you|ustedes))?(?: (?:tem|existem|ha|fazem|have|tienen|hay|are there))?(?: ai)?\W*$"
)


def kinds_asked_for(tools: Toolbox, reading: Reading) -> list[Product]:
    """All whose names begin with the word, though one is called so alone; none when there are no two."""
    return _of_noun_before(tools, reading) or _of_noun(tools, reading)


def _of_noun(tools: Toolbox, reading: Reading) -> list[Product]:
    if not _TYPES_OF.search(" ".join(reading.words)):
        return []
    part = next((reading.reread(text) for text in only_question(reading.turn.text)), reading)
    asked = _TYPES_OF.search(" ".join(part.words))
    noun = next(filter(None, asked.groups()), "") if asked else ""
    found = tools.catalog.headed_by(noun) if noun else []
    return found if len(found) > 1 and set(part.rest) <= cues.LIST_WORDS | {noun} else []


def _of_noun_before(tools: Toolbox, reading: Reading) -> list[Product]:
    """Of the noun that stands before the question, or of what was talked about."""
    asking = [clause.text for clause in clauses_of(reading.turn.text) if _BARE_TYPES.search(folded(clause.text))]
    if not asking:
        return []
    before = list(words(reading.turn.text.partition(asking[0])[0]))
    kinds = (tools.catalog.headed_by(noun) for noun in reversed(before))
    named = next((found for found in kinds if len(found) > 1), [])
    if named or reading.products or len(reading.previous) != 1:
        return named
    alike = tools.catalog.named_alike(reading.previous[0])
    return [reading.previous[0], *alike] if alike else []
