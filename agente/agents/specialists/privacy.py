"""A person's rights over their data."""

from agente.agents.specialists.spec import Specialist

PRIVACY = Specialist(
    name="privacy",
    intents=frozenset({"privacy_request"}),
    tools=("contact_details", "search_knowledge", "hand_over"),
)
