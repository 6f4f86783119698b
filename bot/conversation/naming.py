"""How criteria and sections are called on cards."""

from __future__ import annotations

from bot.conversation.view import AgencyView


def criterion_name(agency: AgencyView, criterion_id: str) -> str:
    """`ข้อ 1.2 title`; some titles start with their number already."""
    return f"ข้อ {criterion_id} {bare_title(agency, criterion_id)}"


def bare_title(agency: AgencyView, criterion_id: str) -> str:
    """A criterion's title without its number."""
    return agency.explainer.criterion_title(criterion_id).removeprefix(f"{criterion_id} ")


def tier_name(agency: AgencyView, tier: str) -> str:
    """A tier's name without what stands in brackets behind it."""
    return agency.explainer.total_title(tier).partition(" (")[0]


def section_name(agency: AgencyView, section: str) -> str:
    """A section's heading without the points in brackets behind it, which a bar shows anyway."""
    return agency.explainer.words.section(section).partition(" (")[0]
