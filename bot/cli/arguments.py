"""What each command is called and takes."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from bot.cli.assessor_arguments import assessor_arguments
from bot.cli.control_arguments import control_arguments
from bot.cli.deadline_arguments import deadline_arguments
from bot.cli.instants import instant
from bot.cli.officer_arguments import officer_arguments

DEFAULT_PORT = 8000
DEFAULT_SANDBOX_PORT = 8765


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; `module` names the module of the command asked for."""
    top = argparse.ArgumentParser(prog="tonbaeb", description="ต้นแบบ: ระบบให้คะแนนและแจ้งผลองค์กรต้นแบบด้านสิทธิมนุษยชน")
    commands = top.add_subparsers(title="คำสั่ง (commands)", metavar="COMMAND", required=True)
    _offline(commands)
    _sandbox(commands)
    _running(commands)
    return top


def _offline(commands: Any) -> None:
    programmes = _command(commands, "programmes", "programmes", "list the programmes, or prove each file sound")
    programmes.add_argument("act", nargs="?", choices=["check"], help="check: tell every fault of programme files")
    programmes.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="programme files beside their wording; default: all here"
    )
    template = _command(commands, "template", "template", "write an empty workbook of a programme")
    template.add_argument("programme", metavar="PROGRAMME")
    where = template.add_mutually_exclusive_group(required=True)
    where.add_argument("-o", "--output", type=Path, metavar="FILE.xlsx")
    where.add_argument("--google", action="store_true", help="make the master that agencies' workbooks are copied from")
    template.add_argument("--into-drive", metavar="FOLDER", help="with --google: into this folder of a shared drive")
    template.add_argument("--in", dest="within", metavar="LINK", help="with --google: in this empty, shared Sheet")
    template.add_argument("--use", metavar="LINK", help="with --google: this workbook is the master, as it is")
    template.add_argument("--by", default="command line", metavar="OFFICER", help="who decided it, for the record")
    score = _command(commands, "score", "score", "score workbooks, offline")
    score.add_argument("files", nargs="+", type=Path, metavar="FILE.xlsx", help="one workbook or several")
    score.add_argument("--answer", type=Path, metavar="FOLDER", help="write each file there again, with its feedback")
    score.add_argument("--programme", metavar="ID", help="default: the programme that the workbook names")
    score.add_argument("--at", type=instant, metavar="ISO-INSTANT", help="score as of this instant; default: now")
    score.add_argument("--json", action="store_true", help="print the scorecard as one JSON object")
    score.add_argument(
        "--set",
        action="append",
        default=[],
        type=_setting,
        metavar="NAME=VALUE",
        help="read an assumption another way, or set a threshold; may be repeated",
    )

    rehearse = _command(commands, "rehearse", "rehearse", "try a new programme on workbooks: who would move, and why")
    rehearse.add_argument("new", metavar="NEW", help="a programme's id, or its file NAME.yaml beside NAME.th.yaml")
    rehearse.add_argument("--on", type=Path, required=True, metavar="FOLDER", help="a folder of .xlsx workbooks")
    rehearse.add_argument("--at", type=instant, metavar="ISO-INSTANT", help="score as of this instant; default: now")
    carry = _command(commands, "carry", "carry", "what a workbook brings to another programme, such as UNPSA")
    carry.add_argument("file", type=Path, metavar="FILE.xlsx")
    carry.add_argument("--to", metavar="PROGRAMME", help="default: every programme it brings something to")
    carry.add_argument("--at", type=instant, metavar="ISO-INSTANT", help="as of this instant; default: now")


def _sandbox(commands: Any) -> None:
    demo = _command(commands, "demo", "demo", "run everything on the local sandbox")
    demo.add_argument("--once", action="store_true", help="play the story, print it and exit")
    demo.add_argument("--port", type=_port, default=DEFAULT_PORT, metavar="N", help="the bot's port")
    demo.add_argument("--sandbox-port", type=_port, default=DEFAULT_SANDBOX_PORT, metavar="N")
    demo.add_argument("--via", metavar="ROOT", help="the bot talks to this address instead of the sandbox's own")
    sandbox = _command(commands, "sandbox", "sandbox", "run the stand-ins for Google and LINE alone")
    sandbox.add_argument("--port", type=_port, default=DEFAULT_SANDBOX_PORT, metavar="N")
    sandbox.add_argument(
        "--data", type=Path, default=Path("sandbox-data"), metavar="DIR", help="where its state is kept"
    )


def _running(commands: Any) -> None:
    _command(commands, "serve", "serve", "run web, worker and clock in one process")
    _command(commands, "worker", "worker", "run a worker")
    _command(commands, "clock", "clock", "run the clock that offers what is due")
    _command(commands, "migrate", "migrate", "bring the database to this release")
    _command(commands, "doctor", "doctor", "whether this installation is well, and the cure of what is not")
    _command(commands, "check", "check", "whether the stored data is as it always is: sums, receipts, signatures, work")
    backup = _command(commands, "backup", "backup", "write all that the database knows to one file, while work goes on")
    backup.add_argument("file", type=Path, metavar="FILE")
    restore = _command(commands, "restore", "restore", "bring a backup back, checked and proved; holds messages")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument(
        "--replace", action="store_true", help="also where the database is not empty; keeps it in a file"
    )
    _command(commands, "budget", "budget", "the month's LINE messages: used, to come, and whether they suffice")
    rescore = _command(commands, "rescore", "rescore", "read and score workbooks again now")
    rescore.add_argument("agency", nargs="*", metavar="AGENCY", help="codes of agencies; default: all")
    line = _command(commands, "line", "line", "set up the LINE channel: webhook and rich menus")
    setup = line.add_subparsers(dest="act", metavar="setup", required=True)
    set_up = setup.add_parser("setup", help="check token, quota and webhook; put up the menus; again: changes nothing")
    set_up.add_argument("--dry-run", action="store_true", help="look and tell what would be done")
    _secretariat(commands)
    _replay(commands)


def _secretariat(commands: Any) -> None:
    report = _command(commands, "report", "report", "write the score report of an agency as PDF")
    report.add_argument("agency", metavar="AGENCY", help="the agency's code")
    report.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.pdf")
    export = _command(commands, "export", "export", "write the season as .xlsx or CSV")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx|FILE.csv")
    export.add_argument("--programme", default="hrmo-2565", metavar="ID", help="of a CSV; default: hrmo-2565")
    for each in (report, export):
        each.add_argument("--by", default="command line", metavar="OFFICER", help="who wanted it, for the record")
    settings = _command(commands, "settings", "settings", "show or change assumptions and thresholds")
    settings.add_argument("programme", metavar="PROGRAMME")
    settings.add_argument(
        "changes", nargs="*", type=_setting, metavar="NAME=VALUE", help="NAME= goes back to the programme's own"
    )
    settings.add_argument("--by", default="command line", metavar="OFFICER", help="who decided it, for the record")
    visit = _command(commands, "site-visit", "site_visit", "show or enter assessors' marks of a site visit")
    visit.add_argument("agency", metavar="AGENCY", help="the agency's code")
    visit.add_argument("marks", nargs="*", type=_setting, metavar="PART=POINTS", help="PART= takes a mark back")
    visit.add_argument("--assessor", default="", metavar="NAME", help="whose marks these are")
    visit.add_argument("--note", default="", metavar="TEXT", help="the reason, for the record")
    again = _command(commands, "open-again", "open_again", "let an agency change what it confirmed by mistake")
    again.add_argument("agency", metavar="AGENCY", help="the agency's code; its workbook says by then what it means")
    again.add_argument("--by", default="command line", metavar="OFFICER", help="who decided it, for the record")
    reopen = _command(commands, "reopen", "reopen", "let edits count again after what is judged was taken")
    reopen.add_argument("agency", nargs="+", metavar="AGENCY", help="codes of agencies")
    reopen.add_argument("--reason", required=True, metavar="TEXT", help="why, for the agency and for the record")
    reopen.add_argument("--by", required=True, metavar="NAME", help="the officer who decided it, for the record")
    officer_arguments(_command(commands, "officer", "officer", "let someone of the secretariat into the desk"))
    assessor_arguments(_command(commands, "assessors", "assessors", "list, enter or remove assessors; links for them"))
    deadline_arguments(_command(commands, "deadlines", "deadlines", "list, enter, change or remove deadlines"))
    control_arguments(_command(commands, "control", "control", "the secretariat's control workbook: write or read it"))
    _agencies(_command(commands, "agencies", "agencies", "list, enter, check or remove agencies; issue link codes"))


def _agencies(agencies: argparse.ArgumentParser) -> None:
    agencies.add_argument("--by", default="command line", metavar="OFFICER", help="who decided it, for the record")
    acts = agencies.add_subparsers(dest="act", metavar="add | check | code | remove")
    add = acts.add_parser("add", help="enter one, or a list of them; entering again changes only what is new")
    which = add.add_mutually_exclusive_group(required=True)
    which.add_argument("code", nargs="?", metavar="CODE")
    which.add_argument("--csv", type=Path, metavar="FILE.csv", help="a list with a line of Thai or English headings")
    for name in ("name", "programme", "ministry", "province", "type"):
        add.add_argument(f"--{name}", metavar="TEXT")
    add.add_argument("--workbook", metavar="LINK", help="the agency's workbook, shared with the bot as editor")
    add.add_argument(
        "--into-drive", metavar="FOLDER", help="the bot copies the master into this folder or shared drive"
    )
    add.add_argument("--as-person", action="store_true", help="the person who consented copies the master")
    add.add_argument("--share", action="append", default=[], metavar="E-MAIL", help="share the copy; may be repeated")
    add.add_argument("--notify", action="store_true", help="have Google send those people a mail")
    add.add_argument(
        "--report", type=Path, metavar="FILE.csv", help="write what came of each, with links and addresses"
    )
    add.set_defaults(wrong_usage=add.error)
    check = acts.add_parser("check", help="whether workbooks can be read and answered, and what to mend")
    check.add_argument("codes", nargs="*", metavar="CODE", help="default: all")
    for name, text in (("code", "issue a one-time code that links a chat"), ("remove", "no longer take part")):
        acts.add_parser(name, help=text).add_argument("code", metavar="CODE")


def _replay(commands: Any) -> None:
    replay = _command(commands, "replay", "replay", "prove or refute the receipts of scorecards")
    which = replay.add_mutually_exclusive_group(required=True)
    which.add_argument("receipt", nargs="?", metavar="RECEIPT", help="the receipt of a stored reading")
    which.add_argument("--all", action="store_true", help="every stored reading")
    which.add_argument("--file", type=Path, metavar="FILE.json", help="an exported file, offline")
    replay.add_argument("--export", type=Path, metavar="FILE.json", help="write what anyone needs to check RECEIPT")
    replay.set_defaults(wrong_usage=replay.error)


def _command(commands: Any, name: str, module: str, text: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    command.set_defaults(module=module)
    return command


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port; ports are 1 to 65535, or 0 for any that is free")
    return number


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise argparse.ArgumentTypeError(f"{text} has to be written as NAME=VALUE")
    return name.strip(), value.strip()
