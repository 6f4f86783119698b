"""Who plays in the demo: three agencies that differ, their officers, and two officers of the secretariat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import yaml

from scoring.deadlines import Deadline
from sheets_schema.thai import BANGKOK

_FOLDER = Path(__file__).parent / "agencies"

PROGRAMME = "hrmo-2565"
SECRETARY = "สำนักเลขานุการรางวัล (หัวหน้า)"
CLERK = "สำนักเลขานุการรางวัล (เจ้าหน้าที่)"
RESULT = "ไม่ได้รับรางวัลในรอบนี้ (ผลสมมติของการสาธิต)\nคณะอนุกรรมการขอเชิญให้ส่งแบบประเมินอีกครั้งในรอบถัดไป"
CURTAIN = datetime(2021, 11, 3, 9, 0, tzinfo=BANGKOK)
"""When the demo begins: 31 days before UNPSA 2022 closes."""

AWARD_2565 = Deadline(
    id="hrmo-2565",
    programme=PROGRAMME,
    title_th="ส่งแบบประเมินองค์กรต้นแบบด้านสิทธิมนุษยชน 2565 (วันสมมติของการสาธิต)",
    title_en="Human Rights Model Organisation 2565, self-assessment (invented for the demo)",
    closes_at=datetime(2022, 3, 31, 16, 30, tzinfo=BANGKOK).astimezone(UTC) + timedelta(minutes=1),
    source_text="31 มีนาคม 2565 เวลา 16.30 น.",
    source_zone="Asia/Bangkok",
)
MORNING_AFTER = datetime(2022, 4, 1, 10, 0, tzinfo=BANGKOK)
"""When the self-assessment has closed and people may be written to again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What an officer entered for one input: the answer and the evidence cell, as typed."""

    answer: str
    evidence: str


@dataclass(frozen=True, slots=True)
class DemoAgency:
    """One agency of the demo. `contact` is its officer's name in LINE."""

    code: str
    name: str
    contact: str
    entries: Mapping[str, Entry]
    programme: str = PROGRAMME


def agencies() -> tuple[DemoAgency, ...]:
    """The three agencies: a department far along, a province half way, a subdistrict that has just begun."""
    return tuple(_agency(f"{name}.yaml") for name in ("department", "province", "subdistrict"))


def ministry() -> DemoAgency:
    """An agency of the plan for civil society, which stays off the stage until it is called."""
    return _agency("ministry.yaml")


def _agency(name: str) -> DemoAgency:
    with (_FOLDER / name).open("rb") as file:
        document = yaml.load(file, Loader=yaml.CSafeLoader)
    entries = {
        key: Entry(str(entry.get("answer", "")), str(entry.get("evidence", "")))
        for key, entry in document["answers"].items()
    }
    return DemoAgency(
        str(document["code"]), document["name"], document["contact"], entries, document.get("programme", PROGRAMME)
    )
