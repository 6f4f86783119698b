"""Which addresses are never asked, however they are spelled, and one name for each link."""

from __future__ import annotations

import socket

import pytest

from bot.evidence.addresses import RefusedLinkError, is_public, target_of
from bot.evidence.drive_links import DriveFile, drive_file_in
from bot.evidence.names import DRIVE, NOWHERE, asked_at, name_of, normalised
from bot.evidence.reach import Reach

REFUSED = [
    ("http://127.0.0.1/", "private_address"),
    ("http://127.0.0.1./", "private_address"),
    ("http://127.1.2.3/", "private_address"),
    ("http://127.1/", "odd_address"),
    ("http://2130706433/", "odd_address"),
    ("http://017700000001/", "odd_address"),
    ("http://0x7f000001/", "odd_address"),
    ("http://0x7f.0.0.1/", "odd_address"),
    ("http://0177.0.0.1/", "odd_address"),
    ("http://127.0.0.01/", "odd_address"),
    ("http://127.0.0.0x1/", "odd_address"),
    ("http://127.0.0.1.1/", "odd_address"),
    ("http://999.1.1.1/", "odd_address"),
    ("http://１２７.０.０.１/", "private_address"),
    ("http://127。0。0。1/", "private_address"),
    ("http://①②⑦.⓪.⓪.①/", "private_address"),
    ("http://0.0.0.0/", "private_address"),
    ("http://0/", "odd_address"),
    ("http://10.0.0.8/", "private_address"),
    ("http://172.16.5.4/", "private_address"),
    ("http://172.31.255.255/", "private_address"),
    ("http://192.168.1.1/", "private_address"),
    ("http://100.64.0.1/", "private_address"),
    ("http://100.100.100.200/latest/meta-data/", "private_address"),
    ("http://169.254.169.254/latest/meta-data/", "private_address"),
    ("http://168.63.129.16/", "private_address"),
    ("http://192.0.0.192/", "private_address"),
    ("http://198.18.0.1/", "private_address"),
    ("http://192.0.2.1/", "private_address"),
    ("http://224.0.0.1/", "private_address"),
    ("http://239.255.255.250/", "private_address"),
    ("http://240.0.0.1/", "private_address"),
    ("http://255.255.255.255/", "private_address"),
    ("http://[::1]/", "private_address"),
    ("http://[::]/", "private_address"),
    ("http://[0:0:0:0:0:0:0:1]/", "private_address"),
    ("http://[::ffff:127.0.0.1]/", "private_address"),
    ("http://[::ffff:7f00:1]/", "private_address"),
    ("http://[::ffff:8.8.8.8]/", "private_address"),
    ("http://[::127.0.0.1]/", "private_address"),
    ("http://[64:ff9b::7f00:1]/", "private_address"),
    ("http://[64:ff9b:1::1]/", "private_address"),
    ("http://[2002:7f00:1::]/", "private_address"),
    ("http://[2001:0:7f00:1::]/", "private_address"),
    ("http://[fc00::1]/", "private_address"),
    ("http://[fd00:ec2::254]/", "private_address"),
    ("http://[fe80::1]/", "private_address"),
    ("http://[fe80::1%25eth0]/", "private_address"),
    ("http://[fec0::1]/", "private_address"),
    ("http://[ff02::1]/", "private_address"),
    ("http://[2001:db8::1]/", "private_address"),
    ("http://localhost/", "private_address"),
    ("http://LOCALHOST./", "private_address"),
    ("http://printer.localhost/", "private_address"),
    ("http://intranet/", "private_address"),
    ("http://files.intranet/", "private_address"),
    ("http://metadata.google.internal/computeMetadata/v1/", "private_address"),
    ("http://nas.local/", "private_address"),
    ("http://ｌｏｃａｌｈｏｓｔ/", "private_address"),
    ("http://officer@www.example.go.th/", "user"),
    ("http://officer:secret@127.0.0.1/", "user"),
    ("http://www.example.go.th@127.0.0.1/", "user"),
    ("http://www.example.go.th\\@127.0.0.1/", "unreadable"),
    ("http://%31%32%37.0.0.1/", "unreadable"),
    ("http://www.example.go.th%00.evil.example/", "unreadable"),
    ("http://exa mple.go.th/", "unreadable"),
    ("http://www.example.go.th\r\nHost: inner/", "unreadable"),
    ("http://www..example.go.th/", "unreadable"),
    ("http:///path", "unreadable"),
    ("http://[::1/", "unreadable"),
    ("http://www.example.go.th:99999/", "unreadable"),
    ("ftp://www.example.go.th/", "scheme"),
    ("file:///etc/passwd", "scheme"),
    ("gopher://127.0.0.1:25/", "scheme"),
    (f"http://www.example.go.th/{'x' * 2000}", "too_long"),
]


@pytest.mark.parametrize(("link", "reason"), REFUSED)
def test_what_must_not_be_asked_is_refused_before_dns(link: str, reason: str) -> None:
    with pytest.raises(RefusedLinkError) as refused:
        target_of(link)

    assert refused.value.reason == reason


@pytest.mark.parametrize("port", [22, 25, 81, 3306, 5432, 6379, 8000, 8080, 8443, 65535])
def test_only_the_webs_own_ports_are_asked(port: int) -> None:
    with pytest.raises(RefusedLinkError, match="port"):
        Reach(lambda _: ["8.8.8.8"]).addresses(target_of(f"https://www.example.go.th:{port}/"))


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        ["10.1.2.3"],
        ["169.254.169.254"],
        ["::1"],
        ["::ffff:10.0.0.1"],
        ["fe80::1%eth0"],
        ["8.8.8.8", "192.168.0.1"],
        ["2606:4700::1111", "fd00::1"],
        ["no address"],
    ],
)
def test_a_name_with_any_private_address_is_refused_after_dns(answers: list[str]) -> None:
    with pytest.raises(RefusedLinkError, match="private_address"):
        Reach(lambda _: answers).addresses(target_of("https://www.example.go.th/"))


def test_public_addresses_are_connected_to_as_dns_gave_them() -> None:
    reach = Reach(lambda _: ("8.8.8.8", "2606:4700::1111"))

    assert reach.addresses(target_of("https://www.example.go.th/")) == ("8.8.8.8", "2606:4700::1111")
    assert reach.addresses(target_of("https://8.8.4.4/")) == ("8.8.4.4",)


def test_a_name_without_addresses_is_no_host() -> None:
    with pytest.raises(socket.gaierror):
        Reach(lambda _: []).addresses(target_of("https://www.example.go.th/"))


def test_addresses_that_carry_ipv4_are_judged_by_it() -> None:
    assert is_public("64:ff9b::808:808")
    assert not is_public("64:ff9b::a00:1")


@pytest.mark.parametrize(
    ("link", "spelled"),
    [
        ("HTTPS://WWW.Example.GO.TH", "https://www.example.go.th/"),
        ("https://www.example.go.th.:443/a#part", "https://www.example.go.th/a"),
        ("http://www.example.go.th:80/a?b=c", "http://www.example.go.th/a?b=c"),
        ("http://ตัวอย่าง.ไทย/เอกสาร 1", "http://ตัวอย่าง.ไทย/เอกสาร 1"),
        ("http://ตัวอย่าง.ไทย/เอกสาร", "http://xn--72c1a1bt4awk9o.xn--o3cw4h/%E0%B9%80%E0%B8%AD%E0%B8%81%E0%B8%AA%E0%B8%B2%E0%B8%A3"),
        ("https://www.example.go.th/%E0%B8%81", "https://www.example.go.th/%E0%B8%81"),
        ("https://drive.google.com/file/d/1aBcDeFgHiJkLmNoPq/view?usp=sharing", "https://drive.google.com/open?id=1aBcDeFgHiJkLmNoPq"),
        ("not a link", "not a link"),
    ],
)  # fmt: skip
def test_a_link_has_one_spelling(link: str, spelled: str) -> None:
    assert normalised(link) == spelled


def test_the_same_place_has_one_name_and_one_host_to_ask() -> None:
    assert name_of("HTTPS://Www.Example.go.th:443/a#1") == name_of("https://www.example.go.th/a#2")
    assert name_of("https://www.example.go.th/a") != name_of("https://www.example.go.th/b")
    assert asked_at("https://Www.Example.go.th/a") == "www.example.go.th"
    assert asked_at("https://drive.google.com/open?id=1aBcDeFgHiJkLmNoPq") == DRIVE
    assert asked_at("http://192.168.1.1/") == NOWHERE


FILE = DriveFile("1aBcDeFgHiJkLmNoPq")


@pytest.mark.parametrize(
    ("link", "file"),
    [
        ("https://drive.google.com/file/d/1aBcDeFgHiJkLmNoPq/view?usp=sharing", FILE),
        ("https://drive.google.com/file/d/1aBcDeFgHiJkLmNoPq", FILE),
        ("http://DRIVE.google.com/file/d/1aBcDeFgHiJkLmNoPq/edit", FILE),
        ("https://drive.google.com/file/u/1/d/1aBcDeFgHiJkLmNoPq/preview", FILE),
        ("https://drive.google.com/open?id=1aBcDeFgHiJkLmNoPq&usp=drive_fs", FILE),
        ("https://drive.google.com/uc?export=download&id=1aBcDeFgHiJkLmNoPq", FILE),
        ("https://drive.google.com/drive/folders/1aBcDeFgHiJkLmNoPq?usp=share_link", FILE),
        ("https://drive.google.com/drive/u/0/folders/1aBcDeFgHiJkLmNoPq", FILE),
        ("https://drive.google.com/drive/mobile/folders/1aBcDeFgHiJkLmNoPq", FILE),
        ("https://docs.google.com/document/d/1aBcDeFgHiJkLmNoPq/edit#heading=h.1", FILE),
        ("https://docs.google.com/spreadsheets/u/0/d/1aBcDeFgHiJkLmNoPq/edit?gid=0", FILE),
        ("https://docs.google.com/a/example.go.th/presentation/d/1aBcDeFgHiJkLmNoPq/view", FILE),
        ("https://docs.google.com/forms/d/1aBcDeFgHiJkLmNoPq/viewform", FILE),
        (
            "https://drive.google.com/file/d/1aBcDeFgHiJkLmNoPq/view?resourcekey=0-AbC_d",
            DriveFile("1aBcDeFgHiJkLmNoPq", "0-AbC_d"),
        ),
        ("https://drive.google.com/file/d/1aBcDeFgHiJkLmNoPq/view?resourcekey=0%0D%0AX", FILE),
        ("https://docs.google.com/document/d/e/2PACX-1vQpublishedpage/pub", None),
        ("https://docs.google.com/forms/d/e/1FAIpQLSpublishedform/viewform", None),
        ("https://drive.google.com/file/d/short/view", None),
        ("https://drive.google.com/drive/my-drive", None),
        ("https://drive.google.com.evil.example/file/d/1aBcDeFgHiJkLmNoPq/view", None),
        ("https://www.example.go.th/file/d/1aBcDeFgHiJkLmNoPq/view", None),
        ("ftp://drive.google.com/file/d/1aBcDeFgHiJkLmNoPq/view", None),
        ("http://[", None),
    ],
)
def test_files_in_drive_are_known_in_all_forms_of_their_links(link: str, file: DriveFile | None) -> None:
    assert drive_file_in(link) == file
