"""Orders, billing and cancellation."""

from agente.agents.specialists.spec import Specialist

AFTERSALES = Specialist(
    name="aftersales",
    intents=frozenset({"order_status", "billing", "cancellation"}),
    tools=("search_knowledge", "find_products", "contact_details", "hand_over"),
)
