"""Greetings, facts about the business, requests for a person, and whatever nobody else serves."""

from agente.agents.specialists.spec import Specialist

CONCIERGE = Specialist(
    name="concierge",
    intents=frozenset({"greeting", "goodbye", "business_info", "human_handoff", "out_of_scope"}),
    tools=("opening_hours", "contact_details", "search_knowledge", "hand_over"),
    model="simple",
)
