"""A simulated language model that answers at once. Only the floor calls it: the product has no model yet."""

import argparse

import orjson
import uvloop
from aiohttp import web

ANSWER = orjson.dumps(
    {
        "id": "chatcmpl-0",
        "object": "chat.completion",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": "O plano custa R$ 99,00 por mês."}}],
        "usage": {"prompt_tokens": 420, "completion_tokens": 12, "total_tokens": 432},
    }
)


async def complete(request: web.Request) -> web.Response:
    await request.read()
    return web.Response(body=ANSWER, content_type="application/json")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    app = web.Application()
    app.router.add_post("/v1/chat/completions", complete)
    app.router.add_get("/health", complete)
    port = parser.parse_args().port
    web.run_app(app, host="127.0.0.1", port=port, access_log=None, print=None, loop=uvloop.new_event_loop())


if __name__ == "__main__":
    main()
