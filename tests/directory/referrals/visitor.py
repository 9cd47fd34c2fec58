"""Somebody with a browser without scripts: reads a page's forms and sends them back filled in."""

from __future__ import annotations

import html
import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from directory.app import Parts
from directory.catalogue.models import HealthcareService
from directory.db import now
from directory.referrals import links
from directory.referrals.models import Referral
from tests.network import KEY

FILLED: dict[str, Any] = {
    "initials": "J.S.", "birth_year": "1985", "urgency": "routine", "reason": "A lump that grows, for two months.",
    "need": "dentist", "near": "LS1 4AP", "consent": "y", "consent_method": "spoken", "referrer_name": "Ann Example",
    "referrer_organisation": "Ann’s Clinic", "referrer_email": "ann@example.org", "referrer_phone": "01632 960 001",
}  # fmt: skip


def tags(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the form that is sent to this address."""
    found = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page, re.DOTALL)
    assert found, f"no form to {action}"
    hidden = re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", found[0])
    fields = {}
    for tag in hidden:
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name:
            fields[name[1]] = html.unescape(value[1]) if value else ""
    return fields


def errors(response: TestResponse) -> dict[str, str]:
    """What the error summary says, by the id of the field that it leads to."""
    box = re.search(r'class="error-summary".*?</div>', response.text, re.DOTALL)
    found = re.findall(r'<a href="#([^"]*)">([^<]*)</a>', box[0]) if box else []
    return {target: html.unescape(text) for target, text in found}


def send(client: FlaskClient, page: str, action: str, **filled: Any) -> TestResponse:
    """The form of a page sent back with these fields, named as on the page."""
    return client.post(action, data=tags(page, action) | filled)


def with_the_key(client: FlaskClient) -> FlaskClient:
    """The same client, whose every request carries the key."""
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {KEY}"
    return client


def id_of(parts: Parts, name: str) -> str:
    """The id of the service with this name."""
    with parts.database.reading() as session:
        return str(session.query(HealthcareService.id).filter_by(name=name).scalar())


def refer(client: FlaskClient, parts: Parts, name: str = "Park Dental", **changes: Any) -> str:
    """Make a referral on its page; where it is shown."""
    path = f"/services/{id_of(parts, name)}/refer"
    made = send(client, client.get(path).text, path, **(FILLED | changes))
    assert made.status_code == 303, errors(made)
    return made.headers["Location"]


def referral_at(parts: Parts, path: str) -> Referral:
    """The referral that is shown at this address."""
    with parts.database.reading() as session:
        return session.get_one(Referral, path.rsplit("/", 1)[1])


def link_to(parts: Parts, path: str, audience: links.Audience, *, days: float = 30, round_: int | None = None) -> str:
    """The address of a signed link to the referral shown at this address."""
    from datetime import timedelta

    referral = referral_at(parts, path)
    with parts.database.reading() as session:
        until = now(session) + timedelta(days=days)
    token = links.sign(parts.settings.secret_key, referral.id, round_ or referral.round, audience, until)
    return f"{links.PATHS[audience]}{token}"
