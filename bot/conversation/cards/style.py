"""The one palette and scale of all cards. Every pair of text and ground has a contrast of at least 4.5 to 1."""

from __future__ import annotations

from typing import Literal

from scoring.scorecard import RequirementState

INK = "#1B2430"
QUIET = "#56606E"
BLUE = "#14305C"
LINK = "#1F4E96"
WHITE = "#FFFFFF"
ON_BLUE = "#C9D6EA"
GOLD_ON_BLUE = "#E7C873"
GOLD = "#7A5810"
GREEN = "#1E6B3A"
AMBER = "#8A4B00"

GOLD_GROUND = "#FBF5E6"
GREEN_GROUND = "#E8F3EC"
AMBER_GROUND = "#FDF1E0"
GREY_GROUND = "#F1F4F8"
TRACK = "#DDE3EB"
LINE = "#E3E8EF"
GOLD_RULE = "#C79A3B"
BAR = "#2F5FA8"

Tone = Literal["good", "attention", "neutral", "gain"]
INK_OF: dict[Tone, str] = {"good": GREEN, "attention": AMBER, "neutral": QUIET, "gain": GOLD}
GROUND_OF: dict[Tone, str] = {
    "good": GREEN_GROUND,
    "attention": AMBER_GROUND,
    "neutral": GREY_GROUND,
    "gain": GOLD_GROUND,
}

TONE_OF: dict[RequirementState, Tone] = {
    "ok": "good",
    "missing": "attention",
    "failed": "attention",
    "overdue": "attention",
    "upcoming": "neutral",
    "advised": "neutral",
    "not_needed": "neutral",
}

Size = Literal["sm", "md", "lg", "xl", "xxl", "3xl", "4xl", "5xl"]
"""Sizes for text that people must read; smaller ones are not used."""
