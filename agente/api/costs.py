"""`/v1/costs`: what language models cost, day by day."""

from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query
from fastapi.responses import Response
from sqlalchemy import Connection

from agente.accounts.callers import Caller
from agente.api.answers import json_response
from agente.api.dependencies import AtGate, as_caller
from agente.api.errors import responses
from agente.errors import Unauthorized
from agente.llm import service
from agente.llm.schemas import CostsRead, budget_json, day_costs_json, figures_json
from agente.llm.service import DayCost, total

router = APIRouter(prefix="/v1/costs", tags=["costs"], responses=responses(400, 401, 429, 503))


@router.get("", response_model=CostsRead)
async def read_costs(
    gate: AtGate,
    days: Annotated[int, Query(ge=1, le=service.MAX_DAYS, description="Today is the last of them.")] = 7,
) -> Response:
    """Calls, tokens and US dollars by day and model, of all conversations; for API keys."""
    zone = ZoneInfo(gate.parts.served.pack.business.timezone)
    costs, conversations = await gate.parts.database.read(as_caller, gate.credentials, _costs, days, zone)
    return json_response(
        {
            "days": days,
            "time_zone": zone.key,
            "items": day_costs_json(costs),
            "total": figures_json(total(costs)),
            "conversations": conversations,
            "budget": budget_json(gate.parts.budget),
        }
    )


def _costs(connection: Connection, caller: Caller, days: int, zone: ZoneInfo) -> tuple[list[DayCost], int]:
    if caller.client is None:
        raise Unauthorized("needs_api_key", "Costs are for API keys; a web chat's token opens its conversation only.")
    return service.costs_by_day(connection, days, zone), service.count_conversations(connection, days, zone)
