"""What `tonbaeb control` takes."""

from __future__ import annotations

import argparse
from pathlib import Path


def control_arguments(control: argparse.ArgumentParser) -> None:
    acts = control.add_subparsers(dest="act", required=True, metavar="template | export | read")
    for name, text in (("template", "write an empty control workbook"), ("export", "write one filled from the store")):
        made = acts.add_parser(name, help=text)
        made.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx")
    read = acts.add_parser("read", help="apply what differs, row by row; a row that is gone removes nothing")
    read.add_argument("file", type=Path, metavar="FILE.xlsx")
    read.add_argument("--answer", type=Path, metavar="FILE.xlsx", help="write the file again, with its feedback")
