"""One name for each evidence link, however it is spelled, and who is asked about it. Pure."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from bot.evidence.addresses import RefusedLinkError, target_of
from bot.evidence.drive_links import drive_file_in

DRIVE = ":drive"
NOWHERE = ":nowhere"
"""Instead of a host (no host holds a colon without brackets): asked through the Drive API, or not at all."""

REMEMBERED = 4096
"""So many links whose name is remembered: those of some dozens of workbooks, which are read and asked for again."""


def normalised(link: str) -> str:
    """The link in its one spelling. What stands behind # is a place in the same page."""
    file = drive_file_in(link)
    if file is not None:
        key = f"&resourcekey={file.resource_key}" if file.resource_key else ""
        return f"https://drive.google.com/open?id={file.id}{key}"
    try:
        return target_of(link).url
    except RefusedLinkError:
        return link.strip()


@lru_cache(maxsize=REMEMBERED)
def name_of(link: str) -> str:
    """SHA-256 of the normalised link."""
    return hashlib.sha256(normalised(link).encode("utf-8", "surrogatepass")).hexdigest()


def asked_at(link: str) -> str:
    """The host that is asked about a link, `DRIVE` or `NOWHERE`."""
    if drive_file_in(link) is not None:
        return DRIVE
    try:
        return target_of(link).host
    except RefusedLinkError:
        return NOWHERE
