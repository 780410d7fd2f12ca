"""One call of a vendor: within its time, and recorded however it ends, in the ledger, the metrics and the log."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import replace

import structlog

from agente.kit.clock import utc_now
from agente.llm.costs import Prices
from agente.llm.errors import Garbled, LLMError, RateLimited, TimedOut
from agente.llm.messages import NO_USAGE, Attempt, ChatRequest, Completion, Ledger, StreamEvent, Usage
from agente.llm.route import Route
from agente.observability import metrics

log = structlog.get_logger()

CHARACTERS_A_TOKEN = 4  # of Portuguese and JSON, about; for estimates only
FAIR_WAIT_S = 1.0  # a provider that was given less time than this is not to blame for being late


Ask = Callable[[Route], AsyncGenerator[StreamEvent, None]]


class Call:
    """Asks `route` once. `events` gives what comes, and raises an `LLMError` when it is no whole answer."""

    def __init__(
        self, route: Route, ask: Ask, request: ChatRequest, *, within_s: float, prices: Prices, ledger: Ledger
    ) -> None:
        self.route = route
        self._request = request
        self._written = 0  # characters of the answer so far
        self.events = self._events(ask)
        self._within_s = within_s
        self._prices = prices
        self._ledger = ledger
        self.began = time.perf_counter()
        self._recorded = False

    async def _events(self, ask: Ask) -> AsyncGenerator[StreamEvent, None]:
        deadline = asyncio.get_running_loop().time() + self._within_s
        try:
            async with aclosing(ask(self.route)) as answer:
                # A timeout around all of it would interrupt whoever takes the events; this one interrupts waiting only.
                while not isinstance(event := await _next(answer, deadline), Completion):
                    self._written += len(event.text)
                    yield event
            yield self._answered(event)
        except LLMError as error:
            self._failed(error)
            raise
        except Exception as error:
            log.exception("LLM adapter failed", provider=self.route.provider.name)
            failure = Garbled(type(error).__name__, provider=self.route.provider.name)
            self._failed(failure)
            raise failure from error

    async def end(self, *, outrun: bool = False) -> None:
        """Closes the connection of a call that is still under way, and records that it was given up.

        `outrun`: a provider that was asked later has answered. Else one that hangs would be waited for in every turn.
        """
        await self.events.aclose()
        if self._recorded:
            return
        waited_s = time.perf_counter() - self.began
        if outrun and waited_s >= FAIR_WAIT_S:
            self._failed(TimedOut(f"no answer within {waited_s:.2f} s", usage=self._estimated_usage()))
            return
        self.route.breaker.abandoned()
        usage = self._estimated_usage()
        self._record("cancelled", usage, self._cost(self.route.model, usage))

    def _estimated_usage(self) -> Usage:
        """What a call that was given up has used: vendors bill it, and no longer say how much."""
        request = self._request
        read = sum(len(message.text) for message in request.messages)
        read += sum(len(tool.description) + len(str(tool.parameters)) for tool in request.tools)
        return Usage(read // CHARACTERS_A_TOKEN, -(-self._written // CHARACTERS_A_TOKEN))

    def _answered(self, completion: Completion) -> Completion:
        route = self.route
        route.breaker.succeeded()
        route.last_success_at = utc_now()
        route.last_error = None
        cost_usd = self._cost(completion.model, completion.usage)
        latency_ms = self._record("ok", completion.usage, cost_usd)
        name, usage = route.provider.name, completion.usage
        log.info(
            "LLM latency",
            provider=name,
            model=route.model,
            latency_ms=round(latency_ms, 1),
            input_tokens=usage.input_tokens,
            output_tokens=usage.output_tokens,
        )
        metrics.LLM_LATENCY.labels(name, route.model).observe(latency_ms / 1000)
        return replace(completion, latency_ms=latency_ms, cost_usd=cost_usd)

    def _failed(self, error: LLMError) -> None:
        route = self.route
        error.provider = route.provider.name
        if isinstance(error, TimedOut) and self._within_s < FAIR_WAIT_S:
            route.breaker.abandoned()
        else:
            route.breaker.failed(error)
            route.last_error = error.kind
        latency_ms = self._record(error.kind, error.usage, self._cost(route.model, error.usage))
        metrics.LLM_ERRORS.labels(route.provider.name, error.kind).inc()
        _log_failure(route, error, latency_ms)

    def _cost(self, model: str, usage: Usage) -> float | None:
        """By the name in the answer, else by the one asked for: either may be an alias that has no price."""
        name = self.route.provider.name
        cost_usd = self._prices.cost_usd(name, model, usage)
        return self._prices.cost_usd(name, self.route.model, usage) if cost_usd is None else cost_usd

    def _record(self, outcome: str, usage: Usage = NO_USAGE, cost_usd: float | None = None) -> float:
        self._recorded = True
        latency_ms = (time.perf_counter() - self.began) * 1000
        name, model = self.route.provider.name, self.route.model
        self._ledger.attempts.append(Attempt(name, model, outcome, latency_ms, usage, cost_usd, self._ledger.purpose))
        metrics.LLM_REQUESTS.labels(name, model, outcome).inc()
        metrics.DEPENDENCY_UP.labels(name).set(self.route.breaker.state != "open")
        if usage is not NO_USAGE:
            metrics.LLM_TOKENS.labels(model, "input").inc(usage.input_tokens)
            metrics.LLM_TOKENS.labels(model, "output").inc(usage.output_tokens)
            metrics.LLM_TOKENS.labels(model, "cached").inc(usage.cached_tokens)
            metrics.LLM_COST.labels(model).inc(cost_usd or 0)
        return latency_ms


async def _next(events: AsyncIterator[StreamEvent], deadline: float) -> StreamEvent:
    try:
        async with asyncio.timeout_at(deadline):
            return await anext(events)
    except TimeoutError:
        raise TimedOut("no answer in time") from None
    except StopAsyncIteration:
        raise Garbled("no whole answer") from None


def _log_failure(route: Route, error: LLMError, latency_ms: float) -> None:
    """The vendor's own message stays out of the log: it may repeat what the customer wrote."""
    told = {
        "provider": route.provider.name,
        "model": route.model,
        "kind": error.kind,
        "latency_ms": round(latency_ms, 1),
        "breaker": route.breaker.state,
    }
    if isinstance(error, RateLimited):
        log.warning("LLM API rate limit", retry_after_s=error.retry_after_s, **told)
    elif isinstance(error, TimedOut):
        metrics.TIMEOUTS.labels("llm").inc()
        log.error("Timeout waiting for response", dependency="LLM", **told)
    else:
        log.error("LLM call failed", **told)
