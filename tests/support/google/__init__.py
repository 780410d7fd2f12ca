"""A stand-in for Google: tokens for a service account, and one calendar that keeps what is put into it."""

import json
import re
import time
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import jwt
from aiohttp import web
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from openapi_core import OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.testing import MockRequest

from tests.support.crm.base import StandIn

CALENDAR = "agenda@empresa.example"
ACCOUNT = "agente@projeto.iam.gserviceaccount.example"
BASE = "/calendar/v3"
OWN_ID = re.compile(r"[a-v0-9]{5,1024}")


@cache
def description() -> OpenAPI:
    return OpenAPI.from_file_path(str(Path(__file__).parent / "calendar.json"))


@cache
def private_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class GoogleStandIn(StandIn):
    events: dict[str, dict[str, Any]] = field(default_factory=dict)
    role: str = "writer"
    page: int = 250
    tokens: list[str] = field(default_factory=list)  # that were given out; the last one is good

    @property
    def base_url(self) -> str:
        return self.url + BASE

    @property
    def token_url(self) -> str:
        return f"{self.url}/token"

    def write_key(self, path: Path) -> Path:
        """The file that Google gives out for a service account."""
        pem = private_key().private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path.write_text(json.dumps({"type": "service_account", "client_email": ACCOUNT, "private_key": pem.decode()}))
        return path

    def standing(self) -> dict[str, dict[str, Any]]:
        """The events that were not deleted."""
        return {name: event for name, event in self.events.items() if event["status"] != "cancelled"}

    def routes(self, app: web.Application) -> None:
        one, all_of = f"{BASE}/calendars/{{calendar}}/events/{{event}}", f"{BASE}/calendars/{{calendar}}/events"
        app.router.add_post("/token", self._give_token)
        app.router.add_get(all_of, self._list)
        app.router.add_post(all_of, self._insert)
        app.router.add_get(one, self._get)
        app.router.add_patch(one, self._patch)
        app.router.add_delete(one, self._delete)

    async def refusal(self, request: web.Request) -> web.StreamResponse | None:
        if request.path == "/token":
            return None
        if not self.tokens or request.headers.get("Authorization") != f"Bearer {self.tokens[-1]}":
            return _error(401, "authError", "Invalid Credentials")
        if request.match_info["calendar"] != CALENDAR:
            return _error(404, "notFound", "Not Found")
        if request.method != "GET" and self.role == "reader":
            return _error(403, "requiredAccessLevel", "You need to have writer access to this calendar.")
        return await self._unfit(request)

    async def _unfit(self, request: web.Request) -> web.StreamResponse | None:
        body = await request.read()
        shown = MockRequest(
            "https://www.googleapis.com",
            request.method.lower(),
            request.raw_path.split("?")[0],
            args=dict(request.query),
            # A patch takes a field away by null, which the description has no way to say.
            data=json.dumps(_without_nulls(json.loads(body))).encode() if body else None,
            content_type="application/json",
            headers={"authorization": "Bearer x"},
        )
        try:
            description().validate_request(shown)
        except OpenAPIError as error:
            self.violations.append(f"{request.method} {request.path}: {error!r} {error.__cause__!r}")
            return _error(400, "badRequest", str(error))
        return None

    async def _give_token(self, request: web.Request) -> web.Response:
        form = await request.post()
        try:
            claims = jwt.decode(
                str(form["assertion"]), private_key().public_key(), algorithms=["RS256"], audience=self.token_url
            )
            assert claims["iss"] == ACCOUNT
            assert claims["exp"] - claims["iat"] <= 3600
        except (jwt.PyJWTError, KeyError, AssertionError):
            return web.json_response({"error": "invalid_grant"}, status=400)
        self.tokens.append(f"canary-token-{len(self.tokens)}-{time.monotonic_ns()}")
        return web.json_response({"access_token": self.tokens[-1], "expires_in": 3599, "token_type": "Bearer"})

    async def _list(self, request: web.Request) -> web.Response:
        start, end = request.query.get("timeMin"), request.query.get("timeMax")
        found = [
            event
            for event in self.standing().values()
            if (end is None or _moment(event["start"]) < datetime.fromisoformat(end))
            and (start is None or _moment(event["end"]) > datetime.fromisoformat(start))
        ]
        first = int(request.query.get("pageToken", 0))
        answer: dict[str, Any] = {
            "summary": "Agenda",
            "accessRole": self.role,
            "items": found[first : first + self.page],
        }
        if first + self.page < len(found):
            answer["nextPageToken"] = str(first + self.page)
        return web.json_response(answer)

    async def _insert(self, request: web.Request) -> web.Response:
        event = await request.json()
        if not OWN_ID.fullmatch(event["id"]):
            return _error(400, "invalid", "Invalid resource id value.")
        if event["id"] in self.events:
            return _error(409, "duplicate", "The requested identifier already exists.")
        self.events[event["id"]] = {"status": "confirmed"} | event
        return web.json_response(self.events[event["id"]])

    async def _get(self, request: web.Request) -> web.Response:
        event = self.events.get(request.match_info["event"])
        return web.json_response(event) if event else _error(404, "notFound", "Not Found")

    async def _patch(self, request: web.Request) -> web.Response:
        event = self.events.get(request.match_info["event"])
        if event is None:
            return _error(404, "notFound", "Not Found")
        for name, value in (await request.json()).items():
            event[name] = _without_nulls(event[name] | value) if isinstance(value, dict) else value
            if name in ("start", "end") and len(event[name].keys() & {"date", "dateTime"}) != 1:
                return _error(400, "invalid", "Invalid start time.")
        return web.json_response(event)

    async def _delete(self, request: web.Request) -> web.Response:
        event = self.events.get(request.match_info["event"])
        if event is None:
            return _error(404, "notFound", "Not Found")
        if event["status"] == "cancelled":
            return _error(410, "deleted", "Resource has been deleted")
        event["status"] = "cancelled"
        return web.Response(status=204)


def _moment(said: dict[str, str]) -> datetime:
    return datetime.fromisoformat(said.get("dateTime") or f"{said['date']}T03:00:00+00:00")


def _without_nulls(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {name: _without_nulls(part) for name, part in value.items() if part is not None}


def refusal(status: int, reason: str) -> dict[str, Any]:
    return {"error": {"code": status, "message": reason, "errors": [{"domain": "global", "reason": reason}]}}


def _error(status: int, reason: str, message: str) -> web.Response:
    body = refusal(status, reason)
    body["error"]["message"] = message
    return web.json_response(body, status=status)
