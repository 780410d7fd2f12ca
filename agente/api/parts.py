"""The parts of a running application, made once at start and handed to the routes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from agente.accounts.tokens import WebTokens
from agente.api.activity import Activity
from agente.api.health import Checks
from agente.api.limits import RateLimit
from agente.conversations.recent import RecentStore
from agente.llm.answers import AnswerCache
from agente.llm.budget import DailyBudget
from agente.settings import Settings
from agente.storage.database import Database
from agente.switches.live import LiveSwitches
from agente.turns.live import LiveEvents
from agente.turns.served import Served
from agente.turns.service import Turns
from agente.worker.worker import Worker

if TYPE_CHECKING:
    from agente.api.replicas import Replicas
    from agente.integrations.calendar.look import CalendarLook
    from agente.llm.chain import Chain
    from agente.storage.redis import Redis


@dataclass(frozen=True, slots=True)
class Parts:
    settings: Settings
    database: Database
    served: Served
    live: LiveEvents
    turns: Turns
    tokens: WebTokens
    rate_limit: RateLimit
    recent: RecentStore
    budget: DailyBudget
    answers: AnswerCache
    switches: LiveSwitches
    health: Checks
    activity: Activity
    model: "Chain | None" = None  # None: the local engine answers alone
    redis: "Redis | None" = None  # None: REDIS_URL is not set, everything is kept in this process
    replicas: "Replicas | None" = None
    worker: Worker | None = None  # None: `agente worker` processes deliver
    look: "CalendarLook | None" = None  # None: the calendar is the table of bookings alone
