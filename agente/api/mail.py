"""`/webhooks/email/events` and `/unsubscribe`: what becomes of mails, and no more of them."""

from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import Response

from agente.api.dependencies import parts_of
from agente.api.errors import responses
from agente.api.parts import Parts
from agente.console.unsubscribe import unsubscribe_page
from agente.errors import BadInput, NotFound
from agente.kit.serialization import loads
from agente.suppressions import service as suppressions
from agente.suppressions.service import Reason

log = structlog.get_logger()

router = APIRouter(tags=["mail"])
EVENTS_PATH = "/webhooks/email/events"
BODY_LIMITS = {EVENTS_PATH: 1_048_576}  # some thousand events; deploy/nginx lets as much through
# What says that an address should get nothing more. Others, such as a full mailbox, pass.
REASONS: dict[str, Reason] = {
    "spamreport": "complaint",
    "unsubscribe": "unsubscribed",
    "group_unsubscribe": "unsubscribed",
}


@router.post(EVENTS_PATH, status_code=204, responses=responses(400, 401, 404, 413, 503))
async def mail_events(
    request: Request,
    signature: Annotated[str, Header(alias="X-Twilio-Email-Event-Webhook-Signature", max_length=500)] = "",
    timestamp: Annotated[str, Header(alias="X-Twilio-Email-Event-Webhook-Timestamp", max_length=20)] = "",
) -> Response:
    """SendGrid's event webhook, signed. Bounces, complaints and unsubscriptions suppress the address; the same event
    again changes nothing."""
    parts = parts_of(request)
    key = parts.settings.sendgrid_webhook_key
    if key is None:
        raise NotFound("not_configured", "SENDGRID_WEBHOOK_KEY is not set.")
    # Here, because most installations have no such key: 8 MB and 30 ms of a start.
    from agente.integrations.mail.signed_events import verify

    body = await request.body()
    verify(key, signature, timestamp, body)
    reasons: dict[str, Reason] = {}
    for event in _events(body):
        if reason := _reason(event):
            reasons.setdefault(suppressions.digest_of(str(event.get("email", ""))), reason)
    if reasons:
        await parts.database.write(suppressions.suppress_all, reasons)
    for reason in reasons.values():
        log.info("mail address suppressed", reason=reason)
    return Response(status_code=204)


@router.get("/unsubscribe", include_in_schema=False)
async def ask_to_unsubscribe(
    request: Request, token: Annotated[str, Query(max_length=200)], accept_language: Annotated[str, Header()] = ""
) -> Response:
    """A page with a button: a link that a scanner opens must not unsubscribe anybody."""
    parts = parts_of(request)
    _digest(parts, token)
    return unsubscribe_page(parts.served.pack, accept_language, token, done=False)


@router.post("/unsubscribe", include_in_schema=False)
async def unsubscribe(
    request: Request, token: Annotated[str, Query(max_length=200)], accept_language: Annotated[str, Header()] = ""
) -> Response:
    """The button, and one click of a mail program (RFC 8058)."""
    parts = parts_of(request)
    await parts.database.write(suppressions.suppress, _digest(parts, token), "unsubscribed")
    return unsubscribe_page(parts.served.pack, accept_language, token, done=True)


def _digest(parts: Parts, token: str) -> str:
    digest = suppressions.read_token(token, parts.settings.signing_key)
    if digest is None:
        raise NotFound("unknown_token", "This link is not valid.")
    return digest


def _events(body: bytes) -> list[dict[str, Any]]:
    try:
        events = loads(body)
    except ValueError:
        raise BadInput("invalid_json", "The body is no JSON.") from None
    if not isinstance(events, list):
        raise BadInput("invalid_input", "Expected a list of events.")
    return [event for event in events if isinstance(event, dict)]


def _reason(event: dict[str, Any]) -> Reason | None:
    kind = str(event.get("event"))
    if kind == "bounce" and event.get("type") != "blocked":  # blocked: the server refused this one mail
        return "bounce"
    return REASONS.get(kind)
