"""The command line. Each command is a module of its own, imported only when it is asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper

from bot.cli.arguments import parser
from bot.cli.complaint import CannotError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0: done; 1: the work could not be done; argparse leaves with 2 on wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    asked = parser().parse_args(arguments)
    try:
        status: int = import_module(f"bot.cli.{asked.module}").run(asked)
    except CannotError as error:
        print(f"tonbaeb: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except OSError as error:
        print(f"tonbaeb: อ่านหรือเขียนไม่ได้ ({error.strerror or error}) (input or output failed)", file=sys.stderr)
        return 1
    return status
