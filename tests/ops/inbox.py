"""Plays Slack and PagerDuty: keeps what Alertmanager sends, by receiver."""

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Notice:
    receiver: str
    alert: str
    resolved: bool
    text: str  # all that a person reads of it
    at: float  # of the monotonic clock


@dataclass
class Inbox:
    notices: list[Notice] = field(default_factory=list)

    def start(self) -> Self:
        inbox = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                _, vendor, receiver = self.path.split("/")
                inbox.notices.append(READERS[vendor](receiver, body))
                self.send_response(202 if vendor == "pagerduty" else 200)
                self.send_header("content-length", "2")
                self.end_headers()
                self.wfile.write(b"ok")

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def about(self, alert: str, *, resolved: bool, since: float) -> Iterator[Notice]:
        return (
            notice
            for notice in list(self.notices)
            if notice.alert == alert and notice.resolved == resolved and notice.at >= since
        )

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _slack(receiver: str, body: dict[str, Any]) -> Notice:
    said = body["attachments"][0]
    resolved, alert = said["title"].startswith("✅"), said["title"].split()[-1]
    return Notice(receiver, alert, resolved, f"{said['text']}\n{said['title_link']}", time.monotonic())


def _pagerduty(receiver: str, body: dict[str, Any]) -> Notice:
    alert = body["payload"]["summary"].split(":")[0] if "payload" in body else ""
    text = "\n".join([body["payload"]["summary"], *body["payload"]["custom_details"].values()])
    return Notice(receiver, alert, body["event_action"] == "resolve", text, time.monotonic())


READERS = {"slack": _slack, "pagerduty": _pagerduty}
