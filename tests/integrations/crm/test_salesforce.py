"""Salesforce has each lead once, and one sign-in serves many."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from pydantic import SecretStr
from structlog.testing import capture_logs

from agente.integrations.crm.destination import Crm
from agente.integrations.crm.mapping import mapping_of
from agente.integrations.crm.salesforce import Salesforce
from agente.outbox.errors import BadCredentials, NotDelivered, Refused, TryLater
from agente.packs.models import CrmMapping
from agente.packs.pack import Pack
from agente.storage.database import Database
from tests.integrations.crm.conftest import MakeDelivery
from tests.support.crm.base import Fault, status
from tests.support.crm.salesforce import SalesforceStandIn


def vendor_of(salesforce: SalesforceStandIn, secret: str | None = None) -> Salesforce:
    return Salesforce(salesforce.url, "client", SecretStr(secret or salesforce.key), "v60.0", mapping_of(CrmMapping()))


@pytest.fixture
async def crm(salesforce: SalesforceStandIn, pack: Pack, database: Database) -> AsyncIterator[Crm]:
    destination = Crm(vendor_of(salesforce), pack, database, None)
    yield destination
    await destination.close()


def is_write(request: web.Request) -> bool:
    return request.method == "PATCH"


def one(salesforce: SalesforceStandIn) -> dict[str, str]:
    [lead] = salesforce.leads.values()
    return lead


class TestDeliver:
    async def test_a_lead_is_written_with_its_summary(
        self, crm: Crm, salesforce: SalesforceStandIn, delivery: MakeDelivery
    ) -> None:
        sent = delivery()
        await crm.deliver(sent)
        lead = one(salesforce)
        assert (lead["FirstName"], lead["LastName"], lead["Company"]) == ("Ana", "Souza", "Padaria Sol")
        assert lead["Agente_Id__c"] == sent.subject
        assert "nota 70 de 100" in lead["Description"]

    async def test_what_the_org_requires_is_filled_for_a_lead_with_a_telephone_alone(
        self, crm: Crm, salesforce: SalesforceStandIn, delivery: MakeDelivery
    ) -> None:
        sent = delivery(email=None, name=None, company=None)
        await crm.deliver(sent)
        assert one(salesforce)["LastName"] == one(salesforce)["Company"] == sent.subject

    async def test_an_answer_lost_after_storing_makes_no_second_lead(
        self, crm: Crm, salesforce: SalesforceStandIn, delivery: MakeDelivery
    ) -> None:
        salesforce.script(Fault("lost", when=is_write))
        sent = delivery()
        with pytest.raises(TryLater):
            await crm.deliver(sent)
        await crm.deliver(delivery(sent.subject, company="Padaria Lua"))
        assert len(salesforce.leads) == 1

    async def test_a_change_is_written_and_a_person_s_edit_stays(
        self, crm: Crm, salesforce: SalesforceStandIn, delivery: MakeDelivery
    ) -> None:
        sent = delivery()
        receipt = await crm.deliver(sent)
        one(salesforce)["Phone"] = "+551133334444"
        await crm.deliver(delivery(sent.subject, receipt, company="Padaria Lua", phone="+5511900000000"))
        assert (one(salesforce)["Company"], one(salesforce)["Phone"]) == ("Padaria Lua", "+551133334444")

    async def test_a_person_whom_the_org_has_already_is_adopted(
        self, crm: Crm, salesforce: SalesforceStandIn, delivery: MakeDelivery
    ) -> None:
        salesforce.duplicate_rule = True
        salesforce.add(LastName="Souza Lima", Company="Padaria", Email="ana@example.com")
        sent = delivery(email="ana@example.com")
        await crm.deliver(sent)
        lead = one(salesforce)
        assert lead["Agente_Id__c"] == sent.subject
        assert (lead["LastName"], lead["FirstName"], lead["Phone"]) == ("Souza Lima", "Ana", "+5511987654321")

    async def test_a_lead_of_ours_is_not_taken_for_another_contact_s(
        self, crm: Crm, salesforce: SalesforceStandIn, delivery: MakeDelivery
    ) -> None:
        salesforce.duplicate_rule = True
        first = delivery(email="ana@example.com")
        await crm.deliver(first)
        with pytest.raises(Refused):
            await crm.deliver(delivery(email="ana@example.com"))
        assert one(salesforce)["Agente_Id__c"] == first.subject

    async def test_a_change_after_a_lost_answer_arrives(
        self, crm: Crm, salesforce: SalesforceStandIn, delivery: MakeDelivery, remembered: Callable[[str], Any]
    ) -> None:
        salesforce.script(Fault("lost", when=is_write))
        sent = delivery()
        with pytest.raises(TryLater):
            await crm.deliver(sent)
        await crm.deliver(delivery(sent.subject, remembered(sent.subject), company="Padaria Lua", score=80))
        assert one(salesforce)["Company"] == "Padaria Lua"
        assert "nota 80 de 100" in one(salesforce)["Description"]

    async def test_a_lead_that_a_person_converted_is_left_alone(
        self, crm: Crm, salesforce: SalesforceStandIn, delivery: MakeDelivery
    ) -> None:
        sent = delivery()
        receipt = await crm.deliver(sent)
        one(salesforce)["IsConverted"] = True
        with capture_logs() as logged:
            await crm.deliver(delivery(sent.subject, receipt, company="Padaria Lua"))
        assert one(salesforce)["Company"] == "Padaria Sol"
        assert "Company" in logged[-1]["kept_as_edited"]


class TestSignIn:
    async def test_is_once_for_many_leads_at_the_same_time(
        self, crm: Crm, salesforce: SalesforceStandIn, delivery: MakeDelivery
    ) -> None:
        await asyncio.gather(*(crm.deliver(delivery()) for _ in range(8)))
        assert (salesforce.signed_in, len(salesforce.leads)) == (1, 8)

    async def test_an_expired_token_is_renewed_once(
        self, crm: Crm, salesforce: SalesforceStandIn, delivery: MakeDelivery
    ) -> None:
        await crm.deliver(delivery())
        salesforce.expire()
        before = salesforce.signed_in
        await asyncio.gather(*(crm.deliver(delivery()) for _ in range(8)))
        assert (salesforce.signed_in - before, len(salesforce.leads)) == (1, 9)

    async def test_a_wrong_secret_is_bad_credentials(
        self, salesforce: SalesforceStandIn, pack: Pack, database: Database, delivery: MakeDelivery
    ) -> None:
        destination = Crm(vendor_of(salesforce, "wrong"), pack, database, None)
        with pytest.raises(BadCredentials):
            await destination.deliver(delivery())
        await destination.close()


class TestFailures:
    async def test_the_org_s_limit_is_waited_for_long(
        self, crm: Crm, salesforce: SalesforceStandIn, delivery: MakeDelivery
    ) -> None:
        said = [{"errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "TotalRequests Limit exceeded."}]
        salesforce.script(Fault("status", 403, said, when=is_write))
        with pytest.raises(TryLater) as raised:
            await crm.deliver(delivery())
        assert raised.value.after == timedelta(minutes=30)

    @pytest.mark.parametrize(("field", "error"), [("Agente_Id__c", TryLater), ("Email_2__c", Refused)])
    async def test_our_own_id_that_is_taken_is_an_attempt_of_ours_that_is_arriving(
        self, crm: Crm, salesforce: SalesforceStandIn, delivery: MakeDelivery, field: str, error: type[NotDelivered]
    ) -> None:
        message = f"duplicate value found: {field} duplicates value on record with id: 00Q101"
        salesforce.script(Fault("status", 400, [{"errorCode": "DUPLICATE_VALUE", "message": message}], when=is_write))
        with pytest.raises(error):
            await crm.deliver(delivery())

    async def test_a_forbidden_object_asks_for_no_new_token(
        self, crm: Crm, salesforce: SalesforceStandIn, delivery: MakeDelivery
    ) -> None:
        salesforce.script(Fault("status", 403, [{"errorCode": "FORBIDDEN", "message": "No access"}], when=is_write))
        with pytest.raises(BadCredentials):
            await crm.deliver(delivery())
        assert salesforce.signed_in == 1

    async def test_several_leads_with_one_id_are_for_a_person_to_look_at(
        self, crm: Crm, salesforce: SalesforceStandIn, delivery: MakeDelivery
    ) -> None:
        salesforce.script(Fault("status", 300, ["/a", "/b"], when=is_write))
        with pytest.raises(Refused):
            await crm.deliver(delivery())

    async def test_an_overloaded_org_is_tried_later(
        self, crm: Crm, salesforce: SalesforceStandIn, delivery: MakeDelivery
    ) -> None:
        salesforce.script(Fault("status", 503, when=is_write))
        with pytest.raises(TryLater):
            await crm.deliver(delivery())


async def test_check_says_how_many_requests_are_left(crm: Crm) -> None:
    assert await crm.check() == "Salesforce (14998 / 15000 API)"


async def test_status_is_told(crm: Crm, salesforce: SalesforceStandIn) -> None:
    salesforce.is_down = status(503)
    with pytest.raises(TryLater):
        await crm.check()
