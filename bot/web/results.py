"""`/results`: the final results that were announced, of agencies that got an award and consented to be named."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from bot.cases import published
from bot.season.awards import AWARDS
from bot.season.states import Called
from bot.web.language import called, language
from bot.web.parts import WebParts
from scoring import programmes

WITHOUT_LEVEL = Called("ได้รับรางวัล", "Awarded")


def blueprint(parts: WebParts) -> Blueprint:
    routes = Blueprint("results", __name__)

    @routes.get("/results")
    def listing() -> Response:
        """May be kept by whoever asked, who has to ask each time whether it still stands: a name may be withdrawn."""
        with parts.database.reading() as store:
            found = published.awarded(store)
        years = [
            (programmes.words(programme, language()).programme("name"), _by_award(list(of_programme)))
            for programme, of_programme in groupby(found, key=lambda each: each.programme)
        ]
        answer = make_response(render_template("results.html", years=years))
        answer.headers["Cache-Control"] = "no-cache"
        answer.headers["Vary"] = "Cookie"
        answer.add_etag()
        return answer.make_conditional(request)

    return routes


def _by_award(found: list[published.Awarded]) -> list[tuple[str, list[str]]]:
    return [
        (called(AWARDS.get(award, WITHOUT_LEVEL)), [each.agency.name for each in alike])
        for award, alike in groupby(found, key=lambda each: each.award)
    ]
