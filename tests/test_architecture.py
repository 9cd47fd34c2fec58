"""The house holds: every route is described, every module is tested, every setting is used, no file is long."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from apiflask import APIBlueprint, APIFlask
from flask.testing import FlaskClient

from directory.config import Settings

ROOT = Path(__file__).parents[1]
PACKAGES = ("matching", "plugins", "directory", "seed", "workers")
LONGEST, LONGEST_TEST = 300, 400
LONG_ON_PURPOSE = {"matching/model.py"}
"""The values that rules read and return, one after another: nothing in it is hard to find."""
TRIED_BY = {
    "directory/test_app.py": (
        "directory/parts.py directory/rules.py directory/web/docs.py directory/web/headers.py directory/web/about.py"
    ),
    "directory/test_cli.py": (
        "directory/cli/geo.py directory/cli/options.py "
        "directory/cli/plugins.py directory/cli/search.py "
        "directory/cli/settings.py"
    ),
    "workers/actors/test_indexing.py": "directory/search/elastic/again.py",
    "matching/test_context.py": "matching/spans.py",
    "matching/test_talk.py": "matching/talk_lists.py",
    "directory/cli/test_doctor.py": "directory/cli/checks/settings.py directory/cli/checks/stored.py",
    "directory/cli/test_services.py": "directory/cli/demo.py directory/cli/importing.py",
    "directory/test_cli_triage.py": (
        "directory/cli/casefile.py directory/cli/explained.py directory/cli/triage.py directory/triage/entries.py"
    ),
    "test_api_contract.py": "directory/web/openapi.py directory/catalogue/published.py",
    "test_bad_input.py": "directory/errors.py directory/search/schemas.py",
    "directory/triage/test_api.py": "directory/triage/schemas.py directory/triage/service.py",
    "directory/triage/test_pages.py": "directory/triage/forms.py directory/triage/shown.py directory/web/forms.py",
    "directory/cli/test_replay.py": "directory/triage/baseline.py matching/replaying.py",
    "directory/catalogue/test_api.py": "directory/web/keys.py",
    "directory/catalogue/test_service.py": (
        "directory/catalogue/documents.py directory/catalogue/listing.py directory/catalogue/models.py "
        "directory/catalogue/renewal.py directory/catalogue/rules.py directory/catalogue/writes.py "
        "directory/audit/models.py"
    ),
    "directory/catalogue/test_schemas.py": (
        "directory/catalogue/explain.py directory/catalogue/languages.py directory/catalogue/text.py"
    ),
    "directory/catalogue/test_pages.py": (
        "directory/catalogue/facts.py directory/catalogue/listing_steps.py directory/catalogue/steps.py "
        "directory/catalogue/summary.py"
    ),
    "directory/catalogue/test_ods.py": "directory/catalogue/ods_facts.py directory/catalogue/ods_file.py",
    "directory/test_db.py": "directory/migrations/env.py",
    "directory/geocoding/test_table.py": "directory/geocoding/build.py",
    "directory/geocoding/test_chain.py": "directory/geocoding/errors.py directory/geocoding/geocoders.py",
    "directory/search/test_embedded.py": (
        "directory/search/brute.py directory/search/choosing.py directory/search/codes.py directory/search/columns.py "
        "directory/search/counting.py directory/search/feed.py directory/search/filling.py directory/search/ground.py "
        "directory/search/index.py directory/search/names.py directory/search/shelf.py directory/search/snapshot.py"
    ),
    "directory/search/test_engines.py": (
        "directory/search/elasticsearch.py directory/search/elastic/area.py directory/search/elastic/circle.py "
        "directory/search/elastic/engine.py directory/search/elastic/facets.py directory/search/elastic/naming.py "
        "directory/search/elastic/orders.py directory/search/elastic/view.py"
    ),
    "directory/search/elastic/test_asked.py": "directory/search/elastic/client.py",
    "directory/search/elastic/test_collecting.py": "directory/search/elastic/tallying.py",
    "directory/search/test_service.py": (
        "directory/search/cursor.py directory/search/query.py directory/search/reading.py"
    ),
    "directory/search/test_api.py": "directory/search/present.py",
    "directory/search/test_pages.py": (
        "directory/search/answers.py directory/search/emergency.py directory/search/forms.py "
        "directory/search/help_now.py"
    ),
    "faults/test_search.py": "directory/search/server.py",
    "matching/test_vocabulary.py": (
        "matching/cues.py matching/everyday.py matching/ambiguous.py matching/suggestions.py matching/offers.py"
    ),
    "matching/test_criteria.py": "matching/model.py matching/predicates.py matching/words.py",
    "matching/test_codec.py": "matching/forms.py",
    "matching/test_plugin_manager.py": "matching/asking.py matching/plugin_loading.py",
    "directory/sandbox/test_host.py": (
        "directory/sandbox/child.py directory/sandbox/fence.py directory/sandbox/limits.py directory/sandbox/plugin.py "
        "directory/sandbox/seccomp.py directory/sandbox/warm.py "
        "directory/sandbox/wire.py matching/outside.py"
    ),
    "directory/sandbox/test_answers.py": "directory/cli/checks/plugins.py matching/outside_rules.py",
    "plugins/test_wording.py": "plugins/common.py plugins/gp_words.py",
    "plugins/test_complications.py": (
        "plugins/complication_rules.py plugins/complication_words.py plugins/complication_harmless.py "
        "plugins/complication_occlusion.py"
    ),
    "plugins/test_emergency.py": (
        "plugins/emergency_forms.py plugins/emergency_harmless.py plugins/emergency_limbs.py "
        "plugins/emergency_rules.py plugins/emergency_sight.py plugins/emergency_words.py"
    ),
    "plugins/test_general_practice.py": (
        "plugins/gp_rules.py plugins/gp_illness_words.py plugins/gp_medicine_names.py plugins/gp_medicine_words.py "
        "plugins/gp_sign_words.py"
    ),
    "plugins/test_safeguards.py": "plugins/age_law.py plugins/safeguard_words.py",
    "plugins/test_treatment_risks.py": "plugins/treatment_risk_words.py",
    "plugins/test_mental_health.py": "plugins/mental_health_words.py plugins/health_worker_words.py",
    "plugins/test_dermatology.py": "plugins/dermatology_words.py",
    "seed/test_demo.py": "seed/fiction.py seed/kinds.py seed/names.py",
    "directory/admin/test_pages.py": "directory/admin/words.py",
    "directory/consents/test_service.py": "directory/consents/models.py",
    "directory/followups/test_service.py": "directory/followups/models.py",
    "directory/letters/test_pdf.py": "directory/letters/fonts.py",
    "workers/test_broker.py": "workers/redis_broker.py",
    "directory/letters/test_service.py": "directory/letters/models.py",
    "directory/outbox/test_claims.py": (
        "directory/outbox/clock.py directory/outbox/epoch.py directory/outbox/journal.py "
        "directory/outbox/statements.py directory/outbox/tables.py directory/outbox/topics.py"
    ),
    "directory/outbox/test_fence.py": "directory/outbox/marker.py",
    "directory/outbox/test_publishing.py": "directory/outbox/models.py directory/outbox/storing.py",
    "directory/referrals/test_submitting.py": (
        "directory/referrals/checking.py directory/referrals/models.py "
        "directory/referrals/service.py directory/referrals/steps.py directory/referrals/wiring.py"
    ),
    "directory/referrals/test_api.py": "directory/letters/printing.py directory/referrals/present.py",
    "directory/referrals/test_pages.py": (
        "directory/referrals/desk.py directory/referrals/forms.py directory/referrals/shown.py "
        "directory/referrals/words.py"
    ),
    "workers/actors/test_referrals.py": "directory/referrals/telling.py workers/referral_mails.py",
}
"""Modules without a test file of their own, behind the one whose tests try what they do."""


def sources() -> list[Path]:
    found = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return [path for path in found if "versions" not in path.parts]


def test_every_route_of_the_api_is_in_its_document(shared_app: APIFlask, shared_client: FlaskClient) -> None:
    described = {
        (method.upper(), path)
        for path, item in shared_client.get("/openapi.json").get_json()["paths"].items()
        for method in item
    }
    for rule in shared_app.url_map.iter_rules():
        path = re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule.rule)
        is_page = not isinstance(shared_app.blueprints[rule.endpoint.split(".")[0]], APIBlueprint)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            assert is_page or (method, path) in described, f"{method} {path} is not in the OpenAPI document"
            assert not (is_page and path.startswith("/api/")), f"{path} is under /api and not an APIBlueprint's"


def test_every_operation_of_the_document_is_complete(shared_client: FlaskClient) -> None:
    document = shared_client.get("/openapi.json").get_json()
    assert document["openapi"].startswith("3.1")
    for path, item in document["paths"].items():
        for method, operation in item.items():
            assert operation["summary"], (method, path)
            good = [status for status in operation["responses"] if status.startswith("2")]
            assert len(good) == 1, (method, path)
            (content,) = operation["responses"][good[0]]["content"].values()
            assert "schema" in content, (method, path)
            for parameter in operation["parameters"]:
                assert parameter.get("description") or parameter["in"] == "path", (method, path, parameter["name"])


def test_every_reference_in_the_document_leads_somewhere(shared_client: FlaskClient) -> None:
    document = shared_client.get("/openapi.json")
    for name in set(re.findall(r'"\$ref":\s*"#/components/schemas/([^"]+)"', document.text)):
        assert name in document.get_json()["components"]["schemas"]


def test_every_module_has_tests_at_its_path_or_is_tried_by_others() -> None:
    elsewhere = {module for modules in TRIED_BY.values() for module in modules.split()}
    missing = []
    for path in sources():
        module = path.relative_to(ROOT)
        if path.name in ("__init__.py", "__main__.py") or str(module) in elsewhere:
            continue
        if not (ROOT / "tests" / module.parent / f"test_{path.name}").is_file():
            missing.append(str(module))
    assert missing == []


def test_what_is_tried_by_others_and_those_others_exist() -> None:
    for test, modules in TRIED_BY.items():
        assert (ROOT / "tests" / test).is_file(), f"{test} has gone"
        for module in map(Path, modules.split()):
            assert (ROOT / module).is_file(), f"{module} has gone: take it off the list"
            own = ROOT / "tests" / module.parent / f"test_{module.name}"
            assert not own.is_file(), f"{module} has tests of its own: take it off the list"


def test_no_file_is_too_long_to_read_in_one_go() -> None:
    long = []
    for path, limit in [(path, LONGEST) for path in sources()] + [
        (path, LONGEST_TEST) for path in (ROOT / "tests").rglob("*.py")
    ]:
        name = path.relative_to(ROOT).as_posix()
        if name not in LONG_ON_PURPOSE and len(path.read_text(encoding="utf-8").splitlines()) > limit:
            long.append(name)
    assert long == []


def test_every_setting_is_used() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources() if path.name != "config.py")
    own = (ROOT / "directory" / "config.py").read_text(encoding="utf-8")
    for name in Settings.model_fields:
        assert re.search(rf"\bsettings\.{name}\b|\"{name}\"", text) or f"self.{name}" in own, name


def test_the_environment_is_read_in_one_place_only() -> None:
    # A failpoint is reached thousands of times, and is for tests: it looks for itself.
    # The plugins' process is given almost nothing of the environment: whoever starts it looks at what there is.
    allowed = {"config.py", "group.py", "failpoints.py", "process.py"}
    for path in sources():
        if path.name not in allowed:
            assert "os.environ" not in path.read_text(encoding="utf-8"), path


def test_nothing_is_imported_inside_a_function() -> None:
    inside = []
    # A failpoint locks a file where that is possible, and must still load where it is not.
    for path in (path for path in sources() if path.name != "failpoints.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                inside += [path.name for each in ast.walk(node) if isinstance(each, ast.Import | ast.ImportFrom)]
    assert inside == []
