"""The linter on files that cannot be read, on fields and on the values in them: one planted fault, one finding."""

from __future__ import annotations

import pytest

from scoring.linter import Source, findings_in
from scoring.linter.finding import Finding, Phrase
from tests.support.planted import LOGIC, NAME, WORDS, brief, line_of, linted, planted

FAULTS = {
    "a bracket that is never closed": (
        "sheet: 1050\n",
        "sheet: [1050\n",
        "    sections:\n      - id: project",
        "not-yaml",
    ),
    "an unknown top-level field": ("zone: Asia/Bangkok", "zones: x\nzone: Asia/Bangkok", "zones: x", "unknown-field"),
    "an unknown field in a criterion": (
        '- id: "7.1"\n            max: "5/2"',
        '- id: "7.1"\n            weight: 1\n            max: "5/2"',
        "weight: 1\n",
        "unknown-field",
    ),
    "an unknown field in an input": (
        "{key: 2.1.responsible, type: choice,",
        "{key: 2.1.responsible, kind: x, type: choice,",
        "{key: 2.1.responsible",
        "unknown-field",
    ),
    "choices on an input that has none": (
        "{key: B.start_date, type: date}",
        "{key: B.start_date, type: date, choice: origin}",
        "{key: B.start_date, type: date",
        "unknown-field",
    ),
    "no organisation": ("organisation: org.name\n", "", "id: hrmo-2565\n", "missing-field"),
    "no maximum": (
        "          - id: B5\n            max: 10\n",
        "          - id: B5\n",
        "- id: B5\n            inp",
        "missing-field",
    ),
    "no choices on a choice": (
        "{key: B2.origin, type: choice, choice: origin,",
        "{key: B2.origin, type: choice,",
        "{key: B2.origin,",
        "missing-field",
    ),
    "a list for a number": (
        "- id: B2\n            max: 20",
        "- id: B2\n            max: [20]",
        "max: [20]",
        "wrong-type",
    ),
    "a text for a flag": (
        "{key: org.project_scaled_up, type: yes_no, evidence: true}",
        '{key: org.project_scaled_up, type: yes_no, evidence: "yes"}',
        "{key: org.project_scaled_up,",
        "wrong-type",
    ),
    "an id that reads as a number": ('- id: "1.1"', "- id: 1.1", "- id: 1.1", "wrong-type"),
    "an unknown type": ("{key: org.name, type: text}", "{key: org.name, type: words}", "type: words", "wrong-type"),
    "a day that is none": ("first: 2020-10-01", "first: 2020-13-01", "first: 2020-13-01", "unreadable-value"),
    "a field written twice": ("version: 1\n", "version: 1\nversion: 1\n", "version: 1\nzone", "repeated-field"),
    "a tag": ("version: 1\n", "version: !whole 1\n", "version: !whole", "tag"),
    "an unknown rule of eligibility": (
        "{rule: publish_consent,",
        "{rule: public_consent,",
        "{rule: public_consent,",
        "unknown-rule",
    ),
}


@pytest.mark.parametrize(("old", "new", "where", "code"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_of_shape_is_found_with_its_line(old: str, new: str, where: str, code: str) -> None:
    faulty = planted(LOGIC, old, new)

    assert brief(linted(faulty)) == [(NAME, line_of(faulty, where), code)]


def test_the_real_files_are_sound() -> None:
    assert linted() == ()


def test_a_finding_says_cause_and_cure_in_both_languages() -> None:
    faulty = planted(LOGIC, "zone: Asia/Bangkok", "zone: Asia/Bangkok\nversoin: 1")

    (finding,) = linted(faulty)

    known = "id, version, zone, choices, parts, periods, tiers, organisation, assumptions, thresholds, eligibility, "
    known += "site_visit, tabs, fixed, deadlines, alternatives"
    assert finding == Finding(
        NAME,
        line_of(faulty, "versoin"),
        "unknown-field",
        Phrase("ไม่รู้จักฟิลด์ “versoin” ที่นี่", "unknown field “versoin”"),
        Phrase(f"โปรดลบออก หรือใช้ฟิลด์ที่มี: {known}", f"remove it, or use one of: {known}"),
    )
    assert str(finding) == (
        f"{NAME}:8: ไม่รู้จักฟิลด์ “versoin” ที่นี่; โปรดลบออก หรือใช้ฟิลด์ที่มี: {known} "
        f"(unknown field “versoin”; remove it, or use one of: {known})"
    )


def test_faults_of_shape_and_of_meaning_are_told_in_one_run() -> None:
    faulty = planted(LOGIC, "zone: Asia/Bangkok", "zone: Asia/Bangkok\nzones: x")
    faulty = planted(faulty, "weight: 70", "weight: 60")
    faulty = planted(
        faulty,
        "at_least: 1}\n              2: {rows: 8.1.watch_channel",
        "at_most: 1}\n              2: {rows: 8.1.watch_channel",
    )
    thai = planted(WORDS["th"], "    help: เลือกขอบเขตที่กว้างที่สุด แนบหลักฐาน เช่น บันทึกการแลกเปลี่ยนเรียนรู้\n", "")

    assert brief(linted(faulty, th=thai)) == [
        (NAME, line_of(faulty, "zones: x"), "unknown-field"),
        (NAME, line_of(faulty, "tiers:\n"), "weight-sum"),
        (NAME, line_of(faulty, "at_most: 1"), "only-in-requirements"),
        ("hrmo-2565.th.yaml", line_of(thai, "  B3.learning_scope:"), "no-word"),
    ]


def test_a_missing_file_is_a_finding() -> None:
    found = findings_in(Source(NAME, None), (Source("hrmo-2565.th.yaml", None),), {})

    assert brief(found) == [(NAME, 1, "no-file"), ("hrmo-2565.th.yaml", 1, "no-file")]


def test_other_encodings_and_empty_files_are_findings() -> None:
    thai = "# เริ่ม\nid: ต้นแบบ\n".encode("tis-620")

    found = findings_in(Source(NAME, b"id: x\n" + thai), (Source("hrmo-2565.th.yaml", b"# nothing\n"),), {})

    assert brief(found) == [(NAME, 2, "not-utf-8"), ("hrmo-2565.th.yaml", 1, "empty-file")]
