"""Links to files in Google Drive, in all the forms that people copy them. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

_ID = re.compile(r"[A-Za-z0-9_-]{15,100}")
_KEY = re.compile(r"[A-Za-z0-9_-]{1,100}")
_DOMAIN = r"(?:/a/[^/]+)?"
_PATHS = {
    # `/d/e/...` is a page published from a file, not the file's id.
    "docs.google.com": re.compile(rf"{_DOMAIN}/[a-z]+/(?:u/\d+/)?d/(?!e/)([^/]+)(?:/.*)?"),
    "drive.google.com": re.compile(
        rf"{_DOMAIN}/(?:file/(?:u/\d+/)?d|drive/(?:u/\d+/)?(?:mobile/)?folders)/([^/]+)(?:/.*)?"
    ),
}
_WITH_ID = re.compile(rf"{_DOMAIN}/(?:u/\d+/)?(?:open|uc|viewer|folderview|thumbnail|leaf|drive/folders)")


class DriveFile(NamedTuple):
    """A file or folder in Drive; older links need the key that stands in them."""

    id: str
    resource_key: str = ""


def drive_file_in(link: str) -> DriveFile | None:
    """The file that a link leads to; None where it leads to anything else."""
    try:
        parts = urlsplit(link.strip())
        host = (parts.hostname or "").removesuffix(".")
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or host not in _PATHS:
        return None
    asked = parse_qs(parts.query)
    found = _PATHS[host].fullmatch(parts.path)
    given = asked.get("id", [""])[0] if _WITH_ID.fullmatch(parts.path) else ""
    file_id = found.group(1) if found else given
    key = asked.get("resourcekey", [""])[0]
    return DriveFile(file_id, key if _KEY.fullmatch(key) else "") if _ID.fullmatch(file_id) else None
