"""The metrics of a process, by name; where they are counted, they are imported from here."""

from prometheus_client import Counter, Gauge

# The answer cache
CACHE_HITS = Counter("agent_cache_hits_total", "Answers given again without asking a model.")
CACHE_MISSES = Counter("agent_cache_misses_total", "Answers that were not in the cache.")

# The daily budget
COST_TODAY = Gauge("llm_cost_usd_today", "US dollars that all processes have spent on models today.")
BUDGET_SHARE = Gauge("llm_cost_budget_ratio", "Share of COST_DAILY_BUDGET_USD that is spent; 0 without a budget.")
