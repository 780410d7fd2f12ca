"""A real CalDAV server (Radicale) of the tests' own, a person who uses it, and a gate that makes it slow."""

import asyncio
import subprocess
import sys
import threading
import time
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Self

import httpx
from icalendar import Calendar

from tests.support.server import free_port

START_WITHIN_S = 20.0
USER, PASSWORD = "agenda", "canary-caldav-0451"
CONFIG = """[server]
hosts = 127.0.0.1:{port}
max_connections = 100
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = {folder}/collections
[logging]
level = warning
"""


@dataclass
class Radicale:
    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    collections: int = 0

    def start(self) -> Self:
        (self.folder / "users").write_text(f"{USER}:{PASSWORD}\n")
        (self.folder / "config").write_text(CONFIG.format(port=self.port, folder=self.folder))
        with (self.folder / "radicale.log").open("ab") as log:
            command = [sys.executable, "-m", "radicale", "-C", str(self.folder / "config")]
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        give_up = time.monotonic() + START_WITHIN_S
        while True:
            try:
                httpx.get(f"http://127.0.0.1:{self.port}/.web/", timeout=2, trust_env=False)
            except httpx.HTTPError:
                assert time.monotonic() < give_up, "radicale did not start"
                time.sleep(0.05)
            else:
                return self

    def stop(self) -> None:
        assert self.process
        self.process.terminate()
        self.process.wait(10)

    def new_calendar(self) -> "Person":
        """An empty calendar, as the person sees it whose it is."""
        self.collections += 1
        path = f"/{USER}/calendar{self.collections}"
        person = Person(f"http://127.0.0.1:{self.port}{path}")
        person.ask("PROPFIND", f"http://127.0.0.1:{self.port}/{USER}/")  # makes the user's folder
        assert person.ask("MKCALENDAR").status_code == 201
        return person


@dataclass
class Person:
    """What people do in their calendar, by requests of their own program."""

    url: str

    def ask(self, method: str, url: str | None = None, **given: object) -> httpx.Response:
        authorization = "Basic " + b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        headers = {"Authorization": authorization}
        with httpx.Client(headers=headers, timeout=20, trust_env=False) as client:
            return client.request(method, url or f"{self.url}/", **given)  # type: ignore[arg-type]

    def puts(self, name: str, *lines: str) -> None:
        """An event of these lines."""
        event = ("BEGIN:VEVENT", f"UID:{name}", "DTSTAMP:20260101T000000Z", "SUMMARY:Dentista", *lines, "END:VEVENT")
        self._put(
            name, "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//PT", *event, "END:VCALENDAR", ""))
        )

    def takes(self, name: str, start: datetime, end: datetime) -> None:
        self.puts(name, f"DTSTART:{start:%Y%m%dT%H%M%SZ}", f"DTEND:{end:%Y%m%dT%H%M%SZ}")

    def moves(self, name: str, start: datetime, end: datetime) -> None:
        calendar = Calendar.from_ical(self.text(name))
        for event in calendar.walk("VEVENT"):
            del event["dtstart"], event["dtend"]
            event.add("dtstart", start)
            event.add("dtend", end)
        self._put(name, calendar.to_ical().decode())

    def deletes(self, name: str) -> None:
        assert self.ask("DELETE", f"{self.url}/{name}.ics").status_code in (200, 204)

    def text(self, name: str) -> str:
        return self.ask("GET", f"{self.url}/{name}.ics").text

    def names(self) -> list[str]:
        """Of all events there."""
        listed = self.ask("PROPFIND", headers={"Depth": "1"}).text
        return sorted(part.rsplit("/", 1)[-1] for part in listed.split(".ics</href>")[:-1])

    def times(self, name: str) -> tuple[datetime, datetime]:
        (event,) = Calendar.from_ical(self.text(name)).walk("VEVENT")
        return event.decoded("dtstart"), event.decoded("dtend")

    def _put(self, name: str, text: str) -> None:
        answer = self.ask(
            "PUT", f"{self.url}/{name}.ics", content=text.encode(), headers={"Content-Type": "text/calendar"}
        )
        assert answer.status_code in (201, 204), answer.text


class Gate:
    """Stands before a server and lets requests through `delay_s` late; runs in a thread of its own."""

    def __init__(self, port: int) -> None:
        self.delay_s = 0.0
        self.port = free_port()
        self._to = port
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def start(self) -> Self:
        self._thread.start()
        opening = asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self._server = asyncio.run_coroutine_threadsafe(opening, self._loop).result(10)
        return self

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _end(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, to = await asyncio.open_connection("127.0.0.1", self._to)
        try:
            await asyncio.gather(self._pump(reader, to, late=True), self._pump(there, writer))
        finally:
            to.close()
            writer.close()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, late: bool = False) -> None:
        with suppress(ConnectionError):
            while chunk := await reader.read(65_536):
                await asyncio.sleep(self.delay_s if late else 0)
                writer.write(chunk)
                await writer.drain()
        writer.close()
