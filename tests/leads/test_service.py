"""One lead a contact, qualified once, whatever else happens to its conversations."""

from typing import Any

import pytest
from sqlalchemy import Connection, delete, select, update

from agente.contacts.models import contacts
from agente.conversations.models import conversations, messages
from agente.conversations.service import Accepted
from agente.leads import service as leads
from agente.leads.models import leads as table
from agente.leads.scoring import score
from agente.leads.updates import LeadUpdate
from agente.outbox.models import outbox
from agente.storage.database import Database
from tests.leads.conftest import RULES, Accept

pytestmark = pytest.mark.databases

JOANA = {"nome": "Joana Lima", "email": "joana@loja.example", "need": "controlar estoque"}

TOLD_OF_LEADS = select(outbox).where(outbox.c.event.startswith("lead.")).order_by(outbox.c.id)


def update_of(fields: dict[str, Any], *learned: str) -> LeadUpdate:
    counted = score(fields, RULES, "pt-BR")
    names = frozenset(learned or fields)
    return LeadUpdate(fields, counted.points, counted.reasons, counted.qualified, names)


def record(database: Database, accepted: Accepted, fields: dict[str, Any], *learned: str) -> dict[str, Any]:
    return database.transact(leads.record, accepted, update_of(fields, *learned), RULES, "pt-BR")


def rows(database: Database, query: Any) -> list[Any]:
    return database.transact(lambda connection: list(connection.execute(query)))


class TestRecord:
    def test_columns_are_filled_by_the_type_of_a_field_not_by_its_name(
        self, database: Database, accept: Accept
    ) -> None:
        state = record(database, accept(), JOANA)
        (lead,) = rows(database, select(table))
        assert (lead.name, lead.email, lead.fields) == ("Joana Lima", "joana@loja.example", JOANA)
        assert state == {"id": lead.id, "score": 70, "status": "qualified", "fields": JOANA}

    def test_qualified_once_with_one_event_however_often_it_is_recorded(
        self, database: Database, accept: Accept
    ) -> None:
        accepted = accept(user_id="u-1")
        assert record(database, accepted, {"nome": "Joana"})["status"] == "new"
        for message in (accepted, accept(user_id="u-1"), accepted):
            assert record(database, message, JOANA)["status"] == "qualified"
        (event,) = rows(database, TOLD_OF_LEADS)
        (lead,) = rows(database, select(table))
        assert (event.event, event.subject, event.status) == ("lead.qualified", lead.id, "pending")
        assert event.payload["fields"] == JOANA
        assert event.payload["reasons"] == ["deixou o e-mail", "contou o que precisa"]

    def test_a_status_that_a_person_gave_stays_and_sends_no_event(self, database: Database, accept: Accept) -> None:
        for status in ("won", "lost", "disqualified"):
            accepted = accept(user_id=status)
            lead_id = record(database, accepted, {"nome": "Joana"})["id"]
            rows(database, update(table).where(table.c.id == lead_id).values(status=status).returning(table.c.id))
            assert record(database, accepted, JOANA)["status"] == status
        assert rows(database, TOLD_OF_LEADS) == []

    def test_a_qualified_lead_stays_so_when_a_correction_lowers_its_score(
        self, database: Database, accept: Accept
    ) -> None:
        accepted = accept()
        record(database, accepted, JOANA)
        rows(database, update(table).values(fields={"nome": "Joana"}).returning(table.c.id))
        state = record(database, accepted, {"nome": "Joana", "need": "nada"}, "need")
        assert (state["status"], state["score"]) == ("qualified", 30)

    def test_what_another_conversation_learned_meanwhile_is_kept_and_counted(
        self, database: Database, accept: Accept
    ) -> None:
        first, second = accept(user_id="u-1"), accept(user_id="u-1")
        record(database, first, {"email": "nova@loja.example"}, "email")
        state = record(database, second, {"email": "velha@loja.example", "need": "caixa"}, "need")
        assert state["fields"] == {"email": "nova@loja.example", "need": "caixa"}
        assert state["score"] == 70

    def test_contact_gets_what_it_lacked_and_keeps_what_it_had(self, database: Database, accept: Accept) -> None:
        accepted = accept(contact={"name": "Joana L."})
        record(database, accepted, JOANA)
        (contact,) = rows(database, select(contacts))
        assert (contact.name, contact.email, contact.phone) == ("Joana L.", "joana@loja.example", None)

    def test_lead_outlives_its_conversation(self, database: Database, accept: Accept) -> None:
        accepted = accept()
        record(database, accepted, JOANA)
        rows(database, delete(conversations).returning(conversations.c.id))
        (lead,) = rows(database, select(table))
        assert (lead.conversation_id, lead.email) == (None, "joana@loja.example")
        assert rows(database, select(messages)) == []

    def test_value_longer_than_its_column_is_cut_there_and_kept_whole_in_the_fields(
        self, database: Database, accept: Accept
    ) -> None:
        long = {"nome": "Ana " * 100}
        assert record(database, accept(), long)["fields"] == long
        (lead,) = rows(database, select(table))
        assert len(lead.name) == 200


class TestAcquaintance:
    def state(self, database: Database, accepted: Accepted) -> dict[str, Any]:
        query = select(conversations.c.state).where(conversations.c.id == accepted.conversation_id)
        return dict(rows(database, query)[0].state)

    def test_details_given_at_the_opening_are_known(self, database: Database, accept: Accept) -> None:
        accepted = accept(contact={"name": "Joana", "phone": "(11) 98888-7777"})
        assert self.state(database, accepted)["lead"] == {"fields": {"nome": "Joana"}}

    def test_a_contact_who_comes_back_brings_the_lead(self, database: Database, accept: Accept) -> None:
        before = record(database, accept(user_id="u-1"), JOANA)
        assert self.state(database, accept(user_id="u-1"))["lead"] == before

    def test_a_stranger_brings_nothing_and_costs_no_query(self, database: Database, accept: Accept) -> None:
        def no_query(connection: Connection, contact_id: str) -> dict[str, Any]:
            raise AssertionError("looked up")

        from agente.conversations.schemas import ConversationCreate
        from agente.conversations.service import open_conversation

        row = database.transact(
            open_conversation, ConversationCreate(), client=None, channel="web", locale="pt-BR", acquaintance=no_query
        )
        assert row.state == {}
