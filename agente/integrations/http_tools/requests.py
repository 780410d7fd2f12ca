"""What is sent for one call of a declared tool: its templates filled, and the other arguments as query or JSON body."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

import orjson
from yarl import URL

from agente.packs.models import OWN_PLACEHOLDERS, TOOL_PLACEHOLDER, HttpTool

_NO_BODY = ("GET", "DELETE")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Unfit(Exception):
    """Nothing is sent; the text tells a model why."""


@dataclass(frozen=True, slots=True)
class Prepared:
    url: URL
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


def prepare(tool: HttpTool, arguments: Mapping[str, Any], own: Mapping[str, str]) -> Prepared:
    """The request of one call. `own` fills `{contact.email}` and the like, which no argument can.

    Raises `Unfit` for a value that would change the path's structure, and for something of the contact's own that is
    not known.
    """
    values = _Values(arguments, own)
    path, _, query = tool.url.partition("?")
    url = _fill(path, values.in_path) + (f"?{_fill(query, values.in_query)}" if query else "")
    headers = {name: _fill(text, values.in_header) for name, text in tool.headers.items()}
    template = _filled(tool.body, values) if tool.body is not None else None
    rest = {name: value for name, value in arguments.items() if name not in values.used and value is not None}
    target = URL(url, encoded=True)
    if tool.method in _NO_BODY:
        taken = URL(url, encoded=True).query
        return Prepared(target.extend_query(_pairs({k: v for k, v in rest.items() if k not in taken})), headers)
    body = orjson.dumps({**rest, **(template or {})})
    return Prepared(target, {"Content-Type": "application/json", **headers}, body)


class _Values:
    """The values that placeholders stand for; `used` are the arguments that filled one."""

    def __init__(self, arguments: Mapping[str, Any], own: Mapping[str, str]) -> None:
        self._arguments = arguments
        self._own = own
        self.used: set[str] = set()

    def plain(self, name: str) -> str:
        if name in OWN_PLACEHOLDERS:
            if name not in self._own:
                raise Unfit(f"The customer's {name.split('.')[-1]} is not known. Ask for it first.")
            return self._own[name]
        if self._arguments.get(name) is None:
            raise Unfit(f"The argument {name} is missing.")
        self.used.add(name)
        return _text(name, self._arguments[name])

    def in_path(self, name: str) -> str:
        value = self.plain(name)
        if not value.strip() or value.strip() in (".", "..") or _CONTROL.search(value) or set(value) & set("/\\"):
            raise Unfit(f"The argument {name} may not be empty and may have no slash.")
        return quote(value, safe="")

    def in_query(self, name: str) -> str:
        return quote(self.plain(name), safe="")

    def in_header(self, name: str) -> str:
        return _CONTROL.sub(" ", self.plain(name))


def _fill(template: str, value: Any) -> str:
    return TOOL_PLACEHOLDER.sub(lambda match: str(value(match[1])), template)


def _filled(template: Any, values: _Values) -> Any:
    if isinstance(template, str):
        return _fill(template, values.plain)
    if isinstance(template, Mapping):
        return {name: _filled(item, values) for name, item in template.items()}
    if isinstance(template, list):
        return [_filled(item, values) for item in template]
    return template


def _pairs(arguments: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (name, _text(name, item))
        for name, value in arguments.items()
        for item in (value if isinstance(value, list) else [value])
    ]


def _text(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    raise Unfit(f"The argument {name} has to be one text or number.")


def host_of(tool: HttpTool) -> str:
    return urlsplit(tool.url).hostname or ""
