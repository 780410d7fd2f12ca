"""Which error of ours is it, when a vendor answers with an error?

One reading for all: OpenAI and Anthropic both send `{"error": {"type", "message", ...}}`, and the servers that imitate
them send variations of it.
"""

import email.utils
import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from agente.llm.errors import (
    Garbled,
    LLMError,
    Overloaded,
    QuotaExhausted,
    RateLimited,
    Refused,
    Rejected,
    Unauthorized,
    UnknownModel,
)
from agente.llm.messages import NO_USAGE, Usage

MAX_MESSAGE_CHARS = 300

# An error inside a stream has no status of its own; these types have the one that the vendor would have answered.
STATUS_OF_TYPE = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "billing_error": 402,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "rate_limit_exceeded": 429,
    "insufficient_quota": 429,
    "overloaded_error": 529,
}

# Waiting does not help with these, whatever the status: credit used up, or a limit that the customer set.
QUOTA_CODES = {"insufficient_quota", "billing_hard_limit_reached", "billing_error", "enforced_spend_limit_reached"}
QUOTA_PHRASES = ("credit balance is too low", "specified api usage limits", "exceeded your current quota")
UNKNOWN_MODEL_CODES = {"model_not_found", "model_not_available", "DeploymentNotFound"}
FILTER_CODES = {"content_filter", "content_policy_violation"}  # Azure answers 400 with the first


def error_of_answer(provider: str, status: int, headers: Mapping[str, str], body: bytes) -> LLMError:
    """The error that an HTTP answer other than 200 stands for."""
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        content = None
    return _error(provider, status, _details(content), retry_after(headers))


def error_in_stream(provider: str, content: Any, usage: Usage = NO_USAGE) -> LLMError:
    """The error that an event of a stream stands for, after HTTP 200."""
    details = _details(content)
    known = [STATUS_OF_TYPE[name] for name in (details["code"], details["type"]) if name in STATUS_OF_TYPE]
    error = _error(provider, known[0] if known else 500, details, None)
    error.usage = usage
    return error


def _details(content: Any) -> dict[str, str]:
    """Type, code and message of an error body; empty texts for what it does not say."""
    error = content.get("error", content) if isinstance(content, dict) else None
    if isinstance(error, str):
        error = {"message": error}
    if not isinstance(error, dict):
        error = {}
    inner = error.get("details")
    code = error.get("code") or (inner.get("error_code") if isinstance(inner, dict) else None)
    return {
        "type": str(error.get("type") or ""),
        "code": str(code or ""),
        "message": str(error.get("message") or "")[:MAX_MESSAGE_CHARS],
    }


def _error(provider: str, status: int, details: dict[str, str], wait_s: float | None) -> LLMError:
    told = " ".join(part for part in (details["type"], details["code"], details["message"]) if part)
    return _kind(status, details)(f"HTTP {status} {told}".rstrip(), provider=provider, retry_after_s=wait_s)


def _kind(status: int, details: dict[str, str]) -> type[LLMError]:
    code, kind, message = details["code"], details["type"], details["message"].lower()
    if status == 402 or {code, kind} & QUOTA_CODES or any(phrase in message for phrase in QUOTA_PHRASES):
        return QuotaExhausted
    if code in FILTER_CODES:
        return Refused
    if status == 404 or code in UNKNOWN_MODEL_CODES:
        return UnknownModel
    if status in (401, 403):
        return Unauthorized
    if status == 429:
        return RateLimited
    if status in (408, 409) or status >= 500:
        return Overloaded
    if 400 <= status < 500:
        return Rejected
    return Garbled  # a redirect, or a success that is none


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait, as the vendor asks: OpenAI's milliseconds, else seconds or a date (RFC 9110); None if unsaid."""
    wait_ms = _number(headers.get("retry-after-ms", ""))
    if wait_ms is not None:
        return wait_ms / 1000
    told = headers.get("retry-after", "")
    wait_s = _number(told)
    return _seconds_until(told) if wait_s is None else wait_s


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def _seconds_until(date: str) -> float | None:
    try:
        when = email.utils.parsedate_to_datetime(date)
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
