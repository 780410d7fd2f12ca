"""What routes answer with."""

from typing import Any

from fastapi.responses import Response

from agente.kit.serialization import dumps


def json_response(content: Any, status: int = 200) -> Response:
    return Response(dumps(content), status, media_type="application/json")
