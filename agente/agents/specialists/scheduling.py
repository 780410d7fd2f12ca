"""Meetings and appointments."""

from agente.agents.specialists.spec import Specialist

SCHEDULING = Specialist(
    name="scheduling",
    intents=frozenset({"scheduling"}),
    tools=("opening_hours", "search_knowledge", "hand_over"),
)
