"""Other readings of what the criteria of 2565 leave open: what each changes, and what cannot be set."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest
import yaml

from scoring import programmes
from scoring.assumptions import SettingError, possible, with_settings
from scoring.engine import score
from scoring.linter import Source, findings_in
from scoring.programme_file import digest, programme_from
from scoring.scorecard import Scorecard
from scoring.submission import Value
from tests.support.planted import NAME, WORDS
from tests.support.small_programmes import submission

DOCUMENT = programmes.document("hrmo-2565")
PUBLISHED = programmes.published()["hrmo-2565"]
NOW = datetime(2022, 3, 31, tzinfo=UTC)
READINGS = [(name, value) for name in DOCUMENT["assumptions"] for value in (possible(DOCUMENT, name) or ())[1:]] + [
    ("points_per_level", "1/4, 1/2, 1"),
    ("shares_of_b1", "5, 10, 15"),
]


def test_the_readings_of_an_assumption_are_named_with_the_one_in_force_first() -> None:
    assert {name: possible(DOCUMENT, name) for name in DOCUMENT["assumptions"]} == {
        "points_per_level": None,
        "shares_of_b1": None,
        "exactly_five_per_cent_in_6": ("2", "3"),
        "exactly_twenty_per_cent": ("2", "1"),
        "written_under_twenty_per_cent": ("1", "0"),
        "same_kind_counts_twice": ("yes", "no"),
    }


def under(
    settings: Mapping[str, str], values: Mapping[str, Value], document: Mapping[str, Any] = DOCUMENT
) -> Scorecard:
    """The scorecard of these answers, each with a link, under settings."""
    programme = programme_from(with_settings(document, settings))
    return score(programme, submission(programme, values, links=tuple(values)), now=NOW)


def levels(criterion: str, settings: Mapping[str, str], values: Mapping[str, Value]) -> tuple[int, int]:
    """The level of a criterion as the programme stands and under settings."""
    return tuple(under(each, values).criterion(criterion).level for each in ({}, settings))  # type: ignore[return-value]


def rows(group: str, codes: Sequence[str]) -> dict[str, Value]:
    return {f"{group}.{row}": code for row, code in enumerate(codes, start=1)}


@pytest.mark.parametrize(
    ("analysed", "approved", "expected"), [(1, 20, (2, 3)), (1, 21, (2, 2)), (2, 20, (3, 3)), (1, None, (2, 2))]
)
def test_exactly_five_per_cent_can_be_level_3(analysed: int, approved: int | None, expected: tuple[int, int]) -> None:
    total = {} if approved is None else {"6.projects_approved": approved}
    values = {"6.projects_risk_analysed": analysed, "6.risk_report": True, **total}

    assert levels("6", {"exactly_five_per_cent_in_6": "3"}, values) == expected


@pytest.mark.parametrize(
    ("criterion", "part", "total"),
    [
        ("1.2", "1.2.staff_consented_written", "org.staff_total"),
        ("4.3", "4.3.trainings_with_human_rights", "4.3.trainings_total"),
    ],
)
@pytest.mark.parametrize(("reached", "expected"), [(3, (1, 1)), (4, (2, 1)), (5, (2, 2))])
def test_exactly_twenty_per_cent_can_be_level_1(
    criterion: str, part: str, total: str, reached: int, expected: tuple[int, int]
) -> None:
    assert levels(criterion, {"exactly_twenty_per_cent": "1"}, {part: reached, total: 20}) == expected


@pytest.mark.parametrize(("agreed", "written", "expected"), [(False, 3, (1, 0)), (True, 3, (1, 1)), (False, 4, (2, 2))])
def test_written_agreement_under_twenty_per_cent_can_be_nothing(
    agreed: bool, written: int, expected: tuple[int, int]
) -> None:
    values: dict[str, Value] = {"1.2.staff_consented_written": written, "org.staff_total": 20}
    values |= {"1.2.agreement_exists": agreed}

    assert levels("1.2", {"written_under_twenty_per_cent": "0"}, values) == expected


def test_exactly_twenty_per_cent_stays_level_1_where_less_is_nothing() -> None:
    both = {"written_under_twenty_per_cent": "0", "exactly_twenty_per_cent": "1"}
    values: dict[str, Value] = {"1.2.staff_consented_written": 4, "org.staff_total": 20}

    assert levels("1.2", both, values) == (2, 1)


@pytest.mark.parametrize(
    ("criterion", "group", "codes", "more", "expected"),
    [
        ("1.3", "1.3.public_channel", ("website", "website"), {"1.3.internal_dissemination": True}, (2, 1)),
        ("1.3", "1.3.public_channel", ("website", "poster", "poster"), {"1.3.internal_dissemination": True}, (3, 2)),
        ("1.3", "1.3.public_channel", ("website", "poster"), {"1.3.internal_dissemination": True}, (2, 2)),
        ("5.1", "5.1.access_channel", ("ramp", "ramp", "media"), {"5.1.access_mechanism": True}, (3, 2)),
        ("5.1", "5.1.access_channel", ("ramp", "toilet", "media"), {"5.1.access_mechanism": True}, (3, 3)),
        (
            "5.2",
            "5.2.complaint_channel",
            ("phone", "phone"),
            {"5.2.serves_staff_and_public": True, "5.2.serves_vulnerable": True},
            (2, 1),
        ),
        ("8.1", "8.1.watch_channel", ("survey", "survey", "survey"), {}, (3, 1)),
        ("8.1", "8.1.watch_channel", ("survey", "survey", "hotline"), {}, (3, 2)),
    ],
)
def test_two_channels_of_one_kind_can_count_once(
    criterion: str, group: str, codes: Sequence[str], more: Mapping[str, Value], expected: tuple[int, int]
) -> None:
    assert levels(criterion, {"same_kind_counts_twice": "no"}, {**rows(group, codes), **more}) == expected


def test_levels_can_be_worth_other_shares() -> None:
    card = under({"points_per_level": "1/4, 1/2, 1"}, {"1.1.policy_announced": True, "1.1.policy_written": True})

    assert (card.criterion("1.1").points, card.assumptions["points_per_level"]) == (Fraction(5, 2), "1/4, 1/2, 1")


def test_the_points_of_b1_can_be_shared_out_otherwise() -> None:
    card = under({"shares_of_b1": "5, 10, 15"}, {})

    assert [card.criterion(f"B1.{number}").max for number in (1, 2, 3)] == [5, 10, 15]
    assert (card.totals["tier_b"].max, card.assumptions["shares_of_b1"]) == (Fraction(100), "5, 10, 15")


@pytest.mark.parametrize(
    ("name", "found", "thai", "english"),
    [
        ("exactly_five_per_cent_in_6", "1", "ค่าใดค่าหนึ่งใน 2 / 3", "one of 2 / 3"),
        ("same_kind_counts_twice", "No", "ค่าใดค่าหนึ่งใน yes / no", "one of yes / no"),
        *(
            (
                "points_per_level",
                found,
                "เศษส่วน 3 จำนวนเรียงจากน้อยไปมาก จำนวนสุดท้ายคือ 1 เช่น 1/3, 2/3, 1",
                "3 rising fractions of which the last is 1, such as 1/3, 2/3, 1",
            )
            for found in ("1/2, 1", "1/2, 1/3, 1", "0, 1/2, 1", "1/3, 2/3, 2", "1/3, two, 1", "1/3, 2/3, 1/0")
        ),
        *(
            (
                "shares_of_b1",
                found,
                "คะแนนเต็มของ B1.1, B1.2, B1.3 คั่นด้วยจุลภาค รวมกันได้ 30",
                "the maxima of B1.1, B1.2, B1.3, separated by commas, adding up to 30",
            )
            for found in ("11", "10, 20", "10, 10, 11", "0, 15, 15", "-5, 20, 15", "ten")
        ),
        *(
            ("pass_mark", found, "จำนวน 0 ถึง 100", "a number from 0 to 100")
            for found in ("sixty", "101", "-1", "nan", "1e99999999")
        ),
    ],
)
def test_what_cannot_be_set_is_refused_with_what_would_do(name: str, found: str, thai: str, english: str) -> None:
    with pytest.raises(SettingError) as refusal:
        with_settings(DOCUMENT, {name: found})

    assert str(refusal.value) == (
        f"ค่าตั้ง {name} เป็น “{found}” ใช้ไม่ได้ ต้องเป็น{thai} (the setting {name} cannot be “{found}”: {english})"
    )
    assert (refusal.value.name, refusal.value.found) == (name, found)


def test_marks_are_set_as_numbers_and_kept_beside_each_other() -> None:
    document = with_settings(DOCUMENT, {"pass_mark": "60", "award_good": "75.5"})

    assert document["marks"] == {"pass_mark": "60", "award_good": "151/2"}
    assert programme_from(document).marks == {"pass_mark": Fraction(60), "award_good": Fraction(151, 2)}


def test_an_unknown_name_is_refused_with_those_there_are() -> None:
    with pytest.raises(SettingError) as refusal:
        with_settings(DOCUMENT, {"pass": "60"})

    known = ", ".join((*DOCUMENT["assumptions"], *DOCUMENT["thresholds"]))
    assert refusal.value.expected == (f"ชื่อใดชื่อหนึ่งใน {known}", f"the names there are: {known}")


def test_the_alternatives_are_no_part_of_the_hash() -> None:
    plain = {name: part for name, part in DOCUMENT.items() if name != "alternatives"}

    assert digest(DOCUMENT) == digest(plain) == PUBLISHED
    assert PUBLISHED.startswith("af06ff3a")


def test_the_value_in_force_changes_nothing() -> None:
    in_force = {
        "points_per_level": " 1/3, 2/3, 1 ",
        **{name: value for name, value in DOCUMENT["assumptions"].items() if isinstance(value, str)},
    }

    assert with_settings(DOCUMENT, in_force) is DOCUMENT
    assert with_settings(DOCUMENT, {}) is DOCUMENT


@pytest.mark.parametrize(("name", "value"), READINGS)
def test_another_reading_is_another_programme_with_a_hash_of_its_own(name: str, value: str) -> None:
    document = with_settings(DOCUMENT, {name: value})
    kept = json.loads(json.dumps(document, default=str))

    assert digest(document) == digest(with_settings(DOCUMENT, {name: f" {value} "})) != PUBLISHED
    assert programme_from(kept).hash == digest(document)
    assert digest(DOCUMENT) == PUBLISHED


def test_the_hash_does_not_depend_on_the_order_of_settings() -> None:
    settings = {"same_kind_counts_twice": "no", "exactly_twenty_per_cent": "1", "written_under_twenty_per_cent": "0"}

    hashes = {digest(with_settings(DOCUMENT, dict(order))) for order in (settings.items(), reversed(settings.items()))}

    assert len(hashes) == 1


@pytest.mark.parametrize(("name", "value"), READINGS)
def test_another_reading_is_a_sound_programme(name: str, value: str) -> None:
    document = {**with_settings(DOCUMENT, {name: value}), "alternatives": {}}
    text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False)
    wordings = tuple(Source(f"hrmo-2565.{tongue}.yaml", words.encode()) for tongue, words in WORDS.items())

    assert findings_in(Source(NAME, text.encode()), wordings, {}) == ()


def test_an_alternative_changes_the_criterion_and_not_the_section_of_the_same_id() -> None:
    document = with_settings(DOCUMENT, {"exactly_five_per_cent_in_6": "3"})

    sections = {section["id"]: section for tab in document["tabs"] for section in tab["sections"]}
    assert sections["6"].keys() == {"id", "tier", "criteria"}


def test_a_requirement_of_one_row_is_named_by_its_key() -> None:
    section = {"id": "s", "requirements": [{"key": "seal", "type": "yes_no"}]}
    document = {
        "thresholds": [],
        "assumptions": {"seal_asked": "yes"},
        "alternatives": {"seal_asked": {"no": {"seal": {"advised": True}}}},
        "tabs": [{"id": "t", "sections": [section]}],
    }

    assert with_settings(document, {"seal_asked": "no"})["tabs"] == [
        {"id": "t", "sections": [{"id": "s", "requirements": [{"key": "seal", "type": "yes_no", "advised": True}]}]}
    ]


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize(("name", "value"), READINGS)
def test_the_reading_in_force_is_told_with_its_value(name: str, value: str, language: str) -> None:
    assert value in programmes.words("hrmo-2565", language).assumption(name, value)
