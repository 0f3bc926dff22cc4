"""Addresses asked of a real server: what comes, and what is refused."""

import gzip
import time
from collections.abc import Iterator

import pytest
from conftest import ROOT
from helpers.web import Answer, Web, moved, page, web

from whodex.fetch import get
from whodex.fetch.get import Fetched, Fetcher, UnfetchedError, checked, is_public


@pytest.fixture
def there() -> Iterator[Web]:
    with web() as server:
        yield server


@pytest.fixture
def fetcher(monkeypatch: pytest.MonkeyPatch) -> Fetcher:
    """One that may ask this machine, and needn't wait."""
    monkeypatch.setattr(get, "PAUSE", 0)
    return Fetcher(private=True)


def refused(fetcher: Fetcher, address: str) -> str:
    with pytest.raises(UnfetchedError) as caught:
        fetcher.fetch(address)
    return str(caught.value)


def test_a_page_comes_as_it_is_sent_and_the_server_learns_who_asks(
    there: Web, fetcher: Fetcher
) -> None:
    storm = page("Storm")
    address = there.at("/storm?a=1", storm)
    assert fetcher.fetch(f"{address}#p3") == Fetched(address, storm, "text/html", "utf-8")
    ((path, headers),) = there.asked
    assert path == "/storm?a=1"
    assert headers["user-agent"].startswith("Whodex/")
    assert "text/html" in headers["accept"]
    assert "cookie" not in {name.lower() for name in headers}


def test_what_is_packed_is_unpacked(there: Web, fetcher: Fetcher) -> None:
    packed = Answer(gzip.compress(b"<html>a"), headers={"Content-Encoding": "gzip"})
    assert fetcher.fetch(there.at("/a", packed)).data == b"<html>a"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_to_where_the_page_stands(
    status: int, there: Web, fetcher: Fetcher
) -> None:
    end = there.at("/news/storm", b"<html>x")
    there.at("/old/b", moved("../news/storm#top", status))
    assert fetcher.fetch(there.at("/a", moved("/old/b", status))).address == end


@pytest.mark.parametrize(("times", "comes"), [(5, True), (6, False)])
def test_redirects_end_somewhere(times: int, comes: bool, there: Web, fetcher: Fetcher) -> None:
    for n in range(times):
        there.at(f"/{n}", moved(f"/{n + 1}"))
    there.at(f"/{times}", b"<html>x")
    if comes:
        assert fetcher.fetch(f"{there.host}/0").data == b"<html>x"
    else:
        assert "more than 5 times" in refused(fetcher, f"{there.host}/0")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Answer(b"x", status=404), "its server answers 404 (Not Found)"),
        (Answer(b"x", status=403), "its server answers 403 (Forbidden)"),
        (
            Answer(b"x", status=429, headers={"Retry-After": "90"}),
            "its server answers 429 (Too Many Requests); it asks to come back in 90 seconds",
        ),
        (Answer(b"x", status=599), "its server answers 599"),
        (Answer(status=204), "its server answers 204 (No Content)"),
        (Answer(status=301), "its server answers 301 (Moved Permanently)"),
        (moved("file:///etc/passwd"), "isn't an address of the web"),
        (moved("http://[::1"), "isn't an address"),
        (
            Answer(b"<html>", headers={"Content-Length": "50"}),
            "its server stopped amid the answer",
        ),
        (Answer(b"no gzip", headers={"Content-Encoding": "gzip"}), "stopped amid the answer"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_what_is_no_page_is_told(
    answer: Answer, message: str, there: Web, fetcher: Fetcher
) -> None:
    assert message in refused(fetcher, there.at("/a", answer))


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://example.org/a",
        "javascript:alert(1)",
        "example.org/storm",
        "https://",
        "",
        "http://[::1",
    ],
)
def test_only_the_web_is_asked(address: str) -> None:
    assert "isn't an address" in refused(Fetcher(), address)


def test_a_password_stands_in_no_seed() -> None:
    assert "has a name or a password" in refused(Fetcher(), "https://ada:secret@example.org/a")
    assert checked(" HTTPS://Example.org/a#b ") == "https://Example.org/a"


def test_a_slow_server_is_waited_for_so_long(
    there: Web, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(get, "BETWEEN", 0.3)
    address = there.at("/a", Answer(b"<html>x", pause=2))
    begun = time.monotonic()
    assert refused(fetcher, address)
    assert time.monotonic() - begun < 1.5


def test_a_server_that_never_ends_is_left(
    there: Web, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(get, "WHOLE", 0.5)
    monkeypatch.setattr(get, "PIECE", 10)
    address = there.at("/a", Answer(b"<html>" + b"x" * 400, pieces=40, pause=0.1))
    begun = time.monotonic()
    assert "longer than 0.5 seconds" in refused(fetcher, address)
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(("start", "most"), [(b"<html>", "LARGEST"), (b"%PDF-1.7", "LARGEST_PDF")])
def test_what_is_too_large_is_left_amid_it(
    start: bytes, most: str, there: Web, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(get, "LARGEST", 1_000_000)
    monkeypatch.setattr(get, "LARGEST_PDF", 2_000_000)
    limit = getattr(get, most)
    just = start + b" " * (limit - len(start))
    assert fetcher.fetch(there.at("/a", just)).data == just
    assert f"larger than {limit // 1_000_000} MB" in refused(fetcher, there.at("/b", just + b" "))
    bomb = Answer(gzip.compress(just + b" " * 9_000_000), headers={"Content-Encoding": "gzip"})
    assert f"larger than {limit // 1_000_000} MB" in refused(fetcher, there.at("/c", bomb))


def test_between_two_questions_to_one_server_is_a_second(there: Web) -> None:
    fetcher, address = Fetcher(private=True), there.at("/a", b"<html>x")
    begun = time.monotonic()
    fetcher.fetch(address)
    assert time.monotonic() - begun < 0.9
    fetcher.fetch(address)
    assert 1 <= time.monotonic() - begun < 1.9


def test_where_nothing_answers_it_is_asked_whether_the_machine_is_online() -> None:
    fetcher = Fetcher(private=True)
    assert "is this machine online?" in refused(fetcher, "http://127.0.0.1:1/a")
    assert "is this machine online?" in refused(fetcher, "http://nowhere.invalid/a")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_is_asked_nothing_unless_that_is_allowed(host: str, there: Web) -> None:
    address = there.at("/a", b"<html>x").replace("127.0.0.1", host)
    assert "in a private network; --private allows that" in refused(Fetcher(), address)
    assert there.asked == []


def test_no_redirect_leads_into_a_private_network(
    there: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first server stands for one of the open internet, as far as a test can have one."""
    first = iter([True])
    monkeypatch.setattr(get, "is_public", lambda machine: next(first, is_public(machine)))
    with web() as inside:
        address = there.at("/a", moved(inside.at("/secret", b"<html>secret")))
        assert "127.0.0.1 is in a private network" in refused(Fetcher(), address)
        assert there.paths == ["/a"]
        assert inside.asked == []


@pytest.mark.parametrize(
    ("machine", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - none is bound
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
    ],
)
def test_a_private_network_is_told_by_the_number(machine: str, public: bool) -> None:
    assert is_public(machine) == public


def test_the_limits_are_documented() -> None:
    text = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    part = text.partition("### Articles from the web")[2].partition("\n## ")[0]
    assert f"{get.MOST_REDIRECTS} redirects" in part
    assert f"{get.LARGEST // 1_000_000} MB ({get.LARGEST_PDF // 1_000_000} MB of a PDF)" in part
    assert f"{get.CONNECT} seconds to answer, {get.BETWEEN} between" in part
    assert f"{get.WHOLE} seconds in all" in part
