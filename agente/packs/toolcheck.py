"""Can the tools that a pack declares be called, and do `agents.yaml` and `tools.yaml` agree?"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import SplitResult, urlsplit

from agente.packs.crosscheck import repeated
from agente.packs.findings import Finding
from agente.packs.models import OWN_PLACEHOLDERS, TOOL_PLACEHOLDER, TOOLS, Agents, HttpTool, McpServer, Tools
from agente.packs.parts import Parts
from agente.packs.shape import nearest
from agente.packs.source import Location, Source
from agente.settings import environment

_TYPES = ("string", "number", "integer", "boolean", "array", "object", "null")
_ALTERNATIVES = ("oneOf", "anyOf", "allOf")  # not all vendors of models take them in the place of properties
_EXAMPLES = {
    "type": "`type: string`",
    "properties": "`numero: {type: string}`",
    "items": "`items: {type: string}`",
    "required": "`required: [numero]`",
    "enum": "`enum: [pequeno, grande]`",
    "pattern": '`pattern: "^[0-9]+$"`',
}


def check(parts: Parts) -> list[Finding]:
    findings = list(_named_by_agents(parts))
    tools = parts.get(Tools)
    if tools is None:
        return findings
    source = parts.source(Tools)
    names: list[Location] = [("http", index, "name") for index in range(len(tools.http))]
    names += [("mcp", index, "name") for index in range(len(tools.mcp))]
    findings += repeated(source, "repeated_tool", names)
    for index, tool in enumerate(tools.http):
        findings += _http_tool(source, ("http", index), tool)
    for index, server in enumerate(tools.mcp):
        findings += _mcp_server(source, ("mcp", index), server)
    return findings


def _named_by_agents(parts: Parts) -> Iterator[Finding]:
    agents, tools = parts.get(Agents), parts.get(Tools)
    unreadable = tools is None and parts.texts.get("tools.yaml", "").strip()
    if agents is None or unreadable:
        return
    servers = {server.name: server for server in tools.mcp} if tools else {}
    known: list[str] = [*TOOLS, *(tool.name for tool in (tools.http if tools else ())), *servers]
    for specialist, override in agents.root.items():
        for index, name in enumerate(override.tools or ()):
            server = servers.get(name.partition("__")[0])
            of_server = "__" in name and server and (server.tools is None or name.partition("__")[2] in server.tools)
            if name not in known and not of_server:
                near = nearest(name, known)
                key = "unknown_tool_near" if near else "unknown_tool"
                location: Location = (specialist, "tools", index)
                yield parts.source(Agents).finding(key, location, value=name, near=near, known=", ".join(known))


def _http_tool(source: Source, at: Location, tool: HttpTool) -> Iterator[Finding]:
    if tool.name in TOOLS:
        yield source.finding("tool_name_taken", (*at, "name"), value=tool.name)
    yield from _address(source, at, tool)
    if tool.parameters and tool.parameters.get("type") != "object":
        yield source.finding("bad_parameters", (*at, "parameters"), on_key=True, name=tool.name)
    elif keyword := next((name for name in _ALTERNATIVES if name in tool.parameters), None):
        where: Location = (*at, "parameters", keyword)
        yield source.finding("bad_schema", where, on_key=True, keyword=keyword, example=_EXAMPLES["properties"])
    else:
        yield from _schema(source, (*at, "parameters"), tool.parameters)
        yield from _placeholders(source, at, tool)
    if tool.body is not None and tool.method in ("GET", "DELETE"):
        yield source.finding("body_without_use", (*at, "body"), on_key=True, name=tool.name, method=tool.method)
    yield from _secrets(source, at, "auth_secret", tool.name, [tool.auth_secret])


def _address(source: Source, at: Location, tool: HttpTool) -> Iterator[Finding]:
    where = (*at, "url")
    address = _parsed(tool.url)
    if address is None:
        yield source.finding("bad_url", where, value=tool.url)
        return
    if "@" in address.netloc:
        # What stands there may be a secret.
        yield _without_snippet(source.finding("url_with_login", where))
        return
    host = address.hostname or ""
    if placeholder := TOOL_PLACEHOLDER.search(address.netloc):
        yield source.finding("url_host_placeholder", where, placeholder=placeholder[0])
    elif tool.allowed_hosts and host not in tool.allowed_hosts:
        yield source.finding("host_not_allowed", where, host=host, name=tool.name)
    elif tool.allow_private and not tool.allowed_hosts:
        yield source.finding("private_not_listed", (*at, "allow_private"), on_key=True, host=host, name=tool.name)


def _without_snippet(finding: Finding) -> Finding:
    return Finding(finding.file, finding.key, finding.params, finding.line, finding.column, finding.length)


def _parsed(url: str) -> SplitResult | None:
    """The http(s) address; None when it is none."""
    try:
        address = urlsplit(url)
        return address if address.scheme in ("http", "https") and address.hostname else None
    except ValueError:
        return None


def _placeholders(source: Source, at: Location, tool: HttpTool) -> Iterator[Finding]:
    """Places of the templates that nothing fills."""
    properties = tool.parameters.get("properties")
    known = {*(properties if isinstance(properties, Mapping) else ()), *OWN_PLACEHOLDERS}
    templates = {"url": tool.url, "headers": tool.headers, "body": tool.body}
    for key, template in templates.items():
        for location, text in _texts(template, (*at, key)):
            for name in TOOL_PLACEHOLDER.findall(text):
                if name not in known:
                    names = ", ".join(f"{{{known_name}}}" for known_name in sorted(known))
                    yield source.finding(
                        "unknown_tool_placeholder", location, placeholder=f"{{{name}}}", name=tool.name, known=names
                    )


def _texts(template: Any, at: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(template, str):
        yield at, template
    elif isinstance(template, Mapping):
        for name, item in template.items():
            yield from _texts(item, (*at, name))
    elif isinstance(template, list):
        for index, item in enumerate(template):
            yield from _texts(item, (*at, index))


def _schema(source: Source, at: Location, schema: Mapping[str, Any]) -> Iterator[Finding]:
    """What owners get wrong in a JSON Schema, each at its place; a whole validator would slow every start."""
    for keyword, is_right in _KEYWORDS.items():
        if keyword in schema and not is_right(schema[keyword]):
            yield source.finding("bad_schema", (*at, keyword), keyword=keyword, example=_EXAMPLES[keyword])
            return
    for name, inner in schema.get("properties", {}).items():
        yield from _schema(source, (*at, "properties", name), inner)
    if "items" in schema:
        yield from _schema(source, (*at, "items"), schema["items"])


def _is_type(value: Any) -> bool:
    names = value if isinstance(value, list) else [value]
    return bool(names) and all(name in _TYPES for name in names)


def _is_pattern(value: Any) -> bool:
    try:
        re.compile(value)
    except (re.error, TypeError):
        return False
    return True


_KEYWORDS: dict[str, Callable[[Any], bool]] = {
    "type": _is_type,
    "properties": lambda value: (
        isinstance(value, Mapping) and all(isinstance(item, Mapping) for item in value.values())
    ),
    "items": lambda value: isinstance(value, Mapping),
    "required": lambda value: isinstance(value, list) and all(isinstance(name, str) for name in value),
    "enum": lambda value: isinstance(value, list) and bool(value),
    "pattern": _is_pattern,
}


def _mcp_server(source: Source, at: Location, server: McpServer) -> Iterator[Finding]:
    if (server.command is None) == (server.url is None):
        yield source.finding("mcp_endpoint", (*at, "name"), name=server.name)
    elif server.url is not None and _parsed(server.url) is None:
        yield source.finding("bad_url", (*at, "url"), value=server.url)
    yield from _secrets(source, at, "auth_secret", server.name, [server.auth_secret])
    yield from _secrets(source, at, "env_secrets", server.name, server.env_secrets)


def _secrets(source: Source, at: Location, key: str, name: str, secrets: Sequence[str | None]) -> Iterator[Finding]:
    known = environment() if any(secrets) else {}
    for secret in secrets:
        if secret and not known.get(secret):
            yield source.finding("secret_not_set", (*at, key), secret=secret, name=name)
