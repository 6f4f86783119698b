"""A second scorer, written down straight from the contract's table, to hold the engine against.

It knows nothing of programmes, conditions or ledgers: one function per criterion over a mapping of facts that count.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations, product
from typing import Any

Facts = Mapping[str, Any]
Rule = Callable[[Facts], bool]


def yes(*keys: str) -> Rule:
    return lambda f: all(f.get(key) is True for key in keys)


def chosen(key: str, *codes: str) -> Rule:
    return lambda f: f.get(key) in codes


def at_least(key: str, number: int) -> Rule:
    return lambda f: f.get(key) is not None and f[key] >= number


def rows(group: str, number: int) -> Rule:
    return lambda f: sum(f"{group}.{row}" in f for row in range(1, 6)) >= number


def share(part: str, total: str, per_cent: int, *, more: bool = False) -> Rule:
    def rule(f: Facts) -> bool:
        if f.get(part) is None or not f.get(total):
            return False
        left, right = f[part] * 100, f[total] * per_cent
        return bool(left > right if more else left >= right)

    return rule


def both(*rules: Rule) -> Rule:
    return lambda f: all(rule(f) for rule in rules)


def either(*rules: Rule) -> Rule:
    return lambda f: any(rule(f) for rule in rules)


def all_levels_of_staff(f: Facts) -> bool:
    part, total = f.get("1.2.staff_levels_consented"), f.get("org.staff_levels")
    return part is not None and total is not None and part == total >= 1


CONSENTED, STAFF = "1.2.staff_consented_written", "org.staff_total"
ANALYSED, APPROVED = "6.projects_risk_analysed", "6.projects_approved"
ITEM_6 = either(at_least(ANALYSED, 1))
PROJECT: Rule = lambda f: "B.project_name" in f  # noqa: E731 - it stands beside the other rules

CASCADE = {
    way: {
        1: yes(f"{way}.statement_or_meeting"),
        2: yes(f"{way}.directive"),
        3: yes(f"{way}.statement_or_meeting", f"{way}.directive"),
    }
    for way in ("3.3.1", "3.3.2")
}

LEVELS: dict[str, dict[int, Rule]] = {
    "1.1": {
        1: yes("1.1.policy_announced"),
        2: yes("1.1.policy_announced", "1.1.policy_written"),
        3: yes("1.1.policy_announced", "1.1.policy_written", "1.1.policy_plan_linked"),
    },
    "1.2": {
        1: either(yes("1.2.agreement_exists"), at_least(CONSENTED, 1)),
        2: share(CONSENTED, STAFF, 20),
        3: both(share(CONSENTED, STAFF, 20, more=True), all_levels_of_staff),
    },
    "1.3": {
        1: yes("1.3.internal_dissemination"),
        2: both(yes("1.3.internal_dissemination"), rows("1.3.public_channel", 2)),
        3: both(yes("1.3.internal_dissemination"), rows("1.3.public_channel", 3)),
    },
    "2.1": {level: chosen("2.1.responsible", code) for level, code in enumerate(("officer", "unit", "committee"), 1)},
    "3.1": {
        1: yes("3.1.analysis_done"),
        2: yes("3.1.analysis_done", "3.1.linkage_chart"),
        3: yes("3.1.analysis_done", "3.1.linkage_chart", "3.1.chart_names_projects"),
    },
    "3.2": {
        1: yes("3.2.projects_in_annual_plan"),
        2: yes("3.2.dedicated_plan"),
        3: yes("3.2.dedicated_plan", "3.2.monitoring_set"),
    },
    "4.1": {
        1: yes("4.1.media_published"),
        2: yes("4.1.media_published", "4.1.media_human_rights"),
        3: yes("4.1.media_published", "4.1.media_human_rights", "4.1.media_evaluated"),
    },
    "4.2": {
        1: at_least("4.2.staff_trained", 1),
        2: share("4.2.staff_trained", STAFF, 5),
        3: both(at_least("4.2.staff_trained", 1), share("4.2.staff_passed_on_to", STAFF, 5)),
    },
    "4.3": {
        1: at_least("4.3.trainings_with_human_rights", 1),
        2: share("4.3.trainings_with_human_rights", "4.3.trainings_total", 20),
        3: yes("4.3.dedicated_training"),
    },
    "5.1": {1: yes("5.1.access_mechanism"), 2: rows("5.1.access_channel", 1), 3: rows("5.1.access_channel", 3)},
    "5.2": {
        1: both(rows("5.2.complaint_channel", 1), yes("5.2.serves_staff_and_public")),
        2: both(rows("5.2.complaint_channel", 2), yes("5.2.serves_staff_and_public", "5.2.serves_vulnerable")),
        3: both(rows("5.2.complaint_channel", 1), yes("5.2.serves_staff_and_public", "5.2.dedicated_channel")),
    },
    "6": {
        1: at_least(ANALYSED, 1),
        2: both(at_least(ANALYSED, 1), yes("6.risk_report")),
        3: both(yes("6.risk_report"), share(ANALYSED, APPROVED, 5, more=True)),
    },
    "7.1": {
        1: both(ITEM_6, yes("7.1.evaluation_done")),
        3: both(ITEM_6, yes("7.1.evaluation_done", "7.1.evaluation_evidence")),
    },
    "7.2": {
        1: both(ITEM_6, yes("7.2.improvement_summary")),
        3: both(ITEM_6, yes("7.2.improvement_summary", "7.2.analysis_document")),
    },
    "8.1": {level: rows("8.1.watch_channel", level) for level in (1, 2, 3)},
    "8.2": {
        1: both(yes("8.2.complaint_process"), chosen("8.2.responsible", "officer")),
        2: both(yes("8.2.complaint_process"), chosen("8.2.responsible", "unit")),
        3: both(yes("8.2.complaint_process"), chosen("8.2.responsible", "committee", "working_group")),
    },
    "8.3": {
        1: yes("8.3.impact_process"),
        2: yes("8.3.impact_process", "8.3.timeframe_set"),
        3: yes("8.3.impact_process", "8.3.timeframe_set", "8.3.summary_made"),
    },
    "B1.1": {
        1: yes("B1.1.problem_stated"),
        2: yes("B1.1.problem_stated", "B1.1.prioritised"),
        3: yes("B1.1.problem_stated", "B1.1.prioritised", "B1.1.plan_link_evidence"),
    },
    "B1.2": {
        1: yes("B1.2.design_principle"),
        2: yes("B1.2.design_principle", "B1.2.fits_organisation"),
        3: yes("B1.2.design_principle", "B1.2.fits_organisation", "B1.2.fits_target_group", "B1.2.plan_linked"),
    },
    "B1.3": {
        1: yes("B1.3.appropriate"),
        2: yes("B1.3.appropriate", "B1.3.cost_effective"),
        3: yes("B1.3.appropriate", "B1.3.cost_effective", "B1.3.plan_linked_or_partners"),
    },
    "B2": {level: chosen("B2.origin", code) for level, code in enumerate(("adopted", "adapted", "original"), 1)},
    "B3": {
        1: chosen("B3.learning_scope", "individual", "group", "organisation"),
        2: chosen("B3.learning_scope", "group", "organisation"),
        3: both(chosen("B3.learning_scope", "organisation"), yes("B3.plan_linked", "B3.sustainability")),
    },
    "B4": {
        1: yes("B4.value_staff"),
        2: yes("B4.value_users"),
        3: yes("B4.value_staff", "B4.value_users", "B4.plan_linked"),
    },
    "B5": {
        1: PROJECT,
        2: yes("B5.stakeholder_evaluation"),
        3: yes("B5.stakeholder_evaluation", "B5.results_used", "B5.plan_linked"),
    },
}

PARTS = {
    CONSENTED: STAFF,
    "1.2.staff_levels_consented": "org.staff_levels",
    "4.2.staff_trained": STAFF,
    "4.2.staff_passed_on_to": STAFF,
    "4.3.trainings_with_human_rights": "4.3.trainings_total",
    ANALYSED: APPROVED,
}


def rules_of(criterion: str, facts: Facts) -> dict[int, Rule]:
    """The levels of a criterion for these facts: the way of 3.3 chosen, tier B guarded by its project."""
    if criterion == "3.3":
        way = {True: "3.3.1", False: "3.3.2"}.get(facts.get("org.has_regional_units", None))
        return CASCADE[way] if way else {}
    if criterion.startswith("B"):
        return {level: both(PROJECT, rule) for level, rule in LEVELS[criterion].items()}
    return LEVELS[criterion]


def level(criterion: str, facts: Facts) -> int:
    """The highest level whose conditions hold among facts that count, 0 if none does."""
    kept = without_parts_above_totals(facts)
    return max((number for number, rule in rules_of(criterion, kept).items() if rule(kept)), default=0)


def without_parts_above_totals(facts: Facts) -> dict[str, Any]:
    """The facts without the parts that exceed their totals."""
    return {
        key: value
        for key, value in facts.items()
        if not (key in PARTS and facts.get(PARTS[key]) is not None and value > facts[PARTS[key]])
    }


def fewest_changes(rule: Rule, facts: Facts, domains: Mapping[str, tuple[Any, ...]]) -> int:
    """The size of the smallest set of inputs that can make a rule hold, found by trying all values in the domains."""
    for size in range(len(domains) + 1):
        for keys in combinations(domains, size):
            for values in product(*(domains[key] for key in keys)):
                trial = without_parts_above_totals({**facts, **dict(zip(keys, values, strict=True))})
                if rule(trial):
                    return size
    raise AssertionError("no change makes the rule hold")
