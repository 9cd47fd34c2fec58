"""The whole API against its own OpenAPI document: generated requests, every answer as the document says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from directory.app import Parts, create_app
from directory.config import Settings
from directory.parts import build_parts
from tests.network import KEY

EXAMPLES = 20
AUTH = {"Authorization": f"Bearer {KEY}"}
OPERATIONS = (
    "GET /healthz",
    "GET /readyz",
    "GET /version",
    "GET /api/v1/services",
    "POST /api/v1/services",
    "GET /api/v1/services/{service_id}",
    "PATCH /api/v1/services/{service_id}",
    "POST /api/v1/services/{service_id}/retire",
    "GET /api/v1/specialties",
    "GET /api/v1/vocabulary/suggest",
    "GET /api/v1/places",
    "GET /api/v1/places/suggest",
    "POST /api/v1/triage",
    "POST /api/v1/match",
    "GET /api/v1/referrals",
    "POST /api/v1/referrals",
    "GET /api/v1/referrals/{referral_id}",
    "GET /api/v1/referrals/{referral_id}/timeline",
    "GET /api/v1/referrals/{referral_id}/letter.pdf",
    "POST /api/v1/referrals/{referral_id}/accept",
    "POST /api/v1/referrals/{referral_id}/reject",
    "POST /api/v1/referrals/{referral_id}/redirect",
    "POST /api/v1/referrals/{referral_id}/cancel",
    "POST /api/v1/referrals/{referral_id}/note",
    "POST /api/v1/referrals/{referral_id}/outcome",
    "POST /api/v1/referrals/{referral_id}/withdraw-consent",
    "POST /api/v1/referrals/{referral_id}/contact",
)
TAKES_NOTHING = (
    "GET /healthz",
    "GET /readyz",
    "GET /version",
    "GET /api/v1/specialties",
    "GET /api/v1/services/{service_id}",
    "GET /api/v1/referrals/{referral_id}",
    "GET /api/v1/referrals/{referral_id}/timeline",
    "GET /api/v1/referrals/{referral_id}/letter.pdf",
)
"""Any text is a valid path; whatever else is sent to these, ``tests/test_bad_input_http.py`` sends."""
ALWAYS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
CHECKS = {GenerationMode.POSITIVE: ALWAYS, GenerationMode.NEGATIVE: (*ALWAYS, negative_data_rejection)}


@pytest.fixture(scope="module")
def open_parts(tmp_path_factory: pytest.TempPathFactory, seeded_instance: Path) -> Iterator[Parts]:
    """Parts that generated listings may be written to."""
    folder = tmp_path_factory.mktemp("contract") / "instance"
    copytree(seeded_instance, folder)
    limits = {f"{what}_rate_limit": "1000000 per hour" for what in ("api", "search")}
    made = build_parts(Settings(_env_file=None, instance=folder, api_key=KEY, **limits))
    yield made
    made.close()


@pytest.fixture(scope="module")
def operations(open_parts: Parts) -> dict[str, Any]:
    """Every operation of the document by its label, like ``GET /version``."""
    schema = schemathesis.openapi.from_wsgi("/openapi.json", create_app(parts=open_parts))
    found = [result.ok() for result in schema.get_all_operations()]
    return {operation.label: operation for operation in found}


def test_every_operation_of_the_document_is_tried(operations: dict[str, Any]) -> None:
    assert sorted(operations) == sorted(OPERATIONS)


@pytest.mark.parametrize("label", OPERATIONS)
def test_an_operation_keeps_its_word(operations: dict[str, Any], label: str) -> None:
    _try(operations[label], GenerationMode.POSITIVE)


@pytest.mark.parametrize("label", [label for label in OPERATIONS if label not in TAKES_NOTHING])
def test_an_operation_refuses_what_its_document_rules_out(operations: dict[str, Any], label: str) -> None:
    _try(operations[label], GenerationMode.NEGATIVE)


def _try(operation: Any, mode: GenerationMode) -> None:
    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES, derandomize=True, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def tried(case: Case) -> None:
        case.call_and_validate(headers=AUTH, checks=list(CHECKS[mode]))

    tried()
