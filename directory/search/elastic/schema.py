"""How a service is stored in Elasticsearch: one flat document, with server-core field types only."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any

import orjson

from directory.catalogue.documents import Document
from directory.search.codes import GROUPS, hours_name
from directory.search.columns import FIRST, LAST, microseconds
from directory.search.names import words

KEYWORD = {"type": "keyword"}
INTEGER = {"type": "integer"}
LONG = {"type": "long"}
FLAG = {"type": "boolean"}
# Kept beside the point because a point is rounded to a centimetre: exact distances are worked out of these.
DEGREES = {"type": "double", "index": False}

_FIELDS: dict[str, Any] = {
    "id": KEYWORD,
    "gone": FLAG,
    "version": INTEGER,
    "specialty": KEYWORD,
    "words": KEYWORD,
    "word_count": INTEGER,
    "place": {"type": "geo_point"},
    "latitude": DEGREES,
    "longitude": DEGREES,
    "is_active": FLAG,
    "is_listed": FLAG,
    "is_exempt": FLAG,
    "is_accepting": FLAG,
    "is_in_person": FLAG,
    "accepting_until": INTEGER,
    "indemnity_until": INTEGER,
    "minimum_age": INTEGER,
    "maximum_age": INTEGER,
    "response_minutes": INTEGER,
    "wait_days": INTEGER,
    "confirmed_at": LONG,
    "hours": KEYWORD,
    "held_codes": KEYWORD,
    "held": {"type": "object", "dynamic": True},
    **dict.fromkeys(GROUPS, KEYWORD),
}
_TEMPLATES = [
    {"expires": {"path_match": "held.*.expires", "mapping": INTEGER}},
    {"confirmed": {"path_match": "held.*.confirmed", "mapping": LONG}},
]

SETTINGS: dict[str, Any] = {
    "index": {
        "number_of_shards": 1,
        "number_of_replicas": 0,
        "auto_expand_replicas": "0-1",
        "refresh_interval": "500ms",
        "mapping": {"total_fields": {"limit": 5000}},
    }
}

SCHEMA = hashlib.blake2b(orjson.dumps([_FIELDS, _TEMPLATES, SETTINGS]), digest_size=4).hexdigest()
"""Which shape this is: an index of another one is not asked, and is rebuilt."""

MARK = f"schema_{SCHEMA}"
"""A field without values. Every page is sorted by it last, so an index of another shape refuses to answer."""

MAPPING: dict[str, Any] = {
    "dynamic": "strict",
    "_meta": {"schema": SCHEMA},
    "dynamic_templates": _TEMPLATES,
    "properties": {**_FIELDS, MARK: INTEGER},
}


def flat(version: int, document: Document) -> dict[str, Any]:
    """What Elasticsearch holds of a service.

    Days are ordinals, times microseconds since 1970. A fact that is not known is left out where a rule then fails,
    and is the first or last number where it then holds. Texts, names of people and contacts stay in the database.
    """
    place = document["location"]
    name = words(document["name"])
    made: dict[str, Any] = {
        "id": document["id"],
        "version": version,
        "specialty": document["specialty"],
        "words": name,
        "word_count": len(name),
        "is_active": document["status"] == "active",
        "is_listed": document["assurance"] in ("verified", "nhs-directory"),
        "is_exempt": document["assurance"] == "nhs-directory",
        "is_accepting": document["is_accepting"],
        "is_in_person": document["is_in_person"],
        "accepting_until": _day(document["accepting_until"], LAST),
        "minimum_age": _number(document["minimum_age"], FIRST),
        "maximum_age": _number(document["maximum_age"], LAST),
        "hours": hours_name(document["opening_hours"], place["nation"]),
        **{group: document[group] for group in GROUPS},
        **_held(document),
    }
    if place["latitude"] is not None and place["longitude"] is not None:
        made["latitude"], made["longitude"] = place["latitude"], place["longitude"]
        made["place"] = {"lat": place["latitude"], "lon": place["longitude"]}
    known = {
        "indemnity_until": _day(document["indemnity_until"], None),
        "response_minutes": _number(document["response_minutes"], None),
        "wait_days": _number(document["wait_days"], None),
        "confirmed_at": _moment(document["confirmed_at"]),
    }
    made.update((field, value) for field, value in known.items() if value is not None)
    return made


def tombstone(id_: str) -> dict[str, Any]:
    """What is left of a service that was erased: it keeps an older write from bringing it back."""
    return {"id": id_, "gone": True}


def _held(document: Document) -> dict[str, Any]:
    """The capabilities of which any is left, by code: the last good day, and when it was confirmed."""
    held: dict[str, dict[str, int]] = {}
    for one in document["capabilities"]:
        if one["quantity"] is not None and one["quantity"] <= 0:
            continue
        facts = held[one["code"]] = {"expires": _day(one["expires_on"], LAST) or LAST}
        confirmed = _moment(one["confirmed_at"])
        if confirmed is not None:
            facts["confirmed"] = confirmed
    return {"held_codes": list(held), "held": held} if held else {}


def _number(value: int | None, missing: int | None) -> int | None:
    return missing if value is None else max(FIRST + 1, min(LAST - 1, value))


def _day(value: str | None, missing: int | None) -> int | None:
    return date.fromisoformat(value).toordinal() if value else missing


def _moment(value: str | None) -> int | None:
    return microseconds(datetime.fromisoformat(value)) if value else None
