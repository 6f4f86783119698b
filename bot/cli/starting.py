"""What every command does before it runs an installation: read settings, say loudly where it talks to, log."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Collection
from functools import wraps

from sqlalchemy.exc import DatabaseError

from bot import logs
from bot.cases.alone import BusyError
from bot.cli.complaint import CannotError
from bot.clock import ClockError
from bot.google.errors import GoogleError
from bot.line.errors import LineError
from bot.services import Installation
from bot.settings import LINE_NEEDS, Settings, SettingsError, read
from bot.store.migrate import is_current, migrate
from scoring.programme_file import ProgrammeError

Run = Callable[[Namespace], int]


def told_kindly(run: Run) -> Run:
    """The same command, with whatever fails outside told in one sentence."""

    @wraps(run)
    def guarded(asked: Namespace) -> int:
        try:
            return run(asked)
        except (BusyError, ClockError, GoogleError, LineError, ProgrammeError) as error:
            raise CannotError(str(error)) from error
        except DatabaseError as error:
            reason = str(error.orig or error).splitlines()[0]
            raise CannotError(
                f"ใช้ฐานข้อมูลไม่ได้ ({reason}) โปรดตรวจสอบ DATABASE_URL และว่าฐานข้อมูลเปิดอยู่ "
                "(the database cannot be used: check DATABASE_URL and that it is up)"
            ) from error

    return guarded


def installation(*, needs: Collection[str] = LINE_NEEDS) -> Installation:
    """The installation whose settings stand in the environment or in `.env`."""
    try:
        settings = read(needs=needs)
    except SettingsError as error:
        raise CannotError(str(error)) from error
    started = Installation(settings)
    logs.configure(sys.stderr, salt=started.secret, secrets=settings.secrets())
    say_where(settings)
    return started


def say_where(settings: Settings) -> None:
    """Roots that are not the real services' are shown loudly, so that nobody takes a sandbox for the real thing."""
    unreal = settings.unreal_roots()
    if unreal:
        print("*" * 72, file=sys.stderr)
        print("* ไม่ได้ใช้บริการจริงของ Google และ LINE (not the real services):", file=sys.stderr)
        for name, root in unreal:
            print(f"*   {name} = {root}", file=sys.stderr)
        print("*" * 72, file=sys.stderr)


def signed_in(started: Installation) -> Installation:
    """The same installation, once its Google credentials proved usable."""
    try:
        _ = started.sign_in
    except GoogleError as error:
        raise CannotError(str(error)) from error
    return started


def with_schema(started: Installation) -> Installation:
    """The same installation, once its database has this release's schema."""
    if not is_current(started.database.engine):
        raise CannotError(
            "ฐานข้อมูลยังไม่เป็นรุ่นนี้ โปรดสั่ง tonbaeb migrate ก่อน (the database is not at this release: run tonbaeb migrate)"
        )
    return started


def migrated(started: Installation) -> Installation:
    """The same installation, after its database was brought to this release."""
    migrate(started.database.engine)
    return started
