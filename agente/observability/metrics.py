"""What is counted? Every metric, by the name that dashboards and alerts use; labels are few and bounded."""

import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from prometheus_client import (
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
    start_http_server,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from agente import __version__

disable_created_metrics()  # type: ignore[no-untyped-call] # when a series began is nobody's question, and would double their number

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10)  # the bounds of runbook 1.2 and 4.1 are among them
METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
ERROR_KINDS = {500: "internal", 502: "bad_gateway", 503: "unavailable", 504: "timeout"}

# Requests
REQUESTS = Counter("agent_requests_total", "Answered requests, by route template.", ["route", "method", "status"])
ERRORS = Counter("agent_errors_total", "Requests that were answered with 5xx, by kind.", ["kind"])
RESPONSE_TIME = Histogram(
    "agent_response_time_seconds",
    "From a request to the end of its answer.",
    ["route"],
    buckets=(*SECONDS, 15, 30),  # a quantile is never told above the last bound, and an alert asks for more than 10 s
)
ACTIVE_REQUESTS = Gauge(
    "agent_active_requests", "Requests and turns under way; health and metrics apart.", multiprocess_mode="livesum"
)
RATE_LIMITED = Counter("agent_rate_limit_exceeded_total", "Requests refused with 429.")
TIMEOUTS = Counter("agent_timeouts_total", "Waits that were given up, by what was waited for.", ["dependency"])

# Conversations
CONVERSATIONS = Counter("agent_conversations_total", "Conversations opened.", ["channel"])
TURNS = Counter("agent_turns_total", "Replies stored, by who made them.", ["source"])
INTENTS = Counter("agent_intent_total", "Replies stored, by the intent of the message.", ["intent"])
HANDOFFS = Counter("agent_handoffs_total", "Conversations put in the queue of people.", ["reason"])
LEADS = Counter("agent_leads_total", "Leads that came to a status in a turn.", ["status"])
ACTIVE_USERS = Gauge(
    "agent_active_users", "Contacts who wrote in the last five minutes.", multiprocess_mode="livemostrecent"
)
INTENT_ACCURACY = Gauge(
    "agent_intent_accuracy",
    "Share of reviewed turns whose intent was right; absent with too few reviews.",
    ["window"],
    multiprocess_mode="livemostrecent",
)
INTENT_ACCURACY_BOUND = Gauge(
    "agent_intent_accuracy_bound",
    "Where the accuracy lies with 95 % confidence: low and high.",
    ["bound"],
    multiprocess_mode="livemostrecent",
)
CSAT = Gauge("agent_csat_score", "Mean rating of the last seven days, 1 to 5.", multiprocess_mode="livemostrecent")

# The process
BUILD_INFO = Gauge("agent_build_info", "Always 1; the label says what runs.", ["version"], multiprocess_mode="livemax")
POOL_IN_USE = Gauge("agent_db_pool_in_use", "Database connections in use.", multiprocess_mode="livesum")
POOL_SIZE = Gauge("agent_db_pool_size", "Database connections that may be open.", multiprocess_mode="livesum")
MEMORY = Gauge("agent_memory_bytes", "Memory that the process holds (RSS).", multiprocess_mode="livesum")
MEMORY_LIMIT = Gauge(
    "agent_memory_limit_bytes",
    "What it may hold: MEMORY_LIMIT_MB, else the container's limit, else the machine's memory.",
    multiprocess_mode="livemax",
)
CPU = Counter("agent_cpu_seconds_total", "Processor time that the process has used.")
LOOP_LAG = Gauge(
    "agent_event_loop_lag_seconds", "How late the event loop woke up, of late.", multiprocess_mode="livemax"
)

# Language models
LLM_REQUESTS = Counter("llm_requests_total", "Calls of a vendor, by how they ended.", ["provider", "model", "outcome"])
LLM_ERRORS = Counter("llm_errors_total", "Calls of a vendor that failed, by kind.", ["provider", "kind"])
LLM_LATENCY = Histogram(
    "llm_latency_seconds",
    "Time of an answered call of a vendor, to its end.",
    ["provider", "model"],
    buckets=SECONDS,
)
LLM_TOKENS = Counter(
    "llm_tokens_by_model_total", "Tokens as billed; kind is input, output or cached.", ["model", "kind"]
)
LLM_COST = Counter("llm_cost_usd_total", "US dollars, for models of known price.", ["model"])

DEPENDENCY_UP = Gauge(
    "agent_dependency_up",
    "1 while the dependency answers, 0 while it does not.",
    ["dependency"],
    multiprocess_mode="livemin",
)

MAINTENANCE_MODE = Gauge(
    "agent_maintenance_mode",
    "0 while everybody is served, 1 when no new visitors are, 2 when nobody is.",
    multiprocess_mode="livemax",
)

GUARDRAIL = Counter("agent_guardrail_total", "What a guardrail did, by its kind.", ["guardrail", "action"])

# What leaves for other systems
OUTBOX_PENDING = Gauge(
    "agent_outbox_pending",
    "Deliveries that wait; none: events to be shared out.",
    ["destination"],
    multiprocess_mode="livemostrecent",
)
OUTBOX_OLDEST = Gauge(
    "agent_outbox_oldest_seconds",
    "Age of the delivery that waits longest.",
    ["destination"],
    multiprocess_mode="livemostrecent",
)
OUTBOX_DEAD = Gauge(
    "agent_outbox_dead",
    "Deliveries that are parked for a person to look at.",
    ["destination"],
    multiprocess_mode="livemostrecent",
)
DELIVERIES = Counter("agent_deliveries_total", "Attempts: done, put_off or dead.", ["destination", "outcome"])

# The answer cache
CACHE_HITS = Counter("agent_cache_hits_total", "Answers given again without asking a model.")
CACHE_MISSES = Counter("agent_cache_misses_total", "Answers that were not in the cache.")

# The daily budget
COST_TODAY = Gauge(
    "llm_cost_usd_today", "US dollars that all processes have spent on models today.", multiprocess_mode="livemax"
)
BUDGET_SHARE = Gauge(
    "llm_cost_budget_ratio",
    "Share of COST_DAILY_BUDGET_USD that is spent; 0 without a budget.",
    multiprocess_mode="livemax",
)


def begin() -> None:
    """Series that dashboards and the runbook look for are there from the start, at 0."""
    BUILD_INFO.labels(__version__).set(1)
    for kind in ERROR_KINDS.values():
        ERRORS.labels(kind)
    for dependency in ("turn", "llm", "database", "redis"):
        TIMEOUTS.labels(dependency)
    LLM_COST.labels("local")


@cache
def _requests(route: str, method: str, status: int) -> Counter:
    return REQUESTS.labels(route, method, status)


@cache
def _response_time(route: str) -> Histogram:
    return RESPONSE_TIME.labels(route)


def request_answered(route: str | None, method: str, status: int, seconds: float | None) -> None:
    """`route` is the template, None where no route fits; `seconds` is None for a stream, which has no such time."""
    route = route or "unmatched"
    _requests(route, method if method in METHODS else "OTHER", status).inc()
    if seconds is not None:
        _response_time(route).observe(seconds)
    if status >= 500:
        ERRORS.labels(ERROR_KINDS.get(status, "internal")).inc()


class _Everything:
    """What this process counts, or all of `agente serve --workers` together; and what follows from it."""

    def collect(self) -> Iterator[Metric]:
        found = list(_merged())
        yield from found
        ratio = GaugeMetricFamily(
            "agent_cache_hit_ratio", "Share of questions since the start whose answer was in the cache."
        )
        ratio.add_metric([], _ratio(found))
        yield ratio


def _merged() -> Iterable[Metric]:
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        return MultiProcessCollector(None).collect()  # type: ignore[no-untyped-call, no-any-return]
    return REGISTRY.collect()


def _ratio(found: Iterable[Metric]) -> float:
    """0 while nobody has asked."""
    counted = {metric.name: sum(sample.value for sample in metric.samples) for metric in found}
    hits, misses = counted.get("agent_cache_hits", 0.0), counted.get("agent_cache_misses", 0.0)
    return hits / (hits + misses) if hits else 0.0


_everything: Any = _Everything()


def serve_deliveries(host: str, port: int) -> None:
    """Serves, in a thread, what an `agente worker` counts; the rest is the servers' to tell. Raises `OSError`."""
    registry = CollectorRegistry()
    for counted in (DELIVERIES, BUILD_INFO):
        registry.register(counted)
    BUILD_INFO.labels(__version__).set(1)
    start_http_server(port, host, registry)


def render() -> bytes:
    """All metrics in Prometheus' text format; the runbook expects the requests under way without a decimal point."""
    text = generate_latest(_everything)
    return re.sub(rb"(?m)^(agent_active_requests \d+)\.0$", rb"\1", text)
