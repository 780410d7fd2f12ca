"""Products, prices and the wish to buy."""

from agente.agents.specialists.spec import Specialist

SALES = Specialist(
    name="sales",
    intents=frozenset({"product_question", "pricing", "purchase_interest", "provide_details"}),
    tools=(
        "find_products",
        "list_products",
        "compare_products",
        "quote_price",
        "search_knowledge",
        "save_lead_details",
        "free_slots",
        "book_meeting",
        "send_summary",
        "hand_over",
    ),
)
