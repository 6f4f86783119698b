"""`tonbaeb line setup` against the sandbox: everything once, nothing twice, each fault with its cure."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests
from werkzeug.serving import make_server

from bot.cases import menu_setup
from bot.cli import main
from bot.cli.line import UNCHANGED
from bot.conversation.cards.welcome import notice_message
from bot.conversation.vocabulary import TYPED, Word
from bot.jobs.inbox import drain_inbox
from bot.jobs.menus import show_due_menus
from bot.line import errors
from bot.menus import for_line
from bot.menus.drawing import svg_of
from bot.menus.kinds import KINDS, Menu
from bot.sandbox.credentials import bot_settings
from bot.sandbox.line import bot_account
from bot.sandbox.state import Sandbox
from bot.services import Installation
from bot.settings import read
from bot.store import agencies, chats, link_codes, officers
from bot.store.migrate import migrate
from bot.web.app import create_app
from tests.support.sandbox import running_sandbox

CREATE = "/v2/bot/richmenu"


class Office:
    """An installation in a folder of its own, its LINE the sandbox."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self.sandbox, self.folder = sandbox, folder
        self.settings = {
            **bot_settings(sandbox),
            "DATABASE_URL": f"sqlite:///{(folder / 'tonbaeb.db').as_posix()}",
            "BASE_URL": "http://127.0.0.1:9",
        }
        self.write()
        self.installation = Installation(read(env_file=folder / ".env"))
        migrate(self.installation.database.engine)

    def write(self, **settings: str) -> None:
        given = self.settings | settings
        text = "".join(f"{name}='{value}'\n" for name, value in given.items())
        (self.folder / ".env").write_text(text, encoding="utf-8")

    @contextmanager
    def serving(self) -> Iterator[str]:
        """The bot's web side, where BASE_URL says."""
        server = make_server("127.0.0.1", 0, create_app(self.installation.web_parts()), threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        self.settings["BASE_URL"] = f"http://127.0.0.1:{server.server_port}"
        self.write()
        yield f"{self.settings['BASE_URL']}/line/webhook"
        server.shutdown()
        thread.join()
        server.server_close()

    def control(self, method: str, path: str, body: object = None) -> Any:
        answer = requests.request(method, f"{self.sandbox.root}/sandbox/api/{path}", json=body, timeout=10)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    def friend(self, name: str = "สมชาย") -> str:
        user_id = str(self.control("POST", "line/users", {"displayName": name})["userId"])
        self.control("POST", f"line/chats/{user_id}/follow")
        return user_id

    def menu_of(self, user_id: str) -> str | None:
        """The kind of the menu that a person sees."""
        menu = self.control("GET", f"line/chats/{user_id}")["richMenu"]
        return menu and str(menu["name"]).split()[1]

    def put_up(self) -> menu_setup.Done:
        started = self.installation
        return menu_setup.put_up(started.line.menus, started.database, started.clock)

    def names(self) -> dict[str, str]:
        return self.installation.line.menus.names()

    def webhook(self) -> str:
        return bot_account(self.sandbox).webhook_url or ""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.chdir(tmp_path)
    with running_sandbox() as sandbox:
        yield Office(sandbox, tmp_path)


def told(capsys: pytest.CaptureFixture[str], *asked: str) -> tuple[int, list[str]]:
    status = main(["line", "setup", *asked])
    return status, capsys.readouterr().out.splitlines()


def test_the_first_time_everything_is_put_up_and_the_second_changes_nothing(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    somebody = office.friend()
    with office.serving() as webhook:
        first = told(capsys)
        names = office.names()
        second = told(capsys)

    account = bot_account(office.sandbox)
    known = [
        f"✓ บัญชี {account.display_name} ({account.basic_id}) รหัสผู้รับเว็บฮุก {account.user_id}",
        "✓ โควตาข้อความเดือนนี้: 300 ใช้ไปแล้วประมาณ 0 เหลือ 300",
        f"✓ ทดสอบเว็บฮุก {webhook} ผ่าน รหัสลับของช่องทางตรงกัน",
    ]
    ready = "ช่องทาง LINE พร้อมใช้งาน (the LINE channel is ready)"
    assert first == (
        0,
        [
            *known,
            "✓ ตั้งเว็บฮุกแล้ว (เดิม ไม่มี)",
            "✓ สร้าง เมนูเริ่มต้น เมนูหน่วยงาน เมนูเจ้าหน้าที่ แล้ว",
            "✓ ตั้งเมนูเริ่มต้นให้ทุกคนที่ยังไม่ผูกแล้ว",
            ready,
        ],
    )
    assert second == (0, [*known, "✓ เว็บฮุกตั้งไว้ที่นี่แล้ว", f"✓ {UNCHANGED}", ready])
    assert office.names() == names
    assert office.menu_of(somebody) == "unlinked"


def test_a_dry_run_tells_what_would_be_done_and_does_nothing(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    with office.serving():
        status, lines = told(capsys, "--dry-run")

    assert status == 0
    assert lines[3:] == [
        "✓ จะตั้งเว็บฮุก (เดิม ไม่มี)",
        "✓ จะสร้าง เมนูเริ่มต้น เมนูหน่วยงาน เมนูเจ้าหน้าที่",
        "✓ จะตั้งเมนูเริ่มต้นให้ทุกคนที่ยังไม่ผูก",
        "ตรวจอย่างเดียว ยังไม่ได้เปลี่ยนอะไร (looked only, nothing was changed)",
    ]
    assert (office.names(), office.webhook()) == ({}, "")


def test_a_new_picture_takes_the_place_of_the_old_after_everyone_was_moved(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = linked(office)
    office.put_up()
    before = office.names()
    monkeypatch.setattr(for_line, "svg_of", repainted)
    done = office.put_up()

    assert (done.made, done.moved, done.deleted) == (KINDS, 1, 3)
    assert not set(office.names()) & set(before)
    assert len(office.names()) == 3
    assert office.menu_of(person) == "linked"


def test_menus_of_others_on_the_channel_are_left_alone(office: Office) -> None:
    foreign = office.installation.line.menus.create({**for_line.ready("linked").body, "name": "ของฝ่ายประชาสัมพันธ์"})
    office.put_up()

    assert foreign in office.names()


@pytest.mark.parametrize(
    ("fault", "place"),
    [("500", "/content"), ("lost-answer", "/content"), ("reset", "/content"), ("lost-answer", CREATE)],
)
def test_a_crash_while_a_menu_is_made_leaves_none_in_use_and_the_next_run_completes_it(
    office: Office, fault: str, place: str
) -> None:
    somebody = office.friend()
    office.sandbox.faults.arm(fault, path=place, method="POST")
    with pytest.raises(errors.LineError):
        office.put_up()
    assert len(office.names()) == 1
    assert office.menu_of(somebody) is None

    done = office.put_up()

    assert sorted(name.split()[1] for name in office.names().values()) == sorted(KINDS)
    assert len(done.made) == 2
    assert office.menu_of(somebody) == "unlinked"
    assert office.put_up().made == ()


def test_of_two_menus_made_by_two_runs_at_once_one_stays(office: Office) -> None:
    twin = for_line.ready("linked")
    for _ in range(2):
        office.installation.line.menus.create(twin.body)
    done = office.put_up()
    office.put_up()

    assert done.completed == ("linked",)
    assert list(office.names().values()).count(twin.name) == 1


def test_old_menus_stay_while_someone_is_not_moved_yet(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    person = linked(office)
    office.put_up()
    monkeypatch.setattr(for_line, "svg_of", repainted)
    office.sandbox.faults.arm("503", path=f"/v2/bot/user/{person}")
    done = office.put_up()

    assert (done.left, done.deleted, len(office.names())) == (1, 0, 6)
    assert office.menu_of(person) == "linked"


def test_the_menu_follows_the_conversation(office: Office) -> None:
    office.put_up()
    person = office.friend()
    code = a_code(office)
    with office.serving() as webhook:
        office.installation.line.set_webhook_url(webhook)
        seen = [office.menu_of(person)]
        for words in (f"ผูก {code}", "ใช่", "ยกเลิกผูก", "ใช่"):
            say(office, person, words)
            seen.append(office.menu_of(person))

    assert seen == ["unlinked", "unlinked", "linked", "linked", "unlinked"]


def test_an_officer_sees_the_officers_menu(office: Office) -> None:
    office.put_up()
    person = linked(office)
    with office.installation.database.writing() as session:
        officers.add(session, person, "สมชาย", office.installation.clock.now())
    show_due(office)

    assert office.menu_of(person) == "officer"


def test_a_tap_on_a_field_is_answered_as_the_word_is(office: Office) -> None:
    office.put_up()
    person = office.friend()
    menu = office.control("GET", f"line/chats/{person}")["richMenu"]
    action = next(area["action"] for area in menu["areas"] if area["action"]["label"] == TYPED[Word.HELP])
    with office.serving() as webhook:
        office.installation.line.set_webhook_url(webhook)
        office.control("POST", f"line/chats/{person}/postback", {k: action[k] for k in ("data", "displayText")})
        answered(office)

    said = [each["message"] for each in office.control("GET", f"line/chats/{person}")["messages"]]
    assert [message.get("text") or message["altText"][:12] for message in said] == [
        "ช่วยเหลือ",
        notice_message()["text"],
        "คำที่ใช้ได้:",
    ]


def test_a_wrong_token_is_told_with_its_cure(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.write(LINE_CHANNEL_ACCESS_TOKEN="wrong")
    status, lines = told(capsys)

    assert status == 1
    assert lines[0].startswith("✗ ถามชื่อบัญชีไม่สำเร็จ: LINE ไม่ยอมรับ LINE_CHANNEL_ACCESS_TOKEN [401")
    assert lines[1].startswith("  วิธีแก้: ออกโทเค็นใหม่ใน LINE Developers Console")
    assert lines[2] == "พบ 1 เรื่องที่ต้องแก้ แก้แล้วสั่ง tonbaeb line setup อีกครั้ง (to be mended: 1; run it again then)"


def test_a_webhook_that_does_not_answer_is_not_set_and_the_menus_are(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines = told(capsys)

    assert status == 1
    assert lines[2] == "✗ ทดสอบเว็บฮุก http://127.0.0.1:9/line/webhook ไม่ผ่าน (COULD_NOT_CONNECT 0)"
    assert lines[3].startswith("  วิธีแก้: เริ่มเซิร์ฟเวอร์ก่อน (tonbaeb serve)")
    assert office.webhook() == ""
    assert len(office.names()) == 3


def test_a_secret_of_another_channel_is_found_by_the_test(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.write(LINE_CHANNEL_SECRET="0" * 32)
    office.installation = Installation(read(env_file=office.folder / ".env"))
    with office.serving() as webhook:
        _, lines = told(capsys)

    assert f"✗ ทดสอบเว็บฮุก {webhook} ไม่ผ่าน (ERROR_STATUS_CODE 401)" in lines
    assert any(line.startswith("  วิธีแก้: LINE_CHANNEL_SECRET ของเซิร์ฟเวอร์ไม่ตรงกับช่องทางนี้") for line in lines)


def test_a_month_that_is_nearly_used_up_is_told(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.control("POST", "line/quota", {"limit": 1})
    office.installation.line.push(office.friend(), [{"type": "text", "text": "สวัสดี"}], str(uuid.uuid4()))
    _, lines = told(capsys)

    assert "✗ โควตาข้อความเดือนนี้: 1 ใช้ไปแล้วประมาณ 1 เหลือ 0" in lines


def test_line_that_is_away_is_told_with_its_cure(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.sandbox.faults.arm("503", path="/v2/bot/richmenu/list")
    status, lines = told(capsys)

    assert status == 1
    assert any(line.startswith("✗ ตั้งเมนูไม่สำเร็จ: LINE ไม่ตอบ หรือตอบไม่ครบ [503") for line in lines)
    assert "  วิธีแก้: สั่งอีกครั้ง ที่ทำไปแล้วจะไม่ทำซ้ำ" in lines


def repainted(menu: Menu) -> str:
    return svg_of(menu).replace("#14305C", "#0B5C30")


def linked(office: Office) -> str:
    """A friend who is linked to an agency."""
    person = office.friend()
    started = office.installation
    code = a_code(office)
    with started.database.writing() as session:
        now = started.clock.now()
        chats.meet(session, person, "user", now)
        link_codes.show(session, code, person, secret=started.secret, now=now)
        chats.link(session, person, "A-1", now)
    return person


def a_code(office: Office) -> str:
    started = office.installation
    with started.database.writing() as session:
        now = started.clock.now()
        agencies.register(session, "A-1", "กรม ก", "hrmo-2565", now=now)
        return link_codes.issue(session, "A-1", secret=started.secret, issued_by="test", now=now)


def say(office: Office, person: str, words: str) -> None:
    office.control("POST", f"line/chats/{person}/text", {"text": words})
    answered(office)


def answered(office: Office) -> None:
    """Answer what came in, and show the menus that follow."""
    services = office.installation.services
    while drain_inbox(services) == 0:
        time.sleep(0.02)
    show_due(office)


def show_due(office: Office) -> None:
    started = office.installation
    show_due_menus(started.database, started.clock, started.line.menus.show_to)
