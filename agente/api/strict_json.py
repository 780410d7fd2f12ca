"""Routes that read their body as JSON, strictly."""

from typing import Any

from fastapi import Request
from fastapi.responses import Response
from fastapi.routing import APIRoute

from agente.kit.serialization import loads


class JsonRequest(Request):
    """Reads JSON strictly: no lone surrogates, no bottomless nesting, no NaN."""

    async def json(self) -> Any:
        return loads(await self.body())


class JsonRoute(APIRoute):
    def get_route_handler(self) -> Any:
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            return await handler(JsonRequest(request.scope, request.receive))

        return handle
