"""What `tonbaeb officer` takes."""

from __future__ import annotations

import argparse


def officer_arguments(officer: argparse.ArgumentParser) -> None:
    """Fill in the command's parser."""
    acts = officer.add_subparsers(dest="act", required=True, metavar="ACT")
    invite = acts.add_parser("invite", help="print a one-time code by which a LINE account becomes an officer's")
    remove = acts.add_parser("remove", help="end an officer's rights in LINE and at the desk")
    for each in (invite, remove):
        each.add_argument("--name", required=True, metavar="NAME", help="the officer's name")
    acts.add_parser("list", help="who is an officer in LINE")
    link = acts.add_parser("link", help="print a one-time link into the desk")
    link.add_argument("--name", required=True, metavar="NAME", help="whose link it is, as the audit log will say")
