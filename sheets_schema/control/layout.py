"""What stands where in the control workbook. Each key in the hidden row names its tab and its column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

TabId = Literal["agencies", "deadlines", "settings", "assessors"]

RETIRED = "ออกแล้ว"
IN_USE = "ใช้อยู่"
FEEDBACK = "feedback"
LISTS = "lists"
OVERVIEW = "overview"
LISTS_TITLE = "รายการอ้างอิง"
SEEN = "seen"
SEEN_TITLE = "สถานะที่ส่งออก"
OVERVIEW_TITLE = "ภาพรวม"


@dataclass(frozen=True, slots=True)
class Column:
    """A column by the second half of its key. `ours` is written by the system; `options` names its drop-down's list."""

    key: str
    heading: str
    width: int = 18
    ours: bool = False
    options: str = ""


@dataclass(frozen=True, slots=True)
class ControlTab:
    """A tab whose every row is one thing; `identity` are the columns that together say which.

    `together` are columns that make sense only as a whole: who changes one of them means all.
    """

    id: TabId
    title: str
    identity: tuple[str, ...]
    columns: tuple[Column, ...]
    together: frozenset[str] = frozenset()

    def group_of(self, key: str) -> frozenset[str]:
        """The columns that are changed together with this one, itself among them."""
        return self.together if key in self.together else frozenset({key})

    def heading(self, key: str) -> str:
        return next(column.heading for column in self.columns if column.key == key)


_STATE = Column("state", "สถานะ", 12, options="states")
_FEEDBACK = Column(FEEDBACK, "ผลตรวจจากระบบ", 52, ours=True)
"""It stands where it is seen without scrolling."""

TABS: tuple[ControlTab, ...] = (
    ControlTab(
        "agencies",
        "หน่วยงาน",
        ("code",),
        (
            Column("code", "รหัสหน่วยงาน", 16),
            Column("name", "ชื่อหน่วยงาน", 40),
            _FEEDBACK,
            Column("type", "ประเภทหน่วยงาน", 26, options="types"),
            Column("province", "จังหวัด", 20, options="provinces"),
            Column("ministry", "กระทรวง", 32, options="ministries"),
            Column("programme", "โปรแกรม", 16, options="programmes"),
            Column("workbook", "ลิงก์แผ่นงาน", 44),
            _STATE,
            Column("chats", "แชตที่ผูก", 10, ours=True),
        ),
    ),
    ControlTab(
        "deadlines",
        "กำหนดส่ง",
        ("id",),
        (
            Column("id", "รหัสกำหนดส่ง", 28),
            Column("programme", "โปรแกรม", 16, options="programmes"),
            Column("date", "วันที่ปิดรับ (พ.ศ.)", 18),
            Column("time", "เวลาปิดรับ", 12),
            Column("zone", "เขตเวลา", 20, options="zones"),
            _FEEDBACK,
            Column("title_th", "ชื่อ (ไทย)", 40),
            Column("title_en", "ชื่อ (อังกฤษ)", 40),
            Column("source", "ข้อความตามประกาศ", 36),
            Column("offsets", "เตือนก่อน", 24),
            _STATE,
            Column("version", "รุ่น", 8, ours=True),
        ),
        together=frozenset({"date", "time", "zone"}),
    ),
    ControlTab(
        "settings",
        "ข้อสมมติและเกณฑ์",
        ("programme", "name"),
        (
            Column("programme", "โปรแกรม", 16, options="programmes"),
            Column("name", "ชื่อค่าตั้ง", 30),
            Column("value", "ค่าที่กำหนด", 24),
            _FEEDBACK,
            Column("default", "ค่าเดิมของโปรแกรม", 24, ours=True),
            Column("meaning", "ความหมาย", 56, ours=True),
        ),
    ),
    ControlTab(
        "assessors",
        "ผู้ประเมิน",
        ("code",),
        (
            Column("code", "รหัสผู้ประเมิน", 16),
            Column("name", "ชื่อ", 32),
            _FEEDBACK,
            Column("ministry", "กระทรวง", 32, options="ministries"),
            Column("agency", "รหัสหน่วยงาน", 16),
            Column("email", "อีเมล", 28),
            _STATE,
        ),
    ),
)

Seen = Mapping[TabId, Mapping[tuple[str, ...], Mapping[str, str]]]
"""What each row said, by its identity, when workbook and store last agreed on it."""

Filled = Mapping[TabId, tuple[Mapping[str, str], ...]]
"""What the rows of each tab hold, by column."""

STATES = (IN_USE, RETIRED)
ZONES = ("Asia/Bangkok", "UTC", "America/New_York", "Europe/Paris")
MINISTRIES = (
    "สำนักนายกรัฐมนตรี",
    *(
        f"กระทรวง{name}"
        for name in (
            "กลาโหม",
            "การคลัง",
            "การต่างประเทศ",
            "การท่องเที่ยวและกีฬา",
            "การพัฒนาสังคมและความมั่นคงของมนุษย์",
            "การอุดมศึกษา วิทยาศาสตร์ วิจัยและนวัตกรรม",
            "เกษตรและสหกรณ์",
            "คมนาคม",
            "ดิจิทัลเพื่อเศรษฐกิจและสังคม",
            "ทรัพยากรธรรมชาติและสิ่งแวดล้อม",
            "พลังงาน",
            "พาณิชย์",
            "มหาดไทย",
            "ยุติธรรม",
            "แรงงาน",
            "วัฒนธรรม",
            "ศึกษาธิการ",
            "สาธารณสุข",
            "อุตสาหกรรม",
        )
    ),
)
_PROVINCES = (
    "กรุงเทพมหานคร กระบี่ กาญจนบุรี กาฬสินธุ์ กำแพงเพชร ขอนแก่น จันทบุรี ฉะเชิงเทรา ชลบุรี "
    "ชัยนาท ชัยภูมิ ชุมพร เชียงราย เชียงใหม่ ตรัง ตราด ตาก นครนายก นครปฐม นครพนม นครราชสีมา "
    "นครศรีธรรมราช นครสวรรค์ นนทบุรี นราธิวาส น่าน บึงกาฬ บุรีรัมย์ ปทุมธานี ประจวบคีรีขันธ์ "
    "ปราจีนบุรี ปัตตานี พระนครศรีอยุธยา พะเยา พังงา พัทลุง พิจิตร พิษณุโลก เพชรบุรี เพชรบูรณ์ "
    "แพร่ ภูเก็ต มหาสารคาม มุกดาหาร แม่ฮ่องสอน ยโสธร ยะลา ร้อยเอ็ด ระนอง ระยอง ราชบุรี ลพบุรี "
    "ลำปาง ลำพูน เลย ศรีสะเกษ สกลนคร สงขลา สตูล สมุทรปราการ สมุทรสงคราม สมุทรสาคร สระแก้ว "
    "สระบุรี สิงห์บุรี สุโขทัย สุพรรณบุรี สุราษฎร์ธานี สุรินทร์ หนองคาย หนองบัวลำภู อ่างทอง "
    "อำนาจเจริญ อุดรธานี อุตรดิตถ์ อุทัยธานี อุบลราชธานี"
)
PROVINCES = tuple(_PROVINCES.split())
HEADING_OF_LIST = {
    "states": "สถานะ",
    "types": "ประเภทหน่วยงาน",
    "provinces": "จังหวัด",
    "ministries": "กระทรวง",
    "programmes": "โปรแกรม",
    "zones": "เขตเวลา",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What only the programmes tell: their ids, and the names of the types of bodies."""

    programmes: tuple[str, ...]
    types: tuple[str, ...]


def lists(known: Known) -> dict[str, tuple[str, ...]]:
    """The reference lists by name, as they stand in an empty control workbook."""
    return {
        "states": STATES,
        "types": known.types,
        "provinces": PROVINCES,
        "ministries": MINISTRIES,
        "programmes": known.programmes,
        "zones": ZONES,
    }
