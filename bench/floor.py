"""The floor: the least work that a turn over HTTP can be. Pooled calls to a model and two rows stored, nothing else.

One call for an answer, two where a tool is called, none where the product answers by itself. No authentication, limits,
guardrails, intents, passages or logs. It speaks the product's two routes, so that one load generator drives both.
"""

import argparse
import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import aiohttp
import orjson
import sqlalchemy as sa
import uvicorn
from fastapi import FastAPI, Request, Response

metadata = sa.MetaData()
messages = sa.Table(
    "messages",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("conversation_id", sa.String(36), nullable=False),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)
INSERT = messages.insert()


def open_database(path: str) -> sa.Engine:
    engine = sa.create_engine(f"sqlite:///{path}", connect_args={"check_same_thread": False})

    @sa.event.listens_for(engine, "connect")
    def fast_and_durable(connection, _record) -> None:  # type: ignore[no-untyped-def]
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")

    metadata.create_all(engine)
    return engine


def create_app(database: str, model_url: str | None) -> FastAPI:
    engine = open_database(database)
    writer = ThreadPoolExecutor(1)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as app.state.http:
            yield

    app = FastAPI(lifespan=lifespan, openapi_url=None)

    def store(conversation_id: str, question: str, answer: str) -> None:
        with engine.begin() as connection:
            for role, text in (("customer", question), ("agent", answer)):
                connection.execute(INSERT, {"conversation_id": conversation_id, "role": role, "text": text})

    async def ask(messages: list[dict[str, Any]]) -> dict[str, Any]:
        body = orjson.dumps({"model": "none", "messages": messages})
        headers = {"Content-Type": "application/json"}
        async with app.state.http.post(f"{model_url}/v1/chat/completions", data=body, headers=headers) as response:
            message: dict[str, Any] = orjson.loads(await response.read())["choices"][0]["message"]
            return message

    async def answer(question: str) -> str:
        if model_url is None:
            return question
        messages: list[dict[str, Any]] = [{"role": "user", "content": question}]
        message = await ask(messages)
        if calls := message.get("tool_calls"):
            results = [{"role": "tool", "tool_call_id": call["id"], "content": "R$ 189,90"} for call in calls]
            message = await ask([*messages, message, *results])
        return str(message["content"])

    @app.get("/health")
    async def health() -> Response:
        return Response(b'{"status":"healthy"}', media_type="application/json")

    @app.post("/v1/conversations")
    async def open_conversation() -> Response:
        body = orjson.dumps({"id": str(uuid4()), "token": "none"})
        return Response(body, status_code=201, media_type="application/json")

    @app.post("/v1/conversations/{conversation_id}/messages")
    async def answer_message(conversation_id: str, request: Request) -> Response:
        question = orjson.loads(await request.body())["text"]
        text = await answer(question)
        await asyncio.get_running_loop().run_in_executor(writer, store, conversation_id, question, text)
        return Response(orjson.dumps({"text": text}), media_type="application/json")

    return app


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--database", required=True)
    parser.add_argument("--model-url", help="without it no model is called")
    args = parser.parse_args()
    app = create_app(args.database, args.model_url)
    uvicorn.run(app, host="127.0.0.1", port=args.port, loop="uvloop", http="httptools", access_log=False)


if __name__ == "__main__":
    main()
