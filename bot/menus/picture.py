"""Drawing the SVG document as a PNG; the only module that imports resvg.

resvg shapes Thai by itself, so vowels and tone marks stand in their places on every machine; Pillow does so only where
the system has FriBiDi, and lets them collide elsewhere. The face comes from its package, never from the system.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import fontpkg_sarabun
import resvg_py

_BOLD = str(Path(fontpkg_sarabun.ROOT) / "files" / "Sarabun-Bold.ttf")


@cache
def png_of(svg: str) -> bytes:
    """The picture, in the size that the document states."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, font_files=[_BOLD], skip_system_fonts=True))
