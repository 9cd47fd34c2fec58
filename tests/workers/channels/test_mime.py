"""Addresses and headers that try to reach somebody else, or to say something else."""

from __future__ import annotations

import pytest

from tests.workers.conftest import claimed, settings_of
from tests.workers.sinks import mail_server
from workers.channels.base import Mail, NotDelivered, Permanent
from workers.channels.email import EmailChannel
from workers.channels.mime import NOBODY_READS, address, compose

BAD_ADDRESSES = [
    "", " ", "a", "@", "a@", "@b.example", "a@b@c.example", "a b@c.example", "a@b c.example", "a@b.example ",
    " a@b.example", "a@b.example\n", "a@b.example\r\nBcc: x@evil.example", "a@b.example\nBcc: x@evil.example",
    "a@b.example\rBcc: x@evil.example", "a@b.example%0aBcc:x@evil.example", "a@b.example,x@evil.example",
    "a@b.example;x@evil.example", "a@b.example, x@evil.example", "<a@b.example>", "A <a@b.example>",
    '"a" <a@b.example>', '"a" <x@b.example>, y@evil.example', '"a b"@c.example', '"a@b.example"@c.example',
    'a"b@c.example', "a\\@b@c.example", "a(comment)@b.example", "a@(comment)b.example", "a@[127.0.0.1]",
    "a@[IPv6:::1]", ".a@b.example", "a.@b.example", "a..b@c.example", "a@.b.example", "a@b..example",
    "a@b.example.", "a@-b.example", "a@b-.example", "a@b_c.example", "a@b!c.example", "a@b/c.example",
    "mailto:a@b.example", "a:b@c.example", "a;b@c.example", "a,b@c.example", "a<b@c.example", "a>b@c.example",
    "a\x00@b.example", "a@b.example\x00", "a\x7f@b.example", "a\t@b.example", "a@b\t.example", "a\u2028@b.example",
    "a\u200b@b.example", "a@b\u200b\r.example", "a\u202e@b.example", "a\u00a0@b.example", "a@b\uff0cx.example",
    "a\ud800@b.example", "a@\ud800.example", f"{'a' * 65}@b.example", f"a@{'b' * 64}.example",
    f"a@{'.'.join(['b' * 60] * 5)}", "group:a@b.example,c@d.example;", "undisclosed-recipients:;",
    "a@b.example>\r\nRCPT TO:<x@evil.example", "a@b.example> SIZE=1", "a@b.example\r\n.\r\nMAIL FROM:<x>",
    "@relay.example:a@b.example", "a%b.example@relay.example\n", "root@localhost\r", "|/bin/sh@b.example\n",
    "a@b.example?cc=x@evil.example", "a@b.example&cc=x", "a@b.example#x", "=?utf-8?q?a=40b?= <x@evil.example>",
    "a@=?utf-8?q?b?=", "a@b.example\x0b", "a@b.example\x0c", "a@b.example\x85",
]  # fmt: skip
BAD_LINES = [
    "a\nBcc: x@evil.example", "a\r\nBcc: x@evil.example", "a\rBcc: x@evil.example", "a\x00b", "a\x0bb", "a\x0cb",
    "a\u2028Bcc: x@evil.example", "a\x85Bcc: x@evil.example", "a\x1b[31m", "a\ud800b", "x" * 500,
]  # fmt: skip
TRICKY_NAMES = [
    '"a" <x@evil.example>, y', "a, x@evil.example", "a; x@evil.example", "x@evil.example", "<x@evil.example>",
    'quo"te', "back\\slash", "(comment)", "Zoë, O’Brien & Sons: Leeds", "=?utf-8?q?x=40evil.example=2C?=",
    "a>, <x@evil.example", "名前", "a\\\" <x@evil.example>, \\\"",
]  # fmt: skip


@pytest.mark.parametrize("to", BAD_ADDRESSES)
def test_what_is_not_one_address_is_never_written_to(to: str) -> None:
    with pytest.raises(Permanent):
        compose(Mail(to, "Clinic", "s", "t"), sender="r@onward.example", message_id="1")


def test_none_of_them_reaches_a_server(tmp_path_factory: pytest.TempPathFactory) -> None:
    with mail_server() as sink:
        channel = EmailChannel(settings_of(tmp_path_factory.mktemp("mail"), smtp_url=sink.url))
        for to in BAD_ADDRESSES:
            with pytest.raises(NotDelivered):
                channel.send(Mail(to, "Clinic", "s", "t"), claimed(), 5)
        assert (sink.offered, sink.accepted) == (0, [])


@pytest.mark.parametrize("line", BAD_LINES)
@pytest.mark.parametrize("field", ["to_name", "subject"])
def test_a_header_that_would_become_two_is_never_sent(line: str, field: str) -> None:
    values = {"to": "a@b.example", "to_name": "Clinic", "subject": "s", "text": "t", field: line}
    with pytest.raises(Permanent):
        compose(Mail(**values), sender="r@onward.example", message_id="1")


@pytest.mark.parametrize("name", TRICKY_NAMES)
def test_a_name_is_only_ever_a_name(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    with mail_server() as sink:
        channel = EmailChannel(settings_of(tmp_path_factory.mktemp("mail"), smtp_url=sink.url))
        channel.send(Mail("clinic@b.example", name, "s", "t"), claimed(), 5)
        assert sink.recipients == [["clinic@b.example"]]
        [found] = sink.accepted
        assert [each.addr_spec for each in found["To"].addresses] == ["clinic@b.example"]
        assert found["Cc"] is None
        assert found["Bcc"] is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a@b.example", "a@b.example"), ("A.b+c@B.Example", "A.b+c@b.example"),
        ("o'brien@b.example", "o'brien@b.example"),
        ("a@bücher.example", "a@xn--bcher-kva.example"), ("root@localhost", "root@localhost"),
        ("zoë@b.example", "zoë@b.example"), (f"{'a' * 64}@b.example", f"{'a' * 64}@b.example"),
    ],
)  # fmt: skip
def test_good_addresses_are_kept(given: str, expected: str) -> None:
    assert address(given).addr_spec == expected


def test_text_that_could_end_a_mail_does_not(tmp_path_factory: pytest.TempPathFactory) -> None:
    text = "one\n.\nMAIL FROM:<x@evil.example>\nRCPT TO:<y@evil.example>\nDATA\n" + "long " * 500 + "\n"
    with mail_server() as sink:
        channel = EmailChannel(settings_of(tmp_path_factory.mktemp("mail"), smtp_url=sink.url))
        channel.send(Mail("clinic@b.example", "Clinic", "s", text), claimed(), 5)
        assert len(sink.accepted) == 1
        assert sink.accepted[0].get_content().replace("\r\n", "\n") == f"{text}{NOBODY_READS}\n"


def test_text_that_no_mail_can_hold_is_permanent() -> None:
    with pytest.raises(Permanent):
        compose(Mail("a@b.example", "Clinic", "s", "\ud800"), sender="r@onward.example", message_id="1")


def test_the_list_is_long_enough() -> None:
    assert len(set(BAD_ADDRESSES)) >= 80
