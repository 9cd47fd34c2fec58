"""Bad values, as the tables of the tests take them, and what must be so after each."""

from __future__ import annotations

import re
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from directory.db import Base, Database
from directory.web.query import Param
from tests.network import KEY

NOT_PLACES = [
    "GIR 0AA", "BFPO 2", "BF1 3AA", "JE2 3AB", "GY1 1AA", "IM1 1AA", "ZZ99 9ZZ", "LS1 4A", "LS1 4APP", "LS99 9ZZ",
    "12345", "no fixed abode", "NFA", "none", "null", "undefined", "None", "-", ".", "?", "*", "%", "_", "' OR 1=1 --",
    "<script>alert(1)</script>", "{{7*7}}", "${7*7}", "../../etc/passwd", "\\", "\u200b",
    "\u202ePA4 1SL", "🏥", "Ωμέγα", "0,0", "-1.55,53.79", "91,0", "-91,0", "53.8,181", "nan,nan", "inf,inf", "1e999,0",
    "48.8566,2.3522", "40.7,-74.0", "53.8", "53.8,", ",", "53,8,1,5", "53.8;-1.5;1", "Newport", "x" * 150,
    "\n".join(f"Line {number} of an address" for number in range(20)), "LS1\x004AP", "Atlantis",
]  # fmt: skip
NOT_INTEGERS = [
    "NaN", "Infinity", "-Infinity", "inf", "1e3", "1e999", "1.0", "1.5", "true", "null", "None", "abc", "0x10", "1_0",
    "1,000", "+1", " 1", "1 ", "1\n", "１", "٣", "²", "--1", "9" * 30, "9" * 400, "9223372036854775808", "[1]",
    "{}", "1;2",
]  # fmt: skip
NOT_NUMBERS = [
    "NaN", "nan", "Infinity", "-inf", "1e999", "1e5", "abc", "0x10", "1_0", "1,5", " 1", "１", "٣", "", " ",
    "1..2", "--1",
    "true", "null", "9" * 400, "1" + "0" * 13,
]  # fmt: skip
NOT_CHOICES = [
    "",
    " ",
    "Score",
    "SCORE",
    "score ",
    "score,distance",
    "0",
    "null",
    "true",
    "*",
    "score\x00",
    "ѕcore",
    "x" * 300,
]
NOT_CODES = [
    "", " ", "Dentist", "dentist ", "-dentist", "dentist-", "den--tist", "den tist", "den_tist", "dentist\n",
    "den%tist",
    "*", "' OR 1=1 --", "<b>", "dëntist", "x" * 61, "../dentist", "dentist\x00", "a.b", "{}",
]  # fmt: skip
NOT_TRUTHS = ["", "TRUE ", "maybe", "2", "-1", "null", "truee", "１", "ja", "[]", "true,false"]
JSON_NUMBERS = ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "1.5", '"1"', "true", "[]", "{}", "-1",
"9223372036854775808",
                "1" + "0" * 400, '"NaN"', "01", "+1", "0x1", "1_0", "1,5"]  # fmt: skip
BODIES = [
    b"", b" ", b"\n", b"\x00", b"{", b"}", b"[", b'{"a"', b'{"a":', b'{"a":1,}', b'{"a":1 "b":2}', b"{'a':1}",
    b"{a:1}",
    b'{"a":1}{"b":2}', b'{"a":1}x', b"// c\n{}", b'{"a":/*c*/1}', b"nul", b"tru", b"NaN", b"Infinity", b"-", b'"\\x"',
    b'{"age":1,"age":2}', b'{"case":{"age":1,"age":2}}', b'[{"age":1,"age":1}]', b'{"":1,"":2}',
    b'\xef\xbb\xbf{"age":1}', '{"age":1}'.encode("utf-16"), '{"age":1}'.encode("utf-16-le"),
    '{"age":1}'.encode("utf-32"),
    b'{"terms":["\xff"]}', b'{"terms":["\xc3"]}', b'{"terms":["\xed\xa0\x80"]}',
    '{"terms":["café"]}'.encode("latin-1"),
    b'{"terms":["\\ud800"]}', b'{"\\udfff":1}', b'{"terms":["\\u0000"]}', b'{"terms":["a\x00b"]}',
    b'{"terms":["a\nb"]}',
    b"[" * 100_000, b"[" * 100_000 + b"]" * 100_000, b'{"a":' * 50_000, b'{"a":' * 30 + b"1" + b"}" * 30,
    b"[" * 21 + b"]" * 21,
    b'"' * 1001, b'{"a":"' + b"\\" * 1001, b'{"age":1e999}', b'{"age":-1e999}', b'{"age":NaN}',
    b'{"age":9223372036854775808}',
    b'{"age":' + b"9" * 5000 + b"}", b"1", b'"text"', b"true", b"null", b"1.5", b"{{7*7}}", b"<xml/>", b"a=1&b=2",
    b"--x",
    b"{" + b",".join(b'"k%d":1' % number for number in range(10_000)) + b"}",
]  # fmt: skip
"""Refused on every route that takes a body: not JSON, not to be read in one way only, or nothing known in it."""
MACHINE_WORDS = re.compile(
    r"Traceback|pydantic|sqlalchemy|werkzeug|ValueError|TypeError|KeyError|NoneType|Exception|\bobject at 0x"
    r"|value_error|type_error|\bstr\b|\bint\b|\bdict\b",
    re.IGNORECASE,
)


API = "/api/v1"
AUTH = {"Authorization": f"Bearer {KEY}"}
BODY_ROUTES = ("services", "change", "triage", "match")


def send(client: FlaskClient, route: str, service_id: str, **sent: Any) -> TestResponse:
    """A request with a body to one of the routes that take one, with the key."""
    headers = {**AUTH, "Content-Type": "application/json", **sent.pop("headers", {})}
    if route == "change":
        return client.patch(f"{API}/services/{service_id}", headers={"If-Match": 'W/"2"', **headers}, **sent)
    return client.post(f"{API}/{route}", headers=headers, **sent)


def bad_values(param: Param) -> list[str]:
    """What this parameter must refuse, by its kind."""
    kind, schema = param.schema["type"], param.schema
    if kind == "integer":
        return [*NOT_INTEGERS, str(schema["minimum"] - 1), str(schema["maximum"] + 1), ""]
    if kind == "number":
        return [*NOT_NUMBERS, str(schema["minimum"] - 1), str(schema["maximum"] + 1)]
    if kind == "boolean":
        return NOT_TRUTHS
    if "enum" in schema:
        return NOT_CHOICES
    return NOT_CODES if "pattern" in schema else ["", " ", "\x00", "a\x1fb", "\ufffd", "x" * 1001]


def counts(database: Database) -> dict[str, int]:
    """How many rows every table holds."""
    with database.reading() as session:
        return {
            table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Base.metadata.sorted_tables
        }


def refused(response: TestResponse) -> dict[str, Any]:
    """The problem of a refusal, which must be a 4xx in plain words."""
    assert 400 <= response.status_code < 500, (response.status_code, response.text[:500])
    assert response.mimetype == "application/problem+json", response.text[:300]
    problem: dict[str, Any] = response.get_json(force=True)
    assert problem["status"] == response.status_code
    for words in (problem["title"], problem["detail"], *(each["detail"] for each in problem.get("errors", []))):
        assert words.strip()
        assert not MACHINE_WORDS.search(words), words
        assert "\x00" not in words
        assert len(words) < 1200
    assert all(each["pointer"] == "" or each["pointer"].startswith("/") for each in problem.get("errors", []))
    return problem


def pointers(problem: dict[str, Any]) -> set[str]:
    """Where the problem points."""
    return {each["pointer"] for each in problem.get("errors", [])}
