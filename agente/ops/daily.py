"""What the morning's look needs besides the doctor's: the figures of runbook 1.3 and 7.1 held against their targets."""

import json
from collections.abc import Iterator
from urllib.parse import urlencode

from agente.ops import api, work
from agente.ops.figures import Figures, read_figures
from agente.ops.findings import Finding, reason_of
from agente.ops.http import fetch

P95_S = 2.0
UPTIME = 0.995
DAILY_BUDGET_USD = 400.0  # runbook 7.1, where COST_DAILY_BUDGET_USD says nothing else
UPTIME_QUERY = "avg_over_time(agente:available[24h])"
ERRORS_QUERY = "sum(increase(agent_errors_total[24h])) / (sum(increase(agent_requests_total[24h])) > 0)"


def figures(url: str, token: str | None, budget_usd: float | None) -> list[Finding]:
    """Errors, response time, costs, cache and outbox, as the replica at `url` tells them."""
    found = read_figures(url, token)
    if found is None:
        return [Finding("metrics", "warn", "metrics_closed", {"url": url}, f"curl -i {url}/metrics")]
    spent = max((sample.value for sample in found.of("llm_cost_usd_today")), default=0.0)
    return [
        *api.errors(found),
        _p95(found),
        work.cost_of(spent, budget_usd or DAILY_BUDGET_USD),
        *api.cache(found),
        *_outbox(found),
    ]


def _p95(found: Figures) -> Finding:
    p95 = found.quantile("agent_response_time_seconds", 0.95)
    if p95 is None:
        return Finding("response", "off", "response_none")
    if p95 > P95_S:
        return Finding("response", "warn", "response_slow", {"seconds": p95}, "./scripts/logs.sh | grep 'LLM latency'")
    return Finding("response", "ok", "response_ok", {"seconds": p95})


def _outbox(found: Figures) -> Iterator[Finding]:
    waiting, dead = round(found.sum("agent_outbox_pending")), round(found.sum("agent_outbox_dead"))
    if dead:
        values = {"count": dead, "destination": "*"}
        yield Finding("outbox", "warn", "outbox_dead", values, "agente outbox list --status dead")
    yield Finding("outbox", "ok", "outbox_waiting", {"count": waiting})


def prometheus(url: str) -> list[Finding]:
    """The last day, over all replicas."""
    try:
        uptime, errors = _ask(url, UPTIME_QUERY), _ask(url, ERRORS_QUERY)
    except (OSError, ValueError, KeyError) as error:
        values = {"url": url, "reason": reason_of(error)}
        return [Finding("uptime", "warn", "prometheus_away", values, f"curl {url}/-/ready")]
    return [*_uptime(uptime), *_errors(errors)]


def _uptime(share: float | None) -> Iterator[Finding]:
    if share is not None:
        low = share < UPTIME
        yield Finding("uptime", "warn" if low else "ok", "uptime_low" if low else "uptime_ok", _percent(share))


def _errors(share: float | None) -> Iterator[Finding]:
    if share is not None and share > api.ERRORS_WARN:
        yield Finding("errors", "warn", "errors_day_high", _percent(share), api.ERRORS)
    elif share is not None:
        yield Finding("errors", "ok", "errors_day_ok", _percent(share))


def _percent(share: float) -> dict[str, float]:
    return {"percent": round(share * 100, 3)}


def _ask(url: str, query: str) -> float | None:
    """The value of a query; None while there is none."""
    answer = fetch(f"{url}/api/v1/query?{urlencode({'query': query})}")
    result = json.loads(answer.body)["data"]["result"]
    return float(result[0]["value"][1]) if result else None
