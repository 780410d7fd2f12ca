"""What the database says of the work: deliveries that wait, money spent today, maintenance."""

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from agente.kit.clock import utc_now
from agente.llm import service as llm
from agente.ops.findings import Finding
from agente.outbox import service as outboxes
from agente.settings import Settings
from agente.switches import service as switches

WAITS_LONG = timedelta(minutes=30)  # as the alert OutboxStuck has it
SHARED_OUT_WITHIN = timedelta(minutes=1)  # a worker that lives takes seconds
BUDGET_WARN = 0.8


def outbox(connection: Connection, settings: Settings) -> Iterator[Finding]:
    """One for each destination that has something to be seen to, or one that all is well."""
    found = list(_waiting(connection, settings))
    yield from found or [Finding("outbox", "ok", "outbox_ok")]


def _waiting(connection: Connection, settings: Settings) -> Iterator[Finding]:
    now = utc_now()
    for row in outboxes.figures(connection):
        age = now - row.oldest_at
        values = {"destination": row.destination, "count": row.number, "minutes": age // timedelta(minutes=1)}
        to = f"agente outbox list --destination {row.destination}"
        if row.status == "dead":
            yield Finding("outbox", "warn", "outbox_dead", values, f"{to} --status dead")
        elif not settings.enable_integrations:
            yield Finding("outbox", "warn", "outbox_held", values, "env | grep ENABLE_INTEGRATIONS")
        elif not row.destination and age > SHARED_OUT_WITHIN:
            yield Finding("worker", "fail", "worker_absent", values, "agente worker")
        elif row.destination and age > WAITS_LONG:
            yield Finding("outbox", "warn", "outbox_stuck", values, to)


def costs(connection: Connection, settings: Settings, zone: ZoneInfo) -> Finding:
    spent = llm.total(llm.costs_by_day(connection, 1, zone)).cost_usd
    return cost_of(spent, settings.cost_daily_budget_usd)


def cost_of(spent_usd: float, budget_usd: float | None) -> Finding:
    values = {"usd": f"{spent_usd:.2f}", "budget": f"{budget_usd or 0:.2f}"}
    if not budget_usd:
        return Finding("costs", "ok", "costs_unlimited", values)
    if spent_usd >= budget_usd * BUDGET_WARN:
        return Finding("costs", "warn", "costs_high", values, "agente costs --days 1 --conversations")
    return Finding("costs", "ok", "costs_ok", values)


def maintenance(connection: Connection, settings: Settings) -> Finding:
    mode = switches.maintenance_of(switches.switches(connection), settings.maintenance_mode).mode
    if mode == "off":
        return Finding("maintenance", "ok", "maintenance_none")
    return Finding("maintenance", "warn", f"maintenance_{mode}", {}, "agente maintenance off")
