"""Sentences about requirements, questions, reports and deadlines."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.linter.finding import Message

MESSAGES_OF_REQUIREMENTS: Mapping[str, Message] = {
    "only-in-requirements": Message(
        "เงื่อนไข “{words}” ใช้ได้เฉพาะใน requirements, questions และ reports เพราะในระดับ ข้อมูลที่เพิ่มขึ้นต้องไม่ทำให้ระดับลดลง",
        "โปรดย้ายไปเป็นข้อกำหนด หรือใช้: {known}",
        "the condition “{words}” may stand only in requirements and reports, for more facts must never lower a level",
        "make it a requirement, or use one of: {known}",
    ),
    "limit-in-applies": Message(
        "เงื่อนไข “{words}” เป็นเพดาน จึงใช้บอกว่าถามใคร (applies) ไม่ได้",
        "โปรดย้ายไปไว้ใน needs หรือใช้: {known}",
        "the condition “{words}” is a limit and cannot say of whom something is asked",
        "move it to needs, or use one of: {known}",
    ),
    "rows-differ": Message(
        "“{key}” มี {rows} แถว แต่ “{other}” มี {others} แถว จึงจับคู่กันไม่ได้",
        "โปรดให้มีจำนวนแถวเท่ากัน",
        "“{key}” has {rows} rows and “{other}” {others}, so they make no pairs",
        "give both as many rows",
    ),
    "too-few-to-differ": Message(
        "“{key}” เพียงรายการเดียวไม่มีอะไรให้แตกต่าง",
        "โปรดระบุข้อความอย่างน้อยสองรายการ",
        "“{key}” alone has nothing to differ from",
        "name two texts or more",
    ),
    "no-links": Message(
        "เงื่อนไขนี้นับลิงก์ แต่ “{key}” ไม่มีช่องหลักฐาน",
        "โปรดเพิ่ม evidence: true ให้ “{key}” หรือลบออกจากเงื่อนไข",
        "this condition counts links, but “{key}” has no evidence",
        "add evidence: true to “{key}”, or leave it out",
    ),
    "never-met": Message(
        "ข้อกำหนด “{id}” เป็นไปไม่ได้ ไม่ว่าจะตอบอย่างไร",
        "โปรดแก้เงื่อนไข",
        "“{id}” can never be met, whatever the answers",
        "correct what it needs",
    ),
    "never-met-where-asked": Message(
        "ข้อกำหนด “{id}” เป็นไปไม่ได้สำหรับผู้ที่ถูกถาม เพราะ needs ขัดกับ applies",
        "โปรดแก้ needs หรือ applies",
        "“{id}” can never be met by those it is asked of: needs and applies exclude each other",
        "correct one of them",
    ),
    "never-asked": Message(
        "ข้อกำหนด “{id}” ไม่มีวันถูกถาม เพราะ applies เป็นไปไม่ได้",
        "โปรดแก้ applies",
        "“{id}” is never asked: applies can never hold",
        "correct applies",
    ),
    "requirement-too-large": Message(
        "เงื่อนไขของข้อกำหนด “{id}” ยาวเกินกว่าจะพิสูจน์ได้",
        "โปรดเขียนให้สั้นลง",
        "the conditions of “{id}” are too large to prove",
        "write them shorter",
    ),
    "deadline-without-offset": Message(
        "เวลาปิดรับ “{found}” ไม่ระบุเขตเวลา จึงไม่ทราบว่าเป็นเวลาใดแน่",
        'โปรดเติมเขตเวลาท้ายข้อความ เช่น "2021-12-04T00:00:00-05:00"',
        "the deadline “{found}” has no offset, so it is no instant",
        'write its offset too, such as "2021-12-04T00:00:00-05:00"',
    ),
    "unknown-zone": Message(
        "ไม่รู้จักเขตเวลา “{zone}”",
        "โปรดใช้ชื่อตามฐานข้อมูล tz เช่น Asia/Bangkok",
        "there is no time zone “{zone}”",
        "use a name of the tz database, such as Asia/Bangkok",
    ),
    "points-without-tiers": Message(
        "มี points_per_level แต่โปรแกรมนี้ไม่มีชั้น (tiers) จึงไม่มีคะแนน",
        "โปรดลบ points_per_level หรือเพิ่ม tiers",
        "there is points_per_level, but without tiers there are no points",
        "remove it, or add tiers",
    ),
}
