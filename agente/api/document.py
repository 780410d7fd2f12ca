"""The OpenAPI document: what FastAPI derives, made true to what this API does."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

BEARER = {"type": "http", "scheme": "bearer", "description": "An API key, or a web chat's token."}


def described(app: FastAPI) -> dict[str, Any]:
    """The document, made once. Invalid input is 400 here, and calls may or must carry a bearer."""
    if app.openapi_schema is None:
        document = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        document["components"]["securitySchemes"] = {"bearer": BEARER}
        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                _mend(
                    operation, secured=path.startswith("/v1/"), optional=(path, method) == ("/v1/conversations", "post")
                )
        for unused in ("HTTPValidationError", "ValidationError"):
            document["components"]["schemas"].pop(unused, None)
        app.openapi_schema = document
    return app.openapi_schema


def _mend(operation: dict[str, Any], *, secured: bool, optional: bool) -> None:
    refusal = operation["responses"].get("422", {})
    if "HTTPValidationError" in str(refusal):
        del operation["responses"]["422"]
    if secured:
        operation["security"] = [{"bearer": []}, {}] if optional else [{"bearer": []}]
