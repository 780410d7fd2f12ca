"""`agente calendar test`, as an operator types it."""

from pathlib import Path

import pytest

from agente.cli.terms import Exit
from tests.support.caldav import PASSWORD, USER, Person
from tests.support.server import Server, free_port


def run(folder: Path, **settings: str) -> tuple[int, str]:
    done = Server(folder, environment=settings).command("calendar", "test")
    assert PASSWORD not in done.stdout + done.stderr
    return done.returncode, done.stdout + done.stderr


def caldav(url: str, password: str = PASSWORD) -> dict[str, str]:
    return {
        "CALENDAR_PROVIDER": "caldav",
        "CALDAV_URL": url,
        "CALDAV_USERNAME": USER,
        "CALDAV_PASSWORD": password,
    }


def test_a_calendar_that_works_is_0_and_says_who_answered(tmp_path: Path, person: Person) -> None:
    code, told = run(tmp_path, **caldav(person.url))
    assert code == Exit.OK
    assert "Funciona" in told
    assert "127.0.0.1" in told


def test_a_wrong_password_is_explained(tmp_path: Path, person: Person) -> None:
    code, told = run(tmp_path, **caldav(person.url, "errada"))
    assert code == Exit.DEPENDENCY_DOWN
    assert "A chave não foi aceita (CalDAV: HTTP 401)" in told


def test_a_server_that_is_away_is_explained(tmp_path: Path) -> None:
    code, told = run(tmp_path, **caldav(f"http://127.0.0.1:{free_port()}/x"))
    assert code == Exit.DEPENDENCY_DOWN
    assert "CalDAV: no connection" in told


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"CALENDAR_PROVIDER": "caldav"}, "CALDAV_URL: CALENDAR_PROVIDER=caldav needs it"),
        (caldav("https://ana:segredo@nuvem.exemplo/x"), "CALDAV_USERNAME and CALDAV_PASSWORD"),
        ({}, "CALENDAR_PROVIDER"),
    ],
    ids=["no-address", "password-in-the-address", "builtin"],
)
def test_what_is_missing_is_named(tmp_path: Path, settings: dict[str, str], named: str) -> None:
    code, told = run(tmp_path, **settings)
    assert code == Exit.INVALID
    assert named in told
    assert "segredo" not in told
