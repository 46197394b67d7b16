"""The OpenAPI document of a service."""

from __future__ import annotations

from typing import Any

from ..listing import LANGUAGES, STORE_LANGUAGES


def document(version: str, most_items: int, token: bool) -> dict[str, Any]:
    """The document, OpenAPI 3.1.

    Args:
        version: of the package.
        most_items: listings that one request may hold.
        token: whether a token is asked for.
    """
    item = {"$ref": "#/components/schemas/Item"}
    items = {"type": "array", "items": item, "minItems": 1, "maxItems": most_items}
    lint = {
        "operationId": "lint",
        "summary": "Lint one listing or a batch",
        "parameters": [
            _query("store", "Store to judge for, before what items say.", list(STORE_LANGUAGES)),
            _query("language", "Language of the listings.", list(LANGUAGES)),
        ],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": {"anyOf": [item, items]}},
                "application/x-ndjson": {"schema": {"type": "string"}},
            },
        },
        "responses": {
            "200": {
                "description": "A line an item, in order, and a last line that says it was all.",
                "content": {"application/x-ndjson": {"schema": {"type": "string"}}},
            },
            **{str(status): _refused(words) for status, words in REFUSALS.items()},
        },
    }
    made: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "handmade-lint", "version": version},
        "paths": {
            "/lint": {"post": lint},
            "/health": {"get": _get("health", "Whether it works", "application/json", {"type": "object"})},
            "/metrics": {"get": _get("metrics", "Counts, for Prometheus", "text/plain", {"type": "string"})},
        },
        "components": {
            "schemas": {
                "Item": {
                    "type": "object",
                    "description": "Headings and values, such as sku, title, description, bullet 1, keywords.",
                    "minProperties": 1,
                    "additionalProperties": True,
                },
                "Refusal": {
                    "type": "object",
                    "required": ["error"],
                    "properties": {"error": {"type": "string"}},
                },
            }
        },
    }
    if token:
        made["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        made["security"] = [{"token": []}]
    return made


REFUSALS = {
    400: "The body is no JSON.",
    401: "The token is missing or wrong.",
    408: "The body did not come in time.",
    413: "The body, or the number of its listings, is too large.",
    415: "The body is neither application/json nor application/x-ndjson.",
    421: "The service does not go by that name.",
    422: "What was sent holds no listings, or a parameter means nothing.",
    429: "Too many requests are under way; try again after Retry-After seconds.",
    503: "It was not judged in time; send fewer listings, or try again after Retry-After seconds.",
}


def _query(name: str, says: str, words: list[str]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": says, "schema": {"type": "string", "enum": words}}


def _refused(words: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Refusal"}
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _get(name: str, says: str, kind: str, schema: dict[str, Any]) -> dict[str, Any]:
    answer = {"description": says, "content": {kind: {"schema": schema}}}
    responses = {"200": answer, **{str(one): _refused(REFUSALS[one]) for one in (401, 421)}}
    return {"operationId": name, "summary": says, "responses": responses}
