"""Which files do the pages load? Ours and the ones of the API reference, compressed once and cached by version."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

_OURS = Path(__file__).parent / "static"
_SWAGGER = files("fastapi_offline") / "static"
_FILES: dict[str, Traversable] = {path.name: path for path in sorted(_OURS.iterdir()) if path.is_file()}
_FILES |= {name: _SWAGGER / name for name in ("swagger-ui-bundle.js", "swagger-ui.css")}


def _version() -> str:
    digest = hashlib.sha256()
    for path in _FILES.values():
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


# Part of every address: a module imports its neighbours by relative name, so that one version never mixes with another.
VERSION = _version()


@dataclass(frozen=True, slots=True)
class Asset:
    body: bytes
    gzipped: bytes
    media_type: str
    etag: str


@cache
def load(name: str) -> Asset | None:
    """The file of that name, or None; only files known at start-up are ever read."""
    if (path := _FILES.get(name)) is None:
        return None
    body = path.read_bytes()
    media_type = "text/javascript" if name.endswith(".js") else mimetypes.guess_type(name)[0]
    return Asset(
        body=body,
        gzipped=gzip.compress(body, mtime=0),
        media_type=media_type or "application/octet-stream",
        etag=f'W/"{hashlib.sha256(body).hexdigest()[:16]}"',
    )


def url(name: str) -> str:
    return f"/static/{VERSION}/{name}"
