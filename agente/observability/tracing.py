"""Where does the time of a request go? Spans for OpenTelemetry, sent only where an address for them is set.

Without one nothing is imported and a span costs a function call.
"""

import random
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.trace import Tracer

Value = str | int | float | bool


class Span(Protocol):
    def set_attribute(self, key: str, value: Value, /) -> None: ...


class _NoSpan:
    def set_attribute(self, key: str, value: Value, /) -> None:
        """Nobody looks."""


_NOTHING: AbstractContextManager[Span] = nullcontext(_NoSpan())
_tracer: "Tracer | None" = None
_provider: "TracerProvider | None" = None
_share = 1.0
_shows_content = False


def start_tracing(endpoint: str | None, *, version: str, share: float = 1.0, with_content: bool = False) -> None:
    """From now on spans go to the OTLP collector at `endpoint`, in the background; what it does not take is dropped.

    `share` of the requests is traced, and each one whose caller traces it. `with_content`: `content` of a span is sent
    too, which is what customers and agents write.
    """
    global _tracer, _provider, _share, _shows_content
    if endpoint is None:
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor
    from opentelemetry.sdk.trace.sampling import DEFAULT_ON

    resource = Resource({"service.name": "agente", "service.version": version})
    _provider = TracerProvider(resource=resource, sampler=DEFAULT_ON)
    _provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")))
    _tracer = _provider.get_tracer("agente", version)
    _share, _shows_content = share, with_content


def stop_tracing() -> None:
    """Sends what is left."""
    global _tracer, _provider
    if _provider is not None:
        _provider.shutdown()
    _tracer = _provider = None


def span(name: str, *, content: str | None = None, **attributes: Value) -> AbstractContextManager[Span]:
    """One step of a request that is traced; steps inside it are its children.

    `content` is shown only where that was asked for.
    """
    if _tracer is None:
        return _NOTHING
    from opentelemetry.trace import get_current_span

    return _started(_tracer, name, content, attributes) if get_current_span().is_recording() else _NOTHING


def request_span(headers: Mapping[str, str]) -> AbstractContextManager[Span]:
    """A request from outside, as a step of the caller's own trace where it names one (`traceparent`)."""
    if _tracer is None or not ("traceparent" in headers or _is_drawn()):
        return _NOTHING
    from opentelemetry.propagate import extract

    context = extract({name: headers[name] for name in ("traceparent", "tracestate") if name in headers})
    return _tracer.start_as_current_span("request", context=context, record_exception=False)


def _is_drawn() -> bool:
    """Before anything of OpenTelemetry is asked, whose own sampler comes when most of a span is paid for."""
    return random.random() < _share  # noqa: S311 - a sample, no secret


def carry(headers: MutableMapping[str, str]) -> None:
    """Adds `traceparent` to the headers of a call, so that the other side's spans belong to this trace."""
    if _tracer is None:
        return
    from opentelemetry.propagate import inject

    inject(headers)


@contextmanager
def _started(tracer: "Tracer", name: str, content: str | None, attributes: Mapping[str, Value]) -> Iterator[Span]:
    # An exception's own words may hold what a customer wrote: only that there was one is told.
    with tracer.start_as_current_span(name, attributes=attributes, record_exception=False) as started:
        if content is not None and _shows_content:
            started.set_attribute("content", content)
        yield started
