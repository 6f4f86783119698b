"""The quota of Sheets: so many reads and writes a minute for each account. Off until someone sets it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, jsonify, request

from bot.sandbox.google.errors import ApiError

KINDS = ("read", "write")


@dataclass
class Quota:
    """`limits` are requests a minute by kind. They are counted by the minutes of the sandbox's clock, as Google fills
    its quotas again each minute.
    """

    limits: dict[str, int] = field(default_factory=dict)
    _spent: dict[tuple[str, str], int] = field(default_factory=dict)
    _minute: int = 0

    def spend(self, email: str, kind: str, now: datetime) -> None:
        """Count one request, or refuse it with 429; a refused one costs nothing."""
        minute = int(now.timestamp() // 60)
        if minute != self._minute:
            self._minute, self._spent = minute, {}
        spent = self._spent.get((email, kind), 0)
        if spent >= self.limits.get(kind, math.inf):
            raise _exceeded(kind, self.limits[kind])
        self._spent[email, kind] = spent + 1

    def set(self, wish: dict[str, Any]) -> None:
        """Take limits by kind; a kind that is not named has none. ValueError for anything else."""
        if not all(kind in KINDS and isinstance(limit, int) and limit > 0 for kind, limit in wish.items()):
            raise ValueError('the quota takes {"read": N, "write": N}, each a whole number above 0')
        self.limits, self._spent = dict(wish), {}


def blueprint(quota: Quota) -> Blueprint:
    routes = Blueprint("quota", __name__, url_prefix="/sandbox/api")

    @routes.route("/quota", methods=["GET", "POST", "DELETE"])
    def limits() -> tuple[Response, int]:
        try:
            if request.method != "GET":
                quota.set(request.get_json() if request.method == "POST" else {})
        except ValueError as error:
            return jsonify({"message": str(error)}), 400
        return jsonify({"limits": quota.limits}), 200

    return routes


def _exceeded(kind: str, limit: int) -> ApiError:
    name = kind.capitalize()
    metric = f"quota metric '{name} requests' and limit '{name} requests per minute per user'"
    detail = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": {
            "quota_limit": f"{name}RequestsPerMinutePerUser",
            "quota_limit_value": str(limit),
            "quota_metric": f"sheets.googleapis.com/{kind}_requests",
            "service": "sheets.googleapis.com",
        },
    }
    message = f"Quota exceeded for {metric} of service 'sheets.googleapis.com' for consumer 'project_number:0'."
    return ApiError(429, message, details=[detail])
