"""The stream of events: in batches, once each, and nobody can be recognised in it."""

import asyncio
import json
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from agente.integrations.analytics.destination import Analytics
from agente.integrations.analytics.files import EventFiles
from agente.integrations.analytics.stream import KEPT
from agente.integrations.analytics.webhook import EventWebhook
from agente.kit.clock import utc_now
from agente.outbox.ports import Delivery
from tests.support.shop import Shop

PERSONAL = {"name": "Joana", "email": "joana@loja.example", "phone": "+5511912345678", "fields": {"cpf": "1"}}
PAYLOAD = {
    "conversation_id": "talk-1",
    "score": 4,
    "comment": "Joana gostou",
    "note": "ligar para Joana",
    "reasons": ["Joana tem prazo"],
    "contact": PERSONAL,
    **PERSONAL,
}


def delivery(number: int, event: str = "conversation.rated", payload: dict[str, Any] = PAYLOAD) -> Delivery:
    return Delivery(f"d-{number}", event, "talk-1", f"k-{number}", payload, 0, utc_now(), {})


def texts_in(folder: Path) -> list[str]:
    return [file.read_text() for file in folder.glob("events-*.ndjson")]


async def test_what_comes_together_leaves_in_one_signed_request(shop: Shop) -> None:
    analytics = Analytics(EventWebhook(SecretStr(shop.url), SecretStr("shared")), None)
    await asyncio.gather(*(analytics.deliver(delivery(number)) for number in range(10)))
    await analytics.close()
    (asked,) = shop.requests
    assert [event["id"] for event in asked["body"]["events"]] == [f"d-{number}" for number in range(10)]
    assert asked["headers"]["X-Agente-Signature"].startswith("t=")


async def test_no_event_holds_anything_of_the_person(tmp_path: Path) -> None:
    analytics = Analytics(None, EventFiles(tmp_path))
    for number, event in enumerate(KEPT):
        await analytics.deliver(delivery(number, event))
    (written,) = texts_in(tmp_path)
    assert len(written.splitlines()) == len(KEPT)
    assert not [word for word in ("Joana", "joana", "5511", "cpf") if word in written]
    assert json.loads(written.splitlines()[0])["data"]["conversation_id"] == "talk-1"


async def test_a_file_that_has_grown_large_is_followed_by_another(tmp_path: Path) -> None:
    files = EventFiles(tmp_path, largest=50)
    for number in range(3):
        await files.write({"id": number, "text": "x" * 60})
    assert len(texts_in(tmp_path)) == 3
