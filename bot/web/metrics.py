"""`GET /metrics`: figures in the format that Prometheus reads, for whoever knows the token.

What they say of the work is looked up at each scrape, so any web process tells the same. Only memory and processor time
are of the process that was asked.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator

from flask import Blueprint, Response, abort, request
from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.cases.work_figures import figures
from bot.web.parts import WebParts

NAMESPACE = "tonbaeb_"
BEARER = "Bearer "


def blueprint(parts: WebParts) -> Blueprint:
    routes = Blueprint("metrics", __name__)
    registry = CollectorRegistry()
    registry.register(_Figures(parts))
    ProcessCollector(registry=registry)

    @routes.get("/metrics")
    def metrics() -> Response:
        if not parts.metrics_token:
            abort(404)
        if not _knows_the_token(parts.metrics_token):
            abort(401)
        encode, content_type = choose_encoder(request.headers.get("Accept", ""))
        return Response(encode(registry), content_type=content_type)

    return routes


def _knows_the_token(token: str) -> bool:
    given = request.headers.get("Authorization", "")
    return hmac.compare_digest(given.encode(), f"{BEARER}{token}".encode())


class _Figures(Collector):
    """Looks the figures up when Prometheus asks."""

    def __init__(self, parts: WebParts) -> None:
        self._parts = parts

    def describe(self) -> list[Metric]:
        """Nothing beforehand: which there are follows from the database, which may not be there yet."""
        return []

    def collect(self) -> Iterator[Metric]:
        with self._parts.database.reading() as session:
            found = list(figures(session, self._parts.clock.now()))
        for figure in found:
            labels = [name for name, _ in next(iter(figure.values), ())]
            kind = CounterMetricFamily if figure.only_grows else GaugeMetricFamily
            family = kind(f"{NAMESPACE}{figure.name}", figure.meaning, labels=labels)
            for labelled, value in figure.values.items():
                family.add_metric([each for _, each in labelled], value)
            yield family
