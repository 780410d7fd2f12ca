"""A customer who wants the proposal sent: where it goes, and who prepares it."""

from dataclasses import replace

from agente.agents.local import price_cues
from agente.agents.local.offers import offering
from agente.agents.local.qualification import LeadTalk
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox


def answer_proposal_wanted(tools: Toolbox, reading: Reading) -> Reply | None:
    """Confirms the address that is known, and offers the team; while none is known, it is asked for as ever."""
    rules = tools.pack.qualification
    if rules is None or not reading.asks(price_cues.PROPOSAL) or reading.asks(price_cues.NO_PROPOSAL):
        return None
    fields = [item.name for item in rules.fields if item.type == "email"]
    if not fields:
        return None
    heard = reading.hear()
    known = {**heard.known, **heard.told}
    email = next((known[name] for name in fields if name in known), None)
    if email is None:
        return offering(tools, reading, "purchase_interest", "purchase_interest")  # behind which it is asked for
    reply = offering(tools, reading, "proposal_to", "purchase_interest", email=str(email))
    talk = LeadTalk.of(reading.turn.state)  # kept, so that nothing else is asked behind it
    return replace(reply, remember={"lead_talk": talk.to_json()})
