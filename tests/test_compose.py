"""The image and the compose file keep their own rules: locked down, checked, in order, and without a secret in them."""

from __future__ import annotations

import re
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from directory.config import Settings
from directory.strength import CATCHER, check

ROOT = Path(__file__).parents[1]
OURS = ("migrate", "web", "relay", "worker")
BEHIND = ("postgres", "redis", "elasticsearch")
KEPT = (
    "secret_key", "previous_secret_key", "api_key", "database_url", "redis_url", "elasticsearch_url", "smtp_url",
    "webhook_secret", "webhook_previous_secret",
)  # fmt: skip
OPEN = {"ONWARD_PUBLIC_URL", "ONWARD_WEBHOOK_URL", "ONWARD_GEOCODER_URL", "ONWARD_TILE_URL"}
"""Addresses that hold no password."""
OF_THE_IMAGE = {"ONWARD_INSTANCE", "ONWARD_HOST", "ONWARD_PORT"}
"""Where a container keeps its files and listens is its own affair."""


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    """The file as it is written, its anchors resolved."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def services(written: dict[str, Any]) -> dict[str, Any]:
    """Its services by name."""
    found: dict[str, Any] = written["services"]
    return found


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """The folder of secrets that the script has written, somewhere else."""
    (tmp_path / "compose").mkdir()
    script = shutil.copy(ROOT / "compose" / "make-secrets.sh", tmp_path / "compose")
    subprocess.run(["sh", script], check=True, capture_output=True)
    return tmp_path / "compose" / "secrets"


def test_every_part_is_there(services: dict[str, Any]) -> None:
    assert set(services) == {*OURS, *BEHIND, "mail"}
    assert [name for name, each in services.items() if "profiles" in each] == []


def test_every_service_is_locked_down_and_checked(services: dict[str, Any]) -> None:
    for name, service in services.items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["healthcheck"]["test"], name
        assert not str(service["user"]).startswith(("0:", "root")), name
        assert not {"privileged", "cap_add", "pid", "network_mode", "devices"} & set(service), name


def test_what_serves_is_started_again_and_the_migration_only_when_it_failed(services: dict[str, Any]) -> None:
    assert {name for name, each in services.items() if each["restart"] != "unless-stopped"} == {"migrate"}
    assert services["migrate"]["restart"] == "on-failure"


def test_only_the_pages_and_the_caught_mail_are_published_and_only_to_this_machine(services: dict[str, Any]) -> None:
    published = {name: each["ports"] for name, each in services.items() if each.get("ports")}
    assert set(published) == {"web", "mail"}
    assert all(port.startswith("127.0.0.1:") for ports in published.values() for port in ports)
    assert published["mail"][0].endswith(":8025")


def test_databases_cannot_be_reached_from_outside(written: dict[str, Any], services: dict[str, Any]) -> None:
    assert written["networks"]["inside"]["internal"] is True
    for name in (*BEHIND, "migrate", "relay"):
        assert services[name]["networks"] == ["inside"], name


def test_the_migration_comes_first_and_nothing_waits_for_what_it_can_do_without(services: dict[str, Any]) -> None:
    assert services["migrate"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    first = {
        "migrate": {"condition": "service_completed_successfully"},
        "postgres": {"condition": "service_healthy"},
    }
    assert services["web"]["depends_on"] == first
    for name in ("relay", "worker"):
        assert services[name]["depends_on"] == first | {"redis": {"condition": "service_started"}}


def test_mail_is_caught_by_what_is_started_with_everything_else(secrets: Path, services: dict[str, Any]) -> None:
    server = urlsplit((secrets / "smtp_url").read_text().strip())
    assert (server.hostname, server.port) == ("mail", 1025)
    assert server.hostname == CATCHER
    assert set(services["mail"]["networks"]) & set(services["worker"]["networks"]) >= {"inside"}


def test_redis_keeps_what_it_is_given_and_evicts_nothing(services: dict[str, Any]) -> None:
    (command,) = services["redis"]["command"]
    for words in ("--appendonly yes", "--maxmemory-policy noeviction", "requirepass"):
        assert words in command


def test_elasticsearch_asks_who_is_there(services: dict[str, Any]) -> None:
    environment = services["elasticsearch"]["environment"]
    assert environment["xpack.security.enabled"] == "true"
    assert environment["discovery.type"] == "single-node"


def test_no_secret_stands_in_the_file(written: dict[str, Any], services: dict[str, Any]) -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    assert not re.search(r"://[^/\s:]*:[^@\s]+@", text)
    for name, service in services.items():
        for key, value in service.get("environment", {}).items():
            if re.search(r"PASSWORD|SECRET|KEY|_URL", key) and key not in OPEN:
                assert key.endswith("_FILE"), f"{name}: {key}"
                assert str(value).removeprefix("/run/secrets/") in service["secrets"], f"{name}: {key}"
    assert {each for service in services.values() for each in service.get("secrets", [])} == set(written["secrets"])


def test_every_setting_reaches_the_containers(services: dict[str, Any]) -> None:
    written = set(re.findall(r"^#(ONWARD_[A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert written == {f"ONWARD_{name.upper()}" for name in Settings.model_fields}
    for name in OURS:
        passed = {key.removesuffix("_FILE") for key in services[name]["environment"]}
        assert passed == written - OF_THE_IMAGE


def test_what_stands_in_the_env_file_is_what_a_container_gets(services: dict[str, Any]) -> None:
    for key, value in services["web"]["environment"].items():
        if not key.endswith("_FILE"):
            assert re.fullmatch(rf"\$\{{{key}:-[^}}]*\}}", value), key


def test_what_env_leaves_out_keeps_its_default(services: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    for key, value in services["worker"]["environment"].items():
        if not key.endswith("_FILE"):
            monkeypatch.setenv(key, value.partition(":-")[2].removesuffix("}"))
    found = Settings(_env_file=None).model_dump()
    changed = {name for name in found if found[name] != Settings.model_fields[name].default}
    assert changed == {"environment", "trusted_proxies", "metrics_host", "metrics_port"}


def test_the_counts_of_worker_and_relay_can_be_read_by_their_neighbours(services: dict[str, Any]) -> None:
    for name in ("worker", "relay"):
        environment = services[name]["environment"]
        assert environment["ONWARD_METRICS_HOST"] == "${ONWARD_METRICS_HOST:-0.0.0.0}"
        assert environment["ONWARD_METRICS_PORT"] == "${ONWARD_METRICS_PORT:-9100}"
        assert "ports" not in services[name]


def test_one_image_runs_everything_of_ours(services: dict[str, Any]) -> None:
    assert len({services[name]["image"] for name in OURS}) == 1
    assert all(re.search(r":v?\d", services[name]["image"]) for name in (*BEHIND, "mail"))


def test_secrets_are_written_once_fit_together_and_open_only_for_their_owner(secrets: Path) -> None:
    held = {file.name: file.read_text().strip() for file in secrets.iterdir()}
    written = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["secrets"]
    assert set(held) == set(written)
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o700
    for name in ("secret_key", "api_key", "postgres_password", "redis_password", "elastic_password"):
        assert re.fullmatch(r"[0-9a-f]{64}", held[name])
    assert f":{held['postgres_password']}@postgres:5432/onward" in held["database_url"]
    assert f":{held['redis_password']}@redis:" in held["redis_url"]
    assert f":{held['elastic_password']}@elasticsearch:" in held["elasticsearch_url"]
    subprocess.run(["sh", secrets.parent / "make-secrets.sh"], check=True, capture_output=True)
    assert {file.name: file.read_text().strip() for file in secrets.iterdir()} == held


def test_the_settings_accept_what_the_secrets_say(secrets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in KEPT:
        monkeypatch.setenv(f"ONWARD_{name.upper()}_FILE", str(secrets / name))
    public = {"public_url": "https://onward.example", "mail_from": "referrals@clinic.example"}
    check(Settings(_env_file=None, environment="production", webhook_url="https://clinic.example/hook", **public))


def test_a_new_webhook_secret_signs_beside_the_former_one(secrets: Path) -> None:
    new, former = secrets / "webhook_secret", secrets / "webhook_previous_secret"
    assert new.read_text() == former.read_text()
    new.unlink()
    subprocess.run(["sh", secrets.parent / "make-secrets.sh"], check=True, capture_output=True)
    assert new.read_text() != former.read_text()


def test_git_never_takes_a_secret(secrets: Path) -> None:
    done = subprocess.run(
        ["git", "check-ignore", "compose/secrets/api_key"], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0


def test_the_image_runs_without_rights_and_without_a_compiler() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    last = text[text.rindex("\nFROM ") :]
    assert "--require-hashes -r constraints.txt" in text
    assert re.search(r"^USER onward$", last, re.MULTILINE)
    assert "STOPSIGNAL SIGTERM" in last
    assert re.search(r"HEALTHCHECK.*\n\s+CMD \[\"python\"", last)
    assert re.search(r'^ENTRYPOINT \["onward"\]$', last, re.MULTILINE)
    assert not re.search(r"\b(apt-get|gcc|pip|curl|ADD)\b", re.sub(r"^#.*$", "", last, flags=re.MULTILINE))
    assert all("-slim-" in line for line in re.findall(r"^FROM .*$", text, re.MULTILINE))


def test_the_image_gets_the_product_and_nothing_else() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    let_in = {rule.removeprefix("!") for rule in rules if rule.startswith("!")}
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert let_in == {name for line in copied for name in line.split()}
    assert all((ROOT / name).exists() for name in let_in)


def test_compose_reads_the_file_without_a_complaint_where_it_is_installed() -> None:
    docker = shutil.which("docker")
    if not docker or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        return
    done = subprocess.run(
        [docker, "compose", "config", "--quiet"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
