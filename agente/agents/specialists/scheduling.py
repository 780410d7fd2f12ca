"""Meetings and appointments."""

from agente.agents.specialists.spec import Specialist

SCHEDULING = Specialist(
    name="scheduling",
    intents=frozenset({"scheduling"}),
    tools=("free_slots", "book_meeting", "opening_hours", "search_knowledge", "save_lead_details", "hand_over"),
)
