"""The real programme files with a fault planted in them by replacing text."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.linter import Finding, Source, findings_in
from scoring.programmes import SHELF

NAME = "hrmo-2565.yaml"
LOGIC = (SHELF / NAME).read_text(encoding="utf-8")
WORDS = {language: (SHELF / f"hrmo-2565.{language}.yaml").read_text(encoding="utf-8") for language in ("th", "en")}
Brief = list[tuple[str, int, str]]


def planted(text: str, old: str, new: str) -> str:
    """The text with one passage, which stands in it once, replaced."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


def line_of(text: str, passage: str) -> int:
    """The line on which a passage, which stands in the text once, begins."""
    assert text.count(passage) == 1, f"{passage!r} stands {text.count(passage)} times"
    return text[: text.index(passage)].count("\n") + 1


def linted(
    logic: str = LOGIC, *, name: str = NAME, published: Mapping[str, str] | None = None, **words: str
) -> tuple[Finding, ...]:
    """What the linter finds in a programme file and its wording files (`th`, `en`), the real ones by default."""
    stem = name.removesuffix(".yaml")
    texts = {**WORDS, **words}
    wordings = tuple(Source(f"{stem}.{language}.yaml", text.encode()) for language, text in texts.items())
    return findings_in(Source(name, logic.encode()), wordings, published or {})


def brief(findings: tuple[Finding, ...]) -> Brief:
    """File, line and code of each finding, once it is seen that its sentences name what they mean."""
    for finding in findings:
        assert "None" not in str(finding), f"something is not named: {finding}"
    return [(finding.file, finding.line, finding.code) for finding in findings]
