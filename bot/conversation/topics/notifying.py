"""Which messages are pushed: all, none, or by topic; when never; and the way back."""

from __future__ import annotations

from bot.conversation.acts import SetNotifications
from bot.conversation.cards.notifications import QUIET, TOPICS, notifications_message
from bot.conversation.outcomes import NotificationsSet
from bot.conversation.reply import Reply, act, say, show
from bot.conversation.view import View
from bot.conversation.vocabulary import Word

ON = f"เปิดการแจ้งเตือนแล้ว ระบบจะแจ้งก่อนวันปิดรับ เมื่อรับข้อมูลไว้ตัดสิน และเมื่อมีประกาศผล {QUIET}"
OFF = "หยุดการแจ้งเตือนแล้ว ท่านยังถามคะแนนและกำหนดส่งได้ตลอด พิมพ์ เปิดแจ้งเตือน เพื่อรับอีกครั้ง"
_NAMED = {"ผล": "results", "ประกาศผล": "results", "กำหนดส่ง": "deadlines"} | dict.fromkeys(
    ("รับข้อมูลไว้ตัดสิน", "การรับข้อมูล"), "judging"
)


def notifications(_: str, view: View) -> Reply:
    """How each topic stands, with a button for the other way."""
    message = notifications_message(view)
    return show(message, Word.NOTIFY_OFF if view.notifications else Word.NOTIFY_ON, Word.MY_DATA, Word.HELP)


def notify_on(argument: str, _: View) -> Reply:
    """Turns everything on, or one topic."""
    return act(SetNotifications(on=True, topic=_topic(argument)))


def notify_off(argument: str, _: View) -> Reply:
    """Turns everything off, or one topic, without asking back."""
    return act(SetNotifications(on=False, topic=_topic(argument)))


def notifications_set(outcome: NotificationsSet, _: View) -> Reply:
    """How they stand now, and the way back."""
    if outcome.topic is None and outcome.on:
        return say(ON, Word.NOTIFICATIONS, Word.NOTIFY_OFF, Word.HELP)
    if outcome.topic is None:
        return say(OFF, Word.NOTIFY_ON, Word.NOTIFICATIONS, Word.HELP)
    name = TOPICS[outcome.topic]
    if outcome.on:
        return say(f"จะแจ้งเรื่อง{name} {QUIET}", Word.NOTIFICATIONS, Word.NOTIFY_OFF, Word.HELP)
    return say(f"จะไม่แจ้งเรื่อง{name}อีก พิมพ์ แจ้งเตือน เพื่อเปิดอีกครั้ง", Word.NOTIFICATIONS, Word.NOTIFY_ON, Word.HELP)


def _topic(argument: str) -> str | None:
    """The topic by its Thai name or its id; None for all of them."""
    name = _NAMED.get(argument, argument)
    return name if name in TOPICS else None
