"""A simulated language model that speaks OpenAI's chat completions, whole or as a stream, after a set delay.

It reads no more of a request than it must, and its answers are made once: it shares a core with the load generator, and
must cost little beside it. A stream is written in one piece, as a model without a delay would.
"""

import argparse
import asyncio
import re

import orjson
import uvloop

ANSWER = (
    "Sim, dá para fazer isso por aqui. O Plano Profissional custa R$ 189,90 por mês e atende bem uma loja em "
    "crescimento. Se preferir, a nossa equipe acompanha você nos primeiros passos. Posso ajudar em mais alguma coisa?"
)
TOOL_CALL = {
    "index": 0,
    "id": "call_0",
    "type": "function",
    "function": {"name": "find_products", "arguments": '{"query":"plano profissional"}'},
}
USAGE = {"prompt_tokens": 1420, "completion_tokens": 60, "total_tokens": 1480}
PIECES = re.compile(r"\S+\s*")  # of a stream: about a token each

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_STREAMS = re.compile(rb'"stream": *true')
_HAS_RESULT = re.compile(rb'"role": *"tool"')


def _http(content_type: str, body: bytes) -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def whole(message: dict[str, object], finish: str) -> bytes:
    choice = {"index": 0, "message": {"role": "assistant", "content": None} | message, "finish_reason": finish}
    completion = {"id": "chatcmpl-0", "object": "chat.completion", "created": 0, "model": "simulated"}
    return _http("application/json", orjson.dumps({**completion, "choices": [choice], "usage": USAGE}))


def streamed(deltas: list[dict[str, object]], finish: str) -> bytes:
    def event(choices: list[dict[str, object]], usage: object = None) -> bytes:
        chunk = {"id": "chatcmpl-0", "object": "chat.completion.chunk", "created": 0, "model": "simulated"}
        return b"data: " + orjson.dumps({**chunk, "choices": choices, "usage": usage}) + b"\n\n"

    events = [event([{"index": 0, "delta": delta, "finish_reason": None}]) for delta in deltas]
    events += [event([{"index": 0, "delta": {}, "finish_reason": finish}]), event([], USAGE), b"data: [DONE]\n\n"]
    return _http("text/event-stream", b"".join(events))


# By whether a tool is called, and whether the answer is streamed.
ANSWERS = {
    (False, False): whole({"content": ANSWER}, "stop"),
    (False, True): streamed([{"content": piece} for piece in PIECES.findall(ANSWER)], "stop"),
    (True, False): whole({"tool_calls": [TOOL_CALL]}, "tool_calls"),
    (True, True): streamed([{"tool_calls": [TOOL_CALL]}], "tool_calls"),
}


class Connection(asyncio.Protocol):
    """One kept connection; a client sends its next request after the answer to the last."""

    def __init__(self, delay_s: float, calls_tool: bool) -> None:
        self._delay_s = delay_s
        self._calls_tool = calls_tool
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, body = self._received.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if not end or len(body) < (int(length[1]) if length else 0):
            return
        self._received = b""
        calls = self._calls_tool and not _HAS_RESULT.search(body)
        answer = ANSWERS[calls, bool(_STREAMS.search(body))]
        if self._delay_s and length:
            asyncio.get_running_loop().call_later(self._delay_s, self._write, answer)
        else:
            self._write(answer)

    def _write(self, answer: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(answer)


async def serve(port: int, delay_s: float, calls_tool: bool) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(delay_s, calls_tool), "127.0.0.1", port, backlog=1024)
    await server.serve_forever()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--delay-ms", type=float, default=0)
    parser.add_argument("--calls-tool", action="store_true", help="call a tool first, answer when its result is there")
    args = parser.parse_args()
    uvloop.run(serve(args.port, args.delay_ms / 1000, args.calls_tool))


if __name__ == "__main__":
    main()
