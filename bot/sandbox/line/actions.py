"""Action objects: what a tap does, and which actions may stand where (LINE reference, action objects)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.sandbox.line.measures import LINK
from bot.sandbox.line.shapes import (
    INVALID,
    Check,
    Checks,
    Complaint,
    Complaints,
    Path,
    by_type,
    every,
    one_of,
    record,
    text,
)

DATA = text(300)
SHOWN = text(300, least=1)

_MOMENTS = {"date": "%Y-%m-%d", "time": "%H:%M", "datetime": "%Y-%m-%dT%H:%M"}
_INPUT_OPTIONS = one_of("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice")


def _picker_moments(value: dict[str, str], path: Path) -> Complaints:
    """`initial`, `min` and `max` have the form of the mode, and min comes before max."""
    read: dict[str, datetime] = {}
    for name in ("initial", "min", "max"):
        if value.get(name) is None:
            continue
        moment = _moment(value[name].replace("t", "T"), _MOMENTS[value["mode"]])
        if moment is None:
            yield Complaint((*path, name), INVALID)
        else:
            read[name] = moment
    if "min" in read and "max" in read and read["min"] >= read["max"]:
        yield Complaint((*path, "max"), "must be later than min")


def _moment(value: str, form: str) -> datetime | None:
    try:
        moment = datetime.strptime(value, form)  # noqa: DTZ007  # the picker's values have no zone
    except ValueError:
        return None
    return moment if moment.year <= 2100 else None


def _one_way_to_show(value: dict[str, str], path: Path) -> Complaints:
    if value.get("displayText") is not None and value.get("text") is not None:
        yield Complaint((*path, "displayText"), INVALID)


def _record(label: Checks, label_required: bool, required: Checks, optional: Checks | None = None) -> Check:
    typed: Checks = {"type": text(30)}
    must = {**typed, **required, **(label if label_required else {})}
    may = {**(optional or {}), **({} if label_required else label)}
    return record(must, may)


def action(kinds: Iterable[str], *, label_most: int, label_required: bool) -> Check:
    """One of `kinds` of action, with a label of at most `label_most` code points."""
    label: Checks = {"label": text(label_most, least=1 if label_required else 0)}

    def shape(required: Checks, optional: Checks | None = None) -> Check:
        return _record(label, label_required, required, optional)

    picker_times = {name: text(16) for name in ("initial", "min", "max")}
    postback_extras = {
        "displayText": SHOWN,
        "text": SHOWN,
        "inputOption": _INPUT_OPTIONS,
        "fillInText": SHOWN,
    }
    known = {
        "message": shape({"text": SHOWN}),
        "postback": every(shape({"data": DATA}, postback_extras), _one_way_to_show),
        "uri": shape({"uri": LINK}, {"altUri": record({}, {"desktop": LINK})}),
        "datetimepicker": every(
            shape({"data": DATA, "mode": one_of(*_MOMENTS)}, picker_times),
            _picker_moments,
        ),
        "clipboard": shape({"clipboardText": text(1000, least=1)}),
        "richmenuswitch": shape({"richMenuAliasId": text(32, least=1), "data": DATA}),
        "camera": shape({}),
        "cameraRoll": shape({}),
        "location": shape({}),
    }
    return by_type({kind: known[kind] for kind in kinds})


TAPS = ("message", "postback", "uri", "datetimepicker", "clipboard")
IN_QUICK_REPLY = action((*TAPS, "camera", "cameraRoll", "location"), label_most=20, label_required=True)
IN_TEMPLATE = action(TAPS, label_most=20, label_required=True)
IN_TEMPLATE_BACKGROUND = action(TAPS, label_most=20, label_required=False)
IN_IMAGE_CAROUSEL = action(TAPS, label_most=12, label_required=False)
IN_FLEX = action(TAPS, label_most=40, label_required=False)
IN_FLEX_BUTTON = action(TAPS, label_most=40, label_required=True)
IN_RICH_MENU = action((*TAPS, "richmenuswitch"), label_most=20, label_required=False)
