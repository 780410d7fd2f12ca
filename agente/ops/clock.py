"""Does this machine's clock agree with the servers'? Sessions, limits and leases compare times of several machines."""

from datetime import datetime

from agente.ops.findings import Finding, Level

WARN_S, FAIL_S = 2.0, 30.0


def compare(server: str, theirs: datetime, ours: datetime) -> Finding:
    """`ours` is the middle of the question to that server."""
    off_s = round((ours - theirs).total_seconds(), 1)
    values = {"server": server, "seconds": abs(off_s)}
    if abs(off_s) < WARN_S:
        return Finding("clock", "ok", "clock_ok", values)
    level: Level = "fail" if abs(off_s) >= FAIL_S else "warn"
    return Finding("clock", level, "clock_ahead" if off_s > 0 else "clock_behind", values, "timedatectl status")
