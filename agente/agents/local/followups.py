"""What a customer who says only "sim", "quero" or "pode ser" accepts of what our last reply told or asked."""

from agente.agents.local import cues
from agente.agents.local.pricing import buy
from agente.agents.local.products import listed
from agente.agents.local.reading import MAX_WISH_WORDS, Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.packs.models import IntentName


def answer_wish(tools: Toolbox, reading: Reading) -> Reply | None:
    """Goes on with the product that was told about, or asks which one is meant."""
    awaiting = reading.turn.state.get("awaiting")
    if len(reading.words) > MAX_WISH_WORDS or awaiting not in (None, "which_product", "which_to_buy"):
        return None
    memory = reading.memory
    if awaiting and cues.is_yes(reading.words):
        return _which(tools, reading, "which_one") if memory.group else None
    chooses = awaiting == "which_to_buy" and reading.products and not reading.rest and not reading.asks(cues.PRICE)
    if not chooses and not (cues.is_wish(reading.words) and memory.about_products):
        return None
    chosen = reading.products or memory.previous
    if len(chosen) == 1 and chosen[0].available:
        return buy(tools, reading, chosen[0])
    return _which(tools, reading, "which_to_buy") if len(chosen) > 1 else None


def _which(tools: Toolbox, reading: Reading, key: str) -> Reply:
    intent: IntentName = "purchase_interest" if key == "which_to_buy" else "product_question"
    return listed(tools, reading, key, reading.memory.group, intent)
