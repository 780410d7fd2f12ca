import asyncio
import ipaddress
import socket
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from structlog.testing import capture_logs

from agente.integrations.answers import Answer
from agente.integrations.http_tools.addresses import is_public
from agente.integrations.http_tools.client import MAX_BYTES, HttpTools
from agente.packs.models import HttpTool
from tests.support.shop import Shop

SECRET = "s3cr3t-token-of-the-shop"
OWN = {"contact.email": "ana@loja.example", "conversation.id": "c1"}
Call = Callable[..., Any]


@pytest.fixture
async def call(shop: Shop) -> AsyncIterator[Call]:
    """Calls one tool of the shop, declared with the changes that a test makes."""
    opened: list[HttpTools] = []

    async def calling(
        arguments: dict[str, Any], path: str = "/orders", own: dict[str, str] = OWN, **declared: Any
    ) -> Answer:
        given = {"allowed_hosts": ["127.0.0.1"], "allow_private": True, "url": shop.url + path, **declared}
        tool = HttpTool(name="orders", description="x", **given)
        http = HttpTools([tool], {"SHOP_TOKEN": SECRET})
        opened.append(http)
        return await http.call(tool, arguments, own)

    yield calling
    for http in opened:
        await http.close()


class TestRequest:
    async def test_value_fills_the_path_encoded_and_the_rest_is_the_query(self, shop: Shop, call: Call) -> None:
        answer = await call({"number": "A 1?x=#", "tags": ["a", "b"], "full": True}, path="/orders/{number}")

        assert answer.ok
        assert answer.content["data"] == {"status": "enviado"}
        [request] = shop.requests
        assert request["path"] == "/orders/A%201%3Fx%3D%23"
        assert request["query"] == [("tags", "a"), ("tags", "b"), ("full", "true")]

    @pytest.mark.parametrize(
        "value", ["../admin", "a/b", "..", ".", "", " ", "a\\b", "a\r\nb", "..\\..", None, {"a": 1}]
    )
    async def test_value_that_would_change_the_path_sends_nothing(self, shop: Shop, call: Call, value: Any) -> None:
        answer = await call({"number": value}, path="/orders/{number}/status")

        assert not answer.ok
        assert shop.requests == []

    async def test_post_has_a_json_body_whose_own_members_win(self, shop: Shop, call: Call) -> None:
        body = {"email": "{contact.email}", "origin": {"talk": "{conversation.id}"}}

        await call({"email": "victim@fora.example", "reason": "quebrou"}, method="POST", body=body)

        [request] = shop.requests
        assert request["body"] == {"email": OWN["contact.email"], "reason": "quebrou", "origin": {"talk": "c1"}}

    async def test_contact_in_the_query_cannot_be_overruled(self, shop: Shop, call: Call) -> None:
        await call({"email": "victim@fora.example", "contact.email": "x"}, path="/orders?email={contact.email}")

        assert ("email", OWN["contact.email"]) in shop.requests[0]["query"]
        assert "victim@fora.example" not in str(shop.requests)

    async def test_contact_that_is_not_known_sends_nothing(self, shop: Shop, call: Call) -> None:
        answer = await call({}, own={}, headers={"X-Customer": "{contact.email}"})

        assert "email is not known" in answer.content["error"]
        assert shop.requests == []

    async def test_secret_is_the_bearer_and_is_nowhere_else(self, shop: Shop, call: Call) -> None:
        async def echo(request: web.Request) -> web.StreamResponse:
            return web.json_response({"you_sent": request.headers["Authorization"]})

        shop.answer = echo
        with capture_logs() as logs:
            answer = await call({}, auth_secret="SHOP_TOKEN")

        assert shop.requests[0]["headers"]["Authorization"] == f"Bearer {SECRET}"
        assert SECRET not in str(answer) + str(logs)

    async def test_tool_whose_secret_is_not_set_is_left_out(self) -> None:
        tool = HttpTool(name="orders", description="x", url="https://a.example", auth_secret="NOT_SET")

        with capture_logs() as logs:
            assert HttpTools([tool], {}).tools == ()
        assert logs[0]["secret"] == "NOT_SET"


class TestAnswer:
    @pytest.mark.parametrize("status", [301, 302, 307])
    async def test_redirect_is_not_followed(self, shop: Shop, call: Call, status: int) -> None:
        async def elsewhere(_request: web.Request) -> web.StreamResponse:
            return web.Response(status=status, headers={"Location": f"{shop.url}/inside"})

        shop.answer = elsewhere

        assert not (await call({})).ok
        assert [request["path"] for request in shop.requests] == ["/orders"]

    async def test_answer_over_the_limit_is_refused(self, shop: Shop, call: Call) -> None:
        async def huge(_request: web.Request) -> web.StreamResponse:
            return web.json_response("x" * (MAX_BYTES + 1))

        shop.answer = huge

        assert not (await call({})).ok

    async def test_packed_answer_is_refused(self, shop: Shop, call: Call) -> None:
        async def bomb(_request: web.Request) -> web.StreamResponse:
            return web.Response(
                body=b"\x1f\x8b", headers={"Content-Encoding": "gzip", "Content-Type": "application/json"}
            )

        shop.answer = bomb

        assert not (await call({})).ok

    @pytest.mark.parametrize(
        ("content_type", "body", "ok"),
        [
            ("application/json", b'{"a": 1}', True),
            ("application/hal+json; charset=utf-8", b'{"a": 1}', True),
            ("text/plain", b"tudo certo", True),
            ("text/html", b"<h1>oi</h1>", False),
            ("application/octet-stream", b"\x00", False),
            ("application/json", b"{oops", False),
        ],
    )
    async def test_only_json_and_plain_text(
        self, shop: Shop, call: Call, content_type: str, body: bytes, ok: bool
    ) -> None:
        async def answer(_request: web.Request) -> web.StreamResponse:
            return web.Response(body=body, headers={"Content-Type": content_type})

        shop.answer = answer

        assert (await call({})).ok is ok

    async def test_long_answer_is_cut_for_the_model(self, shop: Shop, call: Call) -> None:
        async def long(_request: web.Request) -> web.StreamResponse:
            return web.json_response({"items": ["x" * 2000] * 25 + list(range(100))})

        shop.answer = long

        answer = await call({})

        assert answer.ok
        assert len(str(answer.content)) < 7000
        assert "instruction" in answer.content["from"]

    async def test_get_is_tried_once_more_when_the_system_is_away(self, shop: Shop, call: Call) -> None:
        async def second_time(_request: web.Request) -> web.StreamResponse:
            return web.json_response({}, status=503 if len(shop.requests) == 1 else 200)

        shop.answer = second_time

        assert (await call({})).ok
        assert len(shop.requests) == 2

    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
    async def test_change_is_never_tried_again(self, shop: Shop, call: Call, method: str) -> None:
        async def away(_request: web.Request) -> web.StreamResponse:
            return web.json_response({}, status=503)

        shop.answer = away

        answer = await call({}, method=method)

        assert "does not answer right now" in answer.content["error"]
        assert len(shop.requests) == 1

    async def test_connection_cut_by_the_system(self, shop: Shop, call: Call) -> None:
        async def cut(request: web.Request) -> web.StreamResponse:
            assert request.transport is not None
            request.transport.close()
            return web.Response()

        shop.answer = cut

        answer = await call({}, method="POST")

        assert "does not answer right now" in answer.content["error"]
        assert len(shop.requests) == 1

    async def test_slow_system_is_given_up_in_time(self, shop: Shop, call: Call) -> None:
        async def slow(_request: web.Request) -> web.StreamResponse:
            await asyncio.sleep(5)
            return web.Response()

        shop.answer = slow
        started = asyncio.get_running_loop().time()

        answer = await call({}, timeout_s=0.2)

        assert "does not answer right now" in answer.content["error"]
        assert asyncio.get_running_loop().time() - started < 1

    async def test_wrong_arguments_come_back_with_what_the_system_says(self, shop: Shop, call: Call) -> None:
        async def wrong(_request: web.Request) -> web.StreamResponse:
            return web.json_response({"detail": "número com 6 dígitos"}, status=422)

        shop.answer = wrong

        assert (await call({})).content["data"] == {"detail": "número com 6 dígitos"}

    async def test_nothing_personal_is_logged(self, shop: Shop, call: Call) -> None:
        async def broken(_request: web.Request) -> web.StreamResponse:
            return web.Response(status=500)

        shop.answer = broken
        with capture_logs() as logs:
            await call({}, path="/orders?email={contact.email}", auth_secret="SHOP_TOKEN")

        assert logs
        assert "loja.example" not in str(logs)


class Names(AbstractResolver):
    """A name server of our own: one answer after the other, as in DNS rebinding."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = list(addresses)

    async def resolve(self, host: str, port: int = 0, family: Any = socket.AF_INET) -> list[ResolveResult]:
        address = self.addresses.pop(0) if len(self.addresses) > 1 else self.addresses[0]
        return [{"hostname": host, "host": address, "port": port, "family": family, "proto": 0, "flags": 0}]

    async def close(self) -> None: ...


class TestAddresses:
    @pytest.mark.parametrize(
        "address",
        [
            "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.100.100.200", "0.0.0.0",
            "224.0.0.1", "255.255.255.255", "192.0.2.1", "168.63.129.16", "::1", "::", "fe80::1", "fc00::1",
            "fd00:ec2::254", "ff02::1", "fec0::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1",
            "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a9fe:a9fe::1",
            "2001:db8::1", "::ffff:0:127.0.0.1",
        ],
    )  # fmt: skip
    def test_address_that_is_not_public(self, address: str) -> None:
        assert not is_public(ipaddress.ip_address(address))

    @pytest.mark.parametrize("address", ["8.8.8.8", "200.160.2.3", "2001:4860:4860::8888", "64:ff9b::808:808"])
    def test_address_that_is_public(self, address: str) -> None:
        assert is_public(ipaddress.ip_address(address))

    @pytest.mark.parametrize(
        "host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "localhost"]
    )
    async def test_loopback_however_it_is_written_is_not_called(self, shop: Shop, call: Call, host: str) -> None:
        answer = await call({}, url=f"http://{host}:{shop.port}/orders", allowed_hosts=[], allow_private=True)

        assert not answer.ok
        assert shop.requests == []

    async def test_listed_host_is_private_only_when_the_tool_says_so(self, shop: Shop, call: Call) -> None:
        assert not (await call({}, allow_private=False)).ok
        assert shop.requests == []

    async def test_host_that_is_not_listed_is_not_called(self, shop: Shop, call: Call) -> None:
        assert not (await call({}, allowed_hosts=["api.loja.example"])).ok
        assert shop.requests == []

    async def test_name_that_changes_its_address_is_judged_each_time(self, shop: Shop) -> None:
        tool = HttpTool(
            name="orders", description="x", url=f"http://shop.example:{shop.port}/", timeout_s=1, method="POST"
        )
        http = HttpTools([tool], {}, Names("127.0.0.1"))
        with capture_logs() as logs:
            answer = await http.call(tool, {}, {})
        await http.close()

        assert not answer.ok
        assert shop.requests == []
        assert logs[0]["reason"] == "private address"

    async def test_private_name_that_the_pack_allows_is_called(self, shop: Shop) -> None:
        tool = HttpTool(
            name="orders",
            description="x",
            url=f"http://erp.internal:{shop.port}/",
            allowed_hosts=["erp.internal"],
            allow_private=True,
        )
        http = HttpTools([tool], {}, Names("127.0.0.1"))
        answer = await http.call(tool, {}, {})
        await http.close()

        assert answer.ok
