"""How is a refusal told to an OpenAI client?"""

from typing import Any

from agente.channels.openai.schemas import ChatCompletionCreate
from agente.errors import AgenteError

PATHS = ("/v1/chat/completions", "/v1/models")

_TYPES = {429: "requests", 500: "server_error", 503: "server_error"}


def speaks_openai(path: str) -> bool:
    """Whether who calls this path expects OpenAI's shapes."""
    return path.startswith(PATHS)


def error_body(error: AgenteError) -> dict[str, Any]:
    """In the shape of `ErrorBody`; of several mistakes in a request it tells the first."""
    param, message = error.fields.get("param"), error.detail
    if problems := error.fields.get("errors"):
        param, message = _field(problems[0])
    return {
        "error": {
            "message": message,
            "type": _TYPES.get(error.status, "invalid_request_error"),
            "param": param,
            "code": "invalid_api_key" if error.status == 401 else error.code,
        }
    }


def _field(problem: dict[str, str]) -> tuple[str, str]:
    """`messages.0.role` and what is wrong with it; with our reason, where we take less than OpenAI does."""
    param = problem["field"].removeprefix("body.")
    field = ChatCompletionCreate.model_fields.get(param.partition(".")[0])
    reason = f". {field.description}" if field and field.description else ""
    return param, f"{param}: {problem['message']}{reason}"
