"""`tonbaeb programmes check` on files of one's own, and on anything that calls itself YAML."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.cli import main
from scoring.linter import Source, findings_in
from scoring.programme_file import programme_from
from tests.support.examples import examples
from tests.support.planted import LOGIC, WORDS, linted, planted


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a new year's programme, a sound copy under an id of its own."""
    monkeypatch.chdir(tmp_path)
    logic = planted(LOGIC, "id: hrmo-2565\n", "id: hrmo-2566\n")
    (tmp_path / "hrmo-2566.yaml").write_text(logic, encoding="utf-8")
    for language, text in WORDS.items():
        (tmp_path / f"hrmo-2566.{language}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_a_file_is_checked_with_the_wording_beside_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["programmes", "check", "hrmo-2566.yaml"]) == 0
    assert capsys.readouterr().out == "hrmo-2566: ถูกต้อง (sound)\n"


def test_findings_are_printed_with_file_and_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = folder / "hrmo-2566.yaml"
    file.write_text(planted(file.read_text("utf-8"), "weight: 70", "weight: 60"), encoding="utf-8")
    (folder / "hrmo-2566.en.yaml").unlink()

    assert main(["programmes", "check", "hrmo-2566.th.yaml"]) == 1
    assert capsys.readouterr().out == (
        "hrmo-2566.yaml:36: น้ำหนักของทุกชั้นรวมได้ 90 ไม่ใช่ 100; โปรดแก้ weight ให้รวมได้ 100 "
        "(the tiers' weights sum to 90, not 100; make them sum to 100)\n"
        "hrmo-2566.en.yaml:1: ไม่พบไฟล์นี้; โปรดสร้างไฟล์ หรือแก้ชื่อไฟล์ให้ตรง "
        "(there is no such file; write it, or correct its name)\n"
        "hrmo-2566: พบ 2 แห่งที่ต้องแก้ไข (2 found)\n"
    )


HOSTILE = {
    "lists without end": "[" * 5_000,
    "lists so deep that composing them ends the process": "[" * 200_000 + "]" * 200_000,
    "steps without end": "- " * 5_000,
    "a list in itself": "&a [*a]",
    "laughs by the billion": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "a key that is a list": "? [1]\n: 2\n",
    "a merge": "<<: {a: 1}\n",
    "a default": "a: =\n",
    "an object": "a: !!python/object:os.system x\n",
    "an impossible moment": "a: 2020-01-01 25:00:00\n",
    "a broken binary number": "a: 0b_\n",
    "an endless number": f"a: {'9' * 10_000}\n",
    "a control character": "a: \x07\n",
    "two documents": "a: 1\n---\nb: 2\n",
    "a text": "hello\n",
    "a list": "- 1\n",
    "keys of many types": "1: a\nx: b\nnull: c\n2020-01-01: d\n1.5: e\n",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_any_file_brings_findings_and_no_error(text: str) -> None:
    sources = [Source(f"x{ending}.yaml", text.encode()) for ending in ("", ".th", ".en")]

    assert findings_in(sources[0], (sources[1], sources[2]), {"x": "0" * 64})
    assert linted(th=text)


scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just("1.1.policy_announced") | st.dates()
anything = st.recursive(
    scalars,
    lambda parts: (
        st.lists(parts, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "key", "all", "any", "is_yes", "count", "at_least", "rows", "1"]), parts, max_size=3
        )
    ),
    max_leaves=6,
)
PLACES = [
    ("id",),
    ("choices", "origin"),
    ("parts", "4.2.staff_trained"),
    ("periods", 0),
    ("tiers", 0, "max"),
    ("tiers", 1, "needs"),
    ("organisation",),
    ("assumptions", "points_per_level"),
    ("thresholds",),
    ("eligibility", 1, "accepted"),
    ("site_visit", 0),
    ("tabs", 1, "sections", 0, "criteria", 0, "levels", 2),
    ("tabs", 1, "sections", 0, "criteria", 1, "inputs", 0),
    ("tabs", 2, "sections", 0, "criteria", 2, "ways", 0, "when"),
    ("tabs", 3, "sections", 1, "tier"),
    ("fixed",),
    ("deadlines",),
    ("alternatives",),
    ("alternatives", "shares_of_b1", "maxima_of"),
    ("alternatives", "same_kind_counts_twice", "no"),
    ("alternatives", "same_kind_counts_twice", "no", "8.1", "levels"),
    ("tabs", 5, "sections", 0, "requirements"),
    ("tabs", 5, "sections", 0, "reports"),
]


@examples(40)
@given(st.sampled_from(PLACES), anything)
def test_any_value_in_any_place_brings_findings_or_a_file_that_loads(
    place: tuple[str | int, ...], value: object
) -> None:
    document = yaml.load(LOGIC, Loader=yaml.CSafeLoader)
    within = document
    for step in place[:-1]:
        within = within[step]
    within[place[-1]] = value

    text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False)

    if not linted(text):
        assert programme_from(yaml.load(text, Loader=yaml.CSafeLoader)).id == "hrmo-2565"
