"""The application: its parts put together, started and stopped in order."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import structlog
from fastapi import FastAPI, Request
from fastapi.responses import Response

from agente import __version__
from agente.accounts.service import set_bootstrap_key
from agente.accounts.tokens import WebTokens
from agente.api import (
    bookings,
    completions,
    contacts,
    conversations,
    costs,
    errors,
    gauges,
    leads,
    mail,
    memory,
    metrics,
    reviews,
    system,
    traces,
)
from agente.api.activity import Activity
from agente.api.clients import ClientAddress
from agente.api.dependencies import parts_of, refusals_of
from agente.api.document import described
from agente.api.health import Checks
from agente.api.maintenance import MaintenanceGate
from agente.api.middleware import BodyLimit, RequestLog
from agente.api.parts import Parts
from agente.api.stores import open_stores
from agente.api.switches import open_switches
from agente.console.routes import router as pages
from agente.errors import RateLimited, Unauthorized
from agente.kit.background import in_background
from agente.kit.patterns import compile_all
from agente.llm.answers import AnswerCache
from agente.llm.budget import DailyBudget
from agente.migrations.schema import upgrade
from agente.observability.metrics import begin as begin_metrics
from agente.observability.tracing import start_tracing, stop_tracing
from agente.settings import Settings, environment
from agente.storage.database import Database, open_database
from agente.turns.live import LiveEvents
from agente.turns.served import Served
from agente.turns.service import Turns
from agente.worker.worker import Worker, make_worker

if TYPE_CHECKING:  # imported only where models are asked: it takes 0.3 s
    from agente.agents.assistant import Assistant
    from agente.agents.model.answering import Answering
    from agente.api.replicas import Replicas
    from agente.integrations.calendar.look import CalendarLook
    from agente.llm.chain import Chain
    from agente.storage.redis import Redis

log = structlog.get_logger()

DRAIN_WITHIN_S = 5  # for turns whose callers are gone; what is not done then is finished by another process
MODEL_SHARE = 0.9  # of REQUEST_TIMEOUT: when no model answers, the local engine still has time to

DESCRIPTION = """Conversational agents for commercial service.

Open a conversation, send messages, read the replies. Authenticate with an API key (`agente keys create --name ...`),
or open a web chat anonymously and use the `token` that comes back.
"""


def create_app(parts: Parts) -> FastAPI:
    """The ASGI application around these parts, which it closes when it stops."""
    app = FastAPI(
        title="Agente",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.parts = parts
    app.state.served = parts.served
    app.add_exception_handler(Unauthorized, _count_refusal)
    app.add_middleware(BodyLimit, max_bytes=parts.settings.max_body_bytes, larger=mail.BODY_LIMITS)
    app.add_middleware(MaintenanceGate, switches=parts.switches, served=parts.served)
    app.add_middleware(RequestLog, activity=parts.activity)
    app.add_middleware(ClientAddress, trusted=parts.settings.trusted_networks)
    errors.install(app)
    app.openapi = lambda: described(app)  # type: ignore[method-assign]
    app.include_router(conversations.router)  # first: routes are tried in order, and this is the busy one
    app.include_router(completions.router)
    app.include_router(traces.router)
    app.include_router(leads.router)
    app.include_router(contacts.router)
    app.include_router(bookings.router)
    app.include_router(costs.router)
    app.include_router(reviews.router)
    app.include_router(mail.router)
    app.include_router(system.router)
    app.include_router(metrics.router)
    app.include_router(pages)
    return app


async def _count_refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, Unauthorized)  # noqa: S101 - registered for this type
    client_ip = request.client.host if request.client else None
    log.warning("unauthorized", code=error.code, client_ip=client_ip)
    try:
        await parts_of(request).rate_limit.count(refusals_of(request))
    except RateLimited as limited:
        log.warning("suspicious address, too many refused credentials", client_ip=client_ip)
        return errors.rate_limited(request, limited)
    return errors.render(error, request.url.path)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    parts: Parts = app.state.parts
    begin_metrics()
    settings = parts.settings
    start_tracing(
        settings.otel_exporter_otlp_endpoint,
        version=__version__,
        share=settings.trace_share,
        with_content=settings.trace_content,
    )
    await parts.served.start()
    await parts.turns.begin()
    beside = [
        in_background(parts.turns.sweep()),
        in_background(parts.turns.give_signs()),
        in_background(parts.budget.follow(parts.database)),
        in_background(parts.switches.follow(parts.database)),
        in_background(gauges.count(parts)),
        in_background(gauges.watch(parts.database)),
        in_background(memory.watch(parts.settings)),
        in_background(compile_all()),
        *_checks_of(parts.model),
        *await _join(parts),
    ]
    if parts.worker:
        parts.worker.start()
    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, _reload_all, parts)
    log.info(
        "serving",
        pack=parts.served.pack.name,
        pack_version=parts.served.pack.version,
        version=__version__,
        llm_provider=parts.settings.llm_provider if parts.model else "local",
    )
    yield
    for task in beside:
        task.cancel()
    await parts.turns.drain(DRAIN_WITHIN_S)
    if parts.worker:
        await parts.worker.stop()
    await parts.served.close()
    if parts.model:
        await parts.model.close()
    if parts.redis:
        await parts.redis.close()
    if parts.look:
        await parts.look.close()
    parts.database.close()
    await asyncio.to_thread(stop_tracing)


def make_parts(settings: Settings) -> Parts:
    """Opens the state folder, the database (migrated) and the pack.

    Raises `PackInvalid` for a pack that cannot be served, `InvalidSettings` for a model that no provider has,
    `Unavailable` or `OSError` for state that cannot be used.
    """
    model = _model(settings)
    settings.state_dir.mkdir(parents=True, exist_ok=True)
    database = open_database(settings)
    database.transact(upgrade)
    served = Served(settings.pack, settings.state_dir, sends_email=settings.mail_wanted)
    budget = DailyBudget(settings.cost_daily_budget_usd, ZoneInfo(served.pack.business.timezone))
    database.transact(budget.load)
    stores = open_stores(settings)
    answers = AnswerCache(settings.cache_ttl, stores.answers)
    if model:
        served.answer_with(_answering(settings, model, budget, answers))
    live = LiveEvents()
    switches = open_switches(settings, stores.rate_limit, answers)
    database.transact(switches.load)
    worker = _worker(settings, served, database, stores.redis)
    look = _look(settings, served, database)
    return Parts(
        settings=settings,
        database=database,
        served=served,
        live=live,
        turns=Turns(
            database,
            served,
            live,
            stores.recent,
            settings.max_message_chars,
            settings.request_timeout,
            tell=settings.analytics_wanted,
            look=look,
            gather_seconds=settings.gather_seconds,
        ),
        tokens=WebTokens(settings.signing_key, settings.web_token_lifetime),
        rate_limit=stores.rate_limit,
        recent=stores.recent,
        budget=budget,
        answers=answers,
        switches=switches,
        health=Checks(database, stores.redis, model),
        activity=Activity(),
        model=model,
        redis=stores.redis,
        replicas=_replicas(stores.redis, live, served, worker),
        worker=worker,
        look=look,
    )


def _look(settings: Settings, served: Served, database: Database) -> "CalendarLook | None":
    if settings.calendar_provider == "builtin":
        return None
    from agente.integrations.calendar.build import open_calendar
    from agente.integrations.calendar.look import CalendarLook

    calendar = open_calendar(settings, served.pack)
    return CalendarLook(calendar, database) if calendar else None


def _model(settings: Settings) -> "Chain | None":
    """The chain of providers. Its imports take 0.3 s, which a server without a provider does not spend."""
    if settings.llm_provider == "local":
        return None
    from agente.llm.build import build_chain

    return build_chain(settings)


def _answering(
    settings: Settings, model: "Chain", budget: DailyBudget, answers: AnswerCache
) -> "Callable[[Assistant], Answering]":
    from agente.agents.model.answering import Answering
    from agente.agents.tools.registry import ToolRegistry

    return lambda assistant: Answering(
        assistant,
        model,
        ToolRegistry.of(assistant, environment()),
        within_s=min(settings.llm_timeout, settings.request_timeout * MODEL_SHARE),
        max_tokens=settings.max_tokens,
        budget=budget,
        answers=answers,
    )


def _checks_of(model: "Chain | None") -> list[asyncio.Task[None]]:
    if model is None:
        return []
    from agente.llm.probe import probe

    return [in_background(probe(model))]


def _worker(settings: Settings, served: Served, database: Database, redis: "Redis | None") -> Worker | None:
    return make_worker(settings, lambda: served.pack, database, redis) if settings.worker == "embedded" else None


def _replicas(redis: "Redis | None", live: LiveEvents, served: Served, worker: Worker | None) -> "Replicas | None":
    if redis is None:
        return None
    from agente.api.replicas import Replicas

    replicas = Replicas(redis, live, lambda: _reload(served, worker))
    live.tell(replicas.tell_news)
    return replicas


async def _join(parts: Parts) -> list[asyncio.Task[None]]:
    """Begins to talk with the other replicas, if there may be any."""
    if parts.redis is None or parts.replicas is None:
        return []
    await parts.redis.is_up()
    return [in_background(parts.replicas.speak()), in_background(parts.replicas.hear())]


def announce(parts: Parts) -> None:
    """What only the process that serves may do to the state that it shares with commands."""
    key = parts.settings.bootstrap_api_key
    parts.database.transact(set_bootstrap_key, key.get_secret_value() if key else None)
    parts.served.tell(None)


_reloads: set[asyncio.Task[None]] = set()  # a task that nobody holds may be collected before it is done


def _reload_all(parts: Parts) -> None:
    """Here and in the other replicas."""
    _reload(parts.served, parts.worker)
    if parts.replicas:
        parts.replicas.tell_reload()


def _reload(served: Served, worker: Worker | None) -> None:
    task = in_background(_take_up(served, worker))
    _reloads.add(task)
    task.add_done_callback(_reloads.discard)


async def _take_up(served: Served, worker: Worker | None) -> None:
    await served.reload()
    if worker:
        worker.renew()
