"""Is a message what the vendor's own description says? The descriptions are cut by `tools/vendor_schemas.py`."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

HERE = Path(__file__).parent


@cache
def _components(vendor: str) -> dict[str, Any]:
    return dict(orjson.loads((HERE / f"{vendor}.json").read_bytes())["components"])


@cache
def _validator(vendor: str, schema: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/components/schemas/{schema}", "components": _components(vendor)})


@cache
def _known_fields(vendor: str, schema: str) -> frozenset[str]:
    return frozenset(_properties(_components(vendor)["schemas"], {"$ref": f"/{schema}"}))


def _properties(schemas: dict[str, Any], schema: dict[str, Any]) -> Iterator[str]:
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rsplit("/", 1)[-1]]
    yield from schema.get("properties", {})
    for part in schema.get("allOf", ()):
        yield from _properties(schemas, part)


def violation(vendor: str, schema: str, content: Any) -> str | None:
    """What is wrong with the content, None if nothing is."""
    error = best_match(_validator(vendor, schema).iter_errors(content))
    return f"{error.json_path}: {error.message[:300]}" if error else None


def unknown_fields(vendor: str, schema: str, content: dict[str, Any]) -> str | None:
    """The descriptions allow any further field; the vendors refuse a misspelt one."""
    unknown = sorted(content.keys() - _known_fields(vendor, schema))
    return f"unknown fields: {', '.join(unknown)}" if unknown else None
