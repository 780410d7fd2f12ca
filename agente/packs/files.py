"""Which files make a pack, and what do they hold? Bytes only; nothing is understood here."""

import difflib
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from agente.packs.findings import Finding
from agente.packs.models import FILES

MAX_BYTES = 2_000_000
FOLDERS = {"knowledge": ".md", "evals": ".yaml", "evals/scenarios": ".yaml"}


def read_files(folder: Path) -> tuple[dict[str, str], str, list[Finding]]:
    """The texts by relative path, the version (first 12 hex digits of their SHA-256), and what could not be read."""
    findings: list[Finding] = []
    contents: dict[str, bytes] = {}
    try:
        if not folder.exists():
            return {}, "", [Finding("", "no_folder", {"path": str(folder)})]
        if not folder.is_dir():
            return {}, "", [Finding("", "not_a_folder", {"path": str(folder)})]
        names = list(_names(folder, findings))
    except OSError:
        return {}, "", [Finding("", "no_permission", {"path": str(folder)})]
    for name in names:
        content = _read(folder, name)
        if isinstance(content, Finding):
            findings.append(content)
        else:
            contents[name] = content
    if "business.yaml" not in names and not any(f.params.get("near") == "business.yaml" for f in findings):
        findings.append(Finding("business.yaml", "no_business"))
    return _decode(contents, findings), _version(contents), findings


def _names(folder: Path, findings: list[Finding]) -> Iterator[str]:
    for path in sorted(folder.iterdir()):
        if path.name in FILES:
            yield path.name
        elif path.suffix in (".yaml", ".yml") and path.is_file():
            findings.append(_unknown_file(path.name))
    for name, suffix in FOLDERS.items():
        if (folder / name).is_dir():
            yield from sorted(f"{name}/{path.name}" for path in (folder / name).iterdir() if path.suffix == suffix)


def _unknown_file(name: str) -> Finding:
    nearest = difflib.get_close_matches(name, FILES, 1, cutoff=0.7)
    if nearest:
        key = "misnamed_business" if nearest[0] == "business.yaml" else "misnamed_file"
        return Finding(name, key, {"file": name, "near": nearest[0]})
    return Finding(name, "unknown_file", {"file": name, "known": ", ".join(FILES)})


def _read(folder: Path, name: str) -> bytes | Finding:
    path = folder / name
    try:
        if not path.is_file():  # a folder, a broken link, a pipe that would never end
            return Finding(name, "not_a_file", {"file": name})
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError:
        return Finding(name, "no_permission", {"path": str(path)})
    if len(content) > MAX_BYTES:
        return Finding(name, "too_large", {"file": name, "limit": f"{MAX_BYTES // 1_000_000} MB"})
    return content


def _decode(contents: Mapping[str, bytes], findings: list[Finding]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for name, content in contents.items():
        try:
            texts[name] = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            start = content.rfind(b"\n", 0, error.start) + 1
            column = len(content[start : error.start].decode("utf-8", "replace")) + 1
            end = content.find(b"\n", error.start)
            shown = content[start : end if end >= 0 else None].decode("utf-8", "replace")
            findings.append(Finding(name, "not_utf8", {"file": name}, line, column, 1, ((line, shown),)))
    return texts


def _version(contents: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(contents):
        # Lengths keep the border between a name and its bytes from moving unnoticed.
        digest.update(f"{len(name.encode())}:{name}{len(contents[name])}:".encode())
        digest.update(contents[name])
    return digest.hexdigest()[:12]
