"""`tonbaeb template PROGRAMME -o FILE.xlsx` and `tonbaeb template --google PROGRAMME`."""

from __future__ import annotations

from argparse import Namespace
from importlib import import_module

from bot.cli.complaint import CannotError
from scoring import programmes
from scoring.programme_file import ProgrammeError


def run(asked: Namespace) -> int:
    """Write an empty workbook of a programme, or make its master at Google."""
    try:
        programme = programmes.load(asked.programme)
    except ProgrammeError as error:
        raise CannotError(str(error)) from error
    # Each is imported only where it is asked for: the .xlsx needs no installation, the master no openpyxl.
    module = "bot.cli.template_google" if asked.google else "bot.cli.template_excel"
    status: int = import_module(module).make(programme, asked)
    return status
