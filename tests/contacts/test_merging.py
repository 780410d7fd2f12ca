"""Whatever two contacts have, a merge and its undoing leave everything as it was."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select

from agente.accounts.callers import Bearer, Caller
from agente.accounts.service import create_key
from agente.api.contacts import MOVERS
from agente.contacts import service as contacts
from agente.contacts.models import contact_identities
from agente.contacts.models import contacts as contacts_table
from agente.contacts.schemas import ContactCreate
from agente.conversations import service as conversations
from agente.conversations.models import conversations as conversations_table
from agente.conversations.models import messages
from agente.conversations.schemas import ConversationCreate
from agente.kit.ids import new_id
from agente.leads import service as leads
from agente.leads.models import leads as leads_table
from agente.leads.updates import LeadUpdate
from agente.migrations.schema import upgrade
from agente.packs.models import Qualification
from agente.scheduling.models import bookings
from agente.storage.database import Database

CLIENT = "crm"
STARTS = datetime(2027, 1, 4, 12, tzinfo=UTC)
TABLES = (contacts_table, contact_identities, conversations_table, messages, leads_table, bookings)
RULES = Qualification.model_validate({
    "fields": [
        {"name": "email", "type": "email", "question": "Seu e-mail?"},
        {"name": "need", "type": "text", "question": "O que precisa?"},
        {"name": "cidade", "type": "text", "question": "Onde?"},
    ],
    "rules": [
        {"field": "email", "points": 40, "reason": "deixou o e-mail"},
        {"field": "need", "points": 30, "reason": "contou o que precisa"},
    ],
    "threshold": 60,
})  # fmt: skip

people = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["Ana", "Bia"]),
        "email": st.sampled_from(["ana@example.com", "bia@example.com"]),
        "phone": st.sampled_from(["(31) 98888-7777", "31 8888-7777", "(11) 4000-0000"]),
    },
)
fields = st.fixed_dictionaries(
    {},
    optional={
        "email": st.sampled_from(["x@example.com", "y@example.com"]),
        "need": st.sampled_from(["estoque", "notas"]),
        "cidade": st.just("Recife"),
    },
)
# What nobody told before: of a value that both told, nobody can say later whose it was.
news = st.fixed_dictionaries(
    {}, optional={"email": st.just("z@example.com"), "need": st.just("fiscal"), "cidade": st.just("Natal")}
)
talks = st.lists(fields, max_size=2)  # what each conversation of a contact tells
shapes = st.tuples(people, talks, st.integers(0, 2))  # and how many meetings it has


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path_factory.mktemp('merging')}/agente.db")
    opened.transact(upgrade)
    yield opened
    opened.close()


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with database.engine.connect() as opened:
        yield opened


def open_for(connection: Connection, user_id: str, details: dict[str, str] | None = None) -> Any:
    return conversations.open_conversation(
        connection,
        ConversationCreate(user_id=user_id, contact=ContactCreate.model_validate(details) if details else None),
        client=CLIENT,
        channel="api",
        locale="pt-BR",
        acquaintance=leads.acquaintance(RULES),
        movers=MOVERS,
    )


def tell(connection: Connection, conversation_id: str, told: dict[str, str]) -> None:
    """A turn, as far as its lead goes."""
    bearer = Bearer(api_key=create_key(connection, CLIENT))
    accepted = conversations.accept_message(connection, bearer, conversation_id, "oi", None, new_id())
    known = accepted.state.get("lead", {}).get("fields", {})
    update = LeadUpdate({**known, **told}, 0, (), False, frozenset(told))
    lead = leads.record(connection, accepted, update, RULES, "pt-BR")
    conversations.set_state(connection, conversation_id, {"lead": lead})


def make(connection: Connection, user_id: str, shape: tuple[dict[str, str], list[dict[str, str]], int]) -> str:
    details, told, meetings = shape
    contact_id = str(open_for(connection, user_id, details).contact_id)
    for what in told:
        tell(connection, open_for(connection, user_id).id, what)
    for number in range(meetings):
        book(connection, contact_id, STARTS + timedelta(hours=number, days=ord(user_id)))
    return contact_id


def book(connection: Connection, contact_id: str, start: datetime) -> None:
    values = {"id": new_id(), "contact_id": contact_id, "lane": 0, "status": "booked", "starts_at": start}
    moments = {"ends_at": start + timedelta(hours=1), "created_at": start, "updated_at": start}
    connection.execute(insert(bookings), values | moments)


def everything(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    return {
        table.name: [dict(row._mapping) for row in connection.execute(select(table).order_by(table.c.id))]
        for table in TABLES
    }


SETTINGS = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class TestMergeAndUndo:
    @SETTINGS
    @given(shapes, shapes)
    def test_leave_everything_as_it_was(self, connection: Connection, one: Any, other: Any) -> None:
        with connection.begin() as transaction:
            first, second = make(connection, "a", one), make(connection, "b", other)
            before = everything(connection)
            merged = contacts.merge(connection, CLIENT, first, second, MOVERS)
            assert {row["contact_id"] for row in everything(connection)["conversations"]} == {first}
            contacts.unmerge(connection, CLIENT, first, merged["id"], MOVERS)
            assert everything(connection) == before
            transaction.rollback()

    @SETTINGS
    @given(shapes, shapes, shapes)
    def test_undone_in_turn_leave_everything_as_it_was(self, connection: Connection, a: Any, b: Any, c: Any) -> None:
        with connection.begin() as transaction:
            first, second, third = (make(connection, name, shape) for name, shape in zip("abc", (a, b, c), strict=True))
            before = everything(connection)
            inner = contacts.merge(connection, CLIENT, second, third, MOVERS)
            outer = contacts.merge(connection, CLIENT, first, second, MOVERS)
            contacts.unmerge(connection, CLIENT, first, outer["id"], MOVERS)
            contacts.unmerge(connection, CLIENT, second, inner["id"], MOVERS)
            assert everything(connection) == before
            transaction.rollback()

    @SETTINGS
    @given(shapes, shapes, news)
    def test_what_came_meanwhile_stays_with_the_survivor(
        self, connection: Connection, one: Any, other: Any, told: dict[str, str]
    ) -> None:
        with connection.begin() as transaction:
            first, second = make(connection, "a", one), make(connection, "b", other)
            before = of_contact(connection, second)
            merged = contacts.merge(connection, CLIENT, first, second, MOVERS)
            later = open_for(connection, "a").id
            tell(connection, later, told)
            contacts.unmerge(connection, CLIENT, first, merged["id"], MOVERS)
            assert of_contact(connection, second) == before
            own = of_contact(connection, first)
            assert later in [row["id"] for row in own["conversations"]]
            if told:
                assert told.items() <= own["leads"][0]["fields"].items()
            transaction.rollback()


class TestWhileTheyWereOne:
    def test_a_conversation_that_goes_on_forgets_what_the_other_told(self, connection: Connection) -> None:
        with connection.begin() as transaction:
            first, second = make(connection, "a", ({}, [{"need": "estoque"}], 0)), make(connection, "b", ({}, [], 0))
            absorbed = open_for(connection, "b").id
            tell(connection, absorbed, {"cidade": "Recife"})
            merged = contacts.merge(connection, CLIENT, first, second, MOVERS)
            tell(connection, absorbed, {"email": "x@example.com"})
            contacts.unmerge(connection, CLIENT, first, merged["id"], MOVERS)
            state = conversations.get_conversation(connection, Caller(client=CLIENT), absorbed).state
            assert state["lead"]["fields"] == {"cidade": "Recife"}
            assert of_contact(connection, first)["leads"][0]["fields"].keys() == {"need", "email"}
            transaction.rollback()


def of_contact(connection: Connection, contact_id: str) -> dict[str, list[dict[str, Any]]]:
    rows = everything(connection)
    del rows["messages"]
    return {
        table: [row for row in found if contact_id in (row.get("contact_id"), row["id"])]
        for table, found in rows.items()
    }
