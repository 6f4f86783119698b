"""What `tonbaeb control` takes."""

from __future__ import annotations

import argparse
from pathlib import Path


def control_arguments(control: argparse.ArgumentParser) -> None:
    acts = control.add_subparsers(dest="act", required=True, metavar="template | export | read | connect")
    for name, text in (("template", "write an empty control workbook"), ("export", "write one filled from the store")):
        made = acts.add_parser(name, help=text)
        made.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx")
    read = acts.add_parser("read", help="apply what differs, row by row; a row that is gone removes nothing")
    read.add_argument("file", type=Path, metavar="FILE.xlsx")
    read.add_argument("--answer", type=Path, metavar="FILE.xlsx", help="write the file again, with its feedback")
    connect = acts.add_parser(
        "connect", help="work in a Google Sheet, which is read when it changes; alone: tell which"
    )
    which = connect.add_mutually_exclusive_group()
    which.add_argument("file", nargs="?", metavar="LINK", help="a Sheet shared with the bot: empty, or built before")
    which.add_argument("--new", action="store_true", help="have a new one made")
    connect.add_argument("--into-drive", metavar="FOLDER", help="the bot makes it in this folder or shared drive")
    connect.add_argument("--by", default="command line", metavar="OFFICER", help="who decided it, for the record")
