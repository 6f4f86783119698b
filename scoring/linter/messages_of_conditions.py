"""Sentences about conditions and levels."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.linter.finding import Message

MESSAGES_OF_CONDITIONS: Mapping[str, Message] = {
    "unknown-condition": Message(
        "ไม่มีเงื่อนไขที่เขียนด้วยคำ “{words}”",
        "โปรดใช้แบบที่มี: {known}",
        "no condition is written with “{words}”",
        "use one of: {known}",
    ),
    "unknown-key": Message(
        "ไม่มีรายการ “{key}”",
        "โปรดแก้ให้ตรงกับ key ของรายการ{nearest}",
        "there is no input “{key}”",
        "name an input's key{nearest}",
    ),
    "unknown-group": Message(
        "ไม่มีกลุ่มแถว “{key}”",
        "โปรดใช้ key ของรายการที่มี rows{nearest}",
        "there is no group of rows “{key}”",
        "name the key of an input with rows{nearest}",
    ),
    "unknown-criterion": Message(
        "ไม่มีเกณฑ์ “{key}”",
        "โปรดใช้ id ของเกณฑ์{nearest}",
        "there is no criterion “{key}”",
        "name a criterion's id{nearest}",
    ),
    "comes-later": Message(
        "“{key}” อยู่หลังเงื่อนไขนี้ในไฟล์",
        "โปรดย้าย “{key}” ไปไว้ก่อน",
        "“{key}” stands after this condition",
        "move it before",
    ),
    "wrong-kind": Message(
        "“{key}” เป็นชนิด {found} แต่ที่นี่ต้องเป็น {wanted}",
        "โปรดใช้รายการชนิด {wanted} หรือแก้ให้เหมาะกับชนิด {found}",
        "“{key}” is a {found}, but a {wanted} is asked for",
        "name a {wanted}, or write what suits a {found}",
    ),
    "unknown-code": Message(
        "“{choice}” ไม่อยู่ในตัวเลือกของ “{key}”",
        "โปรดใช้รหัสที่มี: {known}",
        "“{choice}” is no choice of “{key}”",
        "use one of: {known}",
    ),
    "level-of-ways": Message(
        "“{key}” มีสองทาง จึงใช้กับ level_of ไม่ได้",
        "โปรดเขียนเงื่อนไขเองด้วยรายการของทั้งสองทาง",
        "“{key}” has two ways, so level_of cannot name it",
        "state the condition with the inputs of both",
    ),
    "share-of-no-part": Message(
        "parts ไม่ได้ระบุว่า “{part}” เป็นส่วนหนึ่งของ “{total}”",
        "โปรดเพิ่ม “{part}: {total}” ใน parts",
        "parts does not say that “{part}” is a part of “{total}”",
        "add “{part}: {total}” to parts",
    ),
    "never-holds": Message(
        "ระดับ {level} ของ {way} เป็นไปไม่ได้ ไม่ว่าจะตอบอย่างไร",
        "โปรดแก้เงื่อนไขหรือลบระดับนี้",
        "level {level} of {way} can never hold, whatever the answers",
        "correct its condition or remove the level",
    ),
    "never-the-result": Message(
        "ระดับ {level} ของ {way} ไม่มีวันเป็นผล เพราะเมื่อเป็นจริงระดับที่สูงกว่าก็เป็นจริงเสมอ",
        "โปรดให้ระดับที่สูงกว่าขอมากขึ้น หรือลบระดับ {level}",
        "level {level} of {way} is never the result: a higher one holds whenever it does",
        "let the higher level ask for more, or remove level {level}",
    ),
    "no-top-level": Message(
        "{way} ไม่มีระดับ {top} จึงไม่มีทางได้คะแนนเต็ม",
        "โปรดเพิ่มระดับ {top}",
        "{way} has no level {top}, so its maximum cannot be reached",
        "add level {top}",
    ),
    "no-such-level": Message(
        "{way} มีระดับ {level} แต่ points_per_level มีเพียง {top} ระดับ",
        "โปรดลบระดับนี้ หรือเพิ่มคะแนนของระดับใน points_per_level",
        "{way} has a level {level}, but points_per_level has only {top}",
        "remove it, or add to points_per_level",
    ),
    "too-large": Message(
        "เงื่อนไขระดับ {level} ของ {way} ยาวเกินกว่าจะพิสูจน์ได้",
        "โปรดเขียนให้สั้นลง",
        "the conditions of {way} from level {level} up are too large to prove",
        "write them shorter",
    ),
}
