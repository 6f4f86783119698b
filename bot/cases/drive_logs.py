"""Which change logs there are: one of each of the bot's accounts, and one of each shared drive with workbooks."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.google.identities import Identities
from bot.store import control_sheets, workbooks

DriveLog = tuple[str, str]
"""An account's e-mail address, and the shared drive as that account sees it; empty for the account's own log."""


def logs_of(session: Session, identities: Identities) -> list[DriveLog]:
    """The logs to poll. Drives of an account whose key is gone are looked at by the first one."""
    control = control_sheets.in_use(session)
    of_control = [(control.identity, control.drive)] if control and control.drive and not control.gone_at else []
    in_use = [*workbooks.drives_in_use(session), *of_control]
    in_drives = {(identities.served_by(email).identity, drive) for email, drive in in_use}
    return [*((email, "") for email in identities.emails), *sorted(in_drives)]
