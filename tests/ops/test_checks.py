"""Each check, against a part that is really broken."""

import os
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import text

from agente.kit.clock import utc_now
from agente.kit.ids import new_id
from agente.migrations.schema import HEAD
from agente.ops import api, clock, database, machine, models, redis
from agente.ops.database import Expected
from agente.ops.findings import Finding, Subject, examine, first_thing
from agente.outbox import service as outbox
from agente.settings import Settings
from agente.storage.database import Database
from tests.support.postgresql import Cluster
from tests.support.redis import RedisServer
from tests.support.server import free_port

UTC = ZoneInfo("UTC")


def codes(findings: list[Finding]) -> dict[str, str]:
    return {finding.code: finding.level for finding in findings}


def settings(**values: object) -> Settings:
    return Settings(_env_file=None, **values)  # type: ignore[arg-type,call-arg]


def look_at(url: str, head: str = HEAD, **values: object) -> list[Finding]:
    return database.check(settings(database_url=url, **values), Expected(head), UTC)


@pytest.fixture
def stored(database: Database) -> Database:
    """Under a name of its own: what is tested here is a module of that name."""
    return database


@pytest.mark.databases
class TestDatabase:
    def test_a_good_one_has_nothing_to_mend(self, stored: Database, database_url: str) -> None:
        assert {finding.level for finding in look_at(database_url)} == {"ok"}

    def test_a_schema_before_ours_fails_and_says_migrate(self, stored: Database, database_url: str) -> None:
        old = [finding for finding in look_at(database_url, head="9999") if finding.code == "schema_old"]

        assert [(one.level, one.remedy) for one in old] == [("fail", "agente migrate")]

    def test_events_that_nobody_takes_mean_that_no_worker_lives(self, stored: Database, database_url: str) -> None:
        stored.transact(outbox.enqueue, "lead.qualified", new_id(), {}, key=new_id())
        stored.transact(
            lambda connection: connection.execute(
                text("UPDATE outbox SET created_at = :then, next_attempt_at = :then"),
                {"then": (utc_now() - timedelta(minutes=7)).isoformat()},
            )
        )

        found = {finding.code: finding for finding in look_at(database_url)}

        assert found["worker_absent"].level == "fail"
        assert found["worker_absent"].values["minutes"] == 7

    def test_what_is_held_on_purpose_is_only_a_warning(self, stored: Database, database_url: str) -> None:
        stored.transact(outbox.enqueue, "lead.qualified", new_id(), {}, key=new_id())

        assert codes(look_at(database_url, enable_integrations=False))["outbox_held"] == "warn"


class TestPostgresql:
    def test_a_stopped_server_fails_without_its_password(self, cluster: Cluster) -> None:
        url = f"postgresql://agente_user:s3gredo@127.0.0.1:{free_port()}/agente_ia"

        (found,) = look_at(url)

        assert (found.code, found.level) == ("database_away", "fail")
        assert "s3gredo" not in str(found)

    def test_a_forgotten_lock_is_told_with_who_holds_it(self, cluster: Cluster) -> None:
        url = cluster.new_database()
        holder, waiter = Database(url), Database(url)
        with holder.engine.connect() as held:
            held.execute(text("CREATE TABLE t (a int)"))
            held.commit()
            held.execute(text("LOCK TABLE t"))
            pid = held.execute(text("SELECT pg_backend_pid()")).scalar()
            thread = threading.Thread(target=_wait_for_lock, args=(waiter,))
            thread.start()
            blocked = _until(lambda: [one for one in look_at(url) if one.code == "transaction_blocked"])
        thread.join()
        holder.close()
        waiter.close()

        assert blocked[0].remedy.endswith(f'pg_cancel_backend({pid});"')

    def test_more_replicas_than_connections_is_told_before_the_rush(self) -> None:
        (found,) = database.capacity(settings(db_pool_size=50, db_max_overflow=20), replicas=20, most=100)

        assert (found.level, found.values["need"]) == ("warn", 1400)

    def test_few_replicas_fit(self) -> None:
        assert list(database.capacity(settings(), replicas=2, most=100)) == []


def _wait_for_lock(database: Database) -> None:
    with database.engine.connect() as connection:
        connection.execute(text("SET lock_timeout = 10000"))
        connection.execute(text("SELECT * FROM t"))


def _until(look: Callable[[], list[Finding]]) -> list[Finding]:
    give_up = time.monotonic() + 10
    while time.monotonic() < give_up:
        if found := look():
            return found
    raise AssertionError("not seen in time")


class TestRedis:
    def test_one_that_may_fill_the_machine_is_a_warning(self, own_redis: RedisServer) -> None:
        own_redis.cli("CONFIG", "SET", "maxmemory", "0")

        assert codes(redis.check(settings(redis_url=own_redis.url)))["redis_unlimited"] == "warn"

    def test_one_that_refuses_writes_when_full_is_a_warning(self, own_redis: RedisServer) -> None:
        own_redis.cli("CONFIG", "SET", "maxmemory", "64mb")
        own_redis.cli("CONFIG", "SET", "maxmemory-policy", "noeviction")

        assert codes(redis.check(settings(redis_url=own_redis.url)))["redis_never_evicts"] == "warn"

    def test_one_that_evicts_is_well(self, own_redis: RedisServer) -> None:
        own_redis.cli("CONFIG", "SET", "maxmemory", "64mb")
        own_redis.cli("CONFIG", "SET", "maxmemory-policy", "allkeys-lru")

        assert set(codes(redis.check(settings(redis_url=own_redis.url))).values()) == {"ok"}

    def test_one_that_was_killed_is_a_warning(self, own_redis: RedisServer) -> None:
        own_redis.kill()

        assert codes(redis.check(settings(redis_url=own_redis.url))) == {"redis_away": "warn"}


class TestModels:
    def test_a_provider_that_is_away_is_a_warning(self) -> None:
        there = f"http://127.0.0.1:{free_port()}/v1"

        assert codes(models.check(settings(llm_provider="openai", openai_base_url=there))) == {"models_away": "warn"}


class TestMachine:
    def test_a_full_disk_fails(self, tmp_path: Path) -> None:
        with _small_disk(tmp_path):
            (tmp_path / "fill").write_bytes(b"x" * 1_000_000)
            (found,) = machine.disks([tmp_path / "not" / "made" / "yet"])

        assert (found.code, found.level) == ("disk_full", "fail")

    def test_an_old_backup_is_a_warning(self, tmp_path: Path) -> None:
        backup = tmp_path / "db_2026-01-20_15-30.sql"
        backup.touch()
        assert codes(machine.backups(tmp_path)) == {"backup_ok": "ok"}

        os.utime(backup, (0, time.time() - 48 * 3600))
        assert codes(machine.backups(tmp_path)) == {"backup_old": "warn"}


@contextmanager
def _small_disk(path: Path) -> Iterator[None]:
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(path)], check=False)
    if mounted.returncode:
        pytest.skip("only root may mount a file system here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(path)], check=True)


class TestClock:
    @pytest.mark.parametrize(("off_s", "code", "level"), [(0.5, "clock_ok", "ok"), (5, "clock_ahead", "warn")])
    def test_a_difference_is_told(self, off_s: float, code: str, level: str) -> None:
        found = clock.compare("PostgreSQL", utc_now(), utc_now() + timedelta(seconds=off_s))

        assert (found.code, found.level) == (code, level)

    def test_half_a_minute_is_a_failure(self) -> None:
        found = clock.compare("Redis", utc_now() + timedelta(minutes=2), utc_now())

        assert (found.code, found.level) == ("clock_behind", "fail")


class _Gateway(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(502)
        self.end_headers()
        self.wfile.write(b"<html>Bad Gateway</html>")

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


@contextmanager
def _serving(certificate: Path | None = None) -> Iterator[int]:
    server = HTTPServer(("127.0.0.1", 0), _Gateway)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class TestApi:
    def test_a_gateway_alone_is_told_from_silence(self) -> None:
        with _serving() as port:
            assert codes(api.check(f"http://127.0.0.1:{port}", None)) == {"gateway_only": "fail"}
        assert codes(api.check(f"http://127.0.0.1:{free_port()}", None)) == {"api_away": "fail"}

    @pytest.mark.parametrize(
        ("days", "code", "level"),
        [(-1, "certificate_bad", "fail"), (5, "certificate_ends", "warn"), (90, "certificate_ok", "ok")],
    )
    def test_a_certificate_is_looked_at(
        self, days: int, code: str, level: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pem = _certificate(tmp_path / "server.pem", days)
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
        with _serving(pem) as port:
            found = api.check(f"https://localhost:{port}", None)

        assert codes(found)[code] == level


def _certificate(path: Path, days: int) -> Path:
    """A key, and its certificate, signed by itself, that expires in so many days."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(utc_now() - timedelta(days=100))
        .not_valid_after(utc_now() + timedelta(days=days, hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path


class TestExamine:
    def test_a_check_that_never_ends_is_a_failure_by_its_name(self) -> None:
        never = threading.Event()
        well = Subject("disk", lambda: [Finding("disk", "ok", "disk_ok")])

        def hang() -> list[Finding]:
            never.wait(30)
            return []

        slow, quick = examine([Subject("api", hang), well], within_s=0.2)

        assert codes(list(slow.findings)) == {"too_slow": "fail"}
        assert codes(list(quick.findings)) == {"disk_ok": "ok"}
        never.set()

    def test_a_failure_comes_before_a_warning_of_an_earlier_check(self) -> None:
        examined = examine(
            [Subject("a", lambda: [Finding("a", "warn", "w")]), Subject("b", lambda: [Finding("b", "fail", "f")])]
        )

        first = first_thing(examined)

        assert first
        assert first.code == "f"

    def test_a_cause_comes_before_its_symptom(self) -> None:
        symptom = Subject("a", lambda: [Finding("a", "fail", "s", symptom=True)])

        first = first_thing(examine([symptom, Subject("b", lambda: [Finding("b", "fail", "cause")])]))

        assert first
        assert first.code == "cause"


@contextmanager
def silent_port() -> Iterator[int]:
    """A server that takes connections and never says a word."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(16)
        yield listening.getsockname()[1]
