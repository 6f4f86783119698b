"""The first page of the desk: where the season stands, in plots with their numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import render_template
from markupsafe import Markup

from bot.cases import season, season_figures, season_roll
from bot.season.states import FOR_SECRETARIAT, State
from bot.store import agencies
from bot.web.desk import plots
from bot.web.desk.people import EVERYONE, OFFICERS, Desk, person
from bot.web.desk.season_filters import body_name, choices, wanted
from bot.web.language import called, language, say
from bot.web.parts import WebParts
from scoring import programmes
from scoring.programme import Programme


@dataclass(frozen=True, slots=True)
class Figure:
    """One plot with its numbers: the heads of the table's columns, and its rows."""

    title: str
    plot: Markup
    heads: tuple[str, ...]
    rows: list[tuple[str, ...]]


def pages(parts: WebParts) -> Desk:
    routes = Desk("overview", parts)

    @routes.page("/", may=EVERYONE)
    def overview() -> str:
        if person().role not in OFFICERS:
            return _for_assessors(parts)
        asked, now = wanted(), parts.clock.now()
        with parts.database.reading() as store:
            entries = season_roll.roll(store)
            shown = replace(asked, programme=asked.programme or _most_used(entries))
            chosen = season_roll.chosen(entries, shown)
            figures = [_standing(season_figures.by_state(chosen))]
            if shown.programme in programmes.ids():
                programme = programmes.load(shown.programme)
                figures += [_tiers(chosen, programme), _bodies(chosen, programme)]
                figures.append(_evidence(season_figures.missing_evidence(chosen, programme), programme))
                deadline = season_figures.deadline_shown(store, programme.id, now)
                if deadline is not None:
                    figures.append(_arrivals(season_figures.arrivals(store, chosen, deadline, now)))
        return render_template(
            "desk/overview.html",
            agencies=len(chosen),
            read=sum(each.counted is not None for each in chosen),
            in_trouble=sum(bool(each.problem) for each in chosen),
            figures=[each for each in figures if each.rows],
            filters=choices(entries, shown),
            asked=shown,
        )

    return routes


def _for_assessors(parts: WebParts) -> str:
    """Only how far the season is: by filters one could tell single scores from the means."""
    with parts.database.reading() as store:
        states = Counter(season.states(store, agencies.active(store)).values())
    figures = [_standing({state: states[state] for state in State})]
    return render_template("desk/overview.html", agencies=states.total(), figures=figures, filters=())


def _most_used(entries: list[season_roll.Entry]) -> str:
    used = Counter(each.programme for each in entries)
    return used.most_common(1)[0][0] if used else ""


def _standing(counted: Mapping[State, int]) -> Figure:
    found = [(called(FOR_SECRETARIAT[state]), number) for state, number in counted.items()]
    return Figure(
        say("ความคืบหน้าของฤดูกาล", "Progress of the season"),
        plots.bars(found),
        (say("ขั้น", "Step"), say("หน่วยงาน", "Agencies")),
        [(name, f"{number:,}") for name, number in found],
    )


def _tiers(chosen: list[season_roll.Entry], programme: Programme) -> Figure:
    words = programmes.words(programme.id, language())
    title = say("คะแนนเฉลี่ยรายมิติ (ร้อยละของคะแนนเต็ม)", "Mean score by dimension (per cent of the maximum)")
    found = season_figures.by_tier(chosen, programme)
    return _averages(title, say("มิติ", "Dimension"), [(words.total(each.name), each) for each in found])


def _bodies(chosen: list[season_roll.Entry], programme: Programme) -> Figure:
    title = say("คะแนนเฉลี่ยตามประเภทหน่วยงาน (ร้อยละ)", "Mean score by type of body (per cent)")
    found = [(body_name(programme.id, each.name), each) for each in season_figures.by_body(chosen)]
    return _averages(title, say("ประเภทหน่วยงาน", "Type of body"), found)


def _averages(title: str, head: str, found: list[tuple[str, season_figures.Average]]) -> Figure:
    told = [(name, each, each.per_cent) for name, each in found if each.per_cent is not None]
    return Figure(
        title,
        plots.bars([(name, float(share)) for name, _, share in told], 100, "{:.1f}"),
        (head, say("ร้อยละ", "Per cent"), say("หน่วยงาน", "Agencies")),
        [(name, f"{float(share):.1f}", f"{each.agencies:,}") for name, each, share in told],
    )


def _evidence(found: list[season_figures.Lacking], programme: Programme) -> Figure:
    words = programmes.words(programme.id, language())
    return Figure(
        say("ข้อที่หลักฐานยังขาด (จำนวนหน่วยงาน)", "Missing evidence by criterion (agencies)"),
        plots.bars([(each.criterion, each.agencies) for each in found]),
        (say("ข้อ", "Criterion"), say("หน่วยงาน", "Agencies")),
        [(f"{each.criterion} {words.criterion(each.criterion)}", f"{each.agencies:,}") for each in found],
    )


def _arrivals(found: list[season_figures.Arrived]) -> Figure:
    return Figure(
        say("การส่งแบบประเมินก่อนปิดรับ (สะสม)", "Submissions against days left (all until then)"),
        plots.steps([(str(each.days), each.agencies) for each in found]),
        (say("เหลืออีกกี่วัน", "Days left"), say("ส่งแล้ว", "Handed in")),
        [(str(each.days), f"{each.agencies:,}") for each in found],
    )
