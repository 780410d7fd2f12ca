"""How often does a busy process tell the others what is new?"""

import asyncio
import json
from typing import cast

from agente.api.replicas import Replicas
from agente.storage.redis import Redis
from agente.turns.live import LiveEvents


class Channel:
    """Takes what is published at once."""

    database = 0

    def __init__(self) -> None:
        self.said: list[list[str]] = []

    async def publish(self, _channel: str, text: str) -> None:
        self.said.append(json.loads(text)["news"])


async def test_what_comes_after_a_silence_is_told_at_once_and_a_rush_together() -> None:
    channel = Channel()
    replicas = Replicas(cast(Redis, channel), LiveEvents(), lambda: None)
    speaking = asyncio.create_task(replicas.speak())
    replicas.tell_news("first")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert channel.said == [["first"]]
    rush = {f"conversation {number}" for number in range(50)}
    for conversation_id in rush:
        replicas.tell_news(conversation_id)
        await asyncio.sleep(0)
    await asyncio.sleep(0.2)
    speaking.cancel()
    assert len(channel.said) <= 3
    assert set().union(*channel.said) == {"first", *rush}
