"""Every refusal as `application/problem+json` (RFC 9457), or as OpenAI's clients expect it, in one place."""

from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException

from agente.channels.openai.errors import error_body, speaks_openai
from agente.channels.openai.schemas import ErrorBody
from agente.errors import AgenteError, BadInput, NotFound, RateLimited
from agente.kit.serialization import dumps
from agente.observability.metrics import RATE_LIMITED

log = structlog.get_logger()
MAX_PROBLEMS = 20


class FieldProblem(BaseModel):
    field: str
    message: str


class Problem(BaseModel):
    """`code` is stable and for programs; `detail` is for people."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[FieldProblem] | None = None


def problem_body(error: AgenteError) -> dict[str, Any]:
    return {
        "type": "about:blank",
        "title": error.title,
        "status": error.status,
        "code": error.code,
        "detail": error.detail,
        **error.fields,
    }


def render(error: AgenteError, path: str) -> Response:
    """The answer to a request for `path` that is refused."""
    headers = {"Retry-After": str(error.retry_after_s)} if error.retry_after_s else {}
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if speaks_openai(path):
        if error.status == 409 and not error.retry_after_s:
            headers["X-Should-Retry"] = "false"  # their clients would try again what stays refused
        return Response(dumps(error_body(error)), error.status, headers, "application/json")
    return Response(dumps(problem_body(error)), error.status, headers, "application/problem+json")


def install(app: FastAPI) -> None:
    app.add_exception_handler(AgenteError, _expected)
    app.add_exception_handler(RateLimited, _rate_limited)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


async def _expected(request: Request, error: Exception) -> Response:
    assert isinstance(error, AgenteError)  # noqa: S101 - registered for this type
    return render(error, request.url.path)


async def _rate_limited(request: Request, error: Exception) -> Response:
    assert isinstance(error, RateLimited)  # noqa: S101 - registered for this type
    return rate_limited(request, error)


def rate_limited(request: Request, error: RateLimited) -> Response:
    """Refuses one request too many, counts it and says whose it was."""
    RATE_LIMITED.inc()
    log.warning("rate_limit_exceeded", client_ip=request.client.host if request.client else None)
    return render(error, request.url.path)


async def _invalid(request: Request, error: Exception) -> Response:
    """Input that does not fit is 400 here (runbook, appendix C); says which fields, never what was in them."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this type
    problems = [
        {"field": ".".join(str(part) for part in item["loc"]), "message": item["msg"]}
        for item in error.errors()[:MAX_PROBLEMS]
    ]
    refusal = BadInput("invalid_input", "The request does not have the expected form.", errors=problems)
    return render(refusal, request.url.path)


async def _http(request: Request, error: Exception) -> Response:
    """What the framework itself refuses: unknown paths and methods."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this type
    if error.status_code == 404:
        return render(NotFound("not_found", "There is nothing at this address."), request.url.path)
    refusal = AgenteError("refused", str(error.detail))
    body = problem_body(refusal) | {"status": error.status_code, "title": str(error.detail)}
    return Response(dumps(body), error.status_code, error.headers, "application/problem+json")


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI description of these refusals."""
    return {
        status: {"model": Problem, "content": {"application/problem+json": {}}, "description": TITLES[status]}
        for status in statuses
    }


def openai_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The same for the paths of OpenAI's clients."""
    return {status: {"model": ErrorBody, "description": TITLES[status]} for status in statuses}


TITLES = {
    400: "The input is not valid.",
    401: "The API key or token is missing, unknown, revoked or expired.",
    404: "Unknown, or not the caller's.",
    409: "Not possible in the present state.",
    413: "The request is too large.",
    422: "The Idempotency-Key was used with another text.",
    429: "Too many requests; wait as long as Retry-After says.",
    502: "A system behind this one failed.",
    503: "The service cannot answer right now; try again after Retry-After.",
    504: "No reply in time. The turn goes on: the same Idempotency-Key gets its reply.",
}
