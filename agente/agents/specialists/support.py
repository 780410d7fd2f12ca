"""Something does not work."""

from agente.agents.specialists.spec import Specialist

SUPPORT = Specialist(
    name="support",
    intents=frozenset({"technical_support", "complaint"}),
    tools=("search_knowledge", "find_products", "opening_hours", "send_summary", "hand_over"),
)
