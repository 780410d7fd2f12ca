"""Who answers? The first provider; the other one when it fails or is late; nobody, and then the local engine does.

A failure passes the question on at once. A provider that failed in passing is asked once more when nobody else is left
and the wait that it asks for fits. One that has sent nothing for a while is not given up: the other is asked besides,
and the first answer wins. To be outrun by one that was asked later counts as a failure.
"""

import asyncio
import random
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from contextlib import aclosing

from agente.llm.call import Ask, Call
from agente.llm.costs import Prices
from agente.llm.errors import Interrupted, LLMError, NoProvider, Passing
from agente.llm.http import Connections
from agente.llm.messages import ChatRequest, Completion, Ledger, StreamEvent, Tier
from agente.llm.route import Route

# After this share of the time the other provider is asked too. Simulated for 2 s, answers of 0.7 s (median) to 1.6 s
# (95th percentile), and 1 % that never come: without hedging 2.8 % of the answers are late; at half of the time 0.7 %,
# for 25 % more calls; at 0.4 it would be 0.4 % for 40 % more.
HEDGE_SHARE = 0.5
HEDGE_AFTER_S = 1.5  # at the latest: a customer waits two seconds gladly, and most first words come within one
RETRY_AFTER_S = 0.1  # where the vendor names no time; up to half as much again, so that not all come back at once
TIMER_SLACK_S = 0.005  # uvloop counts whole milliseconds, and a breaker opens to the microsecond
WORTH_ASKING_S = 0.25  # with less time left no answer comes


class Chain:
    """Implements `Model` over the routes of each tier, most wanted first."""

    def __init__(
        self, routes: Mapping[Tier, Sequence[Route]], connections: Connections, prices: Prices, call_within_s: float
    ) -> None:
        self.routes = routes
        self._connections = connections
        self._prices = prices
        self._call_within_s = call_within_s

    async def complete(self, request: ChatRequest, *, tier: Tier, within_s: float, ledger: Ledger) -> Completion:
        async def ask(route: Route) -> AsyncGenerator[StreamEvent, None]:
            yield await route.provider.complete(request, route.model)

        async with aclosing(self._answer(ask, request, tier, within_s, ledger)) as events:
            async for event in events:
                if isinstance(event, Completion):
                    return event
        raise NoProvider("no whole answer")

    def stream(
        self, request: ChatRequest, *, tier: Tier, within_s: float, ledger: Ledger
    ) -> AsyncGenerator[StreamEvent, None]:
        def ask(route: Route) -> AsyncGenerator[StreamEvent, None]:
            return route.provider.stream(request, route.model)

        return self._answer(ask, request, tier, within_s, ledger)

    async def close(self) -> None:
        await self._connections.close()

    async def _answer(
        self, ask: Ask, request: ChatRequest, tier: Tier, within_s: float, ledger: Ledger
    ) -> AsyncGenerator[StreamEvent, None]:
        deadline = asyncio.get_running_loop().time() + within_s

        def start(route: Route) -> Call:
            left_s = deadline - asyncio.get_running_loop().time()
            return Call(
                route, ask, request, within_s=min(left_s, self._call_within_s), prices=self._prices, ledger=ledger
            )

        race = _Race(self.routes[tier], start, deadline, min(within_s * HEDGE_SHARE, HEDGE_AFTER_S))
        try:
            event, rest = await race.first_event()
            yield event
            async for event in rest:
                yield event
        except NoProvider:
            raise
        except LLMError as error:
            raise Interrupted(f"{error.provider}: {error.kind} after the answer had begun") from error
        finally:
            await race.end()


class _Race:
    """Calls of several providers for one answer, until one of them has sent something."""

    def __init__(
        self, routes: Sequence[Route], start: Callable[[Route], Call], deadline: float, patience_s: float
    ) -> None:
        self._untried = deque(routes)
        self._again: list[tuple[float, Route]] = []  # when it may be asked once more
        self._running: dict[asyncio.Task[StreamEvent], Call] = {}
        self._failures: list[LLMError] = []
        self._winner: Call | None = None
        self._start_call = start
        self._deadline = deadline
        self._patience_s = patience_s
        self._loop = asyncio.get_running_loop()
        self._next_at = self._loop.time()

    async def first_event(self) -> tuple[StreamEvent, AsyncIterator[StreamEvent]]:
        """What came first, and what follows it. Raises `NoProvider`."""
        while self._running or self._start_next() or await self._start_again():
            patience_s = max(0.0, self._next_at - self._loop.time()) if self._untried else None
            done, _ = await asyncio.wait(self._running, timeout=patience_s, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                call = self._running.pop(task)
                error = task.exception()
                if error is None:
                    self._winner = call
                    await self._cancel_losers()
                    return task.result(), call.events
                self._note_failure(call.route, error)
            if not self._running or not done:
                self._start_next()
        told = ", ".join(f"{error.provider} {error.kind}" for error in self._failures)
        raise NoProvider(told or "every provider is resting after failures")

    def _start_next(self) -> bool:
        """Asks the next provider that may be asked."""
        while self._untried:
            route = self._untried.popleft()
            if self._start(route):
                return True
        return False

    async def _start_again(self) -> bool:
        """Asks a provider for the second time, when its pause is over."""
        while self._again:
            at, route = min(self._again, key=lambda pause: pause[0])
            self._again.remove((at, route))
            await asyncio.sleep(max(0.0, at - self._loop.time()))
            if self._start(route):
                return True
        return False

    def _start(self, route: Route) -> bool:
        if not route.breaker.admit():
            return False
        call = self._start_call(route)
        self._running[self._loop.create_task(anext(call.events))] = call
        self._next_at = self._loop.time() + self._patience_s
        return True

    def _note_failure(self, route: Route, error: BaseException) -> None:
        if not isinstance(error, LLMError):
            raise error
        asked_before = any(failure.provider == route.provider.name for failure in self._failures)
        self._failures.append(error)
        if not isinstance(error, Passing) or asked_before:
            return
        wanted_s = error.retry_after_s
        pause_s = RETRY_AFTER_S * random.uniform(1, 1.5) if wanted_s is None else wanted_s  # noqa: S311 - no secret
        at = self._loop.time() + pause_s + TIMER_SLACK_S
        if at + WORTH_ASKING_S < self._deadline:
            self._again.append((at, route))

    async def _cancel_losers(self) -> None:
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        for call in self._running.values():
            await call.end(outrun=self._winner is not None and call.began < self._winner.began)
        self._running.clear()

    async def end(self) -> None:
        """Leaves no call running and none unrecorded."""
        await self._cancel_losers()
        if self._winner is not None:
            await self._winner.end()
