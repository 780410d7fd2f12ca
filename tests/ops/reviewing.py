"""People who review turns, and their verdicts."""

from tests.ops.stack import caller
from tests.support.server import Server

QUESTION, INTENT, OTHER = "Quanto custa o plano profissional?", "pricing", "billing"


def review_turns(server: Server, *, right: int, wrong: int = 0) -> None:
    """New turns, of which people say so."""
    with caller(server) as calling:
        for number in range(right + wrong):
            conversation = calling.post("/v1/conversations", json={}).json()["id"]
            reply = calling.post(f"/v1/conversations/{conversation}/messages", json={"text": QUESTION}).json()
            verdict = {"message_id": reply["id"], "intent": INTENT if number < right else OTHER, "sample": "random"}
            calling.post("/v1/reviews", json=verdict).raise_for_status()
