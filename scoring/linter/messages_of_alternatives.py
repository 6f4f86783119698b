"""Sentences about the other readings of assumptions."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.linter.finding import Message

MESSAGES_OF_ALTERNATIVES: Mapping[str, Message] = {
    "unknown-assumption": Message(
        "ไม่มี “{name}” ใน assumptions",
        "โปรดเพิ่มค่าเริ่มต้นใน assumptions หรือแก้ชื่อ{nearest}",
        "there is no “{name}” among the assumptions",
        "add its default there, or correct the name{nearest}",
    ),
    "shares-of-no-points": Message(
        "shares ใช้ได้กับ points_per_level เท่านั้น ไม่ใช่ “{name}”",
        "โปรดระบุค่าของ “{name}” และสิ่งที่แต่ละค่าเปลี่ยน",
        "shares are for points_per_level only, not for “{name}”",
        "state the values of “{name}” and what each changes",
    ),
    "points-only-as-shares": Message(
        "points_per_level เลือกได้เพียงเศษส่วนเท่านั้น",
        "โปรดเขียน points_per_level: shares",
        "of points_per_level only other shares can be chosen",
        "write points_per_level: shares",
    ),
    "unknown-item": Message(
        "ไม่มีเกณฑ์ ข้อกำหนด คำถาม ตัวชี้วัด หรือรายงาน “{key}” ใน tabs",
        "โปรดใช้ id ที่มี{nearest}",
        "there is no criterion, requirement, question, indicator or report “{key}” in the tabs",
        "name the id of one{nearest}",
    ),
    "alternative-of-default": Message(
        "“{value}” เป็นค่าเริ่มต้นของ “{name}” อยู่แล้ว สิ่งที่เขียนไว้นี้จึงไม่มีผล",
        "โปรดลบออก และเขียนใน tabs แทน",
        "“{value}” is the default of “{name}”, so these changes are never made",
        "remove them and write what holds by default in the tabs",
    ),
    "alternative-without-effect": Message(
        "ทางเลือก {name}={value} ไม่เปลี่ยนอะไร",
        "โปรดแก้ให้ต่างจากที่เขียนใน tabs หรือเขียน {{}}",
        "the alternative {name}={value} changes nothing",
        "state what differs from the tabs, or write {{}}",
    ),
    "alternative-changes-rows": Message(
        "ทางเลือก {name}={value} เปลี่ยนแถวของแบบฟอร์ม: {keys}",
        "โปรดให้ทุกทางเลือกใช้แถวเดียวกัน เพราะแบบฟอร์มที่ส่งออกไปแล้วเปลี่ยนไม่ได้",
        "the alternative {name}={value} changes the rows of the sheet: {keys}",
        "let all readings use the same rows, for workbooks that are out cannot change",
    ),
    "maxima-of-several-tiers": Message(
        "เกณฑ์ใน maxima_of อยู่ต่างชั้นกัน: {tiers}",
        "โปรดระบุเกณฑ์ของชั้นเดียว",
        "the criteria in maxima_of belong to several tiers: {tiers}",
        "name criteria of one tier",
    ),
    "maxima-not-default": Message(
        "ค่าเริ่มต้นของ “{name}” คือ “{found}” แต่คะแนนเต็มใน tabs คือ {wanted}",
        "โปรดให้ตรงกัน",
        "the default of “{name}” is “{found}”, the maxima in the tabs are {wanted}",
        "make them agree",
    ),
}
