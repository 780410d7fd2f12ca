"""Customers: N conversations at once, each sending its next message as soon as the last is answered.

A customer follows one of a few talks in a conversation of its own, then opens another. Each has had a reply before
the clock starts. Latencies are those of turns; opening a conversation is not timed, but its cost is in the server's
processor time. Prints one JSON object, a `bench.summary.Level`.
"""

import argparse
import asyncio
import itertools
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from typing import NamedTuple
from uuid import uuid4

import aiohttp
import orjson
import uvloop

from bench.process import cpu_seconds_of
from bench.summary import Level, percentile
from bench.talks import NAMES, talks_of


class Conversation(NamedTuple):
    id: str
    token: str


class Outcome:
    """What came of the turns since the clock was started."""

    def __init__(self) -> None:
        self.latencies_ms: list[float] = []
        self.errors: Counter[str] = Counter()
        self.sources: Counter[str] = Counter()


class Customer:
    """One conversation after another; `talk` may be called again and goes on where it stopped."""

    def __init__(self, session: aiohttp.ClientSession, talks: Sequence[Sequence[str]], first: int) -> None:
        """`first` is the place of the talk that they begin with."""
        self._session = session
        self._messages = self._follow(talks, first)

    async def talk(self, until: float, outcome: Outcome) -> None:
        while time.perf_counter() < until:
            conversation, text = await anext(self._messages)
            try:
                await self._turn(conversation, text, outcome)
            except (aiohttp.ClientError, TimeoutError) as error:
                outcome.errors[type(error).__name__] += 1

    async def _follow(self, talks: Sequence[Sequence[str]], first: int) -> AsyncIterator[tuple[Conversation, str]]:
        for talk in itertools.islice(itertools.cycle(talks), first, None):
            conversation = await self._open()
            for text in talk:
                yield conversation, text

    async def _open(self) -> Conversation:
        async with self._session.post("/v1/conversations", json={}) as response:
            body = await response.read()
        if response.status != 201:
            raise SystemExit(f"Opening a conversation was answered with {response.status}: {body.decode()}")
        opened = orjson.loads(body)
        return Conversation(opened["id"], opened["token"])

    async def _turn(self, conversation: Conversation, text: str, outcome: Outcome) -> None:
        headers = {"Authorization": f"Bearer {conversation.token}", "Idempotency-Key": str(uuid4())}
        started = time.perf_counter()
        path = f"/v1/conversations/{conversation.id}/messages"
        async with self._session.post(path, json={"text": text}, headers=headers) as response:
            reply = await response.read()
        if response.status == 200:
            outcome.latencies_ms.append((time.perf_counter() - started) * 1000)
            outcome.sources[orjson.loads(reply).get("source", "floor")] += 1
        else:
            outcome.errors[str(response.status)] += 1


async def run(
    url: str,
    server_pids: Sequence[int],
    talks: Sequence[Sequence[str]],
    conversations: int,
    warm_up_s: float,
    seconds: float,
) -> Level:
    connector = aiohttp.TCPConnector(limit=0)
    timeout = aiohttp.ClientTimeout(total=60)
    async with aiohttp.ClientSession(
        url, connector=connector, timeout=timeout, json_serialize=lambda value: orjson.dumps(value).decode()
    ) as session:
        # As far apart as they can be: no two say the same where there is enough to say.
        firsts = [number * len(talks) // conversations for number in range(conversations)]
        customers = [Customer(session, talks, first) for first in firsts]
        await _talk(customers, warm_up_s)
        started, own_cpu, server_cpu = time.perf_counter(), time.process_time(), cpu_seconds_of(server_pids)
        outcome = await _talk(customers, seconds)
        elapsed = time.perf_counter() - started
        own_cpu, server_cpu = time.process_time() - own_cpu, cpu_seconds_of(server_pids) - server_cpu
    ordered = sorted(outcome.latencies_ms)
    if not ordered:
        raise SystemExit(f"{conversations} conversations: no turn succeeded, {dict(outcome.errors)}")
    return Level(
        conversations=conversations,
        turns=len(ordered),
        errors=outcome.errors.total(),
        error_kinds=dict(outcome.errors),
        sources=dict(outcome.sources),
        turns_per_s=round(len(ordered) / elapsed, 1),
        p50_ms=round(percentile(ordered, 50), 2),
        p95_ms=round(percentile(ordered, 95), 2),
        p99_ms=round(percentile(ordered, 99), 2),
        cpu_ms_per_turn=round(server_cpu * 1000 / len(ordered), 3),
        load_cpu_percent=round(own_cpu / elapsed * 100),
    )


async def _talk(customers: list[Customer], seconds: float) -> Outcome:
    outcome = Outcome()
    until = time.perf_counter() + seconds
    await asyncio.gather(*(customer.talk(until, outcome) for customer in customers))
    return outcome


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", required=True)
    parser.add_argument("--server-pid", type=int, required=True, nargs="+")
    parser.add_argument("--talks", choices=NAMES, required=True)
    parser.add_argument("--conversations", type=int, required=True)
    parser.add_argument("--warm-up", type=float, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    args = parser.parse_args()
    level = uvloop.run(
        run(args.url, args.server_pid, talks_of(args.talks), args.conversations, args.warm_up, args.seconds)
    )
    print(orjson.dumps(level).decode())


if __name__ == "__main__":
    main()
