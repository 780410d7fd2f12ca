from tests.agents.tools.conftest import Desk


class TestOpeningHours:
    async def test_without_a_date_tells_the_week_and_now(self, sorriso: Desk) -> None:
        result = await sorriso.call("opening_hours")

        assert result.content["open_now"] is True
        assert "sexta-feira: das 7h às 12h e das 14h às 19h" in result.content["week"]

    async def test_holiday_is_named_and_closed(self, sorriso: Desk) -> None:
        result = await sorriso.call("opening_hours", date="2026-12-25")

        assert (result.content["open"], result.content["holiday"]) == (False, "Natal")

    async def test_date_that_does_not_exist_is_an_error(self, sorriso: Desk) -> None:
        assert not (await sorriso.call("opening_hours", date="2026-02-31")).ok


async def test_contact_details_are_the_packs(sorriso: Desk) -> None:
    result = await sorriso.call("contact_details")

    assert result.content["phone"] == "(81) 3000-0000"
    assert result.content["address"]["city"] == "Recife"


class TestSearchKnowledge:
    async def test_passage_that_answers_is_told_and_cited(self, sorriso: Desk) -> None:
        result = await sorriso.call("search_knowledge", question="quais convênios vocês aceitam?")

        assert "OdontoBom" in result.content["passages"][0]["text"]
        assert result.citations[0].document == "knowledge/convenios.md"

    async def test_what_the_material_does_not_say_gives_nothing_to_say(self, sorriso: Desk) -> None:
        result = await sorriso.call("search_knowledge", question="vocês vendem pneus de trator?")

        assert result.content["passages"] == []
        assert result.citations == ()
