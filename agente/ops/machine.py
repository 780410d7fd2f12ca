"""The machine that we run on: where state is kept, how full the disks are, and how old the backups."""

import os
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

from agente.ops.findings import Finding, Level
from agente.settings import Settings

FULL_AT = 0.80
OVERFULL_AT = 0.95  # from here on a database may stop at any time
OLD_BACKUP_S = 26 * 3600  # one a day, which may begin and take a little later


def state_dir(settings: Settings) -> list[Finding]:
    """Whether what the embedded default keeps can be written."""
    path = settings.state_dir
    nearest = next(folder for folder in (path, *path.absolute().parents) if folder.exists())
    if os.access(nearest, os.W_OK):
        return [Finding("state", "ok", "state_ok", {"path": path})]
    return [Finding("state", "fail", "state_locked", {"path": path}, f"sudo chown -R $(id -u) {path}")]


def disks(paths: Sequence[Path]) -> list[Finding]:
    """One for each file system that any of the paths is on."""
    seen: dict[int, Finding] = {}
    for path in paths:
        there = next(folder for folder in (path, *path.absolute().parents) if folder.exists())
        seen.setdefault(there.stat().st_dev, _disk(there))
    return list(seen.values())


def _disk(path: Path) -> Finding:
    usage = shutil.disk_usage(path)
    share = usage.used / (usage.used + usage.free)  # as `df` does: what is kept for root is nobody's
    values = {"path": path, "percent": round(share * 100), "free_gb": round(usage.free / 1e9, 1)}
    if share < FULL_AT:
        return Finding("disk", "ok", "disk_ok", values)
    level: Level = "fail" if share >= OVERFULL_AT else "warn"
    return Finding("disk", level, "disk_full", values, f"du -xh {path} | sort -rh | head -20")


def backups(folder: Path) -> list[Finding]:
    """How old the newest `db_*.sql` is."""
    if not folder.is_dir():
        return [Finding("backup", "off", "backup_off", {"path": folder})]
    newest = max((file.stat().st_mtime for file in folder.glob("db_*.sql*")), default=None)
    if newest is None:
        return [Finding("backup", "warn", "backup_none", {"path": folder}, f"ls -lh {folder}")]
    age_s = time.time() - newest
    values = {"path": folder, "hours": round(age_s / 3600)}
    if age_s > OLD_BACKUP_S:
        return [Finding("backup", "warn", "backup_old", values, f"ls -lh {folder}/db_* | tail -7")]
    return [Finding("backup", "ok", "backup_ok", values)]
