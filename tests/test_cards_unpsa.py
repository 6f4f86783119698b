"""What stands on the card of UNPSA for an agency of the award."""

from __future__ import annotations

from tests.support.sample_conversations import said
from tests.support.sample_scorecards import agency, view
from tests.test_cards_contents import texts


def test_unpsa_says_how_much_of_its_file_the_agency_has_and_when_its_project_is_ripe() -> None:
    own = said("UNPSA", view(agency=agency())).messages[0]["contents"]["contents"][1]

    assert texts(own) == [
        "ไฟล์ UNPSA ของท่าน",
        "นำจากแบบประเมินที่กรอกแล้ว",
        "รายการที่ต้องมีซึ่งครบแล้ว",
        "3",
        "จาก 32 รายการ",
        "มีข้อมูลพอร่างคำตอบ 7 จาก 12 ข้อ",
        "โครงการของท่านจะครบ 2 ปีในวันที่ 15 ม.ค. 2566",
        "ยังต้องมี",
        "☐",
        "เป็นหน่วยงานภาครัฐหรือส่วนภูมิภาคของประเทศสมาชิกสหประชาชาติ หรือสมัครผ่านหน่วยงานของรัฐ (คุณสมบัติ 1.1)",
        "☐",
        "ผู้เสนอชื่อเข้าสมัคร",
        "☐",
        "สาขารางวัล",
        "☐",
        "ยืนยันสาขารางวัลก่อนส่งใบสมัครแล้ว",
        "☐",
        "ผลงานแสดงความคิดริเริ่มสร้างสรรค์เชิงนวัตกรรม",
        "☐",
        "กรอกใบสมัครครบถ้วนและถูกต้อง",
        "และอีก 11 รายการ",
    ]
