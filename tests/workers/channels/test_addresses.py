"""URLs that must never lead to a machine of our own: every trick of the table is refused before a packet is sent."""

from __future__ import annotations

import socket

import pytest

from workers.channels.addresses import check, is_public, resolve_now
from workers.channels.base import NotDelivered, Permanent, Temporary

PUBLIC = "93.184.215.14"
NAMES = {
    "hook.example.org": [PUBLIC],
    "localhost": ["127.0.0.1", "::1"],
    "localhost.": ["127.0.0.1"],
    "internal.example.org": ["10.0.0.8"],
    "mixed.example.org": [PUBLIC, "127.0.0.1"],
    "mixed6.example.org": [PUBLIC, "::1"],
    "metadata.google.internal": ["169.254.169.254"],
    "metadata.azure.internal": ["169.254.169.254"],
    "instance-data": ["169.254.169.254"],
    "kubernetes.default.svc": ["10.96.0.1"],
    "nip.example.org": ["192.168.1.1"],
    "cgnat.example.org": ["100.64.0.1"],
    "mapped.example.org": ["::ffff:10.0.0.1"],
    "empty.example.org": [],
    "onward.example.org": [PUBLIC],
    "onward.example.org.": [PUBLIC],
}
PRIVATE = [
    "0.0.0.0", "0.0.0.1", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.1.2.3",
    "127.255.255.255", "169.254.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.170",
    "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1",
    "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "::2", "::127.0.0.1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:93.184.215.14", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::a00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:0:7f00:1::", "2001:10::1", "2001:20::1", "2001:db8::1",
    "2002:7f00:1::", "2002:a00:1::1", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fd12:3456::1", "fe80::1",
    "fe80::1%eth0", "febf::1", "fec0::1", "ff02::1", "ff0e::1",
]  # fmt: skip
URLS = [
    "https://127.0.0.1/", "https://127.1/", "https://127.0.1/", "https://0/", "https://0.0.0.0/", "https://2130706433/",
    "https://0x7f.1/", "https://0x7f000001/", "https://0x7f.0x0.0x0.0x1/", "https://0177.0.0.1/", "https://017700000001/",
    "https://127.0.0.1./", "https://127.0.0.01/", "https://127.0.0.0x1/", "https://1/", "https://0x/", "https://256/",
    "https://4294967295/", "https://134744072/", "https://8.8.2056/", "https://[::1]/", "https://[::]/",
    "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/", "https://[0:0:0:0:0:ffff:127.0.0.1]/",
    "https://[fe80::1]/", "https://[fe80::1%25eth0]/", "https://[fd00:ec2::254]/", "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/", "https://[::1", "https://::1/", "https://[127.0.0.1]/", "https://169.254.169.254/",
    "https://169.254.169.254/latest/meta-data/", "https://metadata.google.internal/", "https://metadata.azure.internal/",
    "https://instance-data/", "https://kubernetes.default.svc/", "https://localhost/", "https://LOCALHOST/",
    "https://localhost./", "https://localhost:443/", "https://internal.example.org/", "https://mixed.example.org/",
    "https://mixed6.example.org/", "https://nip.example.org/", "https://cgnat.example.org/",
    "https://mapped.example.org/", "https://onward.example.org/api", "https://ONWARD.example.org/",
    "https://onward.example.org./", "https://10.0.0.1/", "https://100.64.0.1/", "https://172.16.0.1/",
    "https://192.168.0.1/", "https://224.0.0.1/", "https://255.255.255.255/", "http://hook.example.org/",
    "HTTP://hook.example.org/", "ftp://hook.example.org/", "file:///etc/passwd", "file://hook.example.org/etc/passwd",
    "gopher://hook.example.org:443/_x", "dict://hook.example.org:443/", "ldap://hook.example.org/",
    "javascript:alert(1)", "data:text/plain,x", "//hook.example.org/", "hook.example.org", "", " ", "https://",
    "https:///path", "https:hook.example.org", "https:/hook.example.org", "https://user@hook.example.org/",
    "https://user:pw@hook.example.org/", "https://hook.example.org@127.0.0.1/", "https://@127.0.0.1/",
    "https://127.0.0.1#@hook.example.org/", "https://127.0.0.1?@hook.example.org/",
    "https://hook.example.org\\@127.0.0.1/", "https://127.0.0.1\\@hook.example.org/", "https://127.0.0.1\\.example.org/",
    "https://hook.example.org:22/", "https://hook.example.org:80/", "https://hook.example.org:6379/",
    "https://hook.example.org:0/", "https://hook.example.org:65536/", "https://hook.example.org:-1/",
    "https://hook.example.org:abc/", "https://hook.example.org:443:80/", "https://hook.example.org :443/",
    " https://hook.example.org/", "https://hook.example.org/\n", "https://hook.example.org\r\nHost: x/",
    "https://hook.example.org/ HTTP/1.1\r\nX: y", "https://hook.example.org\x00.evil.example/", "https://hook\t.example.org/",
    "https://\uff11\uff12\uff17.0.0.1/", "https://127\u30020\u30020\u30021/", "https://\u24db\u24de\u24d2alhost/",
    "https://b\u00fccher.example/", "https://hook.example.org\u2044@127.0.0.1/", "https://-hook.example.org/",
    "https://hook..example.org/", "https://.example.org/", "https://hook.example.org,127.0.0.1/",
    "https://hook.example.org;127.0.0.1/", "https://%31%32%37.0.0.1/", "https://hook.example.org%00.evil/",
    f"https://{'a' * 64}.example/", f"https://{'.'.join(['a' * 60] * 5)}/", "https://unknown.example.org/",
    "https://empty.example.org/",
]  # fmt: skip


def resolve(host: str, port: int) -> list[str]:
    """What a resolver says; like the real one it reads numbers as addresses."""
    try:
        return [socket.inet_ntoa(socket.inet_aton(host))]
    except OSError:
        pass
    if ":" in host:
        return [host]
    if host not in NAMES:
        raise socket.gaierror("unknown")
    return NAMES[host]


@pytest.mark.parametrize("url", URLS)
def test_it_is_not_called(url: str) -> None:
    with pytest.raises(NotDelivered):
        check(url, resolve, refused={"onward.example.org"})


@pytest.mark.parametrize("address", PRIVATE)
def test_it_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:4009::200e"])
def test_it_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", ["", "nonsense", "127.1", "0x7f.1", "8.8.8.8/32", "localhost"])
def test_what_is_no_address_is_not_public(address: str) -> None:
    assert not is_public(address)


def test_a_public_host_is_called_at_the_address_that_was_checked() -> None:
    target = check("https://Hook.Example.org/in?key=1", resolve)
    assert (target.host, target.port, target.path, target.addresses) == (
        "hook.example.org",
        443,
        "/in?key=1",
        (PUBLIC,),
    )
    assert check("https://hook.example.org:8443", resolve).path == "/"
    assert check("https://8.8.8.8/", resolve).addresses == ("8.8.8.8",)


def test_it_is_resolved_once() -> None:
    asked: list[str] = []

    def counting(host: str, port: int) -> list[str]:
        asked.append(host)
        return resolve(host, port)

    check("https://hook.example.org/", counting)
    assert asked == ["hook.example.org"]


def test_a_name_that_is_not_known_now_may_be_known_later() -> None:
    for url in ("https://unknown.example.org/", "https://empty.example.org/"):
        with pytest.raises(Temporary):
            check(url, resolve)


def test_development_may_call_itself() -> None:
    target = check("http://localhost:9000/hook", resolve, allow_private=True)
    assert (target.scheme, target.port, target.addresses[0]) == ("http", 9000, "127.0.0.1")
    with pytest.raises(Permanent):
        check("ftp://localhost/", resolve, allow_private=True)


def test_the_machines_resolver_is_asked() -> None:
    assert "127.0.0.1" in resolve_now("127.0.0.1", 443)


def test_the_table_is_long_enough() -> None:
    assert len(set(URLS)) >= 100
