"""What a customer who says only "sim", "quero" or "pode ser" accepts of what our last reply told or asked."""

from agente.agents.local import cues
from agente.agents.local.pricing import buy
from agente.agents.local.products import listed
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.packs.models import IntentName

MAX_WISH_WORDS = 6


def answer_wish(tools: Toolbox, reading: Reading) -> Reply | None:
    """Goes on with the product that was told about, or asks which one is meant."""
    if len(reading.words) > MAX_WISH_WORDS or reading.turn.state.get("awaiting") not in (None, "which_product"):
        return None
    memory = reading.memory
    if reading.turn.state.get("awaiting") == "which_product" and cues.is_yes(reading.words):
        return _which(tools, reading, "which_one") if memory.group else None
    if not cues.is_wish(reading.words) or not memory.about_products:
        return None
    chosen = reading.products or memory.previous
    if len(chosen) == 1 and chosen[0].available:
        return buy(tools, reading, chosen[0])
    return _which(tools, reading, "which_to_buy") if len(chosen) > 1 else None


def _which(tools: Toolbox, reading: Reading, key: str) -> Reply:
    intent: IntentName = "purchase_interest" if key == "which_to_buy" else "product_question"
    return listed(tools, reading, key, reading.memory.group, intent)
