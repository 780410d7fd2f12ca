"""What the pages' addresses answer, without a browser."""

import gzip
import re
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import pytest_asyncio
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from agente.console import assets
from agente.console.routes import router
from agente.packs.models import Business
from agente.packs.pack import Pack

STATIC = Path(assets.__file__).parent / "static"
BUDGET_BYTES = 30 * 1024


def business(**changes: object) -> Business:
    return Business.model_validate(
        {"name": "Padaria </script> & Cia", "description": "Pães.", "locales": ["pt-BR", "en"]} | changes
    )


@pytest.fixture
def app() -> FastAPI:
    app = FastAPI(docs_url=None)
    app.state.served = SimpleNamespace(pack=Pack(path=Path("padaria"), version="1", business=business(), hours=None))
    app.state.parts = SimpleNamespace(settings=SimpleNamespace(max_message_chars=4000))
    app.include_router(router)
    return app


@pytest_asyncio.fixture
async def client(app: FastAPI) -> AsyncIterator[AsyncClient]:
    async with AsyncClient(transport=ASGITransport(app), base_url="http://agente") as client:
        yield client


class TestChatPage:
    async def test_allows_nothing_inline_and_nothing_from_elsewhere(self, client: AsyncClient) -> None:
        response = await client.get("/")
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert " style=" not in response.text
        assert not re.search(r"\son\w+=", response.text)
        assert re.findall(r"<script(?![^>]*(src=|application/json))", response.text) == []

    async def test_names_of_the_business_cannot_become_markup(self, client: AsyncClient) -> None:
        html = (await client.get("/")).text
        assert "Padaria &lt;/script&gt; &amp; Cia" in html
        assert "Padaria </script>" not in html

    async def test_a_reloaded_pack_is_shown_at_once(self, app: FastAPI, client: AsyncClient) -> None:
        assert "Padaria" in (await client.get("/")).text
        app.state.served.pack = Pack(path=Path("x"), version="2", business=business(name="Oficina"), hours=None)
        assert "Oficina" in (await client.get("/")).text

    async def test_speaks_a_language_that_the_business_offers(self, client: AsyncClient) -> None:
        english = await client.get("/", headers={"Accept-Language": "fr, en-GB;q=0.8, pt;q=0.5"})
        assert english.headers["Content-Language"] == "en"
        assert (await client.get("/?lang=pt", headers={"Accept-Language": "en"})).headers["Content-Language"] == "pt-BR"
        assert (await client.get("/?lang=es")).headers["Content-Language"] == "pt-BR"

    async def test_every_file_it_names_exists(self, client: AsyncClient) -> None:
        for page in ("/", "/docs"):
            names = re.findall(r'(?:src|href)="(/static/[^"]+)"', (await client.get(page)).text)
            assert names
            for name in names:
                assert (await client.get(name)).status_code == 200, name

    async def test_every_module_is_asked_for_at_once(self, client: AsyncClient) -> None:
        imported = {
            name for path in STATIC.glob("*.js") for name in re.findall(r'from "\./(\w+)\.js"', path.read_text("utf-8"))
        }
        preloaded = set(re.findall(r'modulepreload" href="[^"]*/(\w+)\.js"', (await client.get("/")).text))
        assert preloaded == imported


class TestAsset:
    async def test_is_cached_for_ever_under_its_version_only(self, client: AsyncClient) -> None:
        assert "immutable" in (await client.get(assets.url("main.js"))).headers["Cache-Control"]
        assert (await client.get("/static/older/main.js")).headers["Cache-Control"] == "no-cache"

    async def test_an_unchanged_file_is_not_sent_again(self, client: AsyncClient) -> None:
        etag = (await client.get(assets.url("chat.css"))).headers["ETag"]
        again = await client.get(assets.url("chat.css"), headers={"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b"")

    async def test_is_compressed_for_those_who_can_read_it(self, client: AsyncClient) -> None:
        packed = await client.get(assets.url("chat.css"), headers={"Accept-Encoding": "gzip"})
        plain = await client.get(assets.url("chat.css"), headers={"Accept-Encoding": "identity"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert "Content-Encoding" not in plain.headers
        assert packed.content == plain.content == (STATIC / "chat.css").read_bytes()

    @pytest.mark.parametrize("name", ["nothing.js", "..%2froutes.py", "%2e%2e", "chat.css%00"])
    async def test_other_files_are_not_found(self, client: AsyncClient, name: str) -> None:
        assert (await client.get(f"/static/x/{name}")).status_code == 404

    def test_the_chat_page_is_light(self) -> None:
        of_chat = [path for path in STATIC.iterdir() if path.suffix in (".js", ".css") and "docs" not in path.name]
        assert sum(len(gzip.compress(path.read_bytes())) for path in of_chat) <= BUDGET_BYTES
