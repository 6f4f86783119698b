"""`python -m tests.golden` writes anew what is said in the usual situations, once a change of words was meant."""

from __future__ import annotations

from pathlib import Path

from tests.support.sample_conversations import every_announcement, every_reply, words_of_messages

FILE = Path(__file__).parent / "golden_words.txt"
USUAL = (
    "a stranger",
    "someone half way",
    "someone who may object",
    "someone who objected",
    "someone with answers",
    "an officer",
    "the second officer",
)


def golden_words() -> str:
    """One line for each sentence: when it is said first, and its words. Long names, the worst cases, are left out."""
    said = [(name, reply.messages) for name, reply in every_reply()] + list(every_announcement())
    usual = [each for each in said if each[0].endswith(USUAL) and len(each[0]) < 80]
    first = {words: name for name, messages in reversed(usual) for words in reversed(words_of_messages(messages))}
    lines = [f"{name} | {' / '.join(words.splitlines())}" for words, name in first.items() if len(words) < 500]
    return "\n".join(reversed(lines)) + "\n"


if __name__ == "__main__":
    FILE.write_text(golden_words(), encoding="utf-8")
