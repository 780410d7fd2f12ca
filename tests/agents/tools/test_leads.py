from dataclasses import replace

from agente.agents.local.toolbox import Toolbox
from agente.agents.specialists.sales import SALES
from agente.agents.tools.registry import ToolRegistry
from agente.packs.loader import load_pack
from tests.agents.conftest import SAMPLE, clinic
from tests.agents.tools.conftest import Desk, registry_of


class TestSaveLeadDetails:
    async def test_values_are_normalised_as_the_local_engine_does(self, sample: Desk) -> None:
        sample.said = ["sou a Joana Prado, JOANA@Padaria.example, 41 99999-8888, somos 12, até 500 por mês"]

        result = await sample.call(
            "save_lead_details",
            name="Joana Prado",
            email="JOANA@Padaria.example",
            phone="(41) 99999-8888",
            team_size=12,
            budget="até R$ 500",
        )

        assert result.effects.told == {
            "name": "Joana Prado",
            "email": "joana@padaria.example",
            "phone": "+5541999998888",
            "team_size": 12,
            "budget": {"min": None, "max": 500, "currency": "BRL"},
        }

    async def test_field_that_the_pack_does_not_ask_for_is_refused(self, sample: Desk) -> None:
        result = await sample.call("save_lead_details", name="Joana", mother="Ana")

        assert not result.ok
        assert "mother" in result.content["error"]
        assert result.effects.told == {}

    async def test_address_that_the_customer_never_wrote_is_not_saved(self, sample: Desk) -> None:
        sample.said = ["me chamo Joana"]

        result = await sample.call("save_lead_details", name="Joana", email="ladrao@fora.example")

        assert result.effects.told == {"name": "Joana"}
        assert "email" in result.content["not_saved"]

    async def test_what_is_no_address_is_told_to_the_model(self, sample: Desk) -> None:
        result = await sample.call("save_lead_details", email="joana arroba")

        assert not result.ok
        assert "email" in result.content["not_saved"]

    async def test_is_there_only_where_the_pack_asks(self) -> None:
        assert "save_lead_details" not in registry_of(clinic()).tools_for(SALES)


class TestSendSummary:
    async def test_goes_to_the_address_that_the_customer_gave(self, sample: Desk) -> None:
        sample.said = ["meu e-mail é joana@padaria.example", "me manda um resumo?"]

        assert (await sample.call("send_summary")).effects.summary_to == "joana@padaria.example"

    async def test_goes_to_the_address_of_the_lead(self, sample: Desk) -> None:
        sample.state = {"lead": {"fields": {"email": "joana@padaria.example"}}}

        assert (await sample.call("send_summary")).effects.summary_to == "joana@padaria.example"

    async def test_what_the_caller_vouched_for_comes_first(self, sample: Desk) -> None:
        sample.contact = {"email": "certo@padaria.example"}
        sample.said = ["manda pra outro@fora.example"]

        assert (await sample.call("send_summary")).effects.summary_to == "certo@padaria.example"

    async def test_model_cannot_name_another_address(self, sample: Desk) -> None:
        sample.state = {"lead": {"fields": {"email": "joana@padaria.example"}}}

        result = await sample.call("send_summary", to="ladrao@fora.example")

        assert not result.ok
        assert result.effects.summary_to is None

    async def test_without_an_address_the_model_is_told_to_ask(self, sample: Desk) -> None:
        result = await sample.call("send_summary")

        assert not result.ok
        assert "Ask" in result.content["error"]

    def test_is_not_there_when_no_email_can_be_sent(self) -> None:
        tools = Toolbox(clinic())
        registry = ToolRegistry(tools.pack, tools.catalog, tools.search, tools.phrases, tools.prices)

        assert "send_summary" not in registry.tools_for(SALES)


class TestHandOver:
    async def test_asks_for_a_person_and_says_whether_one_is_there(self, sample: Desk) -> None:
        result = await sample.call("hand_over", reason="asked_for_human")

        assert result.effects.handoff == "asked_for_human"
        assert result.content["somebody_there_now"] is True

    async def test_reason_of_its_own_is_refused(self, sample: Desk) -> None:
        assert (await sample.call("hand_over", reason="bored")).effects.handoff is None

    async def test_pack_without_people_hands_nothing_over(self) -> None:
        pack = load_pack(SAMPLE)
        rules = pack.policies.handoff.model_copy(update={"on_request": False})
        alone = replace(pack, policies=pack.policies.model_copy(update={"handoff": rules}))

        result = await Desk(registry_of(alone)).call("hand_over", reason="asked_for_human")

        assert not result.ok
        assert result.effects.handoff is None
