"""Sentences about the wording files."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.linter.finding import Message

MESSAGES_OF_WORDS: Mapping[str, Message] = {
    "no-word": Message(
        "ไม่มีถ้อยคำของ {place}",
        "โปรดเพิ่มในไฟล์นี้",
        "there are no words for {place}",
        "add them to this file",
    ),
    "stale-word": Message(
        "มีถ้อยคำของ {place} แต่ไม่มีสิ่งนี้ในโปรแกรม",
        "โปรดลบออก หรือแก้ชื่อให้ตรงกับโปรแกรม",
        "there are words for {place}, which the programme does not have",
        "remove them, or correct the name",
    ),
    "empty-word": Message(
        "ถ้อยคำของ {place} ว่างหรือไม่ใช่ข้อความ",
        "โปรดเขียนข้อความ ใส่เครื่องหมายคำพูดหากเป็นตัวเลขหรือ yes/no",
        "the words for {place} are empty or no text",
        "write a text, in quotes where it is a number or yes/no",
    ),
    "placeholder": Message(
        "ถ้อยคำของ {place} มีวงเล็บปีกกาที่ไม่มีค่าให้เติม",
        "ที่นี่ใช้ได้เพียง: {known}",
        "the words for {place} have braces that nothing fills",
        "allowed here: {known}",
    ),
    "no-row-number": Message(
        "ชื่อรายการของ {place} มีหลายแถวแต่ไม่มี {{row}} จึงเหมือนกันทุกแถว",
        "โปรดใส่ {{row}} ในข้อความ",
        "the label of {place} has no {{row}}, so its rows read the same",
        "put {{row}} into it",
    ),
    "title-too-long": Message(
        "ชื่อแท็บยาว {length} ตัวอักษร เกิน {most}",
        "โปรดตั้งชื่อให้สั้นลง",
        "the tab's title has {length} characters, more than {most}",
        "shorten it",
    ),
    "title-character": Message(
        "ชื่อแท็บมีอักขระที่ Excel ไม่รับ: {found}",
        "โปรดลบ {found} ออกจากชื่อ",
        "the tab's title has what Excel refuses: {found}",
        "take {found} out",
    ),
    "repeated-title": Message(
        "ชื่อแท็บ “{title}” ซ้ำกับแท็บ {other}",
        "โปรดตั้งชื่อที่ไม่ซ้ำ",
        "the title “{title}” is that of the tab {other} too",
        "give it a title of its own",
    ),
    "labels-clash": Message(
        "ตัวเลือก “{label}” เหมือนหรือขึ้นต้นด้วยตัวเลือก “{other}” จึงอ่านคำตอบผิดได้",
        "โปรดใช้คำที่ต่างกันตั้งแต่คำแรก",
        "the choice “{label}” equals or begins with the choice “{other}”, so answers may be misread",
        "let them differ from the first word on",
    ),
}
