"""What people type into a referral: the bad-input classes against their validators."""

from __future__ import annotations

import contextlib
import time
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from pydantic_core import PydanticCustomError

from directory.catalogue import text
from directory.referrals import values

RLO, ZWSP, NUL = "\u202e", "\u200b", "\x00"
NAMES = [
    "Ann O'Neil", "Ann O’Neil", "Mary-Jane Watson", "Ó Súilleabháin", "Ng", "O", "Null", "None", "Mononym",
    "Søren Kirk",
    "Dr. Ann Lee", "Lee, Ann", "Ann Lee (RN)", "Ann & Bob Lee", "José Núñez", "Łukasz Żółć", "Nguyễn Thị Ánh",
    "Ωμέγα",
    "Жанна", "张伟", "علي", "עברית", "अनिता", "d'Arcy 2nd", "van der Berg", "Ann  Lee", " Ann Lee ", "Ann\tLee",
    "true",
    "Jean-Luc d’Ornano", "Test", "ANN LEE", "ann lee", "Mr X Æ A-12",
]  # fmt: skip
NOT_NAMES = [
    "", " ", "\n", "\t", "Ann\nLee", "Ann\r\nBcc: x@y.org", "Ann\rLee", f"Ann{RLO}Lee", f"Ann{ZWSP}Lee",
    f"Ann{NUL}", "😀",
    "Ann 😀", "<script>alert(1)</script>", "<b>Ann</b>", "{{7*7}}", "{Ann}", "${7*7}", "%s", "Ann%0a",
    "Ann@clinic.org",
    '"Ann" <x@y.org>, z@evil.org', "ann@x.org, bob@y.org", "http://evil.org", "www.evil.org", "https//Ann://", "=1+1",
    "+Ann", "@Ann", "Ann; DROP TABLE", "Ann|Lee", "Ann\\Lee", "Ann~Lee", "[Ann]", "#Ann", "$Ann", "^Ann",
    "Ann_Lee", "123", "12-34", "---", "'", "...", ",", "\ud800", "Ann\ud800", "\ufeffAnn", "\ufffeAnn", "Аnn Lee",
    "Ann Lеe", "Αnn", "Ann\u2028Lee", "Ann\u2029Lee", "Ann\x0bLee", "Ann\x1bLee", "Ann\x7f", "\u0301", "Ann\u2066Lee",
    None, 1, 1.5, True, [], {}, ["Ann"], b"Ann",
]  # fmt: skip
EMAILS = [
    ("ann@clinic.example", "ann@clinic.example"), ("Ann.Lee@Clinic.Example", "Ann.Lee@clinic.example"),
    ("o'neil@clinic.org.uk", "o'neil@clinic.org.uk"), ("a+b@clinic.org", "a+b@clinic.org"),
    ("reception@clinic.org", "reception@clinic.org"), ("postmaster@clinic.org", "postmaster@clinic.org"),
    (" ann@clinic.org ", "ann@clinic.org"), ("ann@bücher.example", "ann@xn--bcher-kva.example"),
    ("ann@xn--bcher-kva.example", "ann@xn--bcher-kva.example"), ("a@b.co", "a@b.co"),
    ("a_b-c@d-e.org", "a_b-c@d-e.org"),
    ("1@2.org", "1@2.org"), ("a=b@c.org", "a=b@c.org"),
]  # fmt: skip
NOT_EMAILS = [
    "", " ", "ann", "ann@", "@clinic.org", "ann@clinic", "ann@@clinic.org", "a@b@c.org", "ann@clinic.org.",
    "ann@.org",
    "ann@clinic..org", ".ann@clinic.org", "ann.@clinic.org", "an..n@clinic.org", "ann @clinic.org", "ann@ clinic.org",
    "ann@clinic.org\nBcc: x@evil.org", "ann@clinic.org\r\nBcc: x@evil.org", "ann@clinic.org\rX: y",
    "ann%0a@clinic.org",
    "ann@clinic.org%0d%0aBcc:x@evil.org", "ann@clinic.org,bob@evil.org", "ann@clinic.org;bob@evil.org",
    "ann@clinic.org bob@evil.org", "Ann <ann@clinic.org>", "<ann@clinic.org>", '"a" <ann@clinic.org>, y@evil.org',
    '"ann lee"@clinic.org', '"ann"@clinic.org', "ann(comment)@clinic.org", "mailto:ann@clinic.org", "ann@[127.0.0.1]",
    "ann@127.0.0.1", "ann@[IPv6:::1]", "ann@localhost", "ann@clinic.local", "ann@clinic.invalid", "ann@-clinic.org",
    "ann@clinic-.org", "ann@cli_nic.org", "ann@clinic.123", "änn@clinic.org", "张@clinic.org",
    f"ann{RLO}@clinic.org", f"ann{ZWSP}@clinic.org", f"ann{NUL}@clinic.org", "ann@clinic.org\x00",
    "\ud800@clinic.org",
    "a" * 65 + "@clinic.org", "a@" + "b" * 250 + ".org", "a@" + "b." * 130 + "org", "ann@cli nic.org",
    "ann\\@clinic.org",
    "ann@clinic,org", "ann.clinic.org", "ann@\u3002org", "😀@clinic.org", "ann@😀", "{{7*7}}",
    "<script>@x.org", "ann@clinic.org?subject=x", "ann@clinic.org/x", "ann:pw@clinic.org", None, 1, True, [], {},
    "ann@clinic.test",
]  # fmt: skip
INITIALS = [
    ("JS", "JS"), ("js", "JS"), ("J.S.", "JS"), ("J. S.", "JS"), ("j s", "JS"), ("J-P S", "JPS"), ("Q.Z.X.", "QZX"),
    ("J", "J"), ("É.T.", "ÉT"), ("e\u0301.t.", "ÉT"), ("Ж.К.", "ЖК"), ("张伟", "张伟"), ("JMKS", "JMKS"),
    (" JS ", "JS"),
    ("O'B", "OB"), ("ي.ع", "يع"), ("ab", "AB"), ("ABC", "ABC"), ("J.O.E.", "JOE"), ("J O H N", "JOHN"), ("JLS", "JLS"),
    ("J\u2010P", "JP"), ("ა.ბ.", "აბ"), ("აბ", "აბ"), ("ა.ბ.გ.", "აბგ"), ("e\u0301\u0323o\u0308", "\u1eb8\u0301Ö"),
]  # fmt: skip
NOT_INITIALS = [
    "", " ", ".", "...", "-", "Jane", "Jane Smith", "JANE SMITH", "Smith", "J Smith", "J. Smith", "jms",
    "Null", "JMKSX", "JOHN", "JOE", "ANNA", "AMY", "Zoe", "TOM",
    "J.S.T.U.V.", "J1", "1", "12", "٣", "J😀", "😀", "J<b>", "<script>", "{{7*7}}", "J\nS", f"J{RLO}S", f"J{NUL}S",
    f"J{ZWSP}S", "J\ud800", "J@S", "J/S", "J,S", "J;S", "%s", "A" * 300, "\u0301", None, 1, True, [], {},
    "J_S", "J+S", "ნინო", "ნიკა", "ანა", "გია", "q" + "\u0301" * 50, "q" + "\u0301" * 900, "J" + "\u0323" * 12,
]  # fmt: skip
MOMENTS = [
    ("2026-11-22T10:30:00Z", datetime(2026, 11, 22, 10, 30, tzinfo=UTC)),
    ("2026-11-22T10:30Z", datetime(2026, 11, 22, 10, 30, tzinfo=UTC)),
    ("2026-11-22 10:30:00+01:00", datetime(2026, 11, 22, 9, 30, tzinfo=UTC)),
    ("2026-11-22t10:30:00.5z", datetime(2026, 11, 22, 10, 30, 0, 500000, tzinfo=UTC)),
    ("2028-02-29T23:59:59Z", datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC)),
    ("2027-03-28T01:30:00Z", datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
    ("2027-10-31T01:30:00+01:00", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
    ("2026-11-22T10:30:00.123456789Z", datetime(2026, 11, 22, 10, 30, 0, 123456, tzinfo=UTC)),
    ("2026-11-22T10:30:00.9999999+01:00", datetime(2026, 11, 22, 9, 30, 0, 999999, tzinfo=UTC)),
    (" 2026-11-22T10:30:00Z ", datetime(2026, 11, 22, 10, 30, tzinfo=UTC)),
    (None, None), ("", None), (" ", None),
]  # fmt: skip
NOT_MOMENTS = [
    "2026-11-22", "2026-11-22T10:30:00", "22/11/2026", "11/22/2026", "01/02/03", "2026-02-29T10:00:00Z", "0000-00-00",
    "0000-00-00T00:00:00Z", "2026-04-31T10:00:00Z", "2026-13-01T10:00:00Z", "2026-11-22T24:00:01Z",
    "2026-11-22T10:60:00Z",
    "2026-11-22T10:30:61Z", "9999-12-31T23:59:59Z", "1899-12-31T00:00:00Z", "2101-01-01T00:00:00Z", "45985", "1e10",
    "2026-W47-7", "2026-W47-7T10:00:00Z", "2026-326", "20261122T103000Z", "now", "yesterday", "null", "NaN",
    "2026-11-22T10:30:00+25:00", "2026-11-22T10:30:00+1", "2026-11-22T10:30:00 GMT", "２０２６-11-22T10:30:00Z",
    "٢٠٢٦-11-22T10:30:00Z", "2026-11-22T10:30:00Z\nX", "2026-11-22T10:30:00Z\x00", "-2026-11-22T10:30:00Z", 0, 1,
    1764000000, 1.5, True, [], {}, "2026-11-22T10:30:00Z" * 100, datetime(2026, 11, 22, 10, 30),
]  # fmt: skip
TEXTS = [
    ("Two\nlines", "Two\nlines"), ("Two\r\nlines", "Two\nlines"),
    ("# *markdown* <b>html</b>", "# *markdown* <b>html</b>"),
    ("{{7*7}} {0} %s ${x}", "{{7*7}} {0} %s ${x}"), ("e\u0301", "é"), ("Ring 0113 245 0000", "Ring 0113 245 0000"),
    ("Lot 1234567890", "Lot 1234567890"), ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"), ("😀 fine", "😀 fine"),
    ("' OR 1=1 --", "' OR 1=1 --"), ("{self.__class__.__mro__}", "{self.__class__.__mro__}"), ("  x  ", "x"),
    ("a" * 30 + "!", "a" * 30 + "!"), ("20230101 and 4010232138", "20230101 and 4010232138"),
    ("One\u2028two\u2029three", "One\ntwo\n\nthree"),
    # Ten digits with the right check digit, but a telephone number abroad, and pieces of dates and of measurements.
    ("Ring +44 943 476 5919", "Ring +44 943 476 5919"), ("Ring +44 (0)943 476 5919", "Ring +44 (0)943 476 5919"),
    ("94.34 76-5919", "94.34 76-5919"), ("943/47/65919", "943/47/65919"), ("X9434765919123", "X9434765919123"),
    ("On 12.03.2024 10:30", "On 12.03.2024 10:30"),
]  # fmt: skip
NOT_TEXTS = [
    f"a{NUL}b", f"a{RLO}b", f"a{ZWSP}b", "a\x1bb", "a\x08b", "a\ud800b", "a\ufeffb", "\ufffe", "a\x7fb",
    "a\rb", "a\u2066b",
    "943  476 5919", "94347 65919", "943\u00a0476\u00a05919", "943.476.5919", "943 476\n5919", "943\u2028476 5919",
    "９４３４７６５９１９", "９４３ ４７６ ５９１９", "943\u2013476\u20135919", "943\u2009476\u20095919",
    "943 - 476 - 5919", "94 34 76 59 19", "943/476/5919", "(943) 476 5919", "943_476_5919",
    "9 4 3 4 7 6 5 9 1 9", "943 476\u200d5919", "Born 1985, 943 476 5919, Leeds", "aged 38 943 476 5919",
    "943.476 5919",
    "Ring 0113 245 0000 943 476 5919", "+44 7700 900123 943 476 5919", "٩٤٣٤٧٦٥٩١٩",
    "NHS 943 476 5919", "9434765919", "943-476-5919", "see 9434765919.", "4505577104 is the number", None, 1,
    True, [], {},
    b"bytes",
]  # fmt: skip


@pytest.mark.parametrize("name", ["9434765919 Roe", "Roe, NHS 943 476 5919"])
@pytest.mark.parametrize("read", [values.person_name, values.organisation_name])
def test_a_name_stands_in_mails_and_holds_no_nhs_number(read: Callable[[str], str], name: str) -> None:
    with pytest.raises(PydanticCustomError, match="NHS number"):
        read(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_people_bear_is_taken(name: str) -> None:
    assert values.person_name(name) == " ".join(unicodedata.normalize("NFC", name).split())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Jean\u2010Luc", "Jean-Luc"), ("Jean\u2011Luc", "Jean-Luc"), ("Jean\u2013Luc", "Jean-Luc"),
        ("O\u00b4Neil", "O'Neil"), ("O`Neil", "O'Neil"), ("O\u02bcNeil", "O'Neil"), ("Gal·la", "Gal·la"),
    ],
)  # fmt: skip
def test_hyphens_and_apostrophes_of_any_keyboard_are_taken(typed: str, kept: str) -> None:
    assert values.person_name(typed) == kept
    assert values.organisation_name(typed) == kept


@pytest.mark.parametrize(("given", "named"), [("Ann_Lee", "_"), ("Ann 😀", "😀"), ("<b>Ann</b>", "<"), ("@Ann", "@")])
def test_a_refused_name_says_which_character_it_is(given: str, named: str) -> None:
    with pytest.raises(PydanticCustomError, match=f"“{named}” cannot be used"):
        values.person_name(given)


@pytest.mark.parametrize("address", ["a@\u0435xample.org", "a@ex\u0430mple.org.uk", "a@xn--xample-2of.org"])
def test_a_domain_of_two_alphabets_is_refused(address: str) -> None:
    for read in (values.email, text.email):
        with pytest.raises(PydanticCustomError, match="alphabets"):
            read(address)


def test_a_domain_of_one_alphabet_is_taken_whichever_it_is() -> None:
    assert values.email("ann@пример.org") == "ann@xn--e1afmkfd.org"


@pytest.mark.parametrize("name", NOT_NAMES, ids=ascii)
def test_what_is_no_name_is_refused(name: object) -> None:
    with pytest.raises(PydanticCustomError):
        values.person_name(name)


def test_composed_and_combining_letters_are_the_same_name() -> None:
    assert values.person_name("Zoe\u0308") == values.person_name("Zo\u00eb")


@pytest.mark.parametrize(("given", "kept"), EMAILS)
def test_an_address_is_kept_as_a_mail_server_takes_it(given: str, kept: str) -> None:
    assert values.email(given) == kept
    assert values.email(given).isascii()


@pytest.mark.parametrize("address", NOT_EMAILS, ids=ascii)
def test_what_is_not_one_address_is_refused(address: object) -> None:
    with pytest.raises(PydanticCustomError):
        values.email(address)


@pytest.mark.parametrize(("given", "kept"), INITIALS)
def test_initials_are_kept_as_capitals(given: str, kept: str) -> None:
    assert values.initials(given) == kept


@pytest.mark.parametrize("given", NOT_INITIALS, ids=ascii)
def test_what_may_be_a_name_is_not_initials(given: object) -> None:
    with pytest.raises(PydanticCustomError):
        values.initials(given)


@pytest.mark.parametrize(("given", "kept"), MOMENTS)
def test_a_moment_is_kept_in_utc(given: str | None, kept: datetime | None) -> None:
    assert values.moment(given) == kept


@pytest.mark.parametrize("given", NOT_MOMENTS, ids=ascii)
def test_a_moment_that_is_not_clear_is_refused(given: object) -> None:
    with pytest.raises(PydanticCustomError):
        values.moment(given)


@pytest.mark.parametrize(("given", "kept"), TEXTS, ids=ascii)
def test_words_are_kept_as_words(given: str, kept: str) -> None:
    assert values.free_text(given) == kept


@pytest.mark.parametrize("given", NOT_TEXTS, ids=ascii)
def test_words_that_cannot_be_kept_are_refused(given: object) -> None:
    with pytest.raises(PydanticCustomError):
        values.free_text(given)


@pytest.mark.parametrize(
    "long", ["a" * 1_000_000, " " * 1_000_000, "1" * 1_000_000, "1 2-" * 250_000, "a.b-" * 250_000, "\n" * 1_000_000]
)  # fmt: skip
@pytest.mark.parametrize("read", [values.free_text, values.person_name, values.email, values.initials, values.moment])
def test_a_megabyte_is_read_or_refused_in_a_moment(read: object, long: str) -> None:
    began = time.thread_time()
    with contextlib.suppress(PydanticCustomError):
        read(long)  # type: ignore[operator]
    assert time.thread_time() - began < 1
