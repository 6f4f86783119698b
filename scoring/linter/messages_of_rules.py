"""Sentences about ids, sums, inputs and the rules around criteria."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.linter.finding import Message

MESSAGES_OF_RULES: Mapping[str, Message] = {
    "wrong-id": Message(
        "id คือ “{found}” แต่ไฟล์ชื่อ “{wanted}”",
        "โปรดให้ id กับชื่อไฟล์ตรงกัน",
        "the id is “{found}”, the file's name “{wanted}”",
        "make them the same",
    ),
    "repeated": Message(
        "{what} “{name}” ซ้ำกับที่มีก่อนหน้า",
        "โปรดตั้งชื่อที่ไม่ซ้ำ หรือลบออก",
        "the {what} “{name}” stands twice",
        "give it a name of its own, or remove it",
    ),
    "reserved": Message(
        "{what} “{name}” สงวนไว้สำหรับระบบ",
        "โปรดใช้ชื่ออื่น",
        "the {what} “{name}” is the system's own",
        "use another",
    ),
    "unknown-tier": Message(
        "ไม่มีชั้น “{tier}”",
        "โปรดใช้ชั้นที่มี: {known}",
        "there is no tier “{tier}”",
        "use one of: {known}",
    ),
    "unreadable-fraction": Message(
        "“{found}” ไม่ใช่จำนวนเต็มหรือเศษส่วนที่มากกว่าศูนย์",
        'โปรดเขียนเป็นจำนวนเต็มหรือเศษส่วนในเครื่องหมายคำพูด เช่น "5/2"',
        "“{found}” is no whole number or fraction above zero",
        'write a whole number or a fraction in quotes, such as "5/2"',
    ),
    "tier-sum": Message(
        "คะแนนเต็มของเกณฑ์ใน {tier} รวมได้ {found} แต่ชั้นนี้เต็ม {wanted}",
        "โปรดแก้ max ของเกณฑ์หรือของชั้นให้เท่ากัน",
        "the criteria of {tier} sum to {found}, its maximum is {wanted}",
        "make them equal",
    ),
    "weight-sum": Message(
        "น้ำหนักของทุกชั้นรวมได้ {found} ไม่ใช่ 100",
        "โปรดแก้ weight ให้รวมได้ 100",
        "the tiers' weights sum to {found}, not 100",
        "make them sum to 100",
    ),
    "site-visit-sum": Message(
        "คะแนนเต็มของ site_visit รวมได้ {found} ไม่ใช่ 100",
        "โปรดแก้ max ให้รวมได้ 100",
        "the parts of site_visit sum to {found}, not 100",
        "make them sum to 100",
    ),
    "points-not-rising": Message(
        "points_per_level ต้องเพิ่มขึ้นทุกระดับและจบที่ 1 แต่เป็น {found}",
        'โปรดแก้ เช่น ["1/3", "2/3", "1"]',
        "points_per_level must rise and end with 1, but is {found}",
        'write for example ["1/3", "2/3", "1"]',
    ),
    "unknown-choices": Message(
        "ไม่มีรายการตัวเลือก “{name}” ใน choices",
        "โปรดเพิ่มใน choices หรือใช้: {known}",
        "there is no list “{name}” under choices",
        "add it there, or use one of: {known}",
    ),
    "unused-choices": Message(
        "ไม่มีรายการใดใช้ตัวเลือก “{name}”",
        "โปรดลบออก หรือใช้กับรายการ",
        "no input uses the choices “{name}”",
        "remove them, or name them in an input",
    ),
    "claimed-levels": Message(
        "ตัวเลือก claimed ต้องเป็น {wanted}",
        "โปรดแก้ choices.claimed เป็น {wanted}",
        "the choices claimed must be {wanted}",
        "write {wanted}",
    ),
    "unused-input": Message(
        "ไม่มีระดับ ข้อกำหนด หรือกฎใดใช้ “{key}”",
        "โปรดใช้ในเงื่อนไข ลบออก หรือให้เป็นชนิด text ในส่วนที่ไม่มีเกณฑ์",
        "no level, requirement or rule looks at “{key}”",
        "use it, remove it, or make it a text of a section without criteria",
    ),
    "part-of-itself": Message(
        "“{key}” เป็นส่วนหนึ่งของตัวเอง",
        "โปรดระบุยอดรวมที่เป็นรายการอื่น",
        "“{key}” is a part of itself",
        "name another input as its total",
    ),
    "fixed-by-itself": Message(
        "“{key}” ยืนยันตัวเอง",
        "โปรดระบุรายการ yes_no อื่นที่ยืนยัน",
        "“{key}” is its own confirmation",
        "name another yes_no that confirms it",
    ),
    "no-evidence": Message(
        "กฎ {rule} ต้องดูหลักฐานของ “{key}” แต่รายการนี้ไม่มีช่องหลักฐาน",
        "โปรดเพิ่ม evidence: true ให้ “{key}”",
        "the rule {rule} asks for evidence of “{key}”, which has none",
        "add evidence: true to “{key}”",
    ),
    "empty-window": Message(
        "วันสุดท้าย {last} อยู่ก่อนวันแรก {first}",
        "โปรดแก้ first หรือ last",
        "the last day {last} comes before the first, {first}",
        "correct first or last",
    ),
    "ways-without-answers": Message(
        "ทางของ {criterion} ต้องมีสองทาง คือ when: true และ when: false",
        "โปรดให้แต่ละคำตอบมีหนึ่งทาง",
        "the ways of {criterion} must be two, when: true and when: false",
        "give each answer one way",
    ),
    "published-changed": Message(
        "โปรแกรม “{id}” ประกาศใช้แล้ว แต่ตรรกะในไฟล์ต่างจากฉบับที่ประกาศ",
        "โปรดคืนไฟล์เดิม แล้วทำการแก้ไขเป็นโปรแกรมใหม่ที่มี id ใหม่",
        "the programme “{id}” is published, but this logic differs from it",
        "restore the file and make a new programme with a new id",
    ),
    "published-gone": Message(
        "โปรแกรม “{id}” ประกาศใช้แล้ว แต่ไม่มีไฟล์",
        "โปรดคืนไฟล์ของโปรแกรมนี้",
        "the programme “{id}” is published, but its file is gone",
        "restore it",
    ),
}
