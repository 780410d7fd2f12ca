"""What is asked the price of, but stands in no list: "quanto custa uma coroa?"."""

from agente.agents.local import cues
from agente.agents.local.offers import offering
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.kit.patterns import regex
from agente.knowledge.analysis import folded

# The whole of what is asked is one thing, by its name: no offer, no "frete", no "isso".
_PRICE_OF = regex(
    r"(?:quanto (?:que )?(?:custa|fica|sai|e|cobram?)|(?:preco|valor) d[aeo]|how much (?:is|does|for)"
    r"|cuanto (?:cuesta|sale|vale|es))(?: (?:pra )?(?:fazer|colocar|por))?(?: (?:um|uma|an?|un|una))? (\w{4,})(?: ai)?$"
)
_WORD = regex(r"\w+")
_NAMED = regex(r"\b(?:um|uma|an?|un|una|fazer|colocar) \w{4,}(?: ai)?$")


def answer_unlisted_price(tools: Toolbox, reading: Reading) -> Reply | None:
    """That it is not in the list of prices; None of what the material, or something that is sold, may tell."""
    found = _PRICE_OF.search(" ".join(reading.words))
    if found is None or not _NAMED.search(" ".join(reading.words)) or reading.products or reading.ambiguous:
        return None
    if reading.rest != (found[1],) or tools.catalog.mentioned_category([found[1]]) or found[1] in cues.OFFERED:
        return None
    if reading.material_answers() or reading.meant is not None or not tools.catalog.products:
        return None
    written = next((word for word in _WORD.findall(reading.turn.text) if folded(word) == found[1]), found[1])
    return offering(tools, reading, "price_unlisted", "pricing", thing=written)
