"""`/v1/leads`: who may become a customer, for the company's other systems."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from pydantic import AfterValidator, AwareDatetime

from agente.api.answers import json_response
from agente.api.dependencies import AtGate, as_caller
from agente.api.errors import responses
from agente.contacts.schemas import Phone
from agente.errors import BadInput, NotFound
from agente.kit.ids import is_id
from agente.kit.paging import decode_cursor, encode_cursor
from agente.leads import service as leads
from agente.leads.filters import Wanted
from agente.leads.schemas import LeadDetail, LeadPage, LeadStatus, lead_json

router = APIRouter(prefix="/v1/leads", tags=["leads"], responses=responses(400, 401, 429, 503))


def _in_range(moment: datetime) -> datetime:
    """In UTC; raises ValueError at the ends of the calendar, where another time zone has no year for it."""
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("out of range") from error


Moment = Annotated[AwareDatetime, AfterValidator(_in_range)]


@router.get("", response_model=LeadPage)
async def list_leads(
    gate: AtGate,
    status: LeadStatus | None = None,
    min_score: Annotated[int | None, Query(ge=0, le=100)] = None,
    email: Annotated[str | None, Query(max_length=320)] = None,
    phone: Annotated[Phone | None, Query(description="E.164, or as people write it.")] = None,
    created_after: Moment | None = None,
    created_before: Moment | None = None,
    q: Annotated[
        str | None, Query(max_length=200, description="Words, or their beginnings, of anything that is known.")
    ] = None,
    cursor: Annotated[str | None, Query(max_length=200, description="`next_cursor` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    """The leads that the key may see, newest first: those of its own conversations and of web chats."""
    wanted = Wanted(
        status=status,
        min_score=min_score,
        email=email.strip().lower() if email else None,
        phone=phone,
        created_after=created_after,
        created_before=created_before,
        words=leads.search_words(q or ""),
    )
    if cursor is not None:
        wanted = replace(wanted, after=_place(cursor))
    found = await gate.parts.database.read(as_caller, gate.credentials, leads.find_leads, wanted, limit + 1)
    page = found[:limit]
    more = len(found) > limit
    next_cursor = encode_cursor(page[-1].created_at, page[-1].id) if more else None
    return json_response({"items": [lead_json(row) for row in page], "next_cursor": next_cursor})


@router.get("/{lead_id}", response_model=LeadDetail, responses=responses(404))
async def read_lead(lead_id: Annotated[str, Path(max_length=64)], gate: AtGate) -> Response:
    """A lead with all that is known, why it has its score, and its contact's conversations and its deliveries."""
    if not is_id(lead_id):
        raise NotFound("lead_not_found", "There is no such lead.")
    return json_response(await gate.parts.database.read(as_caller, gate.credentials, leads.get_lead, lead_id.lower()))


def _place(cursor: str) -> tuple[datetime, str]:
    try:
        moment, lead_id = decode_cursor(cursor)
        return _in_range(moment), lead_id
    except ValueError as error:
        raise BadInput("invalid_cursor", "Use the next_cursor of a page as it came.") from error
