"""Lists of agencies as Excel in Thailand writes them, and what is told of each bad row."""

from __future__ import annotations

import pytest

from bot.cases.agency_entry import Entry, Known
from bot.cases.agency_list import ListError, lines_of

TYPES = {"province": "จังหวัด", "department": "กรมหรือเทียบเท่า"}
KNOWN = Known(["hrmo-2565", "unpsa-2022"], {"d01": ("กรมเดิม", "unpsa-2022")}, TYPES)
THAI = "รหัสหน่วยงาน,ชื่อหน่วยงาน,โปรแกรม,กระทรวง,จังหวัด\nA-1,กรมคุ้มครองสิทธิ,hrmo-2565,ยุติธรรม,กรุงเทพมหานคร\n"
ENTRY = Entry("A-1", "กรมคุ้มครองสิทธิ", "hrmo-2565", "ยุติธรรม", "กรุงเทพมหานคร")
FILE_ID = "1AbcdefghijklmnopqrstuvwxyZ_-0123456789abcde"


def entries(text: str | bytes, **options: str) -> list[Entry | None]:
    return [line.entry for line in lines_of(text.encode() if isinstance(text, str) else text, KNOWN, **options)]


def faults(text: str) -> list[tuple[int, str, str]]:
    return [(line.number, fault.field, fault.found) for line in lines_of(text.encode(), KNOWN) for fault in line.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "tis-620", "utf-16"])
def test_a_list_is_read_in_whatever_encoding_it_was_saved(encoding: str) -> None:
    assert entries(THAI.encode(encoding)) == [ENTRY]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_list_is_read_whatever_parts_its_cells(delimiter: str) -> None:
    assert entries(THAI.replace(",", delimiter)) == [ENTRY]


def test_a_type_is_told_by_its_name_or_its_code_and_any_other_is_a_fault() -> None:
    rows = ("code,name,programme,ประเภท", "P1,ก,hrmo-2565,จังหวัด", "P2,ข,hrmo-2565,Department", "P3,ค,hrmo-2565,")
    text = "\n".join((*rows, "P4,ง,hrmo-2565,วัด\n"))

    assert entries(text) == [
        Entry("P1", "ก", "hrmo-2565", type="province"),
        Entry("P2", "ข", "hrmo-2565", type="department"),
        Entry("P3", "ค", "hrmo-2565", type=""),
        None,
    ]
    assert faults(text) == [(5, "type", "วัด")]


def test_headings_may_be_english_in_any_order_and_others_are_passed_over() -> None:
    text = (
        "No.,Programme,NAME, Code ,Workbook,E-mail\n1,hrmo-2565,A,X1,https://docs.google.com/spreadsheets/d/%s/edit,\n"
    )

    assert entries(text % FILE_ID) == [Entry("X1", "A", "hrmo-2565", workbook=FILE_ID)]


def test_what_a_list_has_no_column_for_is_not_told() -> None:
    assert entries("code,name,programme,ministry\nX1,A,hrmo-2565,\n") == [Entry("X1", "A", "hrmo-2565", ministry="")]
    assert entries("code,name,programme\nX1,A,hrmo-2565\n") == [Entry("X1", "A", "hrmo-2565", ministry=None)]


def test_one_programme_may_be_named_for_the_whole_list() -> None:
    assert entries("code,name\nX1,A\n", programme="unpsa-2022") == [Entry("X1", "A", "unpsa-2022")]


def test_of_a_known_agency_only_what_is_new_need_be_told() -> None:
    assert entries(f"รหัส,แผ่นงาน\nd01,{FILE_ID}\n") == [Entry("d01", "กรมเดิม", "unpsa-2022", workbook=FILE_ID)]


def test_thai_digits_spaces_and_several_addresses_are_brought_to_one_form() -> None:
    text = "code,name,programme,อีเมล\n ก๑๒\u200b , กรม  ทดสอบ ,hrmo-2565,A@x.go.th; b@y.go.th a@x.go.th\n"

    assert entries(text) == [Entry("ก12", "กรม ทดสอบ", "hrmo-2565", share=("a@x.go.th", "b@y.go.th"))]


def test_every_fault_of_every_row_is_told_with_its_line_and_the_others_are_entered() -> None:
    text = (
        "code,name,programme,workbook,email\n"
        "X1,A,hrmo-2565,,\n"
        "\n"
        "X 2,,hrmo,http://example.org,no-address\n"
        '"X3","two\nlines",hrmo-2565,,\n'
        "X4,D,hrmo-2565,,\n"
        "x1,E,hrmo-2565,,\n"
    )

    assert faults(text) == [
        (4, "code", "X 2"),
        (4, "name", ""),
        (4, "programme", "hrmo"),
        (4, "workbook", "http://example.org"),
        (4, "share", "no-address"),
        (8, "code", "x1"),
    ]
    assert [entry.code for entry in entries(text) if entry] == ["X1", "X3", "X4"]


def test_a_fault_says_what_is_expected() -> None:
    (line,) = lines_of(b"code,name,programme\nX1,A,hrmo\n", KNOWN)

    assert [fault.expected for fault in line.faults] == [
        "รหัสโปรแกรมหนึ่งใน hrmo-2565, unpsa-2022 / a programme's id: hrmo-2565, unpsa-2022"
    ]


def test_one_workbook_for_two_agencies_is_a_fault_of_the_second() -> None:
    text = f"code,name,programme,workbook\nX1,A,hrmo-2565,{FILE_ID}\nX2,B,hrmo-2565,{FILE_ID}\n"

    assert faults(text) == [(3, "workbook", FILE_ID)]


@pytest.mark.parametrize("text", ["", "\n\n", "hello\n", "ชื่อหน่วยงาน,โปรแกรม\nกรม,hrmo-2565\n"])
def test_what_is_no_list_is_refused_with_the_columns_that_it_lacks(text: str) -> None:
    with pytest.raises(ListError, match=r"รหัสหน่วยงาน \(code\)"):
        lines_of(text.encode(), KNOWN)


def test_a_thousand_rows_are_read_within_a_moment() -> None:
    text = "code,name,programme\n" + "".join(f"X{number},หน่วยงาน {number},hrmo-2565\n" for number in range(1000))

    assert len(entries(text)) == 1000
