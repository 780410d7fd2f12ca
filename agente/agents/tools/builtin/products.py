"""What is sold, and what does it cost?"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, get_args

from agente.agents.prices import PriceTexts
from agente.agents.tools.arguments import object_schema, text
from agente.agents.tools.builtin.builtin import Builtin, failed
from agente.agents.tools.catalog import Catalog, compare_products, quote_price, sold_by_quantity
from agente.agents.tools.tool import ToolContext, ToolResult
from agente.agents.turn import Citation
from agente.i18n import formats
from agente.knowledge.analysis import words
from agente.packs.models import Locale, Price, Product
from agente.packs.pack import Pack

MAX_FOUND = 4  # products told of in full
MAX_LISTED = 30
MAX_QUANTITY = 1_000_000
_KINDS = get_args(Product.model_fields["kind"].annotation)
_NAME = "Name or id of a product"


class ProductTools:
    def __init__(self, pack: Pack, catalog: Catalog, prices: PriceTexts) -> None:
        self._pack = pack
        self._catalog = catalog
        self._prices = prices

    def tools(self) -> Iterator[Builtin]:
        """None when nothing is sold."""
        if not self._catalog.products:
            return
        yield Builtin(
            "find_products",
            "Look up products by what the customer calls them: description, attributes and prices.",
            object_schema({"query": text("Product names in the customer's words")}),
            self._find,
        )
        yield Builtin("list_products", "List what is sold, with prices.", self._list_schema(), self._list)
        names = {"type": "array", "items": text(_NAME), "minItems": 2, "maxItems": MAX_FOUND}
        yield Builtin(
            "compare_products",
            "Compare attributes and prices of two to four products.",
            object_schema({"products": names}),
            self._compare,
        )
        quantity = {"type": "integer", "minimum": 1, "maximum": MAX_QUANTITY, "description": "How many"}
        yield Builtin(
            "quote_price",
            "Calculate what a quantity of a product costs, volume discounts included. Never calculate it yourself.",
            object_schema({"product": text(_NAME)}, {"quantity": quantity}),
            self._quote,
        )

    def _list_schema(self) -> dict[str, Any]:
        locale = self._pack.default_locale
        names = dict.fromkeys(self._catalog.category_name(product, locale) for product in self._catalog.products)
        categories = [name for name in names if name]
        optional: dict[str, Any] = {"kind": {"type": "string", "enum": list(_KINDS)}}
        if categories:
            optional["category"] = {"type": "string", "enum": categories}
        return object_schema({}, optional)

    async def _find(self, arguments: Mapping[str, Any], context: ToolContext) -> ToolResult:
        by_id = self._catalog.get(arguments["query"])
        mentions = self._catalog.find_products(list(words(arguments["query"])))
        mentioned = [product for mention in mentions for product in mention.products]
        found = list({product.id: product for product in ([by_id] if by_id else mentioned)}.values())[:MAX_FOUND]
        if not found:
            return ToolResult({"found": [], "all_product_names": self._names()})
        described = [self._described(product, context.locale) for product in found]
        return ToolResult({"found": described}, citations=cite(found), products=_ids(found))

    async def _list(self, arguments: Mapping[str, Any], context: ToolContext) -> ToolResult:
        listed = self._catalog.list_products(arguments.get("kind"), arguments.get("category"))[:MAX_LISTED]
        rows = [
            {
                "id": product.id,
                "name": product.name,
                "summary": self._pack.localize(product.summary, context.locale),
                "price": self._prices.brief(product, context.locale),
            }
            for product in listed
        ]
        return ToolResult({"products": rows}, citations=cite(listed), products=_ids(listed))

    async def _compare(self, arguments: Mapping[str, Any], context: ToolContext) -> ToolResult:
        compared = []
        for name in arguments["products"]:
            product = self._one(name)
            if isinstance(product, ToolResult):
                return product
            compared.append(product)
        rows = {
            key: {product.name: self._value(value, context.locale) for product, value in values}
            for key, values in compare_products(compared).items()
        }
        prices = {product.name: self._price_list(product, context.locale) for product in compared}
        content = {"attributes": rows, "prices": prices}
        return ToolResult(content, citations=cite(compared), products=_ids(compared))

    async def _quote(self, arguments: Mapping[str, Any], context: ToolContext) -> ToolResult:
        product = self._one(arguments["product"])
        if isinstance(product, ToolResult):
            return product
        locale = context.locale
        content: dict[str, Any] = {"product": product.name}
        quantity = arguments.get("quantity", 1)
        if not product.prices:
            content["price"] = self._prices.brief(product, locale)
        elif quantity > 1 and not sold_by_quantity(product):
            content |= {"prices": self._price_list(product, locale), "note": "Sold singly: no total for several."}
        else:
            content |= {"quantity": quantity, "quotes": self._quotes(product, quantity, locale)}
        return ToolResult(content, citations=cite([product]), products=(product.id,))

    def _quotes(self, product: Product, quantity: int, locale: Locale) -> list[dict[str, Any]]:
        quotes = [quote_price(product, price, quantity) for price in product.prices]
        return [
            {
                "unit_price": self._price(quote.price, locale),
                "discount_percent": float(quote.percent),
                "total": self._money(quote.total, self._prices.total(quote, locale)),
            }
            for quote in quotes
        ]

    def _one(self, name: str) -> Product | ToolResult:
        """The product of that name, or what to tell the model when it is not one."""
        if product := self._catalog.get(name):
            return product
        found = {p.id: p for mention in self._catalog.find_products(list(words(name))) for p in mention.products}
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            return failed("Several products have that name.", products=[product.name for product in found.values()])
        return failed("There is no such product.", all_product_names=self._names())

    def _described(self, product: Product, locale: Locale) -> dict[str, Any]:
        localize = self._pack.localize
        values: dict[str, Any] = {
            "id": product.id,
            "name": product.name,
            "kind": product.kind,
            "category": self._catalog.category_name(product, locale),
            "summary": localize(product.summary, locale),
            "description": localize(product.description, locale) if product.description else None,
            "prices": self._price_list(product, locale) or self._prices.brief(product, locale),
            "volume_discounts": [
                {"from_quantity": discount.from_quantity, "percent": float(discount.percent)}
                for discount in product.volume_discounts
            ],
            "attributes": {key: self._value(value, locale) for key, value in product.attributes.items()},
            "available": product.available,
            "url": product.url,
        }
        return {key: value for key, value in values.items() if value not in (None, "", [], {})}

    def _price_list(self, product: Product, locale: Locale) -> list[dict[str, Any]]:
        return [self._price(price, locale) for price in product.prices]

    def _price(self, price: Price, locale: Locale) -> dict[str, Any]:
        return self._money(price.amount, self._prices.price(price, locale)) | {"period": price.period}

    def _money(self, amount: Decimal, written: str) -> dict[str, Any]:
        return {"amount": float(amount), "currency": self._pack.business.currency, "text": written}

    def _value(self, value: Any, locale: Locale) -> Any:
        if isinstance(value, bool) or value is None:
            return value
        if isinstance(value, int | Decimal):
            return formats.number(value, locale)
        return self._pack.localize(value, locale)

    def _names(self) -> list[str]:
        return [product.name for product in self._catalog.list_products()][:MAX_LISTED]


def cite(products: Sequence[Product]) -> tuple[Citation, ...]:
    return tuple(Citation("catalog.yaml", product.name, product.url) for product in products)


def _ids(products: Sequence[Product]) -> tuple[str, ...]:
    return tuple(product.id for product in products)
