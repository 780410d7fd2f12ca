"""HubSpot has each lead once, as it is now; what a person changed there stays."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from pydantic import SecretStr
from structlog.testing import capture_logs

from agente.integrations.crm.destination import Crm
from agente.integrations.crm.hubspot import HubSpot
from agente.integrations.crm.mapping import mapping_of
from agente.outbox.errors import BadCredentials, NotDelivered, Refused, TryLater
from agente.packs.models import CrmMapping
from agente.packs.pack import Pack
from agente.storage.database import Database
from tests.integrations.crm.conftest import MakeDelivery
from tests.support.crm.base import Fault, status
from tests.support.crm.hubspot import HubSpotStandIn, daily_limit, plain


@pytest.fixture
async def crm(hubspot: HubSpotStandIn, pack: Pack, database: Database) -> AsyncIterator[Crm]:
    vendor = HubSpot(hubspot.url, SecretStr(hubspot.key), mapping_of(CrmMapping()))
    destination = Crm(vendor, pack, database, "https://atendimento.example")
    yield destination
    await destination.close()


def creates(kind: str) -> Callable[[web.Request], bool]:
    return lambda request: request.method == "POST" and request.path == f"/crm/v3/objects/{kind}"


class TestDeliver:
    async def test_a_lead_is_a_contact_a_deal_and_a_note(
        self, crm: Crm, hubspot: HubSpotStandIn, delivery: MakeDelivery
    ) -> None:
        await crm.deliver(delivery())
        [(contact, [deal], [note])] = hubspot.leads()
        assert (contact["firstname"], contact["lastname"], contact["company"]) == ("Ana", "Souza", "Padaria Sol")
        assert contact["phone"] == "+5511987654321"
        assert deal["dealname"] == "Atendimento: Padaria Sol"
        assert "nota 70 de 100" in plain(note["hs_note_body"])
        assert "budget: 500-800 BRL" in plain(note["hs_note_body"])

    async def test_a_lead_with_a_telephone_alone_arrives_too(
        self, crm: Crm, hubspot: HubSpotStandIn, delivery: MakeDelivery
    ) -> None:
        await crm.deliver(delivery(email=None))
        [(contact, [_], [_])] = hubspot.leads()
        assert "email" not in contact

    async def test_a_change_is_written_into_the_same_objects(
        self, crm: Crm, hubspot: HubSpotStandIn, delivery: MakeDelivery
    ) -> None:
        first = delivery()
        receipt = await crm.deliver(first)
        await crm.deliver(delivery(first.subject, receipt, company="Padaria Lua", score=80))
        [(contact, [_], [note])] = hubspot.leads()
        assert contact["company"] == "Padaria Lua"
        assert "nota 80 de 100" in plain(note["hs_note_body"])

    async def test_nothing_new_writes_nothing(self, crm: Crm, hubspot: HubSpotStandIn, delivery: MakeDelivery) -> None:
        first = delivery()
        receipt = await crm.deliver(first)
        written = len(hubspot.writes())
        await crm.deliver(delivery(first.subject, receipt))
        assert len(hubspot.writes()) == written

    @pytest.mark.parametrize("kind", ["contacts", "deals", "notes"])
    async def test_an_answer_lost_after_storing_makes_no_second_object(
        self, crm: Crm, hubspot: HubSpotStandIn, delivery: MakeDelivery, kind: str
    ) -> None:
        hubspot.script(Fault("lost", when=creates(kind)))
        first = delivery()
        with pytest.raises(TryLater):
            await crm.deliver(first)
        await crm.deliver(delivery(first.subject, attempts=1))
        assert [(len(deals), len(notes)) for _, deals, notes in hubspot.leads()] == [(1, 1)]

    @pytest.mark.parametrize("kind", ["contacts", "deals", "notes"])
    async def test_a_change_after_a_lost_answer_arrives(
        self,
        crm: Crm,
        hubspot: HubSpotStandIn,
        delivery: MakeDelivery,
        remembered: Callable[[str], Any],
        kind: str,
    ) -> None:
        hubspot.script(Fault("lost", when=creates(kind)))
        first = delivery()
        with pytest.raises(TryLater):
            await crm.deliver(first)
        await crm.deliver(delivery(first.subject, remembered(first.subject), company="Padaria Lua", score=80))
        [(contact, [deal], [note])] = hubspot.leads()
        assert (contact["company"], deal["dealname"]) == ("Padaria Lua", "Atendimento: Padaria Lua")
        assert "nota 80 de 100" in plain(note["hs_note_body"])

    async def test_an_edit_between_two_attempts_stays(
        self, crm: Crm, hubspot: HubSpotStandIn, delivery: MakeDelivery, remembered: Callable[[str], Any]
    ) -> None:
        hubspot.script(Fault("lost", when=creates("contacts")))
        first = delivery()
        with pytest.raises(TryLater):
            await crm.deliver(first)
        [contact] = hubspot.objects["contacts"].values()
        contact["company"] = "Padaria Sol Ltda."
        await crm.deliver(delivery(first.subject, remembered(first.subject), company="Padaria Lua"))
        assert contact["company"] == "Padaria Sol Ltda."

    async def test_an_address_that_another_contact_has_keeps_nothing_else_from_arriving(
        self, crm: Crm, hubspot: HubSpotStandIn, delivery: MakeDelivery
    ) -> None:
        first = delivery(email=None)
        receipt = await crm.deliver(first)
        hubspot.add("contacts", email="ana@example.com")
        await crm.deliver(delivery(first.subject, receipt, email="ana@example.com", company="Padaria Lua"))
        [(contact, [_], [_])] = hubspot.leads()
        assert (contact["company"], contact.get("email")) == ("Padaria Lua", None)

    async def test_a_note_that_somebody_else_wrote_is_not_taken_for_ours(
        self, crm: Crm, hubspot: HubSpotStandIn, delivery: MakeDelivery
    ) -> None:
        first = delivery()
        hubspot.script(Fault("reset", when=creates("notes")))
        with pytest.raises(TryLater):
            await crm.deliver(first)
        [deal_id] = hubspot.objects["deals"]
        theirs = hubspot.add("notes", hs_note_body="Liguei, volta na segunda.")
        hubspot.associations.append(("notes", theirs, deal_id))
        await crm.deliver(delivery(first.subject))
        assert hubspot.objects["notes"][theirs] == {"hs_note_body": "Liguei, volta na segunda."}
        assert len(hubspot.objects["notes"]) == 2

    async def test_a_lost_receipt_makes_no_second_object(
        self, crm: Crm, hubspot: HubSpotStandIn, delivery: MakeDelivery
    ) -> None:
        first = delivery()
        await crm.deliver(first)
        await crm.deliver(delivery(first.subject, company="Padaria Lua"))
        assert [(len(deals), len(notes)) for _, deals, notes in hubspot.leads()] == [(1, 1)]


class TestPeoplesEdits:
    async def test_what_a_person_changed_stays(self, crm: Crm, hubspot: HubSpotStandIn, delivery: MakeDelivery) -> None:
        first = delivery()
        receipt = await crm.deliver(first)
        hubspot.objects["contacts"][receipt["contacts"]["id"]]["company"] = "Padaria Sol Ltda."
        with capture_logs() as logged:
            again = await crm.deliver(delivery(first.subject, receipt, company="Padaria Lua", phone="+5511912345678"))
        await crm.deliver(delivery(first.subject, again, company="Padaria Mar"))
        [(contact, _, _)] = hubspot.leads()
        assert (contact["company"], contact["phone"]) == ("Padaria Sol Ltda.", "+5511987654321")
        assert logged[-1]["kept_as_edited"] == ["company"]

    async def test_what_we_do_not_know_empties_nothing(
        self, crm: Crm, hubspot: HubSpotStandIn, delivery: MakeDelivery
    ) -> None:
        first = delivery()
        receipt = await crm.deliver(first)
        await crm.deliver(delivery(first.subject, receipt, company=None, phone=""))
        [(contact, _, _)] = hubspot.leads()
        assert (contact["company"], contact["phone"]) == ("Padaria Sol", "+5511987654321")

    async def test_a_contact_that_was_there_before_is_adopted_and_only_completed(
        self, crm: Crm, hubspot: HubSpotStandIn, delivery: MakeDelivery
    ) -> None:
        hubspot.add("contacts", email="ana@example.com", firstname="Aninha")
        await crm.deliver(delivery(email="ana@example.com"))
        [(contact, [_], [_])] = hubspot.leads()
        assert (contact["firstname"], contact["lastname"]) == ("Aninha", "Souza")
        assert len(hubspot.objects["contacts"]) == 1

    async def test_a_contact_with_that_as_a_secondary_address_is_adopted(
        self, crm: Crm, hubspot: HubSpotStandIn, delivery: MakeDelivery
    ) -> None:
        known = hubspot.add("contacts", email="ana@casa.example", firstname="Ana")
        hubspot.secondary["ana@example.com"] = known
        await crm.deliver(delivery(email="ana@example.com"))
        [(contact, _, _)] = hubspot.leads()
        assert contact["email"] == "ana@casa.example"


class TestFailures:
    @pytest.mark.parametrize(
        ("fault", "error", "after"),
        [
            (status(500), TryLater, None),
            (status(429, daily_limit()), TryLater, timedelta(hours=1)),
            (status(429, {"policyName": "TEN_SECONDLY_ROLLING"}), TryLater, timedelta(seconds=10)),
            (status(429, {}, Retry_After="7"), TryLater, timedelta(seconds=7)),
            (status(423), TryLater, timedelta(seconds=5)),
            (status(401), BadCredentials, None),
            (Fault("reset"), TryLater, None),
        ],
    )
    async def test_say_what_can_be_done(
        self,
        crm: Crm,
        hubspot: HubSpotStandIn,
        delivery: MakeDelivery,
        fault: Fault,
        error: type[NotDelivered],
        after: timedelta | None,
    ) -> None:
        hubspot.script(fault)
        with pytest.raises(error) as raised:
            await crm.deliver(delivery())
        assert isinstance(raised.value, TryLater)
        assert raised.value.after == after

    async def test_what_the_vendor_will_never_take_is_refused(
        self, crm: Crm, hubspot: HubSpotStandIn, delivery: MakeDelivery
    ) -> None:
        hubspot.script(status(400, {"category": "VALIDATION_ERROR", "message": "ana@example.com is odd"}))
        with pytest.raises(Refused) as raised:
            await crm.deliver(delivery())
        assert raised.value.reason == "HubSpot: HTTP 400 VALIDATION_ERROR"

    async def test_the_log_says_it_in_the_runbook_s_words(
        self, crm: Crm, hubspot: HubSpotStandIn, delivery: MakeDelivery
    ) -> None:
        hubspot.script(Fault("status", 500, when=creates("deals")))
        with capture_logs() as logged, pytest.raises(TryLater):
            await crm.deliver(delivery())
        assert [line["event"] for line in logged] == ["CRM request", "CRM request", "CRM API failed"]
        assert logged[-1]["log_level"] == "error"
        assert "email" in logged[0]["properties"]
        assert "ana." not in str(logged)


class TestSecrets:
    async def test_the_key_is_in_no_error_log_or_repr(
        self, crm: Crm, hubspot: HubSpotStandIn, delivery: MakeDelivery
    ) -> None:
        shown = [repr(crm), repr(crm.vendor), repr(vars(crm.vendor))]
        with capture_logs() as logged:
            for fault in (status(401, {"message": hubspot.key}), status(500), status(400, {"message": hubspot.key})):
                hubspot.script(fault)
                with pytest.raises(NotDelivered) as raised:
                    await crm.deliver(delivery())
                shown += [str(raised.value), repr(raised.value)]
        assert hubspot.key not in str([shown, logged])


async def test_check_names_who_answered(crm: Crm, hubspot: HubSpotStandIn) -> None:
    assert await crm.check() == "HubSpot"
    hubspot.is_down = status(401)
    with pytest.raises(BadCredentials):
        await crm.check()
