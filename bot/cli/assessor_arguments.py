"""What `tonbaeb assessors` takes."""

from __future__ import annotations

import argparse


def assessor_arguments(assessors: argparse.ArgumentParser) -> None:
    """Fill in the command's parser."""
    assessors.add_argument("--by", default="command line", metavar="OFFICER", help="who decided it, for the record")
    acts = assessors.add_subparsers(dest="act", required=True, metavar="ACT")
    acts.add_parser("list", help="who judges, and to which ministry and agency they belong")
    add = acts.add_parser("add", help="enter an assessor, or bring what is known of them up to date")
    remove = acts.add_parser("remove", help="end an assessor's rights; what they gave is kept")
    link = acts.add_parser("link", help="print a one-time link into the desk for an assessor")
    for each in (add, remove, link):
        each.add_argument("code", metavar="CODE", help="the assessor's code")
    add.add_argument("--name", required=True, metavar="NAME")
    add.add_argument("--ministry", default="", metavar="TEXT", help="to find conflicts of interest")
    add.add_argument("--agency", default="", metavar="CODE", help="the agency they belong to, if it takes part")
    add.add_argument("--email", default="", metavar="E-MAIL")
