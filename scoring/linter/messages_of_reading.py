"""Sentences about files that cannot be read, and about fields and the values in them."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.linter.finding import Message

MESSAGES_OF_READING: Mapping[str, Message] = {
    "no-file": Message(
        "ไม่พบไฟล์นี้",
        "โปรดสร้างไฟล์ หรือแก้ชื่อไฟล์ให้ตรง",
        "there is no such file",
        "write it, or correct its name",
    ),
    "not-utf-8": Message(
        "ไฟล์ไม่ใช่ข้อความ UTF-8",
        "โปรดบันทึกใหม่เป็น UTF-8",
        "the file is no UTF-8 text",
        "save it as UTF-8",
    ),
    "not-yaml": Message(
        "อ่านเป็น YAML ไม่ได้: {problem}",
        "โปรดตรวจการเยื้อง วงเล็บ และเครื่องหมายคำพูดตั้งแต่บรรทัดนี้หรือก่อนหน้า",
        "this is no sound YAML: {problem}",
        "check indents, brackets and quotes here and just above",
    ),
    "too-deep": Message(
        "ซ้อนกันลึกเกินไป",
        "โปรดเขียนให้ตื้นลง ตามรูปแบบใน docs/programmes.md",
        "nested too deeply",
        "write it flatter, as docs/programmes.md shows",
    ),
    "empty-file": Message(
        "ไฟล์ว่าง",
        "โปรดเริ่มจากสำเนาของโปรแกรมปีก่อน",
        "the file is empty",
        "begin with a copy of last year's",
    ),
    "repeated-field": Message(
        "“{field}” เขียนซ้ำในกลุ่มเดียวกัน ค่าแรกจะหายไป",
        "โปรดลบออกหนึ่งแห่ง",
        "“{field}” stands twice here and the first is lost",
        "take one away",
    ),
    "odd-field": Message(
        "“{field}” ถูกอ่านเป็นค่าอื่นที่ไม่ใช่ข้อความ",
        'โปรดใส่เครื่องหมายคำพูด: "{field}":',
        "“{field}” is not read as text",
        'write it in quotes: "{field}":',
    ),
    "alias": Message(
        "ใช้การอ้างซ้ำของ YAML (& และ *)",
        "โปรดเขียนค่าเต็ม",
        "an alias of YAML (& and *)",
        "write the value out",
    ),
    "tag": Message(
        "ใช้แท็กของ YAML ({tag})",
        "โปรดลบแท็ก และใส่เครื่องหมายคำพูดหากเป็นข้อความ",
        "a tag of YAML ({tag})",
        "remove it; write a text in quotes",
    ),
    "unreadable-value": Message(
        "อ่านค่า “{value}” ไม่ได้",
        "โปรดแก้ให้ถูก (วันที่เขียนอย่าง 2022-09-30) หรือใส่เครื่องหมายคำพูดหากเป็นข้อความ",
        "the value “{value}” cannot be read",
        "correct it (a date as 2022-09-30), or write a text in quotes",
    ),
    "unknown-field": Message(
        "ไม่รู้จักฟิลด์ “{field}” ที่นี่",
        "โปรดลบออก หรือใช้ฟิลด์ที่มี: {known}",
        "unknown field “{field}”",
        "remove it, or use one of: {known}",
    ),
    "missing-field": Message(
        "ขาดฟิลด์ “{field}”",
        "โปรดเพิ่ม “{field}” เป็น{expected}",
        "the field “{field}” is missing",
        "add it: {expected}",
    ),
    "wrong-type": Message(
        "“{field}” เป็น “{found}” ซึ่งไม่ใช่{expected}",
        "โปรดแก้เป็น{expected}",
        "“{field}” is “{found}”, which is not {expected}",
        "write {expected}",
    ),
    "unknown-rule": Message(
        "ไม่รู้จักกฎคุณสมบัติ “{rule}”",
        "โปรดใช้กฎที่มี: {known}",
        "unknown rule of eligibility “{rule}”",
        "use one of: {known}",
    ),
}
