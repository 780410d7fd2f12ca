"""SendGrid as far as we use it: it holds each mail against its own description and keeps it."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from aiohttp import web
from openapi_core import OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.testing import MockRequest

from tests.support.crm.base import StandIn


@cache
def description() -> OpenAPI:
    return OpenAPI.from_file_path(str(Path(__file__).parent / "mail_send.json"))


@dataclass
class SendGridStandIn(StandIn):
    mails: list[dict[str, Any]] = field(default_factory=list)

    def routes(self, app: web.Application) -> None:
        app.router.add_post("/v3/mail/send", self._send)
        app.router.add_get("/v3/scopes", self._scopes)

    async def refusal(self, request: web.Request) -> web.StreamResponse | None:
        if request.headers.get("Authorization") != f"Bearer {self.key}":
            return web.json_response({"errors": [{"message": "authorization required"}]}, status=401)
        if request.method != "POST":
            return None
        shown = MockRequest(
            "https://api.sendgrid.com",
            "post",
            request.path,
            data=await request.read(),
            content_type="application/json",
            headers={"authorization": "Bearer x"},
        )
        try:
            description().validate_request(shown)
        except OpenAPIError as error:
            self.violations.append(f"{error!r} {error.__cause__!r}")
            return web.json_response({"errors": [{"message": str(error)}]}, status=400)
        return None

    async def _send(self, request: web.Request) -> web.Response:
        self.mails.append(await request.json())
        return web.Response(status=202)

    async def _scopes(self, _: web.Request) -> web.Response:
        return web.json_response({"scopes": ["mail.send"]})
