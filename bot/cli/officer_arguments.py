"""What `tonbaeb officer` takes."""

from __future__ import annotations

import argparse


def officer_arguments(officer: argparse.ArgumentParser) -> None:
    """Fill in the command's parser."""
    acts = officer.add_subparsers(dest="act", required=True, metavar="ACT")
    link = acts.add_parser("link", help="print a one-time link into the desk")
    link.add_argument("--name", required=True, metavar="NAME", help="whose link it is, as the audit log will say")
