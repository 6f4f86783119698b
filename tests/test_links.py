"""Which evidence links are usable, and where they are found."""

from __future__ import annotations

import pytest

from sheets_schema.cells import Cell
from sheets_schema.links import hyperlink_of, is_usable, usable_links


@pytest.mark.parametrize(
    "link",
    [
        "http://a.go.th", "HTTPS://A.GO.TH/x", "http://a.go.th:8080/x?y#z", "https://[::1]/", "http://localhost",
        "http://user:pass@a.go.th/", "https://a.go.th?x=1", "https://กระทรวง.ไทย/เอกสาร", "http://a.go.th:", "http://%61.th",
    ],
)  # fmt: skip
def test_http_and_https_with_a_host_are_usable(link: str) -> None:
    assert is_usable(link)


@pytest.mark.parametrize(
    "link",
    [
        "http://", "https:///path", "http://:80", "http://?x", "http://#x", "ftp://a.go.th", "a.go.th", "mailto:a@b.th",
        "http:a.go.th", "http:/a.go.th", "http://user@/", "http://[::1", "http://a.go.th:port/", "javascript:alert(1)",
        "http://a b", "http://a\\b", "http://%zz.th", "https://[1:2:3]/x",
        "https://[:::::]", "https://[1::2::3]/", "https://[::1.2.3.256]/", "file:///c:/x", "", "//a.go.th",
    ],
)  # fmt: skip
def test_everything_else_is_not(link: str) -> None:
    assert not is_usable(link)


def test_several_links_are_found_between_line_breaks_commas_and_spaces() -> None:
    cell = Cell("https://a.th/1\nhttps://b.th/2, http://c.th/3 https://a.th/1")

    assert usable_links(cell) == ("https://a.th/1", "https://b.th/2", "http://c.th/3")


def test_links_are_found_behind_thai_words_and_in_brackets() -> None:
    assert usable_links(Cell("ดูที่https://a.th/1 (https://b.th/2) หลักฐาน:https://c.th/3")) == (
        "https://a.th/1",
        "https://b.th/2",
        "https://c.th/3",
    )


def test_a_bracket_that_belongs_to_the_link_stays() -> None:
    assert usable_links(Cell("(https://a.th/x_(1)) https://b.th/y).")) == ("https://a.th/x_(1)", "https://b.th/y")


@pytest.mark.parametrize("link", ["https://[::1]", "https://[2001:db8::1]:8080", "https://[v1.a]"])
def test_an_address_in_brackets_keeps_them(link: str) -> None:
    assert usable_links(Cell(f"ดู {link}")) == (link,)


def test_an_address_inside_another_is_no_link_of_its_own() -> None:
    assert usable_links(Cell("javascript:x('http://a.th') ftp://x?http://b.th")) == ()


def test_attached_links_count_and_come_first() -> None:
    cell = Cell("คำสั่งแต่งตั้ง", "คำสั่งแต่งตั้ง", ("https://a.th/1", "mailto:x@y.th", "https://b.th/2"))

    assert usable_links(cell) == ("https://a.th/1", "https://b.th/2")


@pytest.mark.parametrize(
    ("formula", "address"),
    [
        ('=HYPERLINK("https://a.th/1","ดู")', "https://a.th/1"), ('= hyperlink( "https://a.th" ; "x")', "https://a.th"),
        ('=HYPERLINK("https://a.th")', "https://a.th"), ('=+HYPERLINK("https://a.th/?q=""a""","x")', 'https://a.th/?q="a"'),
        ("=HYPERLINK(A1)", None), ("=SUM(1)", None),
    ],
)  # fmt: skip
def test_the_address_of_a_hyperlink_formula(formula: str, address: str | None) -> None:
    assert hyperlink_of(formula) == address
