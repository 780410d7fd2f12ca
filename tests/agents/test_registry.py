from agente.agents.specialists.registry import SPECIALISTS, Registry
from agente.packs.models import INTENTS, TOOLS, AgentOverride


def test_every_intent_is_served_by_exactly_one_specialist() -> None:
    assert sorted(intent for specialist in SPECIALISTS for intent in specialist.intents) == sorted(INTENTS)


def test_specialists_use_every_known_tool_and_one_that_packs_may_have() -> None:
    assert {tool for specialist in SPECIALISTS for tool in specialist.tools} == {*TOOLS, "order_status"}


def test_pack_gives_an_intent_to_another_specialist() -> None:
    registry = Registry({"support": AgentOverride(intents=["technical_support", "billing"], model="simple")})
    assert registry.serving("billing").name == "support"
    assert "billing" not in registry["aftersales"].intents
    assert registry["support"].model == "simple"


def test_intent_that_a_pack_leaves_to_nobody_is_the_concierges() -> None:
    assert Registry({"support": AgentOverride(intents=["technical_support"])}).serving("complaint").name == "concierge"
