"""The icons of the menus, each a few strokes on a field of 24 by 24, with round ends and no fill."""

from __future__ import annotations

from typing import Literal

Icon = Literal[
    "again",
    "bars",
    "bell",
    "calendar",
    "chain",
    "checklist",
    "globe",
    "hourglass",
    "medal",
    "megaphone",
    "pie",
    "question",
    "telephone",
]

STROKES: dict[Icon, str] = {
    "again": "M20 12a8 8 0 1 1-2.6-5.9L20 8.5M20 3.5v5h-5",
    "bars": "M3 21h18M6.5 17v-4M12 17V9M17.5 17V4",
    "bell": "M12 3.5a5.5 5.5 0 0 0-5.5 5.5v4.5L4.5 17h15l-2-3.5V9A5.5 5.5 0 0 0 12 3.5zM10 20.5h4",
    "calendar": "M4 5.5h16v15H4zM4 10h16M8.5 3v4M15.5 3v4M8.5 15l2.5 2.5 4.5-4.5",
    "chain": "M9.5 14.5l5-5M11 7l2-2a4.24 4.24 0 0 1 6 6l-2 2M13 17l-2 2a4.24 4.24 0 0 1-6-6l2-2",
    "checklist": "M5 3.5h14v17H5zM8.5 8.5l1 1 2-2M14 8.5h2M8.5 13h3v3h-3zM14 14.5h2",
    "globe": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM3 12h18M12 3c2.5 2.5 3.8 5.5 3.8 9s-1.3 6.5-3.8 9"
    "M12 3c-2.5 2.5-3.8 5.5-3.8 9s1.3 6.5 3.8 9",
    "hourglass": "M6 3.5h12M6 20.5h12M7.5 3.5v3.5L12 12l4.5-5V3.5M7.5 20.5V17L12 12l4.5 5v3.5",
    "medal": "M12 3a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM8.5 14L7 21l5-2.5 5 2.5-1.5-7M9.8 9l1.6 1.6 2.9-2.9",
    "megaphone": "M4 10v4h3l9 4.5v-13L7 10H4zM19 10a3 3 0 0 1 0 4M8 14.5l1.2 5h2.6l-1-3.5",
    "pie": "M12 4a8 8 0 1 0 8 8h-8zM15.5 3a6.5 6.5 0 0 1 5.5 5.5h-5.5z",
    "question": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM9.3 9.6a2.7 2.7 0 1 1 4.2 2.2c-.9.6-1.5 1.1-1.5 2.2M12 17v.1",
    "telephone": "M5 4h4l1.8 4.5-2.3 1.6a11 11 0 0 0 5.4 5.4l1.6-2.3L20 15v4a1.6 1.6 0 0 1-1.7 1.6"
    "A15.5 15.5 0 0 1 3.4 5.7 1.6 1.6 0 0 1 5 4z",
}
