"""The sentences that are the same for every programme."""

from __future__ import annotations

from collections.abc import Mapping

NEEDS: Mapping[str, Mapping[str, str]] = {
    "th": {
        "answer yes": "{label}: เมื่อดำเนินการแล้วให้ตอบ “ใช่”{link}",
        "answer codes": "{label}: เมื่อดำเนินการแล้วให้เลือก {aim}{link}",
        "answer no": "{label}: ตรวจสอบแล้วตอบ ต้องเป็น “ไม่ใช่” จึงจะเข้าเกณฑ์{link}",
        "answer number": "{label}: กรอกจำนวนตั้งแต่ {aim} ขึ้นไป{link}",
        "answer day": "{label}: กรอกวันที่ ซึ่งต้องไม่หลัง {aim}{link}",
        "answer words": "{label}: เขียนไม่เกิน {aim} คำ เป็นภาษาราชการของสหประชาชาติ{link}",
        "answer unlike": "{label}: กรอกให้ต่างจากรายการอื่นในข้อเดียวกัน{link}",
        "answer unlike list": "{label}: เลือกให้ต่างจากแถวอื่นในข้อเดียวกัน{link}",
        "answer list": "{label}: เลือกจากรายการ{link}",
        "answer open": "{label}: กรอกคำตอบ{link}",
        "answer open date": "{label}: กรอกวันที่{link}",
        "answer open count": "{label}: กรอกตัวเลข{link}",
        "value yes": "{label}: แก้เป็น “ใช่” เมื่อดำเนินการแล้ว{link}",
        "value codes": "{label}: ปรับเป็น {aim}{link}",
        "value no": "{label}: ต้องเป็น “ไม่ใช่” จึงจะเข้าเกณฑ์{link}",
        "value number": "{label}: ต้องมีตั้งแต่ {aim} ขึ้นไป{link}",
        "value day": "{label}: ต้องไม่หลัง {aim} จึงจะเข้าเกณฑ์{link}",
        "value words": "{label}: ปรับให้ไม่เกิน {aim} คำ เป็นภาษาราชการของสหประชาชาติ{link}",
        "value unlike": "{label}: เปลี่ยนให้ต่างจากรายการอื่นในข้อเดียวกัน{link}",
        "value unlike list": "{label}: เลือกใหม่ให้ต่างจากแถวอื่นในข้อเดียวกัน{link}",
        "most": "{label}: ลดจำนวนให้เหลือรวมไม่เกิน {aim} รายการ",
        "value list": "{label}: เลือกใหม่จากรายการ{link}",
        "value open": "{label}: แก้ไขคำตอบให้ถูกต้อง{link}",
        "value open date": "{label}: แก้ไขวันที่ให้ถูกต้อง{link}",
        "value open count": "{label}: แก้ไขตัวเลขให้ถูกต้อง{link}",
        "evidence": "{label}: แนบลิงก์หลักฐาน (http หรือ https)",
        "link": " พร้อมลิงก์หลักฐาน",
        "or": " หรือ ",
        "quoted": "“{word}”",
    },
    "en": {
        "answer yes": "{label}: do this and answer “yes”{link}",
        "answer codes": "{label}: do this and choose {aim}{link}",
        "answer no": "{label}: check this and answer; it has to be “no”{link}",
        "answer number": "{label}: enter a number of at least {aim}{link}",
        "answer day": "{label}: enter a date not after {aim}{link}",
        "answer words": "{label}: write an answer of at most {aim} words in a language of the United Nations{link}",
        "answer unlike": "{label}: enter another one than the others here{link}",
        "answer unlike list": "{label}: choose another one than in the other rows here{link}",
        "answer list": "{label}: choose from the list{link}",
        "answer open": "{label}: enter the answer{link}",
        "answer open date": "{label}: enter the date{link}",
        "answer open count": "{label}: enter the number{link}",
        "value yes": "{label}: change it to “yes”{link}",
        "value codes": "{label}: change it to {aim}{link}",
        "value no": "{label}: this has to be “no”{link}",
        "value number": "{label}: at least {aim} are needed{link}",
        "value day": "{label}: this may not be after {aim}{link}",
        "value words": "{label}: bring it to at most {aim} words in a language of the United Nations{link}",
        "value unlike": "{label}: change it to another one than the others here{link}",
        "value unlike list": "{label}: choose another one than in the other rows here{link}",
        "most": "{label}: bring the number down to {aim} in all",
        "value list": "{label}: choose again from the list{link}",
        "value open": "{label}: correct the answer{link}",
        "value open date": "{label}: correct the date{link}",
        "value open count": "{label}: correct the number{link}",
        "evidence": "{label}: add a link to the evidence (http or https)",
        "link": ", with a link to the evidence",
        "or": " or ",
        "quoted": "“{word}”",
    },
}

REASONS: Mapping[str, Mapping[str, str]] = {
    "th": {
        "carried": "ได้ระดับ {level} จาก {facts}",
        "nothing": "ยังไม่มีข้อมูลพร้อมหลักฐานที่ถึงระดับ 1",
        "confirmed": "ผู้ประเมินให้ระดับ {level}",
        "evidence": " · ข้อมูลที่กรอกถึงระดับ {computed} แต่หลักฐานรองรับถึงระดับ {supported}",
        "claimed": " · หน่วยงานประเมินตนเองไว้ระดับ {claimed}",
        "between": ", ",
    },
    "en": {
        "carried": "level {level} through {facts}",
        "nothing": "no facts with their evidence reach level 1 yet",
        "confirmed": "the assessors gave level {level}",
        "evidence": " · the facts entered reach level {computed}, the evidence supports level {supported}",
        "claimed": " · the organisation claimed level {claimed}",
        "between": "; ",
    },
}

STATES: Mapping[str, Mapping[str, str]] = {
    "th": {
        "ok": "ครบแล้ว",
        "missing": "ยังไม่ได้กรอก",
        "failed": "ยังไม่ครบ",
        "not_needed": "ไม่ต้องดำเนินการ",
        "upcoming": "ครบกำหนด {due}",
        "overdue": "เกินกำหนด {due}",
        "advised": "ควรมี",
        "no duty": "ข้อแนะนำ ไม่บังคับ",
        "words": "{words:,} จาก {most:,} คำ",
        "ripens": "ระยะเวลาจะครบเมื่อ {ripens}",
        "of reports": "{title} ({kinds})",
        "and": " และ",
    },
    "en": {
        "ok": "met",
        "missing": "not answered yet",
        "failed": "not met yet",
        "not_needed": "not needed",
        "upcoming": "due on {due}",
        "overdue": "overdue since {due}",
        "advised": "advised",
        "no duty": "advice, no duty",
        "words": "{words:,} of {most:,} words",
        "ripens": "the time is full on {ripens}",
        "of reports": "{title} ({kinds})",
        "and": " and ",
    },
}

TOGETHER: Mapping[str, str] = {
    "th": "{title} และอีก {others} รายการ",
    "en": "{title} and {others} more",
}

MARK: Mapping[str, str] = {
    "th": "{name}: {mark} คะแนน (กำหนดโดยฝ่ายเลขานุการ)",
    "en": "{name}: {mark} points (set by the secretariat)",
}

ADVICE: Mapping[str, str] = {
    "th": "ข้อ {criterion} เพิ่มได้ {gain} คะแนน: {steps}",
    "en": "Item {criterion}, {gain} points more: {steps}",
}

TYPES: Mapping[str, Mapping[str, str]] = {
    "th": {
        "yes_no": "ใช่ หรือ ไม่ใช่",
        "count": "จำนวนเต็มตั้งแต่ 0 ขึ้นไป ไม่มีหน่วย เช่น 25",
        "choice": "ตัวเลือกหนึ่งในรายการ: {labels}",
        "long choice": "ตัวเลือกหนึ่งในรายการ {number} ตัวเลือกของช่องนี้",
        "date": "วัน/เดือน/ปี พ.ศ. เช่น 31/12/2564",
        "text": "ข้อความ",
    },
    "en": {
        "yes_no": "yes or no",
        "count": "a whole number from 0 up, without a unit, such as 25",
        "choice": "one of the list: {labels}",
        "long choice": "one of the {number} in the list of this cell",
        "date": "day/month/year in the Buddhist Era, such as 31/12/2564",
        "text": "text",
    },
}

WHERE: Mapping[str, str] = {"th": "แท็บ “{tab}” ช่อง {cell} ", "en": "Tab “{tab}”, cell {cell} "}

PROBLEMS: Mapping[str, Mapping[str, str]] = {
    "th": {
        "not_a_whole_number": "พบ “{found}” ต้องเป็น{expected} โปรดพิมพ์เฉพาะตัวเลข",
        "negative": "พบ “{found}” ซึ่งติดลบ ต้องเป็น{expected} โปรดแก้ตัวเลข",
        "part_exceeds_total": "พบ {found} ซึ่งมากกว่าจำนวนทั้งหมด {limit} ต้องไม่เกินจำนวนทั้งหมด โปรดตรวจสอบตัวเลขทั้งสองช่อง",
        "unknown_choice": "พบ “{found}” ต้องเป็น{expected} โปรดเลือกใหม่",
        "unreadable_date": "พบ “{found}” ต้องเป็น{expected} โปรดพิมพ์วันที่ใหม่",
        "end_before_start": "พบ “{found}” ซึ่งมาก่อนวันเริ่ม “{limit}” วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม โปรดตรวจสอบวันที่ทั้งสองช่อง",
        "formula_error": "พบสูตรที่ผิดพลาดหรือยังไม่ได้คำนวณ “{found}” ต้องเป็น{expected} โปรดพิมพ์ค่าแทนสูตร",
        "duplicate_key": "รายการนี้มีมากกว่าหนึ่งแถว ต้องมีแถวเดียว จึงยังไม่นับแถวใดเลย โปรดลบแถวที่ซ้ำให้เหลือแถวเดียว",
        "duplicate_tab": "พบว่าเป็นสำเนาของแท็บอื่น ระบบใช้แท็บต้นฉบับเพียงแท็บเดียว หากไม่ใช้แล้ว โปรดลบแท็บสำเนานี้",
        "unknown_key": "พบรหัสแถว “{found}” ซึ่งไม่อยู่ในแบบฟอร์มนี้ ระบบไม่นับแถวนี้ โปรดใช้แถวเดิมของแบบฟอร์ม",
        "missing_column": "ไม่พบคอลัมน์ “{found}” ของแท็บนี้ ลิงก์หลักฐานในแท็บจึงอ่านไม่ได้ คอลัมน์อาจถูกลบหรือรหัสในแถวแรกหายไป "
        "โปรดกู้คืนจากประวัติเวอร์ชันหรือคัดลอกคอลัมน์จากแบบฟอร์มเปล่า",
        "missing_key": "ไม่พบแถวของรายการ “{label}” (รหัส {key}) ซึ่งต้องมีหนึ่งแถว แถวอาจถูกลบหรือรหัสในคอลัมน์แรกหายไป "
        "โปรดกู้คืนจากประวัติเวอร์ชันหรือคัดลอกแถวจากแบบฟอร์มเปล่า",
        "wrong_way": "พบ “{found}” แต่ข้อนี้ไม่ใช่กรณีของหน่วยงานท่าน "
        "ต้องเว้นว่าง โปรดตอบเฉพาะข้อที่ตรงกับคำตอบเรื่องหน่วยงานในจังหวัดหรือภูมิภาค",
        "no_such_level": "พบ “{found}” แต่ข้อนี้มีเพียงระดับ 1 และ 3 โปรดเลือก 0, 1 หรือ 3",
        "changed_after_confirmed": "พบ “{found}” แต่ยืนยันไว้แล้วเป็น “{limit}” ซึ่งเปลี่ยนภายหลังไม่ได้ ระบบยังใช้ค่าที่ยืนยันไว้ "
        "โปรดกลับไปใช้ค่าเดิม หากยืนยันผิด โปรดติดต่อฝ่ายเลขานุการ",
        "too_long": "พบข้อความยาวกว่า {limit} ตัวอักษร ระบบยังนับให้ โปรดย่อข้อความและแนบรายละเอียดเป็นลิงก์",
    },
    "en": {
        "not_a_whole_number": "Found “{found}”, expected {expected}. Type the number alone.",
        "negative": "Found “{found}”, which is negative, expected {expected}. Correct the number.",
        "part_exceeds_total": "Found {found}, more than the total of {limit}. Check both numbers.",
        "unknown_choice": "Found “{found}”, expected {expected}. Choose again.",
        "unreadable_date": "Found “{found}”, expected {expected}. Type the date again.",
        "end_before_start": "Found “{found}”, which comes before the start “{limit}”. Check both dates.",
        "formula_error": "Found a formula that fails or was never calculated, "
        "“{found}”, expected {expected}. Type the value instead.",
        "duplicate_key": "This input stands in more than one row, so none counts. Delete the rows too many.",
        "duplicate_tab": "This tab is a copy of another; only the original counts. "
        "Delete the copy if it is not needed.",
        "unknown_key": "Found the row key “{found}”, which this form does not have. Use the form's own rows.",
        "missing_column": "The column “{found}” of this tab was not found, so no link in it can be read. It may have "
        "been deleted, or its key in the first row is gone. Restore it from the version history or from an empty form.",
        "missing_key": "No row was found for “{label}” (key {key}). It may have been deleted, or its key in the first "
        "column is gone. Restore it from the version history or copy it from an empty form.",
        "wrong_way": "Found “{found}”, but this item is not for your "
        "organisation. Leave it blank and answer the one that fits.",
        "no_such_level": "Found “{found}”, but this item has only levels 1 and 3. Choose 0, 1 or 3.",
        "changed_after_confirmed": "Found “{found}”, but “{limit}” was confirmed and cannot be changed any more; "
        "it still counts. Go back to it, or write to the secretariat if it was confirmed by mistake.",
        "too_long": "Found a text longer than {limit} characters. It counts, but shorten it and link the details.",
    },
}
