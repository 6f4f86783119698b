"""`tonbaeb settings PROGRAMME [NAME=VALUE ...]`."""

from __future__ import annotations

from argparse import Namespace

from bot.cases import secretariat
from bot.cli.complaint import CannotError
from bot.cli.starting import installation, told_kindly, with_schema
from bot.season.objections import USUAL_DAYS
from bot.store import settings
from scoring import programmes
from scoring.assumptions import SettingError, Settings, possible
from scoring.explain import Explainer
from scoring.programme import Programme

_UNSET = "ยังไม่กำหนด"


@told_kindly
def run(asked: Namespace) -> int:
    """Change what is asked for, if anything, and show what is in force and what could be."""
    started = with_schema(installation(needs=()))
    database, now = started.database, started.clock.now()
    try:
        if asked.changes:
            with database.writing() as session:
                secretariat.change_settings(session, asked.programme, dict(asked.changes), by=asked.by, now=now)
            print("บันทึกแล้ว แผ่นงานของโปรแกรมนี้จะได้รับคะแนนใหม่ในรอบถัดไป (saved; its workbooks are scored again)\n")
        with database.reading() as session:
            chosen, days = settings.of(session, asked.programme), settings.objection_days(session, asked.programme)
        print("\n".join([*_lines(programmes.load(asked.programme, chosen), chosen), *_of_objections(days)]))
    except SettingError as error:
        raise CannotError(str(error)) from error
    return 0


def _lines(programme: Programme, chosen: Settings) -> list[str]:
    explain = Explainer(programme, programmes.words(programme.id))
    document = programmes.document(programme.id)
    lines = ["ข้อสมมติ (assumptions)"]
    for name, value in programme.assumptions.items():
        others = [other for other in possible(document, name) or () if other != value]
        lines.append(f"  {name} = {value}{_mark(name, chosen)}  {explain.words.assumption(name, value)}")
        lines += [f"      เปลี่ยนเป็นได้: {' / '.join(others)}"] if others else []
    lines += ["", "เกณฑ์ (thresholds)"] if programme.thresholds else []
    for name in programme.thresholds:
        mark = programme.marks.get(name)
        shown = _UNSET if mark is None else explain.points(mark)
        lines.append(f"  {name} = {shown}  {explain.words.threshold(name)}")
    return lines


def _of_objections(days: str | None) -> list[str]:
    mark = "" if days is None else " (กำหนดโดยฝ่ายเลขานุการ)"
    words = "วันที่หน่วยงานคัดค้านผลเบื้องต้นได้ นับจากวันถัดจากวันประกาศ"
    return ["", "การคัดค้าน (objections)", f"  {settings.OBJECTION_DAYS} = {days or USUAL_DAYS}{mark}  {words}"]


def _mark(name: str, chosen: Settings) -> str:
    return " (กำหนดโดยฝ่ายเลขานุการ)" if name in chosen else ""
