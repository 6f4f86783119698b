"""Giving access to a file and taking it back: what follows in the log of changes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.sandbox.google.files import File, Files, stamp


def give(files: Files, file: File, permission: dict[str, Any], now: datetime) -> None:
    file.permissions[permission["id"]] = permission
    if permission["type"] == "user":
        email = permission["emailAddress"]
        file.shared_times.setdefault(email, stamp(now))
        file.removed_from.pop(email, None)
    files.log(file, now)


def take_back(files: Files, file: File, permission_id: str, now: datetime) -> None:
    """Whoever cannot see the file any more, by a folder or a domain, is told that it was removed."""
    found = file.permissions.pop(permission_id)
    files.log(file, now)
    email = found.get("emailAddress", "")
    if found["type"] == "user" and files.role(file, email, by_link=False) is None:
        file.shared_times.pop(email, None)
        files.lost(file, email, now)
