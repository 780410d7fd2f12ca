"""Is an addition sold with a product? Told by the attribute that says for which it is, or with which it comes."""

from agente.agents.local import price_cues
from agente.agents.local.toolbox import Toolbox
from agente.knowledge.analysis import folded
from agente.packs.models import Product


def comes_with(tools: Toolbox, addon: Product, product: Product) -> bool:
    """Whether the add-on says that the product includes it."""
    key = against_it(tools, addon, product)
    return key is not None and price_cues.INCLUDES.search(folded(key)) is not None


def against_it(tools: Toolbox, addon: Product, product: Product) -> str | None:
    """The add-on's attribute by which it is not paid with the product: it is for others, or comes with it already."""
    for key in addon.attributes:
        mentioned = tools.catalog.products_in(tools.attribute_text(addon, key))
        named = [item for item in mentioned if item.kind == product.kind]
        included = price_cues.INCLUDES.search(folded(key)) is not None
        if named and (product in named) == included:
            return key
    return None
