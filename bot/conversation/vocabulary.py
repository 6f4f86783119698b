"""The words the conversation knows, each with the ways people write it."""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """What can be asked for, by word or by button. The value stands in postback data, so it never changes."""

    SCORE = "score"
    MISSING = "missing"
    DEADLINES = "deadlines"
    CALENDAR = "calendar"
    RENEW_CALENDAR = "renew-calendar"
    UNPSA = "unpsa"
    RESULT = "result"
    OBJECT = "object"
    WITHDRAW_OBJECTION = "withdraw-objection"
    WHY = "why"
    WHAT_IF = "what-if"
    LINK = "link"
    UNLINK = "unlink"
    HAND_OVER = "hand-over"
    NOTIFICATIONS = "notifications"
    NOTIFY_ON = "notify-on"
    NOTIFY_OFF = "notify-off"
    MY_DATA = "my-data"
    ERASE = "erase"
    HELP = "help"
    CONTACT = "contact"
    CALL_BACK = "call-back"
    RESCORE = "rescore"
    OVERVIEW = "overview"
    ANNOUNCE = "announce"
    CONFIRM_RESULT = "confirm-result"
    UNANNOUNCED = "unannounced"
    TO_REVIEW = "to-review"
    REQUESTS = "requests"
    GET_BACK = "get-back"
    DASHBOARD = "dashboard"
    ISSUE_CODE = "issue-code"
    REOPEN = "reopen"
    BUDGET = "budget"
    GREETING = "greeting"
    THANKS = "thanks"
    ALLOW_GROUP = "allow-group"
    END_GROUP = "end-group"
    YES = "yes"
    NO = "no"


TYPED = {
    Word.SCORE: "คะแนน",
    Word.MISSING: "ขาดอะไร",
    Word.DEADLINES: "กำหนดส่ง",
    Word.CALENDAR: "ปฏิทิน",
    Word.RENEW_CALENDAR: "เปลี่ยนลิงก์ปฏิทิน",
    Word.UNPSA: "UNPSA",
    Word.RESULT: "ผล",
    Word.OBJECT: "คัดค้าน",
    Word.WITHDRAW_OBJECTION: "ถอนคัดค้าน",
    Word.WHY: "ทำไม",
    Word.WHAT_IF: "ถ้า",
    Word.LINK: "ผูก",
    Word.UNLINK: "ยกเลิกผูก",
    Word.HAND_OVER: "ส่งมอบงาน",
    Word.NOTIFICATIONS: "แจ้งเตือน",
    Word.NOTIFY_ON: "เปิดแจ้งเตือน",
    Word.NOTIFY_OFF: "หยุดแจ้งเตือน",
    Word.MY_DATA: "ข้อมูลของฉัน",
    Word.ERASE: "ลบข้อมูล",
    Word.HELP: "ช่วยเหลือ",
    Word.CONTACT: "ติดต่อเจ้าหน้าที่",
    Word.CALL_BACK: "ขอให้ติดต่อกลับ",
    Word.RESCORE: "ให้คะแนนใหม่",
    Word.OVERVIEW: "ภาพรวม",
    Word.ANNOUNCE: "ประกาศผล",
    Word.CONFIRM_RESULT: "ยืนยันผล",
    Word.UNANNOUNCED: "ค้างประกาศ",
    Word.TO_REVIEW: "ค้างตรวจ",
    Word.REQUESTS: "คำขอ",
    Word.GET_BACK: "ตอบคำขอ",
    Word.DASHBOARD: "แดชบอร์ด",
    Word.ISSUE_CODE: "ออกรหัส",
    Word.REOPEN: "เปิดให้แก้ไข",
    Word.BUDGET: "โควตา",
    Word.GREETING: "สวัสดี",
    Word.THANKS: "ขอบคุณ",
    Word.ALLOW_GROUP: "อนุญาตกลุ่ม",
    Word.END_GROUP: "เลิกอนุญาตกลุ่ม",
    Word.YES: "ใช่",
    Word.NO: "ไม่ใช่",
}
"""The form that is taught: shown on buttons and in help, and always understood."""

OTHER_FORMS = {
    Word.SCORE: (
        "score",
        "my score",
        "scores",
        "คะแนนของฉัน",
        "คะแนนของเรา",
        "คะแนนเท่าไหร่",
        "คะแนนเท่าไร",
        "ได้กี่คะแนน",
        "กี่คะแนน",
        "สกอร์",
    ),
    Word.MISSING: (
        "missing",
        "what is missing",
        "what's missing",
        "ขาดอะไรบ้าง",
        "ยังขาดอะไร",
        "ยังขาดอะไรบ้าง",
        "ขาดอะไรอยู่",
        "ขาดหลักฐาน",
        "หลักฐานที่ขาด",
        "ต้องทำอะไรต่อ",
        "ต้องทำอะไร",
    ),
    Word.DEADLINES: (
        "deadlines",
        "deadline",
        "due",
        "กำหนดการ",
        "กำหนดส่งวันไหน",
        "กำหนดส่งเมื่อไหร่",
        "วันส่ง",
        "ส่งเมื่อไหร่",
        "ส่งวันไหน",
        "ปิดรับเมื่อไหร่",
        "เดดไลน์",
    ),
    Word.UNPSA: (
        "unspa",
        "un psa",
        "รางวัล unpsa",
        "รางวัล un",
        "รางวัลสหประชาชาติ",
        "ยูเอ็นพีเอสเอ",
    ),
    Word.CALENDAR: ("calendar", "ลิงก์ปฏิทิน", "ปฏิทินกำหนดส่ง", "เพิ่มในปฏิทิน"),
    Word.RENEW_CALENDAR: ("renew calendar", "ยกเลิกลิงก์ปฏิทิน", "ลิงก์ปฏิทินใหม่"),
    Word.RESULT: (
        "result",
        "results",
        "ผลการพิจารณา",
        "ผลพิจารณา",
        "ผลรางวัล",
        "ผลการประเมิน",
        "ผลเป็นไง",
        "ผลเป็นยังไง",
        "ผลเป็นอย่างไร",
        "ผลออกหรือยัง",
        "ผลออกยัง",
        "ผลประกาศ",
    ),
    Word.OBJECT: (
        "object",
        "objection",
        "objections",
        "คำคัดค้าน",
        "ขอคัดค้าน",
        "ยื่นคัดค้าน",
        "คัดค้านผล",
        "คัดค้านข้อ",
        "โต้แย้ง",
        "อุทธรณ์",
    ),
    Word.WITHDRAW_OBJECTION: (
        "withdraw objection",
        "withdraw",
        "ถอนคำคัดค้าน",
        "ถอนคัดค้านข้อ",
        "ยกเลิกคัดค้าน",
        "ยกเลิกคำคัดค้าน",
        "ขอถอนคัดค้าน",
    ),
    Word.WHAT_IF: ("what if", "if", "ถา", "ถ้าทำ", "ถ้าทำข้อ", "ถ้าข้อ", "ถ้าหาก", "หากทำ", "สมมติ", "สมมุติ"),
    Word.WHY: ("why", "ทำไมข้อ", "เหตุผล", "เหตุผลข้อ", "เพราะอะไร"),
    Word.LINK: ("link", "ผูกบัญชี", "ผูกหน่วยงาน", "ผูกรหัส", "รหัส", "เชื่อมบัญชี", "ลงทะเบียน", "register"),
    Word.UNLINK: ("unlink", "ยกเลิกการผูก", "ยกเลิกผูกบัญชี", "เลิกผูก", "ยกเลิกผูกหน่วยงาน"),
    Word.HAND_OVER: ("hand over", "handover", "ส่งต่องาน", "โอนงาน", "มอบงาน", "ย้ายหน้าที่", "เปลี่ยนผู้ประสานงาน"),
    Word.NOTIFICATIONS: ("notifications", "notification", "การแจ้งเตือน", "ตั้งค่าแจ้งเตือน", "ตั้งค่าการแจ้งเตือน"),
    Word.NOTIFY_ON: (
        "notifications on",
        "notify on",
        "start",
        "เปิดการแจ้งเตือน",
        "เริ่มแจ้งเตือน",
        "แจ้งเตือน เปิด",
        "รับแจ้งเตือน",
    ),
    Word.NOTIFY_OFF: (
        "notifications off",
        "notify off",
        "stop",
        "ปิดแจ้งเตือน",
        "ปิดการแจ้งเตือน",
        "หยุดการแจ้งเตือน",
        "ยกเลิกแจ้งเตือน",
        "ยกเลิกการแจ้งเตือน",
        "แจ้งเตือน ปิด",
        "หยุดส่ง",
    ),
    Word.MY_DATA: ("my data", "data", "ข้อมูลฉัน", "ข้อมูลของผม", "ข้อมูลของเรา", "ข้อมูลส่วนตัว", "ข้อมูลส่วนบุคคล", "pdpa"),
    Word.ERASE: ("erase", "erase my data", "delete my data", "ลบข้อมูลของฉัน", "ลบข้อมูลส่วนตัว"),
    Word.HELP: (
        "help",
        "menu",
        "ช่วย",
        "ช่วยด้วย",
        "วิธีใช้",
        "วิธีใช้งาน",
        "เมนู",
        "คำสั่ง",
        "ทำอะไรได้บ้าง",
        "เริ่มต้น",
        "เริ่มใช้งาน",
    ),
    Word.CONTACT: (
        "contact",
        "contact officer",
        "ติดต่อ",
        "ติดต่อเจ้าหน้าที",
        "คุยกับเจ้าหน้าที่",
        "สอบถามเจ้าหน้าที่",
        "เจ้าหน้าที่",
        "เบอร์โทร",
    ),
    Word.RESCORE: ("rescore", "คิดคะแนนใหม่", "ตรวจใหม่", "อ่านใหม่", "ประเมินใหม่"),
    Word.OVERVIEW: ("overview", "สรุปภาพรวม"),
    Word.ANNOUNCE: ("release", "release result", "announce", "announce result"),
    Word.CONFIRM_RESULT: ("confirm result", "ยืนยันประกาศ", "ยืนยันประกาศผล", "ยืนยันการประกาศผล"),
    Word.UNANNOUNCED: ("pending", "pending results", "ผลค้างประกาศ", "ผลที่ค้างประกาศ"),
    Word.CALL_BACK: ("call back", "call me back", "ติดต่อกลับ", "ฝากข้อความ", "ฝากคำถาม", "ขอความช่วยเหลือ"),
    Word.TO_REVIEW: ("to review", "review queue", "รอตรวจ", "ค้างการตรวจ"),
    Word.REQUESTS: ("requests", "คำขอที่รอคำตอบ", "คำขอค้างตอบ", "ค้างตอบ"),
    Word.GET_BACK: ("get back", "ตอบคำขอเลขที่"),
    Word.DASHBOARD: ("dashboard", "แดชบอด", "หน้าจัดการ", "แผงควบคุม"),
    Word.ISSUE_CODE: ("issue code", "new code", "สร้างรหัส", "ขอรหัส"),
    Word.BUDGET: ("budget", "quota", "งบข้อความ", "โควต้า", "โควตาข้อความ", "ข้อความเหลือเท่าไร"),
    Word.REOPEN: ("reopen", "เปิดให้แก้", "อนุญาตให้แก้ไข"),
    Word.GREETING: ("hello", "hi", "หวัดดี", "สวัสดีตอนเช้า", "ดีค่ะ", "ดีครับ", "ดีจ้า"),
    Word.THANKS: (
        "thanks",
        "thank you",
        "thx",
        "ขอบใจ",
        "ขอบคุณมาก",
        "ขอบพระคุณ",
        "ขอบพระคุณมาก",
        "รับทราบ",
        "ทราบแล้ว",
        "เข้าใจแล้ว",
        "ครับ",
        "ครับผม",
        "ค่ะ",
    ),
    Word.ALLOW_GROUP: ("allow group", "อนุญาตกลุ่มนี้", "อนุญาตให้กลุ่มเห็น"),
    Word.END_GROUP: ("end group", "เลิกอนุญาตกลุ่มนี้", "ยกเลิกอนุญาตกลุ่ม", "หยุดแสดงในกลุ่ม"),
    Word.YES: ("yes", "confirm", "ยืนยัน", "ตกลง", "ok", "okay", "โอเค", "y", "ถูกต้อง"),
    Word.NO: ("no", "ไม่", "ยกเลิก", "cancel", "n", "ไม่ยืนยัน", "ไม่ยืนยันผล", "ไม่ประกาศ", "ไม่ตกลง", "ย้อนกลับ", "กลับ", "back"),
}
"""English twins and everyday forms."""

ONLY_WITH_AN_ARGUMENT = {Word.CONFIRM_RESULT: ("confirm",)}
"""Forms that mean the word only where something follows; alone this one is a yes."""

TAKE_AN_ARGUMENT = (
    Word.WHY,
    Word.WHAT_IF,
    Word.LINK,
    Word.RESCORE,
    Word.CONFIRM_RESULT,
    Word.MISSING,
    Word.ISSUE_CODE,
    Word.NOTIFY_ON,
    Word.NOTIFY_OFF,
    Word.ALLOW_GROUP,
)
"""Words that may be followed by something: a criterion, a code, an agency, a page."""

TAKE_A_TEXT = (Word.ANNOUNCE, Word.REOPEN, Word.GET_BACK, Word.OBJECT, Word.WITHDRAW_OBJECTION)
"""Words that are followed by a text for others, which is taken as it was typed."""

NEVER_GUESSED = (Word.YES, Word.NO, Word.ERASE, Word.ALLOW_GROUP)
"""Words that must be written as they are; a near miss could do harm."""

SMALL_TALK = (Word.GREETING, Word.THANKS)
"""Words that ask for nothing; whatever is asked beside them is what is meant."""

FOR_OFFICERS = (
    Word.RESCORE,
    Word.OVERVIEW,
    Word.ANNOUNCE,
    Word.CONFIRM_RESULT,
    Word.UNANNOUNCED,
    Word.TO_REVIEW,
    Word.REQUESTS,
    Word.GET_BACK,
    Word.DASHBOARD,
    Word.ISSUE_CODE,
    Word.REOPEN,
    Word.BUDGET,
)
"""Words that are not offered to people who did not ask for them."""


def forms(word: Word) -> tuple[str, ...]:
    """Every way in which a word may be written."""
    return (TYPED[word], *OTHER_FORMS.get(word, ()))
