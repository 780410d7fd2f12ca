"""Deliveries arrive once and in order, whatever the vendor and the workers do."""

import asyncio
from datetime import timedelta

import pytest

from agente.kit.clock import utc_now
from agente.outbox import service as outbox
from agente.outbox.errors import BadCredentials, Refused, TryLater
from agente.outbox.ports import Delivery
from agente.storage.database import Database
from agente.worker.courier import MOST_FAILURES, Courier
from tests.support.scripted import Clock, Scripted
from tests.worker.conftest import Courierly, Happen, Rows

pytestmark = pytest.mark.databases

AWAY = TryLater("503 from the vendor")


async def drain(courier: Courier) -> None:
    while await courier.step():
        pass


class TestSharing:
    def test_each_destination_gets_what_it_wants_once(self, happen: Happen, rows: Rows) -> None:
        crm, mail = Scripted("crm"), Scripted("mail", events="booking.")
        happen(crm, mail)
        happen(crm, mail, event="booking.made")
        happen(crm, mail, event="conversation.started")
        assert [(row.destination, row.event) for row in rows()] == [("crm", "lead.qualified"), ("mail", "booking.made")]

    def test_the_same_key_is_written_once(self, database: Database, clock: Clock, rows: Rows) -> None:
        for _ in range(2):
            database.transact(outbox.enqueue, "lead.qualified", "0" * 32, {}, key="lead.qualified:1")
            database.transact(outbox.share_out, [Scripted()], clock())
        assert len(rows()) == 1


class TestArrival:
    async def test_the_next_of_an_object_leaves_after_the_one_before_and_knows_its_receipt(
        self, happen: Happen, courier: Courierly
    ) -> None:
        crm = Scripted()
        lead = happen(crm, state=1)
        happen(crm, subject=lead, event="lead.updated", state=2)
        sending = courier(crm)
        assert await sending.step()
        assert [payload["state"] for payload in crm.stored[lead]] == [1]
        await drain(sending)
        assert [payload["state"] for payload in crm.stored[lead]] == [1, 2]
        assert crm.receipts_seen == [{}, {"id": f"vendor-{lead}"}]

    async def test_a_failed_one_holds_back_its_own_object_alone(
        self, happen: Happen, courier: Courierly, clock: Clock
    ) -> None:
        crm = Scripted()
        bad, good = happen(crm, state=1), happen(crm, state=1)
        happen(crm, subject=bad, state=2)
        crm.fail = lambda delivery: TryLater("locked", vendor=False) if delivery.subject == bad else None
        await drain(courier(crm))
        assert (bad in crm.stored, good in crm.stored, len(crm.tried)) == (False, True, 2)
        crm.fail = lambda _: None
        clock.pass_(seconds=10)
        await drain(courier(crm))
        assert [payload["state"] for payload in crm.stored[bad]] == [1, 2]

    async def test_only_the_latest_leaves_where_that_is_enough(
        self, happen: Happen, courier: Courierly, rows: Rows
    ) -> None:
        crm = Scripted(latest_only=True)
        lead = happen(crm, state=1)
        for state in (2, 3):
            happen(crm, subject=lead, event="lead.updated", state=state)
        await drain(courier(crm))
        assert [payload["state"] for payload in crm.stored[lead]] == [3]
        assert [row.status for row in rows()] == ["superseded", "superseded", "done"]

    async def test_an_old_one_that_a_person_revives_never_overwrites_what_came_later(
        self, happen: Happen, courier: Courierly, database: Database, clock: Clock, rows: Rows
    ) -> None:
        crm = Scripted(latest_only=True)
        lead = happen(crm, state=1)
        crm.fail = lambda _: Refused("no such property")
        await drain(courier(crm))
        crm.fail = lambda _: None
        happen(crm, subject=lead, event="lead.updated", state=2)
        await drain(courier(crm))
        database.transact(outbox.retry, {"status": "dead"})
        clock.now = utc_now()
        await drain(courier(crm))
        assert [payload["state"] for payload in crm.stored[lead]] == [2]
        assert [row.status for row in rows()] == ["superseded", "done"]


class TestFailure:
    async def test_an_answer_that_was_lost_is_asked_for_again_with_the_same_key(
        self, happen: Happen, courier: Courierly, clock: Clock
    ) -> None:
        crm = Scripted()
        lead = happen(crm)
        crm.fail, crm.lose_answer = lambda _: AWAY, True
        await drain(courier(crm))
        crm.fail = lambda _: None
        clock.pass_(minutes=3)
        await drain(courier(crm))
        assert (len(crm.tried), len(set(crm.tried)), len(crm.stored[lead])) == (2, 1, 1)

    async def test_what_the_vendor_refuses_is_parked_with_its_reason(
        self, happen: Happen, courier: Courierly, rows: Rows
    ) -> None:
        crm = Scripted()
        happen(crm)
        crm.fail = lambda _: Refused("PROPERTY_DOESNT_EXIST")
        await drain(courier(crm))
        (row,) = rows()
        assert (row.status, row.attempts, row.last_reason) == ("dead", 1, "PROPERTY_DOESNT_EXIST")

    async def test_nothing_but_a_probe_is_tried_while_the_vendor_is_away(
        self, happen: Happen, courier: Courierly, clock: Clock
    ) -> None:
        crm = Scripted()
        for _ in range(40):
            happen(crm)
        crm.fail = lambda _: AWAY
        sending = courier(crm)
        await drain(sending)
        first = len(crm.tried)
        for _ in range(10):
            clock.pass_(minutes=1)
            await drain(sending)
        assert len(crm.tried) - first == 10

    async def test_the_vendor_is_left_alone_for_as_long_as_it_asks(
        self, happen: Happen, courier: Courierly, clock: Clock
    ) -> None:
        crm = Scripted()
        happen(crm)
        crm.fail = lambda _: TryLater("429", after=timedelta(minutes=10))
        sending = courier(crm)
        await drain(sending)
        clock.pass_(minutes=9)
        happen(crm)
        await drain(sending)
        assert len(crm.tried) == 1
        crm.fail = lambda _: None
        clock.pass_(minutes=2)
        await drain(sending)
        assert len(crm.stored) == 2

    async def test_a_day_of_tries_parks_one_that_the_vendor_alone_dislikes(
        self, happen: Happen, courier: Courierly, clock: Clock, rows: Rows
    ) -> None:
        crm = Scripted()
        bad = happen(crm)
        crm.fail = lambda delivery: TryLater("500 from the vendor") if delivery.subject == bad else None
        sending, hours = courier(crm), 0
        while rows(subject=bad)[0].status == "pending":
            clock.pass_(minutes=30)
            happen(crm)
            await drain(sending)
            clock.pass_(minutes=1)
            await drain(sending)
            hours += 0.5
            assert hours < 48
        (row,) = rows(subject=bad)
        assert (row.status, row.failures) == ("dead", MOST_FAILURES)
        assert 20 < hours < 36

    async def test_a_mistake_of_an_adapter_is_an_attempt_that_failed(
        self, happen: Happen, courier: Courierly, rows: Rows
    ) -> None:
        crm = Scripted()
        happen(crm)

        def broken(_: Delivery) -> None:
            raise KeyError("name")

        crm.fail = broken
        await drain(courier(crm))
        (row,) = rows()
        assert (row.status, row.last_reason) == ("pending", "internal error: KeyError")

    async def test_refused_credentials_wait_however_long_it_takes(
        self, happen: Happen, courier: Courierly, clock: Clock, rows: Rows
    ) -> None:
        crm = Scripted()
        happen(crm)
        crm.fail = lambda _: BadCredentials("401")
        sending = courier(crm)
        for _ in range(2 * MOST_FAILURES):
            await drain(sending)
            clock.pass_(hours=1)
        assert (rows()[0].status, sending.refused_key) == ("pending", True)


class TestWeekLongOutage:
    async def test_every_lead_arrives_once_in_its_last_state_minutes_after_the_return(
        self, happen: Happen, courier: Courierly, clock: Clock, rows: Rows
    ) -> None:
        crm = Scripted(latest_only=True)
        crm.fail = lambda _: AWAY
        workers = [courier(crm), courier(crm)]
        last: dict[str, int] = {}
        for hour in range(7 * 24):
            lead = happen(crm, state=0)
            last[lead] = 0
            if hour % 3 == 0:
                last[lead] = hour
                happen(crm, subject=lead, event="lead.updated", state=hour)
            if hour % 24 == 23:
                workers[hour // 24 % 2] = courier(crm)  # one dies, another takes its place
            for sending in workers:
                await drain(sending)
            clock.pass_(hours=1)
        assert {row.status for row in rows()} <= {"pending", "superseded"}
        crm.fail = lambda _: None
        back_at = clock()
        while rows(status="pending"):
            for sending in workers:
                await drain(sending)
            clock.pass_(seconds=30)
            assert clock() - back_at <= timedelta(minutes=5)
        assert {lead: [payload["state"] for payload in payloads] for lead, payloads in crm.stored.items()} == {
            lead: [state] for lead, state in last.items()
        }


class TestWorkers:
    async def test_two_send_side_by_side_and_nothing_twice(
        self, happen: Happen, courier: Courierly, rows: Rows
    ) -> None:
        crm = Scripted()
        leads = [happen(crm) for _ in range(60)]
        await asyncio.gather(*(drain(courier(crm)) for _ in range(3)))
        assert (sorted(crm.stored), len(crm.tried)) == (sorted(leads), 60)
        assert {row.status for row in rows()} == {"done"}

    async def test_what_a_dead_worker_held_is_taken_over_after_its_lease(
        self, happen: Happen, courier: Courierly, database: Database, clock: Clock
    ) -> None:
        crm = Scripted()
        lead = happen(crm, state=1)
        happen(crm, subject=lead, state=2)
        await database.write(outbox.lease_due, "crm", "0" * 32, clock(), 16, latest_only=False)  # and dies
        sending = courier(crm)
        await drain(sending)
        assert crm.tried == []
        clock.pass_(seconds=61)
        await drain(sending)
        assert [payload["state"] for payload in crm.stored[lead]] == [1, 2]

    async def test_one_that_slept_past_its_lease_changes_nothing(
        self, happen: Happen, courier: Courierly, clock: Clock, rows: Rows
    ) -> None:
        crm = Scripted()
        happen(crm)
        crm.hang = asyncio.Event()
        asleep = asyncio.create_task(courier(crm).step())
        await crm.begun.wait()
        clock.pass_(seconds=61)
        awake, crm.hang = crm.hang, None
        await drain(courier(crm))
        crm.fail = lambda _: TryLater("too late")
        awake.set()
        await asleep
        (row,) = rows()
        assert (row.status, len(crm.tried)) == ("done", 2)


class TestErasure:
    async def test_what_waits_about_a_forgotten_person_does_not_leave(
        self, happen: Happen, courier: Courierly, database: Database, rows: Rows
    ) -> None:
        crm = Scripted()
        lead = happen(crm, name="Joana")
        database.transact(outbox.erase_about, [lead])
        database.transact(outbox.retry, {"subject": lead})
        await drain(courier(crm))
        assert [(row.status, row.payload) for row in rows()] == [("dropped", {})]
        assert crm.tried == []
