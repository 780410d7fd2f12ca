"""Salesforce as far as we use it: sign-in, Lead by external id, SOQL over it, duplicate rules. By docs/guias/crm.md."""

import re
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.support.crm.base import StandIn

REQUIRED = ("LastName", "Company")


@dataclass
class SalesforceStandIn(StandIn):
    leads: dict[str, dict[str, Any]] = field(default_factory=dict)  # by Salesforce's own id
    signed_in: int = 0
    duplicate_rule: bool = False  # whether a second lead with one address is refused
    _last_id: int = 100

    def routes(self, app: web.Application) -> None:
        app.router.add_post("/services/oauth2/token", self._sign_in)
        app.router.add_get("/services/data/{version}/limits", self._limits)
        app.router.add_get("/services/data/{version}/query", self._query)
        app.router.add_get("/services/data/{version}/sobjects/Lead/{field}/{value}", self._read)
        app.router.add_patch("/services/data/{version}/sobjects/Lead/{field}/{value}", self._upsert)
        app.router.add_get("/services/data/{version}/sobjects/Lead/{id}", self._read)
        app.router.add_patch("/services/data/{version}/sobjects/Lead/{id}", self._update)

    @property
    def token(self) -> str:
        return f"token-{self.signed_in}"

    def expire(self) -> None:
        """The token that was given is good no more."""
        self.signed_in += 100

    def add(self, **values: Any) -> str:
        self._last_id += 1
        record_id = f"00Q{self._last_id}"
        self.leads[record_id] = {"Id": record_id, **values}
        return record_id

    async def refusal(self, request: web.Request) -> web.StreamResponse | None:
        if request.path == "/services/oauth2/token":
            return None
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            return _error(401, "INVALID_SESSION_ID", "Session expired or invalid")
        return None

    async def _sign_in(self, request: web.Request) -> web.Response:
        form = await request.post()
        if form["grant_type"] != "client_credentials" or form["client_secret"] != self.key:
            return web.json_response({"error": "invalid_client", "error_description": "invalid"}, status=400)
        self.signed_in += 1
        return web.json_response({"access_token": self.token, "instance_url": self.url, "token_type": "Bearer"})

    async def _limits(self, _: web.Request) -> web.Response:
        return web.json_response({"DailyApiRequests": {"Max": 15000, "Remaining": 14998}})

    async def _query(self, request: web.Request) -> web.Response:
        found = re.fullmatch(r"SELECT (.+) FROM Lead WHERE (\w+) IN \((.+)\)", request.query["q"])
        assert found
        fields, values = found[1].split(", "), re.findall(r"'([^']*)'", found[3])
        rows = [lead for lead in self.leads.values() if lead.get(found[2]) in values]
        return web.json_response({"done": True, "records": [{name: row.get(name) for name in fields} for row in rows]})

    async def _read(self, request: web.Request) -> web.Response:
        lead = self._find(request)
        if lead is None:
            return _error(404, "NOT_FOUND", "Provided external ID field does not exist or is not accessible")
        names = request.query["fields"].split(",")
        return web.json_response({"attributes": {"type": "Lead"}, **{name: lead.get(name) for name in names}})

    async def _upsert(self, request: web.Request) -> web.Response:
        values = await request.json()
        if {"Id", request.match_info["field"]} & set(values):
            self.violations.append("the body repeats an id")
            return _error(400, "INVALID_FIELD", "The Id and external id fields must not be in the body")
        if lead := self._find(request):
            if lead.get("IsConverted"):
                return _error(400, "CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead")
            lead |= values
            return web.Response(status=204)
        if missing := [name for name in REQUIRED if not values.get(name)]:
            return _error(400, "REQUIRED_FIELD_MISSING", f"Required fields are missing: {missing}")
        if self.duplicate_rule and (twin := self._twin(values.get("Email"))):
            return _duplicate(twin["Id"])
        self.add(**values, **{request.match_info["field"]: request.match_info["value"]})
        return web.json_response({"id": "x", "success": True, "created": True}, status=201)

    async def _update(self, request: web.Request) -> web.Response:
        self.leads[request.match_info["id"]] |= await request.json()
        return web.Response(status=204)

    def _find(self, request: web.Request) -> dict[str, Any] | None:
        if record_id := request.match_info.get("id"):
            return self.leads.get(record_id)
        name, value = request.match_info["field"], request.match_info["value"]
        return next((lead for lead in self.leads.values() if lead.get(name) == value), None)

    def _twin(self, email: str | None) -> dict[str, Any] | None:
        return next((lead for lead in self.leads.values() if email and lead.get("Email") == email), None)


def _error(status: int, code: str, message: str) -> web.Response:
    return web.json_response([{"errorCode": code, "message": message, "fields": []}], status=status)


def _duplicate(record_id: str) -> web.Response:
    match = {"matchRecords": [{"record": {"attributes": {"type": "Lead"}, "Id": record_id}}]}
    said = {"errorCode": "DUPLICATES_DETECTED", "message": "Use one of these records?"}
    return web.json_response([said | {"duplicateResult": {"matchResults": [match]}}], status=400)
