"""The API from outside: does somebody answer at its address, who, and what does it say of itself?"""

import json
import ssl
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from agente import __version__
from agente.kit.clock import utc_now
from agente.ops.figures import Figures, read_figures
from agente.ops.findings import Finding, reason_of
from agente.ops.http import Answer, certificate_ends, fetch

EXPIRES_SOON_DAYS = 21
GATEWAY = (502, 504)
UNREACHED = ("api_away", "gateway_only", "api_stranger", "certificate_bad")
BUSY_POOL = 0.9
LOW_HITS = 0.6
ENOUGH = 50  # lookups or requests, before a share of them means anything
ERRORS_WARN, ERRORS_FAIL = 0.005, 0.10  # runbook 1.3 and 6.2
PODS = "kubectl get pods -l app=agente-api || systemctl status agente-api"
ERRORS = "./scripts/top-errors.sh"


def check(url: str, token: str | None) -> list[Finding]:
    """Everything that can be seen from outside."""
    found = state(url)
    if any(finding.level == "fail" and finding.code in UNREACHED for finding in found):
        return found
    return [*found, *_models(url), *figures(url, token)]


def state(url: str) -> list[Finding]:
    """Whether it answers, and what it says of its health."""
    certificate = _certificate(url) if url.startswith("https:") else []
    if any(finding.level == "fail" for finding in certificate):
        return certificate
    try:
        health = fetch(f"{url}/health")
    except OSError as error:
        return [*certificate, Finding("api", "fail", "api_away", {"url": url, "reason": reason_of(error)}, PODS)]
    told = _json(health)
    if "status" not in told:
        code = "gateway_only" if health.status in GATEWAY else "api_stranger"
        return [*certificate, Finding("api", "fail", code, {"url": url, "status": health.status}, PODS)]
    return [*certificate, *_health(url, health, told)]


def figures(url: str, token: str | None) -> list[Finding]:
    """What the metrics of the replica that answers say."""
    found = read_figures(url, token)
    if found is None:
        return [Finding("metrics", "off", "metrics_closed", {"url": url})]
    return [*errors(found), *_pool(found), *cache(found)]


def errors(found: Figures) -> Iterator[Finding]:
    """The share of 5xx since the replica started."""
    requests, failed = found.sum("agent_requests_total"), found.sum("agent_errors_total")
    share = failed / requests if requests else 0.0
    values = {"percent": round(share * 100, 2), "failed": round(failed), "requests": round(requests)}
    if requests < ENOUGH or share <= ERRORS_WARN:
        yield Finding("errors", "ok", "errors_ok", values)
    else:
        yield Finding("errors", "fail" if share > ERRORS_FAIL else "warn", "errors_high", values, ERRORS)


def cache(found: Figures) -> Iterator[Finding]:
    hits, misses = found.sum("agent_cache_hits_total"), found.sum("agent_cache_misses_total")
    if hits + misses < ENOUGH:
        yield Finding("cache", "off", "cache_unused", {"count": round(hits + misses)})
        return
    values = {"percent": round(hits / (hits + misses) * 100)}
    if hits / (hits + misses) < LOW_HITS:
        yield Finding("cache", "warn", "cache_low", values, "agente settings set CACHE_TTL 3600")
    else:
        yield Finding("cache", "ok", "cache_ok", values)


def _pool(found: Figures) -> Iterator[Finding]:
    in_use, size = found.sum("agent_db_pool_in_use"), found.sum("agent_db_pool_size")
    values = {"in_use": round(in_use), "size": round(size)}
    if size and in_use / size >= BUSY_POOL:
        yield Finding("pool", "warn", "pool_busy", values, "agente doctor --json | grep transaction")
    elif size:
        yield Finding("pool", "ok", "pool_ok", values)


def _certificate(url: str) -> list[Finding]:
    parts = urlsplit(url)
    look = f"openssl s_client -connect {parts.hostname}:{parts.port or 443} </dev/null | openssl x509 -noout -dates"
    try:
        ends = certificate_ends(url)
    except ssl.SSLCertVerificationError as error:
        return [Finding("certificate", "fail", "certificate_bad", {"reason": error.verify_message}, look)]
    except OSError:
        return []  # nobody answers, which the next question tells
    days = (ends - utc_now()).days
    values = {"days": days, "date": f"{ends:%Y-%m-%d}"}
    if days < EXPIRES_SOON_DAYS:
        return [Finding("certificate", "warn", "certificate_ends", values, look)]
    return [Finding("certificate", "ok", "certificate_ok", values)]


def _health(url: str, answer: Answer, told: dict[str, Any]) -> Iterator[Finding]:
    values = {"url": url, "status": told["status"], "version": told.get("version"), "ms": answer.took_ms}
    level: dict[str, Any] = {"healthy": "ok", "degraded": "warn"}
    yield Finding(
        "api", level.get(told["status"], "fail"), f"api_{told['status']}", values, f"curl {url}/health", symptom=True
    )
    if told.get("version") != __version__:
        versions = {"there": told.get("version"), "here": __version__}
        yield Finding("versions", "warn", "versions_differ", versions, f"curl {url}/version && agente version")
    if told.get("maintenance", "off") != "off":
        yield Finding("maintenance", "warn", f"maintenance_{told['maintenance']}", {}, "agente maintenance off")
    if told.get("integrations") == "off":
        yield Finding("integrations", "warn", "integrations_off", {}, "agente settings list; env | grep ENABLE_")
    for name, dependency in told.get("dependencies", {}).items():
        if dependency["status"] in ("unhealthy", "degraded"):
            kind: Any = "fail" if name == "database" else "warn"
            yield Finding("api", kind, "api_misses", {"dependency": name}, f"curl {url}/health", symptom=True)


def _models(url: str) -> Sequence[Finding]:
    """The breakers of the replica that answers."""
    try:
        told = _json(fetch(f"{url}/health/llm"))
    except OSError:
        return []
    return [
        Finding(
            "models",
            "warn",
            "breaker_open",
            {"provider": one["provider"], "kind": one["last_error"]},
            f"curl {url}/health/llm",
        )
        for one in told.get("providers", [])
        if one["breaker"] != "closed"
    ]


def _json(answer: Answer) -> dict[str, Any]:
    """Empty for what is no object: a page of a gateway."""
    try:
        told = json.loads(answer.body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
