"""The CRM is away in every way that we know, while leads are qualified and processes die: what arrives in the end?

`python -m tests.integrations.outage` plays it at full size and writes the figures of docs/operacao/integracoes-fora.md.
"""

import os
import random
import shutil
import statistics
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

import httpx

from agente.kit.ids import new_id
from tests.support.crm.base import Fault, status
from tests.support.crm.hubspot import HubSpotStandIn, daily_limit
from tests.support.postgresql import Cluster
from tests.support.redis import RedisServer
from tests.support.server import API_KEY, ROOT, Server
from tests.support.worker import Worker

DOCUMENT = ROOT / "docs" / "operacao" / "integracoes-fora.md"
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
SAID = (
    "meu nome é Ana Lima, meu e-mail é {email} e a empresa é Loja Sol",
    "tenho 12 pessoas na equipe, preciso de controle de estoque e meu whats é 11 98888-7777",
    "a empresa na verdade se chama Loja Lua",
)
FAULTS: tuple[tuple[str, Fault], ...] = (
    ("500", status(500)),
    ("429, limite de dez segundos", status(429, {"policyName": "TEN_SECONDLY_ROLLING"}, Retry_After="1")),
    ("429, limite do dia", status(429, daily_limit(), Retry_After="2")),
    ("conexão cortada", Fault("reset")),
    ("sem resposta", Fault("hang")),
    ("resposta perdida depois de gravar", Fault("lost")),
    ("chave recusada", status(401)),
)
DRAINED_WITHIN_S = 300


@dataclass(frozen=True, slots=True)
class Size:
    leads: int
    rounds: int  # in which the CRM is there and then is not, before processes are killed
    seconds_a_fault: float
    kills: int

    @property
    def customers(self) -> int:
        """Who become leads in all: the first ones, who wake the processes up; those of the rounds; those under fire."""
        return self.leads + 2 * self.rounds * self.leads + self.leads


SMALL = Size(leads=3, rounds=1, seconds_a_fault=1.5, kills=3)
FULL = Size(leads=20, rounds=3, seconds_a_fault=8, kills=10)


@dataclass
class Outcome:
    qualified: int = 0
    arrived: int = 0
    deals: int = 0
    notes: int = 0
    outdated: int = 0  # leads whose last change is not in the CRM
    drained_s: float = 0.0
    healthy_s: list[float] = field(default_factory=list)  # of each turn
    away_s: list[float] = field(default_factory=list)
    under_fire_s: list[float] = field(default_factory=list)  # while processes are killed, too
    failed: int = 0  # turns that were not answered in the end
    kills: int = 0
    logs: str = ""

    @property
    def p95(self) -> tuple[float, float]:
        """Of a turn: with the CRM, and without it."""
        first, second = (statistics.quantiles(sample, n=20)[-1] for sample in (self.healthy_s, self.away_s))
        return first, second


@dataclass
class Scene:
    folder: Path
    cluster: Cluster
    redis: RedisServer
    crm: HubSpotStandIn
    servers: list[Server]
    workers: list[Worker]


@contextmanager
def scene() -> Iterator[Scene]:
    folder = Path(mkdtemp(prefix="agente-outage-"))
    cluster, redis, crm = Cluster.start_new(), RedisServer(folder).start(), HubSpotStandIn().start()
    environment = {
        "DATABASE_URL": cluster.new_database(),
        "REDIS_URL": redis.url,
        "WORKER": "none",
        "CRM_PROVIDER": "hubspot",
        "CRM_API_KEY": crm.key,
        "HUBSPOT_BASE_URL": crm.url,
        "LOG_FORMAT": "json",
    }
    servers = [Server(folder / f"server{n}", environment=dict(environment)) for n in range(2)]
    for server in servers:
        server.start()
    workers = [Worker(server) for server in servers]
    for worker in workers:
        worker.start()
    try:
        yield Scene(folder, cluster, redis, crm, servers, workers)
    finally:
        for worker in workers:
            worker.kill()
        for server in servers:
            server.kill()
        crm.stop()
        redis.kill()
        cluster.destroy()
        shutil.rmtree(folder, ignore_errors=True)


def play(size: Size) -> Outcome:
    outcome = Outcome()
    with scene() as stage:
        _talk(stage, size.leads, outcome, [])
        for _ in range(size.rounds):
            # In turns, so that a machine that slows down is unfair to neither.
            _drain(stage)
            _talk(stage, size.leads, outcome, outcome.healthy_s)
            stage.crm.is_down = Fault("hang")
            _talk(stage, size.leads, outcome, outcome.away_s)
        _away(stage, size, outcome)
        outcome.drained_s = _drain(stage)
        _audit(stage, outcome)
        outcome.logs = "".join(worker.log for worker in stage.workers)
        assert not stage.crm.violations, stage.crm.violations[:3]
    return outcome


def _drain(stage: Scene) -> float:
    """The CRM is back; returns the seconds until nothing waits."""
    began = time.monotonic()
    stage.crm.is_down = None
    while _waiting(stage):
        assert time.monotonic() - began < DRAINED_WITHIN_S, "the queue was not drained in time"
        time.sleep(0.2)
    return time.monotonic() - began


def _talk(stage: Scene, leads: int, outcome: Outcome, seconds: list[float]) -> None:
    """Customers one after the other, so that nothing but the CRM differs."""
    for _ in range(leads):
        _qualify(stage, outcome, seconds)


def _away(stage: Scene, size: Size, outcome: Outcome) -> None:
    """The CRM fails in one way after another while leads come in and processes die."""
    over = threading.Event()
    killer = threading.Thread(target=_kill_now_and_then, args=(stage, size, outcome, over))
    killer.start()
    with ThreadPoolExecutor(3) as talking:
        leads = [talking.submit(_qualify, stage, outcome, outcome.under_fire_s) for _ in range(size.leads)]
        for _, fault in FAULTS:
            if fault.kind == "lost":
                stage.crm.is_down = None
                stage.crm.script(*[fault] * 3)
            else:
                stage.crm.is_down = fault
            time.sleep(size.seconds_a_fault)
        stage.crm.is_down = status(503)
        for lead in leads:
            lead.result()
    over.set()
    killer.join()


def _kill_now_and_then(stage: Scene, size: Size, outcome: Outcome, over: threading.Event) -> None:
    pause = len(FAULTS) * size.seconds_a_fault / size.kills
    for number in range(size.kills):
        if over.wait(pause):
            return
        victim = number // 2 % 2
        if number % 2:
            stage.servers[victim].kill()
            stage.servers[victim].start()
        else:
            stage.workers[victim].kill()
            stage.workers[victim].start()
        outcome.kills += 1


def _qualify(stage: Scene, outcome: Outcome, seconds: list[float]) -> None:
    """A customer who becomes a lead, and then corrects something."""
    email = f"ana.{new_id()[-10:]}@example.com"
    conversation = _asked(stage, "/v1/conversations", {"channel": "api"})["id"]
    for text in SAID:
        began = time.monotonic()
        told = _asked(stage, f"/v1/conversations/{conversation}/messages", {"text": text.format(email=email)})
        seconds.append(time.monotonic() - began)
        outcome.failed += not told


def _asked(stage: Scene, path: str, body: dict[str, str]) -> dict[str, str]:
    """Asks a replica, and another with the same key when it dies under the question."""
    headers = {"Authorization": f"Bearer {API_KEY}", "Idempotency-Key": new_id()}
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up:
        server = random.choice(stage.servers)
        with suppress(httpx.HTTPError):
            answer = httpx.post(f"{server.url}{path}", json=body, headers=headers, timeout=20, trust_env=False)
            if answer.status_code in (200, 201):
                return dict(answer.json())
        time.sleep(0.1)
    return {}


def _waiting(stage: Scene) -> int:
    rows = stage.servers[0].rows("SELECT count(*) AS n FROM outbox WHERE status = 'pending'")
    return int(rows[0].n)


def _audit(stage: Scene, outcome: Outcome) -> None:
    query = "SELECT id, company FROM leads WHERE qualified_at IS NOT NULL"
    companies = {str(row.id): row.company for row in stage.servers[0].rows(query)}
    found = stage.crm.leads()
    outcome.qualified, outcome.arrived = len(companies), len(found)
    outcome.deals = sum(len(deals) for _, deals, _ in found)
    outcome.notes = sum(len(notes) for _, _, notes in found)
    outcome.outdated = sum(contact["company"] != companies[contact["agente_lead_id"]] for contact, _, _ in found)


def figures(outcome: Outcome) -> str:
    healthy, away = (1000 * value for value in outcome.p95)
    rows = (
        ("leads qualificados", outcome.qualified),
        ("leads no CRM, cada um com um negócio e uma nota", f"{outcome.arrived}, {outcome.deals}, {outcome.notes}"),
        ("leads sem a última mudança", outcome.outdated),
        ("réplicas e workers mortos com SIGKILL no meio", outcome.kills),
        ("turnos sem resposta no fim", outcome.failed),
        ("fila vazia depois da volta do CRM", f"{outcome.drained_s:.0f} s"),
        ("p95 de um turno, um cliente por vez, com o CRM e com ele sem responder", f"{healthy:.0f} ms, {away:.0f} ms"),
    )
    return "\n".join(["| | |", "|---|---|", *(f"| {what} | {value} |" for what, value in rows)])


def main() -> None:
    outcome = play(FULL)
    text = DOCUMENT.read_text("utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    DOCUMENT.write_text(f"{before}{BEGIN}\n{figures(outcome)}\n{END}{after}", "utf-8")
    print(figures(outcome))  # noqa: T201 - what a drill is for


if __name__ == "__main__":
    os.environ.setdefault("CI", "true")
    main()
