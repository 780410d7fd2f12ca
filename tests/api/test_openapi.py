"""The OpenAPI document is what the server does: schemathesis asks it everything that the document allows, and more."""

import pytest
import schemathesis
import schemathesis.schemas
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.support.server import API_KEY, Server

EXAMPLES = 25  # for each operation, of what the document allows and again of what it does not
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
AUTHENTICATED = {"Authorization": f"Bearer {API_KEY}"}


def ask(operation: schemathesis.schemas.APIOperation, mode: schemathesis.GenerationMode, conversation: str) -> int:
    """Asks one operation many things; how many."""
    asked = 0

    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode), known=...)
    def once(case: schemathesis.Case, known: bool) -> None:
        nonlocal asked
        if known and "conversation_id" in case.path_parameters:
            case.path_parameters["conversation_id"] = conversation
        case.call_and_validate(headers=AUTHENTICATED, checks=CHECKS)
        asked += 1

    once()
    return asked


@pytest.mark.parametrize("mode", [schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE])
def test_every_operation_does_what_the_document_says(
    server: Server, conversation: str, mode: schemathesis.GenerationMode
) -> None:
    schema = schemathesis.openapi.from_url(f"{server.url}/openapi.json")
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    # An event stream does not end by itself; its refusals have tests of their own.
    finite = [operation for operation in operations if not operation.path.endswith("/events")]
    varied = [operation for operation in finite if operation.path.startswith("/v1/")]
    asked = {
        operation.label: ask(operation, mode, conversation)
        for operation in finite
        if mode.is_positive or operation in varied
    }
    assert len(asked) >= 8
    assert {"POST /v1/chat/completions", "GET /v1/models"} <= asked.keys()
    assert min(asked[operation.label] for operation in varied) >= 1
    assert sum(asked.values()) >= 4 * EXAMPLES
