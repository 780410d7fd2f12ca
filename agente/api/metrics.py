"""`/metrics`: what is counted, for whoever may see it."""

import hmac
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from agente.accounts.callers import read_bearer
from agente.api.clients import parsed
from agente.api.dependencies import parts_of
from agente.api.errors import responses
from agente.errors import Unauthorized
from agente.observability import metrics

router = APIRouter(tags=["system"])

TEXT: dict[str, Any] = {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "Prometheus' format."}


@router.get("/metrics", response_class=Response, responses={200: TEXT, **responses(401)})
async def read_metrics(request: Request) -> Response:
    """Open to this machine and to private networks, as scrapers are; from elsewhere with METRICS_TOKEN or an API key.

    Never limited."""
    if not _from_inside(request) and not _has_token(request):
        await _demand_api_key(request)
    return Response(metrics.render(), media_type=metrics.CONTENT_TYPE)


def _from_inside(request: Request) -> bool:
    """Whether everybody on the way here, proxies included, has a private address."""
    forwarded = request.headers.get("x-forwarded-for", "")
    direct = request.client.host if request.client else ""
    return all(_is_private(address.strip()) for address in (direct, *filter(None, forwarded.split(","))))


def _is_private(text: str) -> bool:
    address = parsed(text)
    return address is not None and address.is_private


def _has_token(request: Request) -> bool:
    token = parts_of(request).settings.metrics_token
    told = request.headers.get("authorization", "").removeprefix("Bearer ")
    return token is not None and hmac.compare_digest(told.encode(), token.get_secret_value().encode())


async def _demand_api_key(request: Request) -> None:
    parts = parts_of(request)
    bearer = read_bearer(request.headers.get("authorization"), parts.tokens)
    if bearer is None or bearer.api_key is None:
        raise Unauthorized(
            "missing_credentials", "From outside send METRICS_TOKEN or an API key: Authorization: Bearer ..."
        )
    await parts.database.read(bearer.identify)
