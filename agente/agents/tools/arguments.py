"""Are a model's arguments what the tool's JSON Schema asks for?"""

from collections.abc import Mapping
from typing import Any

from agente.packs.findings import shorten

MAX_PROBLEM = 300  # characters of what a model is told about its mistake
_ALTERNATIVES = frozenset({"oneOf", "anyOf", "allOf"})
MAX_TEXT = 500  # characters of one argument of our own tools


def object_schema(required: Mapping[str, Any], optional: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A strict schema: these properties and no others."""
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def text(description: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": description, "maxLength": MAX_TEXT, **more}


class UnusableSchema(ValueError):
    """A tool's parameters are no JSON Schema that models' vendors take: they would refuse it with all other tools."""


class ArgumentCheck:
    """Compiled once; raises `UnusableSchema`. References outside the schema are never fetched."""

    def __init__(self, parameters: Mapping[str, Any]) -> None:
        # Imported here: it takes a tenth of a second, and a server without a model calls no tools.
        from jsonschema import Draft202012Validator
        from jsonschema.exceptions import SchemaError, best_match
        from referencing import Registry

        if not _ALTERNATIVES.isdisjoint(parameters):
            raise UnusableSchema("oneOf, anyOf or allOf at the top")  # Anthropic refuses these
        try:
            Draft202012Validator.check_schema(parameters)
        except SchemaError as error:
            raise UnusableSchema(shorten(error.message, MAX_PROBLEM)) from None
        self._validator = Draft202012Validator(parameters, registry=Registry())
        self._best_match = best_match

    def problem(self, arguments: Mapping[str, Any]) -> str | None:
        """What is wrong, for the model to mend; None when nothing is."""
        try:
            error = self._best_match(self._validator.iter_errors(arguments))
        except Exception as broken:
            # Such as a reference to nowhere, in a schema of somebody else's: nothing is called with it.
            return f"The schema of this tool is broken ({type(broken).__name__})."
        if error is None:
            return None
        place = f"{error.json_path.removeprefix('$.')}: " if error.path else ""
        return shorten(f"Wrong arguments. {place}{error.message}", MAX_PROBLEM)
