"""Where is kept what replicas may share? In Redis when REDIS_URL names one, else in this process."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from agente.api.limits import MemoryRateLimit, RateLimit
from agente.conversations.recent import MemoryRecent, RecentStore
from agente.llm.answers import AnswerStore, MemoryStore
from agente.settings import Settings

if TYPE_CHECKING:  # imported only where it is used: it takes 0.1 s
    from agente.storage.redis import Redis


@dataclass(frozen=True, slots=True)
class Stores:
    answers: AnswerStore
    recent: RecentStore
    rate_limit: RateLimit
    redis: "Redis | None" = None


def open_stores(settings: Settings) -> Stores:
    """Connects to nothing yet: Redis may be away, then and later."""
    if settings.redis_url is None:
        return Stores(MemoryStore(), MemoryRecent(), MemoryRateLimit(settings.rate_limit_per_minute))
    from agente.api.redis_limits import RedisRateLimit
    from agente.conversations.redis_recent import RedisRecent
    from agente.llm.redis_answers import RedisAnswers
    from agente.storage.redis import Redis

    redis = Redis(settings.redis_url.get_secret_value())
    limit = RedisRateLimit(settings.rate_limit_per_minute, redis)
    return Stores(RedisAnswers(redis), RedisRecent(redis), limit, redis)
