"""The season's rules: which act is allowed where, what stops it, and that nothing overtakes a step."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.season.grounds import Ground, Grounds, Window
from bot.season.moves import CALLED, MOVES, Act, allowed, refusal, thinkable
from bot.season.path import Step, made_known, path
from bot.season.states import FOR_APPLICANT, FOR_SECRETARIAT, Called, State

NOW = datetime(2022, 6, 1, 5, 0, tzinfo=UTC)
CONSENTS = Ground("publish_consent", "ok", Called("ยินยอมแล้ว", "consents"))
APPROVED = Ground("approval", "ok", Called("มีหนังสือเห็นชอบ", "approved"))
WAY_TO_CONSENT = (State.SUBMITTED, State.SCREENED, State.ASSESSED, State.PASSED, State.CONSENTED)
READY = Grounds(State.DRAFT, NOW, (APPROVED, CONSENTS), combined=Fraction(80))


def at(state: State, **changed: Any) -> Grounds:
    return replace(READY, state=state, **changed)


def said(act: Act, grounds: Grounds) -> str | None:
    found = refusal(act, grounds)
    return found.th if found else None


def test_every_state_and_act_is_called_something_in_both_languages() -> None:
    names = [*FOR_SECRETARIAT.values(), *FOR_APPLICANT.values(), *CALLED.values()]

    assert FOR_SECRETARIAT.keys() == FOR_APPLICANT.keys() == set(State)
    assert CALLED.keys() == MOVES.keys() == set(Act)
    assert all(called.th and called.en for called in names)


def test_a_whole_season_goes_through_its_steps_in_order() -> None:
    acts = (
        Act.SUBMIT,
        Act.SCREEN,
        Act.ASSESS,
        Act.PASS_TIERS,
        Act.CONSENT,
        Act.OPEN_HEARING,
        Act.VISIT,
        Act.DECIDE,
        Act.RELEASE_PRELIMINARY,
        Act.DECIDE,
        Act.RELEASE,
    )
    state = State.DRAFT
    passed: list[State] = []
    for act in acts:
        assert refusal(act, at(state, outcome="awarded", behind=(State.DRAFT, *passed))) is None
        state = MOVES[act].to or state
        passed.append(state)

    assert passed[:-2] + passed[-1:] == [state for state in State if state not in {State.DRAFT, State.WITHDRAWN}]


def test_an_applicant_reads_the_same_before_and_after_what_was_not_made_known() -> None:
    hidden = (State.SCREENED, State.ASSESSED, State.PASSED, State.CONSENTED, State.DECIDED)

    assert {FOR_APPLICANT[state] for state in hidden} == {FOR_APPLICANT[State.SCREENED]}


@pytest.mark.parametrize("state", [state for state in State if state is not State.DECIDED])
def test_a_decision_that_waits_leaves_what_others_see_as_it_was(state: State) -> None:
    assert made_known((State.DRAFT, state, State.DECIDED)) is state


def test_an_act_out_of_turn_is_refused_with_the_states_that_know_it() -> None:
    assert said(Act.VISIT, at(State.SUBMITTED)) == (
        "เริ่มการตรวจผลงานเชิงประจักษ์ ทำได้เมื่อหน่วยงานอยู่ในขั้น “รับฟังความคิดเห็น” แต่ขณะนี้อยู่ในขั้น “ส่งแล้ว รอตรวจคุณสมบัติ”"
    )


@pytest.mark.parametrize("state", ["missing", "failed"])
def test_screening_stops_where_an_approval_or_a_repeated_project_does_not_hold(state: str) -> None:
    lacking = Ground("repeat_winner", state, Called("โครงการเดิมต้องแสดงการขยายผลพร้อมลิงก์", "show the scale-up"))

    assert said(Act.SCREEN, at(State.SUBMITTED, eligibility=(APPROVED, lacking))) == (
        "คุณสมบัติยังไม่ครบ: โครงการเดิมต้องแสดงการขยายผลพร้อมลิงก์ โปรดเปิดให้หน่วยงานแก้ไข หรือบันทึกมติว่าไม่ผ่านพร้อมเหตุผล"
    )


def test_consent_is_not_asked_for_before_the_tiers_are_passed() -> None:
    silent = Ground("publish_consent", "missing", Called("ยังไม่ได้ตอบ", "not answered"))

    assert refusal(Act.SCREEN, at(State.SUBMITTED, eligibility=(silent,))) is None


def test_a_letter_stands_for_a_consent_that_was_not_answered_but_not_for_a_no() -> None:
    silent, no = (
        Ground("publish_consent", "missing", Called("", "")),
        Ground("publish_consent", "failed", Called("", "")),
    )

    assert said(Act.CONSENT, at(State.PASSED, eligibility=(silent,))) is not None
    assert said(Act.CONSENT, at(State.PASSED, eligibility=(silent,), consent_noted=True)) is None
    assert said(Act.CONSENT, at(State.PASSED, eligibility=(no,), consent_noted=True)) == (
        "หน่วยงานไม่ยินยอมให้เปิดเผยรายชื่อ จึงรับฟังความคิดเห็นและพิจารณารางวัลต่อไม่ได้ หากหน่วยงานเปลี่ยนความประสงค์ โปรดเปิดให้แก้ไข"
    )


def test_criteria_without_a_confirmed_level_keep_the_assessment_open() -> None:
    assert said(Act.ASSESS, at(State.SCREENED, unreviewed=("1.1", "B5"))) == (
        "ยังไม่ได้ยืนยันระดับ 2 ข้อ: 1.1, B5 โปรดให้ผู้ประเมินยืนยันให้ครบก่อน"
    )


@pytest.mark.parametrize(("points", "stops"), [(Fraction(7999, 100), True), (Fraction(80), False), (None, True)])
def test_a_mark_that_is_set_has_to_be_reached_exactly(points: Fraction | None, stops: bool) -> None:
    grounds = at(State.ASSESSED, combined=points, pass_mark=Fraction(80))

    assert (refusal(Act.PASS_TIERS, grounds) is not None) is stops


def test_without_a_mark_the_officer_decides() -> None:
    assert refusal(Act.PASS_TIERS, at(State.ASSESSED, combined=Fraction(1))) is None


def test_a_visit_waits_for_the_end_of_the_hearing_to_the_second() -> None:
    window = Window(NOW - timedelta(days=7), NOW + timedelta(seconds=1))
    waiting = at(State.HEARING, hearing=window)

    assert said(Act.VISIT, waiting) == "ยังรับฟังความคิดเห็นอยู่ถึง 1 มิ.ย. 2565 12.00 น. โปรดรอให้ครบกำหนดก่อน"
    assert refusal(Act.VISIT, replace(waiting, now=window.closes_at)) is None
    assert (window.is_open(NOW), window.is_open(window.closes_at)) == (True, False)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.SCREENED, State.ASSESSED, State.PASSED])
def test_no_award_before_the_consent_but_a_refusal_at_any_time(state: State) -> None:
    assert refusal(Act.DECIDE, at(state, outcome="awarded")) is not None
    assert refusal(Act.DECIDE, at(state, outcome="not_awarded")) is None


def test_a_decision_without_award_is_no_way_around_the_tiers() -> None:
    turned_down = at(State.DECIDED, behind=(State.DRAFT, State.SUBMITTED), outcome="awarded")

    assert said(Act.DECIDE, turned_down) == (
        "ให้รางวัลได้เมื่อผ่านชั้น A และ B และยินยอมเปิดเผยรายชื่อแล้ว แต่ขณะนี้อยู่ในขั้น “มีมติแล้ว ยังไม่ประกาศ”"
    )
    assert refusal(Act.DECIDE, replace(turned_down, behind=WAY_TO_CONSENT)) is None


def test_after_a_preliminary_result_an_award_is_held_against_the_points_themselves() -> None:
    behind = (State.SUBMITTED, State.SCREENED, State.ASSESSED)
    objected = at(State.PRELIMINARY, behind=behind, outcome="awarded", pass_mark=Fraction(80))

    assert refusal(Act.DECIDE, objected) is None
    assert refusal(Act.DECIDE, replace(objected, combined=Fraction(79))) is not None
    assert refusal(Act.DECIDE, replace(objected, unreviewed=("1.1",))) is not None
    assert refusal(Act.DECIDE, replace(objected, eligibility=(replace(CONSENTS, state="failed"),))) is not None


def test_nothing_preliminary_follows_the_final_result() -> None:
    assert said(Act.DECIDE, at(State.RELEASED, stage="preliminary")) == (
        "ประกาศผลสุดท้ายของหน่วยงานนี้ไปแล้ว จึงบันทึกมติเบื้องต้นไม่ได้ หากต้องแก้ผล โปรดบันทึกเป็นมติสุดท้าย"
    )
    assert refusal(Act.DECIDE, at(State.RELEASED)) is None
    assert refusal(Act.DECIDE, at(State.PRELIMINARY, stage="preliminary")) is None


def test_of_a_decision_that_replaces_another_one_step_is_taken_back() -> None:
    decided = [Step(Act.DECIDE, State.SUBMITTED, State.DECIDED), Step(Act.DECIDE, State.DECIDED, State.DECIDED)]
    back = Step(Act.BACK, State.DECIDED, State.SUBMITTED)

    assert path(decided, sealed=True) == (State.SUBMITTED, State.DECIDED)
    assert path([*decided, back], sealed=True) == (State.SUBMITTED,)


def test_what_is_allowed_is_what_the_state_knows_and_nothing_stops() -> None:
    open_hearing = at(State.HEARING, hearing=Window(NOW, NOW + timedelta(days=1)))

    assert thinkable(State.HEARING) == (Act.VISIT, Act.DECIDE, Act.WITHDRAW, Act.BACK)
    assert allowed(open_hearing) == (Act.DECIDE, Act.WITHDRAW, Act.BACK)


def test_steps_that_were_taken_back_leave_the_way_as_it_was() -> None:
    steps = [
        Step(Act.SUBMIT, State.DRAFT, State.SUBMITTED),
        Step(Act.SCREEN, State.SUBMITTED, State.SCREENED),
        Step(Act.WITHDRAW, State.SCREENED, State.WITHDRAWN),
        Step(Act.REINSTATE, State.WITHDRAWN, State.SCREENED),
        Step(Act.BACK, State.SCREENED, State.SUBMITTED),
    ]

    assert path(steps, sealed=True) == (State.DRAFT, State.SUBMITTED)
    assert (path([], sealed=True), path([], sealed=False)) == ((State.SUBMITTED,), (State.DRAFT,))


@given(st.lists(st.sampled_from(Act), max_size=40))
def test_whatever_is_tried_nothing_is_announced_undecided_and_back_always_has_somewhere_to_go(tried: list[Act]) -> None:
    steps: list[Step] = []
    for act in tried:
        way = path(steps, sealed=False)
        if refusal(act, at(way[-1], outcome="awarded", behind=way[:-1])) is None:
            to = MOVES[act].to
            steps.append(Step(act, way[-1], to or way[-2]))
            assert path(steps, sealed=False)[-1] is steps[-1].reached

    announced = [step for step in steps if step.reached in {State.PRELIMINARY, State.RELEASED}]
    assert all(step.origin is State.DECIDED or step.act in {Act.BACK, Act.REINSTATE} for step in announced)
