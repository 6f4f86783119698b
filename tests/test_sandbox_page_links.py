"""Links into a workbook: as the page's address and as tapped in the chat, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support.page_stage import PHONE, TAB, PageStage, chromium, in_browser, page_stage

__all__ = ["chromium", "page_stage"]

pytestmark = in_browser


def _address(stage: PageStage, *, workbook: str = "", place: str = f"#gid={TAB}&range=C3") -> str:
    return f"{stage.sandbox.root}/?workbook={workbook or stage.book}{place}"


def _card(*addresses: str) -> dict[str, Any]:
    actions = [{"type": "uri", "label": f"เปิดแถว {number}", "uri": address} for number, address in enumerate(addresses)]
    buttons = [{"type": "button", "action": action} for action in actions]
    body = {"type": "box", "layout": "vertical", "contents": buttons}
    return {"type": "flex", "altText": "ขาดอะไร", "contents": {"type": "bubble", "body": body}}


def _tab_selected(stage: PageStage) -> str:
    return stage.page.get_by_role("tab", selected=True).and_(stage.by("tab")).inner_text()


def test_an_address_opens_the_workbook_at_its_cell(page_stage: PageStage) -> None:
    other = page_stage.another_book()
    page_stage.page.goto(_address(page_stage, workbook=other, place=f"#gid={TAB + 2}&range=C28"))
    expect(page_stage.cell(27, 2)).to_be_focused()
    expect(page_stage.cell(27, 2)).to_be_in_viewport(ratio=0.9)
    expect(page_stage.by("sheet-picker")).to_have_value(other)
    assert _tab_selected(page_stage) == "หมวด 2"


def test_another_place_in_the_same_workbook_needs_no_new_page(page_stage: PageStage) -> None:
    for place, row in [("C3", 2), ("C5", 4)]:
        page_stage.page.goto(_address(page_stage, place=f"#gid={TAB}&range={place}"))
        expect(page_stage.cell(row, 2)).to_be_focused()


def test_an_address_without_a_place_opens_the_workbook(page_stage: PageStage) -> None:
    other = page_stage.another_book()
    page_stage.page.goto(_address(page_stage, workbook=other, place=""))
    expect(page_stage.by("sheet-picker")).to_have_value(other)
    assert _tab_selected(page_stage) == "หมวด 1"


def test_a_link_tapped_in_the_chat_goes_to_its_cell_in_place(page_stage: PageStage) -> None:
    page_stage.bot_says(_card(_address(page_stage)))
    page_stage.by("flex-bubble").get_by_role("link", name="เปิดแถว 0").click()
    expect(page_stage.cell(2, 2)).to_be_focused()
    assert page_stage.page.context.pages == [page_stage.page]


def test_an_address_in_a_text_message_is_such_a_link_too(page_stage: PageStage) -> None:
    page_stage.bot_says({"type": "text", "text": f"แก้ที่ {_address(page_stage)} ค่ะ"})
    page_stage.by("message").get_by_role("link").click()
    expect(page_stage.cell(2, 2)).to_be_focused()


def test_a_box_that_opens_a_workbook_goes_there_in_place(page_stage: PageStage) -> None:
    words = {"type": "text", "text": "ข้อ 4.2"}
    action = {"type": "uri", "label": "ข้อ 4.2", "uri": _address(page_stage)}
    body = {"type": "box", "layout": "vertical", "contents": [words], "action": action}
    page_stage.bot_says({"type": "flex", "altText": "ข้อ", "contents": {"type": "bubble", "body": body}})
    page_stage.by("flex-bubble").get_by_text("ข้อ 4.2").click()
    expect(page_stage.cell(2, 2)).to_be_focused()
    assert page_stage.page.context.pages == [page_stage.page]


def test_on_a_phone_a_tapped_link_shows_the_sheet(page_stage: PageStage) -> None:
    page_stage.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    page_stage.bot_says(_card(_address(page_stage, place=f"#gid={TAB}&range=D5")))
    page_stage.page.get_by_role("tab", name="แชต LINE").click()
    page_stage.by("flex-bubble").get_by_role("link").click()
    expect(page_stage.by("chat-input")).to_be_hidden()
    expect(page_stage.cell(4, 3)).to_be_focused()
    expect(page_stage.cell(4, 3)).to_be_in_viewport(ratio=1)


def test_any_other_link_opens_in_a_new_tab(page_stage: PageStage) -> None:
    page_stage.bot_says(_card(f"{page_stage.sandbox.root}/page/emblem.svg"))
    with page_stage.page.expect_popup() as opened:
        page_stage.by("flex-bubble").get_by_role("link").click()
    assert opened.value.url == f"{page_stage.sandbox.root}/page/emblem.svg"


@pytest.mark.parametrize(
    ("workbook", "place", "notice"),
    [
        ("no-such-file", f"#gid={TAB}&range=C3", "ไม่พบแผ่นงานตามลิงก์นี้"),
        ("", "#gid=999&range=C3", "ไม่พบแท็บตามลิงก์นี้"),
        ("", f"#gid={TAB + 1}&range=C3", "ไม่พบแท็บตามลิงก์นี้"),
        ("", f"#gid={TAB}&range=C900", "ไม่พบช่องตามลิงก์นี้"),
        ("", f"#gid={TAB}&range=rubbish", "ไม่พบช่องตามลิงก์นี้"),
    ],
    ids=["workbook", "tab", "hidden tab", "cell", "no cell"],
)
def test_what_is_not_there_is_told_over_the_ordinary_page(
    page_stage: PageStage, workbook: str, place: str, notice: str
) -> None:
    page_stage.page.goto(_address(page_stage, workbook=workbook, place=place))
    expect(page_stage.page.locator("#toast.shown.bad")).to_have_text(notice)
    expect(page_stage.cell(2, 2)).to_have_text("85")
    expect(page_stage.by("sheet-picker")).to_have_value(page_stage.book)
