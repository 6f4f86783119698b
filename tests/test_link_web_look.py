"""Looking at links on real servers of this machine: what answers say, and where no request ever goes."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from bot.evidence.drive_links import DriveFile
from bot.evidence.health import Observation
from bot.evidence.looks import Look, NotNowError
from bot.evidence.reach import Reach, system_dns
from bot.evidence.web_look import AGENT, MOST_REDIRECTS, WebLook
from tests.support.web_sites import LOCAL, Page, Site, by_method, certificate, site, status

HOST = "www.agency.example"
SIGN_IN = Observation("needs_login", "sign_in_page")
IN_DRIVE = "https://drive.google.com/file/d/1aBcDeFgHiJkLmNoPq/view"
THAI = "/เอกสาร"


class AnyTurn:
    """Lets every host be asked, and remembers which were."""

    def __init__(self, busy: str = "") -> None:
        self.busy = busy
        self.taken: list[str] = []

    def take(self, host: str) -> bool:
        self.taken.append(host)
        return host != self.busy


def to_this_machine(_host: str) -> list[str]:
    return [LOCAL]


def drive_says_ok(_file: DriveFile) -> Observation:
    return Observation("ok", "drive")


def look_at(place: Site, path: str, *, host: str = HOST, turns: AnyTurn | None = None, **parts: Any) -> Look:
    made = {"reach": Reach(to_this_machine, place.exception), "ask_drive": drive_says_ok, **parts}
    return WebLook(**made)(f"http://{host}:{place.port}{path}", turns or AnyTurn())


def seen_at(pages: dict[str, Page], path: str = "/a", **parts: Any) -> Observation:
    with site(pages) as place:
        return look_at(place, path, **parts).seen


def test_a_page_that_opens_costs_one_small_request() -> None:
    with site({"/a?b=c": status(200, b"x")}) as place:
        look = look_at(place, "/a?b=c")

    assert look == Look(Observation("ok"), {HOST: 1}, frozenset({HOST}))
    assert place.methods == ["HEAD"]


def test_a_request_names_the_asker_and_nobody_else() -> None:
    with site({"/a": by_method(HEAD=status(405), GET=status(200))}) as place:
        look_at(place, "/a")

    head, get = (each.headers for each in place.asked)
    common = {"Host": f"{HOST}:{place.port}", "Accept-Encoding": "identity", "User-Agent": AGENT}
    assert head == {**common, "Accept": "*/*", "Connection": "close"}
    assert get == {**head, "Range": "bytes=0-4095"}


def test_no_cookie_is_kept_and_no_proxy_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    pages = {"/a": status(302, Location="/b", Set_Cookie="who=me"), "/b": status(200)}
    with site(pages) as place:
        assert look_at(place, "/a").seen == Observation("ok")

    assert [each.headers.get("Cookie") for each in place.asked] == [None, None]


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        (status(204), Observation("ok")),
        (by_method(HEAD=status(404), GET=status(200)), Observation("ok")),
        (by_method(HEAD=status(403), GET=status(206, b"x")), Observation("ok")),
        (by_method(HEAD=status(501), GET=status(416)), Observation("ok")),
        (status(404), Observation("gone", "http_404")),
        (status(410), Observation("gone", "http_410")),
        (status(401), Observation("needs_login", "http_401")),
        (status(403), Observation("needs_login", "http_403")),
        (status(403, cf_mitigated="challenge"), Observation("not_checked", "robots")),
        (status(400), Observation("not_checked", "http_400")),
        (status(500), Observation("temporary", "http_500")),
        (status(503, Retry_After="120"), Observation("temporary", "http_503", wait=timedelta(seconds=120))),
        (status(429, Retry_After="Wed, 21 Oct 2026 07:28:00 GMT"), Observation("temporary", "http_429")),
        (status(302), Observation("temporary", "http_302")),
    ],
)
def test_an_answer_says_how_the_link_is(page: Page, seen: Observation) -> None:
    assert seen_at({"/a": page}) == seen


@pytest.mark.parametrize(
    ("pages", "seen"),
    [
        ({"/a": status(302, Location="/b"), "/b": status(200)}, Observation("ok")),
        ({"/a": status(301, Location="/b"), "/b": status(200)}, Observation("moved", "permanent")),
        ({"/a": status(301, Location="/a/"), "/a/": status(200)}, Observation("ok")),
        ({"/a": status(301, Location="/b"), "/b": status(302, Location="/c"), "/c": status(200)}, Observation("ok")),
        ({"/a": status(302, Location="/"), "/": status(200)}, Observation("moved", "front_page")),
        ({"/a": status(301, Location="/index.php"), "/index.php": status(200)}, Observation("moved", "front_page")),
        ({"/a": status(302, Location="/b"), "/b": status(404)}, Observation("gone", "http_404")),
        ({"/a": status(302, Location="/login?next=/a"), "/login?next=/a": status(200)}, SIGN_IN),
        ({"/a": status(302, Location="https://accounts.google.com/ServiceLogin?x=y")}, SIGN_IN),
        ({"/a": status(302, Location="/a", Set_Cookie="x=y")}, Observation("not_checked", "redirects")),
        ({"/a": status(302, Location="https://www.facebook.com/agency")}, Observation("not_checked", "robots")),
        ({"/a": status(302, Location=IN_DRIVE)}, Observation("ok", "drive")),
        ({"/a": status(302, Location=THAI.encode().decode("latin-1")), quote(THAI): status(200)}, Observation("ok")),
    ],
)  # fmt: skip
def test_redirects_are_followed_to_what_they_mean(pages: dict[str, Page], seen: Observation) -> None:
    assert seen_at(pages) == seen


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/admin",
        "http://localhost/",
        "//169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://2130706433/",
        "http://user@www.agency.example/",
        "http://other.example:6379/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "http://www.agency.example\\@10.0.0.1/",
    ],
)
def test_a_redirect_to_where_nothing_must_be_asked_is_not_followed(location: str) -> None:
    with site({"/a": status(302, Location=location)}) as place:
        look = look_at(place, "/a")

    assert look.seen.state in {"not_shared", "not_checked"}
    assert place.methods == ["HEAD"]


def test_a_redirect_to_a_name_with_a_private_address_is_refused_after_dns() -> None:
    def dns(host: str) -> list[str]:
        return ["10.0.0.5"] if host == "inner.example" else [LOCAL]

    with site({"/a": status(302, Location="http://inner.example/")}) as place:
        look = look_at(place, "/a", reach=Reach(dns, place.exception))

    assert look.seen == Observation("not_shared", "private_address")
    assert look.requests == {HOST: 1}


def test_another_port_of_this_machine_stays_out_of_reach() -> None:
    with site({"/a": status(200)}) as allowed, site({"/a": status(200)}) as other:
        look = look_at(other, "/a", reach=Reach(to_this_machine, allowed.exception))

    assert look.seen == Observation("not_checked", "port")
    assert other.asked == []


def test_dns_that_changes_its_mind_leads_nowhere_new() -> None:
    """DNS rebinding: the first answer is harmless, the next one private. Each request goes where it was checked."""
    answers = iter([[LOCAL], ["127.0.0.2"]])
    with site({"/a": by_method(HEAD=status(405), GET=status(200))}) as place:
        look = look_at(place, "/a", reach=Reach(lambda _: next(answers), place.exception))

    assert look.seen == Observation("not_shared", "private_address")
    assert place.methods == ["HEAD"]


def test_dns_is_asked_once_for_a_request_and_its_answer_is_connected_to() -> None:
    questions: list[str] = []

    def dns(host: str) -> list[str]:
        questions.append(host)
        return [LOCAL]

    with site({"/a": status(200)}) as place:
        look_at(place, "/a", host="exists-nowhere.example", reach=Reach(dns, place.exception))

    assert questions == ["exists-nowhere.example"]
    assert place.methods == ["HEAD"], "the name itself leads nowhere: the checked address was connected to"


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        (socket.EAI_NONAME, Observation("gone", "no_such_host", silent=True)),
        (socket.EAI_AGAIN, Observation("temporary", "dns", silent=True)),
    ],
)
def test_a_name_that_leads_nowhere_is_told_apart_from_dns_that_fails(code: int, seen: Observation) -> None:
    def dns(_host: str) -> list[str]:
        raise socket.gaierror(code, "?")

    assert WebLook(drive_says_ok, Reach(dns))("https://www.agency.example/", AnyTurn()).seen == seen


def test_this_machines_dns_is_asked_for_addresses() -> None:
    assert LOCAL in system_dns("localhost")


def test_no_connection_is_silence_and_the_next_address_is_tried() -> None:
    with socket.socket() as closed, site({"/a": status(200)}) as place:
        closed.bind(("127.0.0.3", place.port))
        both = frozenset({("127.0.0.3", place.port), (LOCAL, place.port)})
        alone = look_at(place, "/a", reach=Reach(lambda _: ["127.0.0.3"], both))
        then = look_at(place, "/a", reach=Reach(lambda _: ["127.0.0.3", LOCAL], both))

    assert alone == Look(Observation("temporary", "unreachable", silent=True), {HOST: 1}, frozenset())
    assert then == Look(Observation("ok"), {HOST: 2}, frozenset({HOST}))


def test_a_server_that_never_answers_is_left_after_a_while() -> None:
    def sleep(_handler: BaseHTTPRequestHandler) -> None:
        time.sleep(3)

    started = time.monotonic()
    assert seen_at({"/a": sleep}, seconds=0.5) == Observation("temporary", "timeout")
    assert time.monotonic() - started < 2


def test_a_server_that_drips_is_cut_off() -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        for _ in range(100):
            handler.wfile.write(b"HTTP/1.0 200 OK\r\nX: "[:1])
            handler.wfile.flush()
            time.sleep(0.1)

    started = time.monotonic()
    assert seen_at({"/a": drip}, seconds=0.6) == Observation("temporary", "timeout")
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("secure", [False, True])
def test_a_page_that_comes_but_drips_is_not_waited_for(secure: bool, tmp_path: Path) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "4000")
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"x")
            time.sleep(0.1)

    shown, trusting = certificate(tmp_path, HOST)
    started = time.monotonic()
    with site({"/a": by_method(HEAD=status(405), GET=drip)}, tls=shown if secure else None) as place:
        looking = WebLook(drive_says_ok, Reach(to_this_machine, place.exception), seconds=0.7, trust=lambda: trusting)
        look = looking(f"http{'s' * secure}://{HOST}:{place.port}/a", AnyTurn())

    assert look.seen == Observation("ok")
    assert time.monotonic() - started < 3


def test_of_an_endless_page_only_the_beginning_is_read() -> None:
    sent: list[int] = []
    ended = threading.Event()

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                sent.append(handler.wfile.write(b"x" * 65536))
        except OSError:
            ended.set()

    started = time.monotonic()
    assert seen_at({"/a": by_method(HEAD=status(405), GET=endless)}) == Observation("ok")
    assert ended.wait(5), "the checker must hang up"
    assert time.monotonic() - started < 5
    assert sum(sent) < 32 * 1024 * 1024


@pytest.mark.parametrize(
    "said", [b"", b"220 mail.example ESMTP\r\n", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n"]
)
def test_an_answer_that_is_no_http_breaks_nothing(said: bytes) -> None:
    def babble(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(said)

    assert seen_at({"/a": babble}) == Observation("temporary", "broken")


def test_more_redirects_than_a_few_are_not_followed() -> None:
    pages = {f"/{number}": status(302, Location=f"/{number + 1}") for number in range(20)}
    with site(pages) as place:
        look = look_at(place, "/0")

    assert look.seen == Observation("not_checked", "redirects")
    assert look.requests == {HOST: MOST_REDIRECTS + 1}


def test_another_host_is_asked_only_when_it_is_its_turn() -> None:
    with site({"/a": status(302, Location="http://busy.example/b")}) as place:
        with pytest.raises(NotNowError):
            look_at(place, "/a", turns=AnyTurn(busy="busy.example"))
        turns = AnyTurn()
        look_at(place, "/a", turns=turns, reach=Reach(lambda _: [LOCAL], place.exception))

    assert turns.taken == ["busy.example"]


@contextmanager
def secure_site(folder: Path, host: str, **kind: Any) -> Iterator[tuple[Site, Callable[[], Any]]]:
    shown, trusting = certificate(folder, host, **kind)
    with site({"/a": status(200)}, tls=shown) as place:
        yield place, lambda: trusting


def securely(place: Site, **parts: Any) -> Observation:
    looking = WebLook(drive_says_ok, Reach(to_this_machine, place.exception), **parts)
    return looking(f"https://{HOST}:{place.port}/a", AnyTurn()).seen


def test_tls_holds_the_name_in_the_link_against_the_certificate(tmp_path: Path) -> None:
    with secure_site(tmp_path, HOST) as (place, trust):
        assert securely(place, trust=trust) == Observation("ok")
    with secure_site(tmp_path, "other.example") as (place, trust):
        assert securely(place, trust=trust) == Observation("temporary", "tls")


def test_a_certificate_that_nobody_vouches_for_or_that_ran_out_needs_attention(tmp_path: Path) -> None:
    with secure_site(tmp_path, HOST) as (place, _):
        assert securely(place) == Observation("temporary", "tls")
    with secure_site(tmp_path, HOST, days=-1) as (place, trust):
        assert securely(place, trust=trust) == Observation("temporary", "tls")


def test_tls_to_a_server_without_it_needs_attention() -> None:
    with site({}) as place:
        assert securely(place) == Observation("temporary", "tls")
