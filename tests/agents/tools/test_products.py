from tests.agents.tools.conftest import Desk


class TestFindProducts:
    async def test_price_is_a_number_and_the_words_of_the_locale(self, sample: Desk) -> None:
        result = await sample.call("find_products", query="plano profissional")

        [product] = result.content["found"]
        assert {"amount": 189.9, "currency": "BRL", "text": "R$ 189,90 por mês", "period": "month"} in [
            {**price, "text": price["text"].split(" (")[0]} for price in product["prices"]
        ]
        assert result.products == ("profissional",)
        assert [(cited.document, cited.heading) for cited in result.citations] == [
            ("catalog.yaml", "Plano Profissional")
        ]

    async def test_price_that_is_not_public_has_no_number(self, sorriso: Desk) -> None:
        result = await sorriso.call("find_products", query="aparelho")

        assert result.content["found"][0]["prices"] == "sob consulta"

    async def test_nothing_of_that_name_gives_the_names_that_there_are(self, sorriso: Desk) -> None:
        result = await sorriso.call("find_products", query="botox")

        assert result.content["found"] == []
        assert "Limpeza dental" in result.content["all_product_names"]


class TestListProducts:
    async def test_only_those_of_the_category_with_their_prices(self, sorriso: Desk) -> None:
        result = await sorriso.call("list_products", category="Estética")

        assert [product["id"] for product in result.content["products"]] == ["clareamento", "lente"]
        assert "R$ 900,00" in result.content["products"][1]["price"]

    async def test_category_that_there_is_not_is_refused(self, sorriso: Desk) -> None:
        assert not (await sorriso.call("list_products", category="Carros")).ok


async def test_compare_products_puts_attributes_side_by_side(sorriso: Desk) -> None:
    result = await sorriso.call("compare_products", products=["Limpeza dental", "clareamento"])

    durations = {"Limpeza dental": "40 minutos", "Clareamento dental": "90 minutos"}
    assert result.content["attributes"]["Duração"] == durations
    assert result.products == ("limpeza", "clareamento")


class TestQuotePrice:
    async def test_volume_discount_is_taken_off(self, sorriso: Desk) -> None:
        result = await sorriso.call("quote_price", product="lente", quantity=4)

        [quote] = result.content["quotes"]
        assert quote["discount_percent"] == 10
        assert quote["total"]["amount"] == 3240
        assert quote["total"]["text"] == "R$ 3.240,00"

    async def test_what_is_not_sold_by_quantity_gets_no_total(self, sorriso: Desk) -> None:
        result = await sorriso.call("quote_price", product="limpeza", quantity=3)

        assert "quotes" not in result.content
        assert result.content["prices"][0]["amount"] == 180

    async def test_unknown_product_is_an_error_that_names_the_known(self, sorriso: Desk) -> None:
        result = await sorriso.call("quote_price", product="botox")

        assert not result.ok
        assert "Limpeza dental" in result.content["all_product_names"]
