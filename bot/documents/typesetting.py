"""Setting a paper; the only module that imports typst.

A paper's source is a file beside this one. Facts reach it as JSON that it parses, never as source, so a name is shown
as it stands, whatever it looks like. Faces come from their package, never from the system; the same facts at the same
instant give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import fontpkg_sarabun
import typst

Paper = Literal["report", "committee", "unpsa"]
Facts = Mapping[str, Any]

_PAPERS = Path(__file__).parent / "paper"
_FACES = Path(fontpkg_sarabun.ROOT) / "files"


def pdf_of(paper: Paper, facts: Facts, made_at: datetime) -> bytes:
    """The paper as PDF with tags, so that it can be read aloud; `made_at` is aware."""
    return bytes(_set(paper, facts, format="pdf", timestamp=int(made_at.timestamp())))


def pages_of(paper: Paper, facts: Facts, dots_per_inch: int = 60) -> list[bytes]:
    """The paper's pages as PNG."""
    pages = _set(paper, facts, format="png", ppi=dots_per_inch)
    return pages if isinstance(pages, list) else [pages]


def _set(paper: Paper, facts: Facts, **wanted: Any) -> Any:
    return typst.compile(
        _PAPERS / f"{paper}.typ",
        root=_PAPERS,
        font_paths=[_FACES],
        ignore_system_fonts=True,
        sys_inputs={"facts": _as_json(facts)},
        **wanted,
    )


def _as_json(facts: Facts) -> str:
    return json.dumps(facts, ensure_ascii=False)
