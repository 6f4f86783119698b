"""The measures of a PNG or JPEG picture, read from its first bytes."""

from __future__ import annotations

import struct

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8"
# Start-of-frame markers carry the size; C4, C8 and CC in their midst mean other things.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def media_type(data: bytes) -> str | None:
    """image/png, image/jpeg, or None for anything else."""
    if data.startswith(PNG):
        return "image/png"
    return "image/jpeg" if data.startswith(JPEG) else None


def size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; None where the data is no whole picture of the two kinds."""
    try:
        return _png_size(data) if data.startswith(PNG) else _jpeg_size(data)
    except struct.error:
        return None


def _png_size(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(JPEG):
        return None
    at = 2
    while True:
        lead, marker, length = struct.unpack_from(">BBH", data, at)
        if lead != 0xFF:
            return None
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + length
