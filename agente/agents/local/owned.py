"""Which plan do customers say that they have?"""

from agente.agents.local.reading import Reading
from agente.kit.patterns import regex
from agente.packs.models import Product

REMEMBERED = 4  # of the customer's messages, in which they may have said so
_OWN = regex(
    r"\b(?:to|tou|estou|estamos|tamos|sou|somos|tenho|temos|uso|usamos|assino|i m|i am|we are|i have|on|estoy|tengo)"
    r" (?:(?:cliente|assinante)s? )?(?:n?[oa] |d[oa] |on |en |el |the |plano ){0,3}_"
    r"|\b(?:meu|nosso|my|mi|nuestro) (?:plano |plan )?(?:atual |current )?(?:que )?(?:e |eh |is |es )?(?:o |the |el )?_"
)


def own_plan(reading: Reading) -> Product | None:
    """The plan that is named so in this message, or in one of the last."""
    said = [reading.message, *(each.text for each in reversed(reading.turn.history) if each.role == "customer")]
    for part in (reading.reread(text) for text in said[:REMEMBERED]):
        if part.asks(_OWN) and (own := next((item for item in part.products if item.kind == "plan"), None)):
            return own
    return None
