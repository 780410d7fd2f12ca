"""Server-sent events on the wire."""

from typing import Any

from fastapi.responses import StreamingResponse

from agente.kit.serialization import dumps

HEARTBEAT = b": \n\n"


def event(name: str, data: Any, event_id: int | None = None) -> bytes:
    prefix = f"id: {event_id}\n" if event_id is not None else ""
    return f"{prefix}event: {name}\ndata: {dumps(data)}\n\n".encode()


def data(content: Any) -> bytes:
    """An event without a name."""
    return f"data: {dumps(content)}\n\n".encode()


class EventStream(StreamingResponse):
    media_type = "text/event-stream"

    def __init__(self, content: Any, status_code: int = 200) -> None:
        # X-Accel-Buffering: nginx would otherwise keep events back until its buffer is full.
        super().__init__(content, status_code, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
