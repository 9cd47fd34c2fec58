"""``onward referrals``: list, show, timeline, letter, cancel."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, update

from directory.catalogue.models import HealthcareService
from directory.cli import main
from directory.outbox.models import OutboxMessage
from directory.parts import Parts
from directory.referrals import service
from directory.referrals.models import Referral
from directory.referrals.schemas import ReferralIn, read
from directory.referrals.service import Wiring
from tests.directory.referrals.test_returned import report
from tests.directory.referrals.world import body


@pytest.fixture
def made(parts: Parts) -> Referral:
    """A referral in the instance of the test."""
    with parts.database.transaction() as session:
        found = session.scalars(select(HealthcareService.id).where(HealthcareService.name == "Park Dental")).one()
        wiring = Wiring(parts.settings, parts.registry, parts.index, parts.geocoding.chain)
        return service.submit(session, wiring, read(ReferralIn, body(found)), actor="tests")


@pytest.fixture
def onward(instance: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command; its code, output and errors."""

    def run(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main.main(["--instance", str(instance), "referrals", *words])
        out = capsys.readouterr()
        return int(left.value.code or 0), out.out, out.err

    return run


def test_referrals_are_listed(onward: Callable[..., tuple[int, str, str]], made: Referral) -> None:
    code, out, _ = onward("list")
    assert code == 0
    assert made.reference in out
    assert "1 referral" in out
    found = json.loads(onward("list", "--json")[1])
    assert [(each["id"], each["state"]) for each in found] == [(made.id, "submitted")]
    assert json.loads(onward("list", "--state", "completed", "--json")[1]) == []
    assert "QZX" not in out


def test_one_is_shown_by_reference_or_id(onward: Callable[..., tuple[int, str, str]], made: Referral) -> None:
    for name in (made.reference, made.reference.lower(), made.id):
        assert json.loads(onward("show", name, "--json")[1])["id"] == made.id
    code, out, _ = onward("show", made.reference)
    assert code == 0
    assert "Park Dental" in out
    assert json.loads(onward("timeline", made.reference, "--json")[1])[0]["event"] == "submit"
    assert onward("timeline", made.reference)[0] == 0


def test_a_letter_is_written(onward: Callable[..., tuple[int, str, str]], made: Referral, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    assert onward("letter", made.reference, "--output", str(path))[0] == 0
    assert path.read_bytes().startswith(b"%PDF-")


def test_one_is_cancelled_once(onward: Callable[..., tuple[int, str, str]], made: Referral) -> None:
    assert onward("cancel", made.reference, "--reason", "Made twice")[0] == 0
    code, _, err = onward("cancel", made.reference)
    assert code == 1
    assert "cancelled" in err


@pytest.mark.parametrize("reason", ["Patient's NHS number is 943 476 5919", "x" * 501, "a\x07b"])
def test_a_reason_that_may_not_be_kept_is_refused_and_nothing_is_stopped(
    onward: Callable[..., tuple[int, str, str]], made: Referral, reason: str
) -> None:
    assert onward("cancel", made.reference, "--reason", reason)[0] == 1
    assert onward("cancel", made.reference, "--reason", "Made twice")[0] == 0


@pytest.mark.parametrize("name", ["", "nothing", "????", "0", "01a2019c-b956-7655-abe6-48ce12a17a4d", "-" * 36, "é"])
def test_one_that_is_not_there_is_said_to_be_unknown(onward: Callable[..., tuple[int, str, str]], name: str) -> None:
    code, _, err = onward("show", "--", name)
    assert code == 1
    assert "no such referral" in err


def test_a_mail_that_came_back_is_read_from_a_file(
    onward: Callable[..., tuple[int, str, str]], made: Referral, parts: Parts, tmp_path: Path
) -> None:
    with parts.database.transaction() as session:
        mine = (OutboxMessage.subject_id == made.id, OutboxMessage.actor == "notify_service")
        (id_,) = session.scalars(select(OutboxMessage.id).where(*mine))
        session.execute(update(OutboxMessage).where(*mine).values(state="done"))
    mail = tmp_path / "mail.eml"
    mail.write_bytes(report(id_, action="delayed"))
    assert onward("returned", str(mail))[:2] == (0, "The mail server still tries: nothing was done.\n")
    mail.write_bytes(report(id_))
    code, out, _ = onward("returned", str(mail))
    assert (code, out) == (0, f"{made.reference} is back with whoever refers (5.1.1), who is told.\n")
    assert onward("returned", str(mail))[1].startswith("No referral waits")
    mail.write_text("Subject: Out of office\n\nI am away.\n")
    code, _, err = onward("returned", str(mail))
    assert code == 1
    assert "not a mail server's report" in err
