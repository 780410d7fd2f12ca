"""Orders, billing and cancellation. `order_status` is a tool of the pack, where it has one."""

from agente.agents.specialists.spec import Specialist

AFTERSALES = Specialist(
    name="aftersales",
    intents=frozenset({"order_status", "billing", "cancellation"}),
    tools=("order_status", "search_knowledge", "find_products", "contact_details", "send_summary", "hand_over"),
)
