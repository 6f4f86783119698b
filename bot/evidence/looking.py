"""Looking at any link: through Drive, or on the web where that is wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.evidence.drive_links import DriveFile, drive_file_in
from bot.evidence.health import Observation
from bot.evidence.looks import Look, LookAt, Turns


@dataclass(frozen=True, slots=True)
class Looking:
    """Looks at a link. Without `on_the_web` only files in Drive are asked for, by way of Google alone."""

    in_drive: Callable[[DriveFile], Observation]
    on_the_web: LookAt | None = None

    def __call__(self, link: str, turns: Turns) -> Look:
        file = drive_file_in(link)
        if file is not None:
            return Look(self.in_drive(file))
        if self.on_the_web is None:
            return Look(Observation("not_checked", "not_asked"))
        return self.on_the_web(link, turns)
