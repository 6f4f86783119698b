"""The demo's story, played over the same requests that people's browsers and phones make, and told as it happens."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from bot.cases.views import agency_view
from bot.conversation.unpsa import call_of_2022
from bot.conversation.view import AgencyView
from bot.demo import cast
from bot.demo.browser import Browser
from bot.demo.stage import Player, Stage
from bot.store import agencies, chats, workbooks
from scoring.programme import COMBINED
from sheets_schema.layout import POSITION
from sheets_schema.thai import thai_instant

PATIENCE = 40.0
"""Seconds of real time to wait for anything; on a quiet machine each takes one or two."""

WORDS = ("คะแนน", "ขาดอะไร", "กำหนดส่ง", "UNPSA", "ช่วยเหลือ")
SHORT_OF_A_LINK = "1.1.policy_plan_linked"


class StoryError(Exception):
    """The story did not go as it should; the text says where."""


class Story:
    """Plays the story on a stage. `tell` is given each line."""

    def __init__(self, stage: Stage, tell: Callable[[str], None]) -> None:
        self.stage = stage
        self.tell = tell
        self.hands = stage.hands
        self.department, self.province, self.subdistrict = stage.players

    def play(self) -> None:
        """The whole story. Raises `StoryError` where something did not come about."""
        self.tell(f"ระบบจำลองและแชต: {self.stage.page}   บอต: {self.stage.bot}")
        self.tell(f"เวลาในเรื่อง: {thai_instant(self.stage.installation.clock.now())}")
        self.workbooks_are_read()
        self.officers_link_their_chats()
        self.an_officer_asks()
        self.a_mistake_is_told_in_its_row()
        self.an_officer_types_and_the_score_moves()
        self.an_unchanged_workbook_costs_nothing()
        self.the_secretariat_rescores()
        self.reminders_come_with_time()
        self.a_result_is_released()
        self.the_desk_is_opened()
        self.tell("จบเรื่อง: ทุกอย่างเป็นไปตามที่ควร")

    def workbooks_are_read(self) -> None:
        """The bot reads the three workbooks and writes its feedback."""
        self._chapter("1. หน่วยงานสามแห่งกรอกแผ่นงานและแชร์ให้บอต")
        self.is_read(*self.stage.players)
        for player in self.stage.players:
            self.tell(f"   {player.agency.name}: {self._score(player)} จาก 100 คะแนน")

    def is_read(self, *players: Player) -> None:
        """Wait until the bot has read these agencies' workbooks and written its feedback."""
        self._wait("บอตอ่านแผ่นงานครบ", lambda: all(self._settled(player) for player in players))

    def officers_link_their_chats(self) -> None:
        """Each officer links the chat with the one-time code of the agency."""
        self._chapter("2. เจ้าหน้าที่ผูกบัญชี LINE ด้วยรหัสครั้งเดียว")
        for player in self.stage.players:
            self.officer_links_the_chat(player)

    def officer_links_the_chat(self, player: Player) -> None:
        """An officer sends the code and confirms."""
        self._ask(player.user_id, f"ผูก {player.code}")
        self.tap_first_button(player.user_id)
        self._wait(f"{player.agency.code} ผูกบัญชี", partial(self._is_linked, player))

    def an_officer_asks(self) -> None:
        """The five words, answered by cards."""
        self._chapter("3. เจ้าหน้าที่ถาม บอตตอบเป็นการ์ด")
        for word in WORDS:
            self._ask(self.department.user_id, word)

    def a_mistake_is_told_in_its_row(self) -> None:
        """The subdistrict typed a number with a unit: its row says so, and the rest is scored."""
        self._chapter("4. ข้อมูลที่อ่านไม่ได้ถูกบอกในแถวนั้นเอง ส่วนอื่นยังได้คะแนน")
        card = self._case(self.subdistrict).scorecard
        wrong = [problem.key for problem in card.problems if problem.key] if card else []
        if not wrong:
            raise StoryError("แผ่นงานขององค์การบริหารส่วนตำบลควรมีข้อผิดพลาดให้เห็น")
        for key in wrong:
            self.tell(f"   {key}: {self._feedback(self.subdistrict, key)}")

    def an_officer_types_and_the_score_moves(self) -> None:
        """The province adds a link that was missing; the row and the score follow."""
        self._chapter("5. เจ้าหน้าที่จังหวัดเพิ่มคำตอบและลิงก์ คะแนนขยับ")
        before, row = self._score(self.province), self._feedback(self.province, SHORT_OF_A_LINK)
        self.tell(f"   ก่อน: {before} คะแนน แถว {SHORT_OF_A_LINK}: {row}")
        self._type(self.province, SHORT_OF_A_LINK, "answer", "ใช่")
        self._type(self.province, SHORT_OF_A_LINK, "evidence", "https://www.province-b.example/policy/plan-link.pdf")
        self._wait("คะแนนขยับ", lambda: self._score(self.province) != before and self._settled(self.province))
        row = self._feedback(self.province, SHORT_OF_A_LINK)
        self.tell(f"   หลัง: {self._score(self.province)} คะแนน แถว {SHORT_OF_A_LINK}: {row}")

    def an_unchanged_workbook_costs_nothing(self) -> None:
        """A few polls later no workbook was read again."""
        self._chapter("6. แผ่นงานที่ไม่เปลี่ยนไม่ถูกอ่านซ้ำ")
        self.hands.forget_calls()
        time.sleep(3)
        sheets = Counter(call["method"] for call in self.hands.calls() if call["path"].startswith("/v4/"))
        if sheets:
            raise StoryError(f"แผ่นงานไม่เปลี่ยน แต่มีการเรียก Sheets API {dict(sheets)}")
        self.tell("   เรียก Sheets API 0 ครั้ง")

    def the_secretariat_rescores(self) -> None:
        """The secretariat has all workbooks scored again from its own chat."""
        self._chapter("7. ฝ่ายเลขานุการสั่งให้คะแนนใหม่จากแชต")
        self.hands.forget_calls()
        self._ask(self.stage.secretary, "ให้คะแนนใหม่ ทั้งหมด")
        self.tap_first_button(self.stage.secretary)
        self._wait("อ่านใหม่ครบสามแผ่นงาน", lambda: self._reads() >= len(self.stage.players))
        self._wait("ให้คะแนนใหม่ครบ", lambda: all(self._settled(player) for player in self.stage.players))
        self.tell(f"   อ่าน {self._reads()} ครั้ง เขียน 0 ครั้ง เพราะผลตรวจไม่เปลี่ยน")

    def reminders_come_with_time(self) -> None:
        """The clock moves; the reminders of UNPSA 2022 come, the last three hours before it closes."""
        self._chapter("8. เวลาเดินไป ข้อความเตือนกำหนดส่งมาถึง")
        unpsa = call_of_2022().deadline
        closes = unpsa.closes_at
        self.tell(f"   UNPSA 2022 ปิดรับ {thai_instant(closes - timedelta(minutes=1))} (ต้นทาง: {unpsa.source_text})")
        for offset in (timedelta(days=30), timedelta(days=7), timedelta(hours=3)):
            seen = len(self.hands.messages(self.department.user_id))
            self.hands.set_clock(closes - offset + timedelta(minutes=1))
            self._wait(f"เตือนก่อนปิด {offset}", partial(self._new, self.department.user_id, seen))
            self._show(self.department.user_id, seen)

    def a_result_is_released(self) -> None:
        """One officer records a result, nobody sees it; another one confirms it; then every linked chat hears of it."""
        self._chapter("9. ฝ่ายเลขานุการประกาศผลด้วยเจ้าหน้าที่สองคน")
        clerk, secretary, told = self.stage.clerk, self.stage.secretary, self.department.user_id
        self._what_is_judged_is_taken()
        code = self.department.agency.code
        self._ask(clerk, f"ประกาศผล {code} {cast.RESULT}")
        self.tap_first_button(clerk)
        self._ask(clerk, f"ยืนยันผล {code}")
        self._ask(told, "ผล")
        self._ask(secretary, "ค้างประกาศ")
        self._ask(secretary, f"ยืนยันผล {code}")
        seen, seen_by_clerk = len(self.hands.messages(told)), len(self.hands.messages(clerk))
        self.tap_first_button(secretary)
        self._wait("ผลไปถึงแชต", lambda: self._new(told, seen) and self._new(clerk, seen_by_clerk))
        self._show(told, seen)
        self._show(clerk, seen_by_clerk)
        self._ask(told, "ผล")

    def _what_is_judged_is_taken(self) -> None:
        """The self-assessment closes; the next morning each agency hears what is judged, and may be decided about."""
        told = self.department.user_id
        seen = len(self.hands.messages(told))
        self.hands.set_clock(cast.MORNING_AFTER)
        self._wait("เก็บสิ่งที่ใช้ตัดสิน", lambda: self._new(told, seen))
        self._show(told, seen)

    def the_desk_is_opened(self) -> None:
        """An officer asks for the desk in the chat, and comes in by the link."""
        self._chapter("10. เจ้าหน้าที่เปิดโต๊ะทำงานจากแชต")
        self._ask(self.stage.secretary, "แดชบอร์ด")
        buttons = _actions(self.hands.messages(self.stage.secretary)[-1])
        link = next(str(action["uri"]) for action in buttons if action["type"] == "uri")
        self.tell(f"   หน้าแรก: {Browser().come_in_by(link)}")

    def tap_first_button(self, user_id: str) -> None:
        """Tap the first button of the last card, and wait for the answer."""
        seen = self.hands.messages(user_id)
        action = next(_actions(seen[-1]))
        if action["type"] == "postback":
            self.hands.tap(user_id, action["data"], action.get("displayText") or action.get("label", ""))
        else:
            self.hands.write(user_id, action["text"])
        self._wait("บอตตอบปุ่ม", lambda: len(self._new(user_id, len(seen))) > 0)
        self._show(user_id, len(seen))

    def _chapter(self, title: str) -> None:
        self.tell("")
        self.tell(title)

    def _ask(self, user_id: str, text: str) -> None:
        seen = len(self.hands.messages(user_id))
        self.tell(f"   > {' '.join(text.split())}")
        self.hands.write(user_id, text)
        self._wait(f"บอตตอบ “{text}”", lambda: len(self._new(user_id, seen)) > 0)
        self._show(user_id, seen)

    def _show(self, user_id: str, seen: int) -> None:
        for message in self._new(user_id, seen):
            self.tell(f"   < {message.get('altText') or message.get('text')}")

    def _new(self, user_id: str, seen: int) -> list[dict[str, Any]]:
        return self.hands.messages(user_id)[seen:]

    def _type(self, player: Player, key: str, column: str, text: str) -> None:
        sheet, row = self.stage.row_of(key)
        self.hands.type_into(player.file_id, sheet, row, POSITION[column], text)

    def _feedback(self, player: Player, key: str) -> str:
        sheet, row = self.stage.row_of(key)
        return self.hands.cell(player.file_id, sheet, row, POSITION["feedback"])

    def _case(self, player: Player) -> AgencyView:
        installation = self.stage.installation
        with installation.database.reading() as session:
            agency = agencies.find(session, player.agency.code)
            assert agency is not None, "every player was entered"
            return agency_view(session, agency, installation.clock.now())

    def _score(self, player: Player) -> str:
        case = self._case(player)
        if case.scorecard is None:
            raise StoryError(f"ยังไม่ได้อ่านแผ่นงานของ {player.agency.name}")
        return case.explainer.points(case.scorecard.totals[COMBINED].points)

    def _settled(self, player: Player) -> bool:
        """Whether the workbook was read and nothing is left to be done with it."""
        with self.stage.installation.database.reading() as session:
            book = workbooks.of_agency(session, player.agency.code)
        return book is not None and book.dirty_since is None and book.feedback_hash is not None

    def _is_linked(self, player: Player) -> bool:
        with self.stage.installation.database.reading() as session:
            row = chats.find(session, player.user_id)
        return row is not None and row.agency_code == player.agency.code

    def _reads(self) -> int:
        return sum(call["method"] == "GET" and call["path"].startswith("/v4/") for call in self.hands.calls())

    def _wait(self, what: str, until: Callable[[], object]) -> None:
        ends = time.monotonic() + PATIENCE
        while not until():
            if time.monotonic() > ends:
                raise StoryError(f"รอแล้วไม่เกิดขึ้น: {what}")
            time.sleep(0.2)


def _actions(part: Any) -> Iterator[dict[str, Any]]:
    """The actions of a message, buttons of its card before quick replies, in reading order."""
    if isinstance(part, list):
        for each in part:
            yield from _actions(each)
    elif isinstance(part, dict):
        if isinstance(part.get("action"), dict):
            yield part["action"]
        for name, each in part.items():
            if name != "action":
                yield from _actions(each)
