"""`agente crm`: whether it works, and whether it has what we have."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from agente.kit.ids import new_id
from tests.conftest import StartServer
from tests.support.crm.base import status
from tests.support.crm.hubspot import HubSpotStandIn
from tests.support.server import API_KEY, Server


@pytest.fixture
def hubspot() -> Iterator[HubSpotStandIn]:
    with HubSpotStandIn.playing() as running:
        yield running


@pytest.fixture
def own(start_server: StartServer, hubspot: HubSpotStandIn) -> Server:
    return start_server(CRM_PROVIDER="hubspot", CRM_API_KEY=hubspot.key, HUBSPOT_BASE_URL=hubspot.url)


def qualify(server: Server) -> None:
    said = (
        f"meu nome é Ana Lima, meu e-mail é ana.{new_id()[-8:]}@example.com e a empresa é Loja Sol",
        "tenho 12 pessoas na equipe, preciso de controle de estoque e meu whats é 11 98888-7777",
    )
    with server.client(Authorization=f"Bearer {API_KEY}") as calling:
        conversation = calling.post("/v1/conversations", json={}).json()["id"]
        for text in said:
            calling.post(f"/v1/conversations/{conversation}/messages", json={"text": text})


def arrived(hubspot: HubSpotStandIn, count: int) -> None:
    give_up = time.monotonic() + 20
    while [len(notes) for _, _, notes in hubspot.leads()] != [1] * count:
        assert time.monotonic() < give_up, hubspot.leads()
        time.sleep(0.1)


class TestCheck:
    def test_says_who_answered(self, own: Server) -> None:
        done = own.command("crm", "test")
        assert (done.returncode, done.stdout) == (0, "Funciona: HubSpot respondeu.\n")

    def test_a_refused_key_is_explained_and_not_shown(self, own: Server, hubspot: HubSpotStandIn) -> None:
        own.environment["CRM_API_KEY"] = "a-wrong-key-that-is-secret"
        done = own.command("crm", "test")
        assert done.returncode == 5
        assert "A chave não foi aceita" in done.stderr
        assert "a-wrong-key-that-is-secret" not in done.stdout + done.stderr

    def test_without_a_crm_it_names_the_setting(self, start_server: StartServer) -> None:
        done = start_server().command("crm", "test")
        assert done.returncode == 3
        assert "CRM_PROVIDER" in done.stderr


class TestReconcile:
    def test_says_that_all_is_there(self, own: Server, hubspot: HubSpotStandIn) -> None:
        qualify(own)
        arrived(hubspot, 1)
        done = own.command("crm", "reconcile")
        assert (done.returncode, done.stdout) == (0, "1 leads qualificados comparados: 0 faltam, 0 diferem.\n")

    def test_what_is_missing_is_sent_again_with_repair(self, own: Server, hubspot: HubSpotStandIn) -> None:
        qualify(own)
        arrived(hubspot, 1)
        for kind in hubspot.objects.values():
            kind.clear()
        hubspot.associations.clear()
        assert own.command("crm", "reconcile").returncode == 1
        assert "1 saem de novo" in own.command("crm", "reconcile", "--repair").stdout
        arrived(hubspot, 1)
        assert own.command("crm", "reconcile").returncode == 0

    def test_a_vendor_that_is_away_is_5(self, own: Server, hubspot: HubSpotStandIn) -> None:
        qualify(own)
        arrived(hubspot, 1)
        hubspot.is_down = status(503)
        assert own.command("crm", "reconcile").returncode == 5


def test_a_provider_without_its_key_is_refused_at_start(start_server: StartServer, tmp_path: Path) -> None:
    server = Server(tmp_path / "var", environment={"CRM_PROVIDER": "hubspot"})
    refused = server.command("serve")
    assert refused.returncode == 3
    assert "CRM_API_KEY" in refused.stderr
