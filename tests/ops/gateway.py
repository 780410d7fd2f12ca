"""A private nginx with the configuration that ships: only ports, certificates and paths are replaced."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.support.server import ROOT, free_port

SHIPPED = ROOT / "deploy" / "nginx"
FRAME = """daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log; {user}
events {{ worker_connections 512; }}
http {{
  types {{ text/html html; }}
  access_log {folder}/access.log;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  include {folder}/conf.d/*.conf;
}}
"""


@dataclass
class Gateway:
    """nginx in front of replicas; `reload` after a change of a file in `conf.d`."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]

    @classmethod
    def start(cls, folder: Path, upstreams: list[int], *, read_timeout: str = "60s", rate: str = "20r/s") -> Self:
        """`rate` is how often one address may ask; what is not named is as it ships."""
        port = free_port()
        (folder / "conf.d").mkdir(parents=True)
        shutil.copy(SHIPPED / "manutencao.html", folder)
        (folder / "conf.d" / "agente.conf").write_text(_adapted(folder, port, upstreams, read_timeout, rate))
        (folder / "conf.d" / "blacklist.conf").write_text("")
        (folder / "nginx.conf").write_text(FRAME.format(folder=folder, user="user root;"))
        process = subprocess.Popen(["nginx", "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"])
        return cls(folder, port, process)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def reload(self) -> None:
        command = ["nginx", "-e", f"{self.folder}/error.log", "-c", f"{self.folder}/nginx.conf", "-s", "reload"]
        subprocess.run(command, check=True)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


def _adapted(folder: Path, port: int, upstreams: list[int], read_timeout: str, rate: str) -> str:
    text = (SHIPPED / "agente.conf").read_text()
    servers = "".join(f"server 127.0.0.1:{upstream} max_fails=1 fail_timeout=2s;" for upstream in upstreams)
    text = re.sub(r"server 127\.0\.0\.1:8000 .*?;", servers, text)
    text = text.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    text = re.sub(r"ssl_certificate(_key)? .*?;", "", text)
    text = text.replace("/usr/share/agente", str(folder)).replace("rate=20r/s;", f"rate={rate};")
    return text.replace("proxy_read_timeout 60s;", f"proxy_read_timeout {read_timeout};")
