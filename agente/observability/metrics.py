"""What is counted? Every metric, by the name that dashboards and alerts use; labels are few and bounded."""

from prometheus_client import REGISTRY, Counter, Gauge, Histogram, disable_created_metrics, generate_latest

disable_created_metrics()  # type: ignore[no-untyped-call] # when a series began is nobody's question, and would double their number

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

LLM_REQUESTS = Counter("llm_requests_total", "Calls of a vendor, by how they ended.", ["provider", "model", "outcome"])
LLM_ERRORS = Counter("llm_errors_total", "Calls of a vendor that failed, by kind.", ["provider", "kind"])
LLM_LATENCY = Histogram(
    "llm_latency_seconds",
    "Time of an answered call of a vendor, to its end.",
    ["provider", "model"],
    buckets=(0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30),
)
LLM_TOKENS = Counter(
    "llm_tokens_by_model_total", "Tokens as billed; kind is input, output or cached.", ["model", "kind"]
)
LLM_COST = Counter("llm_cost_usd_total", "US dollars, for models of known price.", ["model"])

DEPENDENCY_UP = Gauge("agent_dependency_up", "1 while the dependency answers, 0 while it does not.", ["dependency"])

GUARDRAIL = Counter("agent_guardrail_total", "What a guardrail did, by its kind.", ["guardrail", "action"])

# What leaves for other systems
OUTBOX_PENDING = Gauge("agent_outbox_pending", "Deliveries that wait; none: events to be shared out.", ["destination"])
OUTBOX_OLDEST = Gauge("agent_outbox_oldest_seconds", "Age of the delivery that waits longest.", ["destination"])
OUTBOX_DEAD = Gauge("agent_outbox_dead", "Deliveries that are parked for a person to look at.", ["destination"])
DELIVERIES = Counter("agent_deliveries_total", "Attempts: done, put_off or dead.", ["destination", "outcome"])

# The answer cache
CACHE_HITS = Counter("agent_cache_hits_total", "Answers given again without asking a model.")
CACHE_MISSES = Counter("agent_cache_misses_total", "Answers that were not in the cache.")

CACHE_RATIO = Gauge("agent_cache_hit_ratio", "Share of questions since the start whose answer was in the cache.")
CACHE_RATIO.set_function(lambda: _ratio(CACHE_HITS, CACHE_MISSES))

# The daily budget
COST_TODAY = Gauge("llm_cost_usd_today", "US dollars that all processes have spent on models today.")
BUDGET_SHARE = Gauge("llm_cost_budget_ratio", "Share of COST_DAILY_BUDGET_USD that is spent; 0 without a budget.")


def _ratio(hits: Counter, misses: Counter) -> float:
    """0 while nobody has asked."""
    found, missed = (next(iter(counted.collect())).samples[0].value for counted in (hits, misses))
    return found / (found + missed) if found else 0.0


def render() -> bytes:
    """All metrics of this process in Prometheus' text format."""
    return generate_latest(REGISTRY)
