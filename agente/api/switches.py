"""Which parts of a running process listen to a setting that is changed meanwhile."""

from collections.abc import Callable
from typing import Any

from agente.api.limits import RateLimit
from agente.llm.answers import AnswerCache
from agente.settings import Settings
from agente.switches.live import LiveSwitches
from agente.switches.service import LIVE_NAMES, MAINTENANCE


def open_switches(settings: Settings, rate_limit: RateLimit, answers: AnswerCache) -> LiveSwitches:
    """Nothing is switched yet; what this process was started with counts."""
    appliers: dict[str, Callable[[Any], None]] = {
        "RATE_LIMIT_PER_MINUTE": lambda value: setattr(rate_limit, "per_minute", value),
        "CACHE_TTL": lambda value: setattr(answers, "ttl_s", value),
    }
    own = {name: getattr(settings, name.lower()) for name in LIVE_NAMES if name != MAINTENANCE}
    return LiveSwitches(settings.maintenance_mode, own, appliers)
