"""Recognising words: exact, with something after them, nearly right, or inside a short sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.conversation.keyboards import meant_in_latin, meant_in_thai
from bot.conversation.likeness import NEARLY, likeness, skeleton
from bot.conversation.spelling import plain, squeezed, without_politeness, without_tones
from bot.conversation.verbatim import after_near_miss, after_word
from bot.conversation.vocabulary import (
    FOR_OFFICERS,
    NEVER_GUESSED,
    ONLY_WITH_AN_ARGUMENT,
    SMALL_TALK,
    TAKE_A_TEXT,
    TAKE_AN_ARGUMENT,
    Word,
    forms,
)

_PERHAPS = 0.5
_LONGEST_SENTENCE = 32
_SHORTEST_INSIDE = 4
_NUMBER = r"(?:ข้อ(?:ที่)?|criterion|no)?\s*(b?\s?\d+(?:\s?\.\s?\d+){0,2})(?:\D.*)?"
_TOPIC = r"(?:เรื่อง)?\s*(กำหนดส่ง|deadlines|ประกาศผล|ผล|results|รับข้อมูลไว้ตัดสิน|การรับข้อมูล|judging)"
_ARGUMENTS = {
    Word.WHY: re.compile(_NUMBER),
    Word.WHAT_IF: re.compile(rf"(?:เรา)?(?:ทำ|ได้|(?:i|we) do)?\s*{_NUMBER}"),
    Word.LINK: re.compile(r"(.+)"),
    Word.RESCORE: re.compile(r"(.+)"),
    Word.ISSUE_CODE: re.compile(r"(?:ของ|ให้|แก่)?\s*(.+)"),
    Word.CONFIRM_RESULT: re.compile(r"(?:ของ|รหัส)?\s*(\S+)"),
    Word.NOTIFY_ON: re.compile(_TOPIC),
    Word.NOTIFY_OFF: re.compile(_TOPIC),
    Word.ALLOW_GROUP: re.compile(r"((?:(?:และ|กับ|,)?\s*(?:คะแนน|แจ้งเตือน)\s*)+)"),
    Word.MISSING: re.compile(r"(?:หน้า|page)?\s*(\d{1,2})"),
}
_CODE = re.compile(r"[a-z0-9]{4}[ -]?[a-z0-9]{4}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, by a word or by a button: `1.2` after why, a code after link, a page after missing.

    The text that is to be announced stands in `argument` as it was typed, behind its agency's code.
    """

    word: Word
    argument: str = ""


def recognise(text: str) -> Asked | None:
    """The word that was meant; None where a guess would be too bold."""
    whole = plain(text)
    bare = without_politeness(whole)
    return (
        recognise_as_written(text)
        or _with_text(text)
        or _with_argument(bare)
        or _on_the_other_keyboard(text)
        or _nearly(bare)
        or _inside(whole)
        or _nearly_on_the_other_keyboard(text)
    )


def recognise_as_written(text: str) -> Asked | None:
    """The word where nothing but the word was written, politely or not: nothing is guessed."""
    whole = plain(text)
    return _exact(whole) or _exact(without_politeness(whole))


def likely(text: str) -> tuple[Word, ...]:
    """At most two words that may have been meant, the likelier first; for asking back."""
    written = without_tones(squeezed(text))[:_LONGEST_SENTENCE]
    offered = [word for word in _guessable() if word not in FOR_OFFICERS]
    scored = sorted(((likeness(written, forms(word)[:2]), word) for word in offered), reverse=True)
    return tuple(word for nearness, word in scored[:2] if nearness >= _PERHAPS)


def looks_like_a_code(text: str) -> bool:
    """Whether the text has the form of a one-time code: twice four letters and digits."""
    return _CODE.fullmatch(plain(text)) is not None


def can_only_be_a_code(text: str) -> bool:
    """Whether it has that form and is no English word, as it holds a digit."""
    return looks_like_a_code(text) and any(character.isdigit() for character in text)


def code_on_the_other_keyboard(text: str) -> str:
    """The code that was typed with the keyboard left in Thai (`ฟิแก/-ภถ` is abcd2345); blank where it was none."""
    latin = meant_in_latin(text)
    return latin if can_only_be_a_code(latin) else ""


def code_in(argument: str) -> str:
    """A code as it is looked up: capitals and digits, without spaces and hyphens."""
    return re.sub(r"[\s_-]", "", argument).upper()


def _on_the_other_keyboard(text: str) -> Asked | None:
    for meant in (*meant_in_thai(text), meant_in_latin(text)):
        bare = without_politeness(plain(meant))
        asked = _exact(bare) or _with_argument(bare)
        if asked and asked.word not in NEVER_GUESSED:
            return asked
    return None


def _nearly_on_the_other_keyboard(text: str) -> Asked | None:
    """A misspelt word with the keyboard in English; what may be a code is left to be one."""
    if looks_like_a_code(text):
        return None
    guesses = (_nearly(without_politeness(plain(meant))) for meant in meant_in_thai(text))
    return next((asked for asked in guesses if asked), None)


def _exact(text: str) -> Asked | None:
    written = without_tones(text.replace(" ", ""))
    return next((Asked(word) for word in Word if written in map(skeleton, forms(word))), None)


def _with_text(text: str) -> Asked | None:
    found = ((word, after_word(text, forms(word))) for word in TAKE_A_TEXT)
    exact = next((Asked(word, behind) for word, behind in found if behind), None)
    if exact:
        return exact
    (nearness, behind), word = max((after_near_miss(text, forms(word)), word) for word in TAKE_A_TEXT)
    return Asked(word, behind) if nearness else None


def _with_argument(text: str) -> Asked | None:
    for word in TAKE_AN_ARGUMENT:
        for form in sorted((*forms(word), *ONLY_WITH_AN_ARGUMENT.get(word, ())), key=len, reverse=True):
            rest = _after(text, plain(form))
            argument = rest and _ARGUMENTS[word].fullmatch(rest)
            if argument:
                return Asked(word, argument[1].strip())
    return None


def _after(text: str, form: str) -> str:
    """What follows the form; a Latin word must end where the form ends, Thai has no spaces to tell."""
    if not text.startswith(form):
        return ""
    rest = text.removeprefix(form)
    if form[-1].isascii() and rest[:1].isascii() and rest[:1].isalpha():
        return ""
    return rest.strip(" -=")


def _nearly(text: str) -> Asked | None:
    written = without_tones(text.replace(" ", ""))
    if not _SHORTEST_INSIDE <= len(written) <= _LONGEST_SENTENCE:
        return None
    nearness, word = max((likeness(written, forms(word)), word) for word in _guessable())
    return Asked(word) if nearness >= NEARLY else None


def _inside(text: str) -> Asked | None:
    """The longest known form that stands in a short sentence; a greeting only where nothing else does."""
    if len(text.replace(" ", "")) > _LONGEST_SENTENCE:
        return None
    long_enough = ((form, word) for word in _guessable() for form in forms(word) if len(form) >= _SHORTEST_INSIDE)
    found = [(word not in SMALL_TALK, len(form), word) for form, word in long_enough if _stands_in(plain(form), text)]
    return Asked(max(found)[-1]) if found else None


def _stands_in(form: str, text: str) -> bool:
    """Thai is written without spaces and found anywhere; a Latin word must stand by itself."""
    if form.isascii():
        return re.search(rf"(?<![a-z0-9]){re.escape(form)}(?![a-z0-9])", text) is not None
    return without_tones(form.replace(" ", "")) in without_tones(text.replace(" ", ""))


def _guessable() -> list[Word]:
    return [word for word in Word if word not in NEVER_GUESSED]
