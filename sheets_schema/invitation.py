"""The line of the feedback tab by which the first person of an agency links their chat."""

from __future__ import annotations

from dataclasses import replace

from sheets_schema.feedback import Feedback

INVITATION = "ผูกกับ LINE"


def with_invitation(feedback: Feedback, code: str) -> Feedback:
    """The feedback with this one-time code below its title; where there is none to be told it stays as it is."""
    if not code:
        return feedback
    line = (INVITATION, f"เพิ่มเพื่อนบัญชี LINE ของโครงการ แล้วพิมพ์ในแชตส่วนตัว: ผูก {code} (ใช้ได้ครั้งเดียว อย่าส่งในกลุ่ม)")
    return replace(feedback, summary=(*feedback.summary[:1], line, *feedback.summary[1:]))
