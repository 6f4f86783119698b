"""What keeps others out of the pages: tried as an attacker would, on every address that there is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot.store import tries
from bot.store.database import Database
from bot.web.guards import HEADERS, POLICY
from bot.web.webhook import PATH as WEBHOOK
from tests.support.desk_web import Browser, DeskWeb
from tests.test_desk_review import ready

pytest_plugins = ["tests.support.databases"]

HOST = "tonbaeb.example.go.th"
SIGNED_BY_THEMSELVES = {"/google/changes"}
HOSTILE_NUMBERS = ("0", "-1", "999999999", "9999999999", "9" * 40, "9" * 3000, "1e9", "١٢", "0x1", " 1 ", "")
NAMES_OF_ROUTING = ("endpoint", "_external", "_scheme", "_method", "_anchor", "code", "self")


@pytest.fixture
def web(sqlite: Database) -> DeskWeb:
    return ready(sqlite)


@pytest.fixture
def secure(sqlite: Database) -> DeskWeb:
    return DeskWeb(sqlite, base_url=f"https://{HOST}")


def addresses(web: DeskWeb, method: str) -> Iterator[str]:
    """Every address that takes this method, with something in the place of its variables."""
    for rule in web.app.url_map.iter_rules():
        if method in (rule.methods or ()):
            yield re.sub("<[^>]+>", "1", rule.rule)


def over_https(browser: Browser, address: str, **more: Any) -> TestResponse:
    return browser.client.get(address, base_url=f"https://{HOST}", **more)


def token_on(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    return found.group(1)


def under_another_host(web: DeskWeb, browser: Browser) -> FlaskClient:
    """A client with this browser's cookies that names a host of its own choice."""
    client = web.app.test_client(use_cookies=False)
    cookie = browser.client.get_cookie("tonbaeb")
    client.environ_base |= {"HTTP_HOST": "evil.example", "HTTP_COOKIE": f"tonbaeb={cookie.value}" if cookie else ""}
    return client


def test_every_form_is_refused_without_its_token(web: DeskWeb) -> None:
    officer = web.browser()
    taken = {address: officer.client.post(address).status_code for address in addresses(web, "POST")}

    assert {address for address, status in taken.items() if status != 400} == SIGNED_BY_THEMSELVES
    assert len(taken) > 20


def test_a_token_of_one_browser_is_of_no_use_in_another(web: DeskWeb) -> None:
    mine, theirs = web.browser(), web.browser(name="สมชาย")

    assert theirs.send("/desk/leave", mine.open("/desk/")).status_code == 400
    assert theirs.open("/desk/").status_code == 200


def test_every_page_carries_the_headers(secure: DeskWeb) -> None:
    wanted = {**HEADERS, "Content-Security-Policy": POLICY, "Strict-Transport-Security": "max-age=31536000"}
    stranger = secure.stranger()
    for address in [*addresses(secure, "GET"), "/nowhere"]:
        headers = over_https(stranger, address).headers
        assert {name: headers.get(name) for name in wanted} == wanted, address


def test_nothing_but_files_and_what_is_public_anyway_may_be_kept_by_browsers_and_proxies(web: DeskWeb) -> None:
    officer = web.browser()
    kept = {each for each in addresses(web, "GET") if officer.open(each).headers["Cache-Control"] != "no-store"}

    assert kept == {"/results"}
    assert {officer.open(each).headers["Cache-Control"] for each in ("/results", "/static/desk.css")} == {"no-cache"}


def test_without_https_no_browser_is_told_to_use_it(web: DeskWeb) -> None:
    assert "Strict-Transport-Security" not in web.stranger().open("/").headers


def test_over_https_no_neighbouring_host_can_set_our_cookies(secure: DeskWeb) -> None:
    cookies = over_https(secure.stranger(), f"{secure.link()}?lang=en").headers.getlist("Set-Cookie")
    told = {cookie.partition("=")[0]: set(cookie.split("; ")[1:]) for cookie in cookies}

    assert told["__Host-tonbaeb"] == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}
    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= told["lang"]


def test_a_session_given_beforehand_is_not_the_one_that_is_signed_in(web: DeskWeb) -> None:
    browser, link = web.stranger(), web.link()
    page = browser.open(link)
    before = browser.client.get_cookie("tonbaeb")
    browser.send(link, page)
    after = browser.client.get_cookie("tonbaeb")
    assert before is not None
    assert after is not None
    assert before.value != after.value

    thief = web.stranger()
    thief.client.set_cookie("tonbaeb", before.value)
    assert thief.open("/desk/").location == "/desk/door"


@pytest.mark.parametrize(
    "address", ["/desk", "/desk//agencies", "/desk/", "/desk/agencies/1/compare", "//x.example/desk"]
)
def test_whoever_names_another_host_is_not_sent_there(web: DeskWeb, address: str) -> None:
    for browser in (web.stranger(), web.browser()):
        answer = under_another_host(web, browser).get(address)
        assert "evil.example" not in f"{answer.location} {answer.get_data(as_text=True)}"
        assert (answer.location or "/").startswith("/")
        assert not (answer.location or "/").startswith(("//", "/\\"))


def test_the_link_of_an_assessor_leads_to_our_own_address_whatever_host_was_named(sqlite: Database) -> None:
    ready(sqlite)
    web = DeskWeb(sqlite, base_url=f"http://{HOST}")
    officer = web.browser()
    token = token_on(officer.page("/desk/assessors"))
    client = under_another_host(web, officer)
    page = client.post("/desk/assessors/AS-1/link", data={"csrf_token": token}).get_data(as_text=True)

    assert f"http://{HOST}/desk/enter/" in page
    assert "evil.example" not in page


@pytest.mark.parametrize("name", NAMES_OF_ROUTING)
def test_names_that_routing_knows_are_taken_from_nobody(web: DeskWeb, name: str) -> None:
    officer = web.browser()
    for address in addresses(web, "GET"):
        answer = officer.open(f"{address}?{name}=javascript")
        if address != "/healthz":  # which says 503 here, since no clock is at work
            assert answer.status_code < 500, f"{address}?{name}"
        assert b'href="javascript' not in answer.get_data()


@pytest.mark.parametrize("number", HOSTILE_NUMBERS)
def test_numbers_that_no_database_holds_are_no_rows(web: DeskWeb, number: str) -> None:
    officer = web.browser()
    for name in ("before", "page", "each"):
        for address in ("/desk/audit", "/desk/outgoing", "/desk/agencies", "/desk/assignments", "/desk/review"):
            assert officer.client.get(address, query_string={name: number}).status_code == 200, (address, name)
    compared = officer.client.get("/desk/agencies/1/compare", query_string={"one": number, "other": "1"})
    assert compared.status_code in {302, 404}
    assert officer.open(f"/desk/agencies/1/readings/{number}").status_code == 404


def test_a_nul_is_refused_wherever_it_stands(web: DeskWeb) -> None:
    officer = web.browser()
    token = token_on(officer.page("/desk/"))
    for address in addresses(web, "GET"):
        assert officer.client.get(address, query_string={"q": "a\x00b"}).status_code == 400, address
    for address in addresses(web, "POST"):
        sent = officer.client.post(address, data={"csrf_token": token, "why": "a\x00b"})
        assert sent.status_code == 400, address
    assert officer.open("/desk/agencies/%00").status_code == 400


def test_many_entries_in_vain_are_answered_and_noted_no_more_but_a_good_link_works(web: DeskWeb) -> None:
    guesser = web.stranger()
    page = guesser.open(web.link())
    most = tries.ENTRIES_IN_VAIN.most
    statuses = [guesser.send("/desk/enter/guess", page).status_code for _ in range(most + 2)]
    with web.database.reading() as session:
        noted = session.query(tries.Try).count()

    assert (statuses, noted) == ([410] * most + [429] * 2, most)
    link, officer = web.link(), web.stranger()
    assert officer.send(link, officer.open(link)).request.path == "/desk/"
    web.clock.set(web.clock.now() + tries.ENTRIES_IN_VAIN.within)
    assert guesser.send("/desk/enter/guess", guesser.open(web.link())).status_code == 410


def test_a_preview_of_a_link_by_any_reading_method_leaves_it_usable(web: DeskWeb) -> None:
    link, preview, officer = web.link(), web.stranger().client, web.stranger()
    statuses = [preview.head(link).status_code, preview.get(link).status_code, preview.options(link).status_code]

    assert statuses == [200, 200, 200]
    assert officer.send(link, officer.open(link)).request.path == "/desk/"


def test_a_large_body_is_refused_on_every_address(web: DeskWeb) -> None:
    officer = web.browser()
    token = token_on(officer.page("/desk/"))
    for address in addresses(web, "POST"):
        sent = officer.client.post(address, data={"csrf_token": token, "why": "ก" * 8_000_000})
        assert sent.status_code == 413, address


class _Untouchable:
    """A body that may not be read."""

    def read(self, *_: int) -> bytes:
        raise AssertionError("the body was read")

    readline = readlines = __iter__ = read


@pytest.mark.parametrize("signature", [None, "", "x", "=" * 44, "A" * 44, "A" * 43 + "=\n", "ก" * 44])
def test_the_body_of_a_webhook_that_cannot_be_signed_is_not_read(web: DeskWeb, signature: str | None) -> None:
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": WEBHOOK,
        "CONTENT_LENGTH": "1000000",
        "wsgi.input": _Untouchable(),
        "wsgi.url_scheme": "https",
        "SERVER_NAME": HOST,
        "SERVER_PORT": "443",
    }
    if signature is not None:
        environ["HTTP_X_LINE_SIGNATURE"] = signature.encode().decode("latin-1")
    told: list[str] = []
    body = b"".join(web.app.wsgi_app(environ, lambda status, _headers, _exc=None: told.append(status)))  # type: ignore[arg-type] # a fake of a few lines

    assert (told, body) == (["401 UNAUTHORIZED"], b"signature does not match")


def test_a_signature_of_one_body_signs_no_other(web: DeskWeb) -> None:
    from bot.line.signature import signature_of  # noqa: PLC0415 # beside what it is held against

    body, other = json.dumps({"events": []}).encode(), json.dumps({"events": [1]}).encode()
    client = web.stranger().client
    sent = [
        client.post(WEBHOOK, data=each, headers={"X-Line-Signature": signature_of(body, "channel")}).status_code
        for each in (body, other, body + b" ")
    ]

    assert sent == [200, 401, 401]


def test_an_assessor_who_sends_for_an_agency_of_others_is_turned_away(web: DeskWeb) -> None:
    assessor = web.browser("assessor", "อาจารย์ ก", "AS-1")
    page = assessor.open("/desk/")

    for act in ("level", "marks"):
        assert assessor.send(f"/desk/review/A-00003/{act}", page, criterion="1.1", level=3).status_code == 403, act
