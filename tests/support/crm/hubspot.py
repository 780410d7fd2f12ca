"""HubSpot as far as we use it: contacts, deals, notes, unique properties, and what its own description demands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from aiohttp import web
from openapi_core import OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.testing import MockRequest

from tests.support.crm.base import StandIn

UNIQUE = {"contacts": ("agente_lead_id", "email"), "deals": ("agente_lead_id",), "notes": ()}
NOW = "2026-03-02T12:00:00.000Z"


@cache
def description() -> OpenAPI:
    return OpenAPI.from_file_path(str(Path(__file__).parent / "hubspot_objects.json"))


@dataclass
class HubSpotStandIn(StandIn):
    objects: dict[str, dict[str, dict[str, Any]]] = field(
        default_factory=lambda: {"contacts": {}, "deals": {}, "notes": {}}
    )
    secondary: dict[str, str] = field(default_factory=dict)  # further addresses of contacts: address -> contact's id
    associations: list[tuple[str, str, str]] = field(default_factory=list)  # kind, id, id of the other
    _last_id: int = 100

    def routes(self, app: web.Application) -> None:
        app.router.add_get("/crm/v3/objects/{kind}", self._list)
        app.router.add_post("/crm/v3/objects/{kind}", self._create)
        app.router.add_post("/crm/v3/objects/{kind}/batch/read", self._batch_read)
        app.router.add_get("/crm/v3/objects/{kind}/{id}", self._read)
        app.router.add_patch("/crm/v3/objects/{kind}/{id}", self._update)

    async def refusal(self, request: web.Request) -> web.StreamResponse | None:
        if request.headers.get("Authorization") != f"Bearer {self.key}":
            return _error(401, "Authentication credentials not found.", "INVALID_AUTHENTICATION")
        body = await request.read()
        shown = MockRequest(
            "https://api.hubapi.com",
            request.method.lower(),
            request.path,
            args=dict(request.query),
            data=body or None,
            content_type="application/json",
            headers={"authorization": "Bearer x"},
        )
        try:
            description().validate_request(shown)
        except OpenAPIError as error:
            self.violations.append(f"{request.method} {request.path}: {error!r} {error.__cause__!r}")
            return _error(400, str(error), "VALIDATION_ERROR")
        return None

    def add(self, kind: str, **properties: str) -> str:
        """An object that somebody made in the CRM itself; its id."""
        self._last_id += 1
        self.objects[kind][str(self._last_id)] = dict(properties)
        return str(self._last_id)

    def leads(self) -> list[tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]]:
        """Each contact of ours with its deals and notes."""
        return [
            (contact, [*self._of("deals", contact_id)], [*self._of("notes", contact_id)])
            for contact_id, contact in self.objects["contacts"].items()
            if contact.get("agente_lead_id")
        ]

    def _of(self, kind: str, contact_id: str) -> Iterator[dict[str, Any]]:
        for its_kind, object_id, other in self.associations:
            if (its_kind, other) == (kind, contact_id):
                yield self.objects[kind][object_id]

    async def _list(self, request: web.Request) -> web.Response:
        kind = request.match_info["kind"]
        return web.json_response({"results": [_shown(i, p) for i, p in list(self.objects[kind].items())[:1]]})

    async def _create(self, request: web.Request) -> web.Response:
        kind, body = request.match_info["kind"], await request.json()
        properties = _normalised(body["properties"])
        if clash := self._clash(kind, properties):
            return _error(409, f"Contact already exists. Existing ID: {clash}", "CONFLICT")
        object_id = self.add(kind, **properties)
        for association in body.get("associations", []):
            self.associations.append((kind, object_id, str(association["to"]["id"])))
        return web.json_response(_shown(object_id, self.objects[kind][object_id]), status=201)

    def _clash(self, kind: str, properties: dict[str, str]) -> str | None:
        for object_id, stored in self.objects[kind].items():
            if any(properties.get(name) and stored.get(name) == properties[name] for name in UNIQUE[kind]):
                return object_id
        return self.secondary.get(properties.get("email", "")) if kind == "contacts" else None

    async def _batch_read(self, request: web.Request) -> web.Response:
        kind, body = request.match_info["kind"], await request.json()
        wanted, by = {entry["id"] for entry in body["inputs"]}, body.get("idProperty")
        found = [(i, p) for i, p in self.objects[kind].items() if (p.get(by) if by else i) in wanted]
        shown = [_shown(i, {name: p.get(name) for name in body["properties"]}) for i, p in found]
        answer: dict[str, Any] = {"status": "COMPLETE", "results": shown, "startedAt": NOW, "completedAt": NOW}
        if len(found) == len(wanted):
            return web.json_response(answer)
        missing = {"status": "error", "category": "OBJECT_NOT_FOUND", "message": "Could not get some objects"}
        return web.json_response(answer | {"numErrors": 1, "errors": [missing]}, status=207)

    async def _read(self, request: web.Request) -> web.Response:
        kind, object_id = request.match_info["kind"], request.match_info["id"]
        stored = self.objects[kind].get(object_id)
        if stored is None:
            return _error(404, "resource not found", "OBJECT_NOT_FOUND")
        names = request.query.get("properties", "hs_object_id").split(",")
        shown = _shown(object_id, {name: stored.get(name) for name in names})
        if other := request.query.get("associations"):
            of_it = [
                {"id": i, "type": f"{kind}_to_{other}"}
                for k, i, to in self.associations
                if (k, to) == (other, object_id)
            ]
            shown |= {"associations": {other: {"results": of_it}}} if of_it else {}
        return web.json_response(shown)

    async def _update(self, request: web.Request) -> web.Response:
        kind, object_id = request.match_info["kind"], request.match_info["id"]
        if object_id not in self.objects[kind]:
            return _error(404, "resource not found", "OBJECT_NOT_FOUND")
        changed = _normalised((await request.json())["properties"])
        if (clash := self._clash(kind, changed)) not in (None, object_id):
            return _error(409, f"Contact already exists. Existing ID: {clash}", "CONFLICT")
        self.objects[kind][object_id] |= changed
        return web.json_response(_shown(object_id, changed))


def _normalised(properties: dict[str, str]) -> dict[str, str]:
    """Addresses in small letters, as the vendor keeps them."""
    return {name: value.lower() if name == "email" else value for name, value in properties.items()}


def _shown(object_id: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {"id": object_id, "properties": properties, "createdAt": NOW, "updatedAt": NOW, "archived": False}


def _error(status: int, message: str, category: str) -> web.Response:
    body = {"status": "error", "message": message, "category": category, "correlationId": "c-1"}
    return web.json_response(body, status=status)


def daily_limit() -> dict[str, str]:
    return {
        "status": "error",
        "message": "You have reached your daily limit.",
        "errorType": "RATE_LIMIT",
        "policyName": "DAILY",
        "correlationId": "c-1",
    }


def plain(html: str) -> str:
    """A note's text without its markup."""
    return re.sub(r"<[^>]+>", "\n", html)
