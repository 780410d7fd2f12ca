from decimal import Decimal

import pytest

from agente.agents.tools.catalog import Catalog, compare_products, extremes, quote_price, sold_by_quantity
from agente.knowledge.analysis import singular, words
from agente.packs.models import Price, Product
from tests.agents.conftest import clinic

CATALOG = Catalog(clinic())


def _found(text: str) -> list[str]:
    return [product.id for mention in CATALOG.find_products(list(words(text))) for product in mention.products]


def _product(product_id: str) -> Product:
    product = CATALOG.get(product_id)
    assert product is not None
    return product


class TestFindProducts:
    @pytest.mark.parametrize(
        ("text", "ids"),
        [
            ("quero uma LIMPEZA DENTAL", ["limpeza"]),
            ("limpezas dentais", ["limpeza"]),
            ("limpesa dental", ["limpeza"]),
            ("lipmeza", ["limpeza"]),
            ("limpezado", []),
            ("aparelho ortodontico ou clareamento", ["aparelho", "clareamento"]),
            ("profilaxía", ["limpeza"]),
            ("lentes de contato dental", ["lente"]),
            ("tratamento dental", []),
            ("limpo o dente", []),
            ("", []),
        ],
    )
    def test_names_aliases_plurals_and_typos(self, text: str, ids: list[str]) -> None:
        assert _found(text) == ids

    def test_longest_name_wins(self) -> None:
        kit = Product(id="kit", name="Kit limpeza dental", summary="x")
        pack = clinic()
        object.__setattr__(pack, "products", (*pack.products, kit))
        mentions = Catalog(pack).find_products(["kit", "limpeza", "dental"])
        assert [mention.products for mention in mentions] == [(kit,)]

    def test_function_word_names_a_product_only_where_one_is_pointed_at(self) -> None:
        pack = clinic()
        object.__setattr__(pack, "products", (Product(id="pro", name="Plano Pro", summary="x"),))
        catalog = Catalog(pack)
        assert catalog.find_products(["desconto", "pro", "almoco"]) == []
        assert len(catalog.find_products(["quanto", "custa", "o", "pro"])) == 1


class TestQuotePrice:
    def test_best_reached_discount_is_taken_off_and_cents_are_rounded(self) -> None:
        product = _product("lente").model_copy(update={"prices": [Price(amount=Decimal("0.35"))]})
        quote = quote_price(product, product.prices[0], 5)
        assert (quote.percent, quote.total) == (10, Decimal("1.58"))

    def test_special_price_of_the_same_period_is_not_discounted_again(self) -> None:
        special = Price(amount=Decimal(800), label="à vista")
        product = _product("lente").model_copy(update={"prices": [Price(amount=Decimal(900)), special]})
        assert [quote_price(product, price, 4).total for price in product.prices] == [3240, 3200]

    def test_below_the_first_tier_there_is_none(self) -> None:
        product = _product("lente")
        assert quote_price(product, product.prices[0], 3).total == 2700

    def test_service_without_unit_is_not_sold_by_quantity(self) -> None:
        assert sold_by_quantity(_product("lente"))
        assert not sold_by_quantity(_product("limpeza"))


def test_compare_has_the_attributes_that_two_share() -> None:
    rows = compare_products([_product("limpeza"), _product("clareamento"), _product("aparelho")])
    assert list(rows) == ["Duração", "Retorno incluso"]
    assert [value for _, value in rows["Retorno incluso"]] == [True, True, None]


def test_extremes_are_told_apart_by_period() -> None:
    monthly = Product(id="m", name="M", summary="x", prices=[Price(amount=Decimal(1), period="month")])
    found = extremes([_product("limpeza"), _product("lente"), monthly, _product("aparelho")])
    assert [(product.id, price.amount) for product, price in found] == [("limpeza", 180), ("m", 1)]


def test_list_products_leaves_out_the_unavailable() -> None:
    assert _product("implante") not in CATALOG.list_products()
    assert [product.id for product in CATALOG.list_products(category="Estética")] == ["clareamento", "lente"]
    assert CATALOG.mentioned_category(["algo", "de", "estetica"]) == "Estética"


@pytest.mark.parametrize(
    ("plural", "one"),
    [("planos", "plano"), ("opcoes", "opcao"), ("dentais", "dental"), ("bens", "bem"), ("gas", "gas")],
)
def test_singular(plural: str, one: str) -> None:
    assert singular(plural) == one
