"""What the documents name is there, and what people may meet is named in the documents."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cases.invariants import RULES
from bot.cases.work_figures import figures
from bot.cli.arguments import parser
from bot.conversation.vocabulary import FOR_OFFICERS, SMALL_TALK, TYPED, Word
from bot.conversation.words import recognise
from bot.settings import Settings
from bot.store import line_quota
from bot.store.database import Database
from scoring.sentences import PROBLEMS
from tests.support.job_services import Bench

pytest_plugins = ["tests.support.databases"]

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", *sorted(DOCS.glob("*.md")))
FOR_PEOPLE_IN_CHAT = ("for-officers.md", "for-secretariat.md")
NOT_TAUGHT = {*SMALL_TALK, Word.YES, Word.NO}
"""Words that answer a question or ask for nothing, so that no page has to teach them."""


def said(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def quoted(text: str) -> list[str]:
    """What stands in backticks on one line."""
    return re.findall(r"`([^`\n]+)`", text)


def settings() -> set[str]:
    return {name.upper() for name in Settings.model_fields if name != "needs"}


def subcommands(of: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    # argparse has no other way to list them
    actions = (action for action in of._actions if isinstance(action, argparse._SubParsersAction))
    return {name: each for action in actions for name, each in action.choices.items()}


def commands() -> Iterator[str]:
    """Every command as it is typed, `agencies add` too."""
    for name, command in subcommands(parser()).items():
        yield name
        yield from (f"{name} {act}" for act in subcommands(command))


def named_commands(text: str) -> Iterator[list[str]]:
    """The commands in code on a page, word by word, up to a comment."""
    code = [*quoted(text), *(line[4:] for line in text.splitlines() if line.startswith("    "))]
    for each in code:
        found = re.match(r"(?:\.venv/bin/)?tonbaeb ([a-z][^#`|]*)", each.strip())
        if found:
            yield found[1].split()


def test_every_setting_is_described() -> None:
    described = {name for name in quoted(said("settings.md")) if name.isupper()}

    assert settings() - described == set()


def test_every_setting_that_a_page_gives_a_value_is_one() -> None:
    assigned = {
        name for page in PAGES for name in re.findall(r"\b([A-Z][A-Z_]{4,})=", page.read_text(encoding="utf-8"))
    }

    assert assigned - settings() - {"LINE_OPENAPI_DIR", "MUTANT_SECONDS", "NAME", "PROGRAMME", "PYTHON"} == set()


def test_every_command_is_in_the_readme() -> None:
    readme = PAGES[0].read_text(encoding="utf-8")
    missing = [each for each in commands() if not all(word in readme for word in each.split())]

    assert missing == []
    assert [
        name for name in subcommands(parser()) if f"`{name}`" not in readme and f"tonbaeb {name}" not in readme
    ] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_a_page_names_exists_with_its_options(page: Path) -> None:
    known, wrong = subcommands(parser()), []
    for words in named_commands(page.read_text(encoding="utf-8")):
        command = known.get(words[0].rstrip(",.;:"))
        if command is None:
            wrong.append(words)
            continue
        takes = command.format_help() + "".join(each.format_help() for each in subcommands(command).values())
        wrong += [words for word in words if word.startswith("--") and word.strip("[],.;:)") not in takes]

    assert wrong == []


def test_every_problem_is_described_for_people() -> None:
    described = re.findall(r"^\| `([a-z_]+)` \|", said("problems.md"), re.MULTILINE)

    assert sorted(described) == sorted(PROBLEMS["th"])


def test_every_word_of_the_bot_is_taught_where_its_people_look() -> None:
    taught = {page: {typed.split()[0] for typed in quoted(said(page))} for page in FOR_PEOPLE_IN_CHAT}
    of_agencies, of_officers = (taught[page] for page in FOR_PEOPLE_IN_CHAT)
    missing = [word for word in Word if word not in {*FOR_OFFICERS, *NOT_TAUGHT} and TYPED[word] not in of_agencies]

    assert missing + [word for word in FOR_OFFICERS if TYPED[word] not in of_officers] == []


@pytest.mark.parametrize("page", FOR_PEOPLE_IN_CHAT)
def test_every_word_that_is_taught_is_understood(page: str) -> None:
    rows = re.findall(r"^\| `([^`]+)` \|", said(page), re.MULTILINE)

    assert rows
    assert [typed for typed in rows if recognise(typed) is None] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_of_a_page_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))

    assert [each for each in targets if not each.startswith("http") and not (page.parent / each).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_exists_and_holds_what_it_is_named_for(page: Path) -> None:
    wrong = []
    for each in quoted(page.read_text(encoding="utf-8")):
        path, _, name = each.partition(": ")
        if not re.fullmatch(r"(bot|scoring|sheets_schema|tests|docs)/[\w/.-]+", path):
            continue
        file = ROOT / path
        if not file.exists() or (
            name and file.is_file() and name.split(".")[-1] not in file.read_text(encoding="utf-8")
        ):
            wrong.append(each)

    assert wrong == []


def test_every_picture_is_shown_on_some_page() -> None:
    shown = {name for page in PAGES for name in re.findall(r"images/([\w.-]+)", page.read_text(encoding="utf-8"))}

    assert {picture.name for picture in (DOCS / "images").iterdir()} - shown == set()


def test_every_page_is_linked_from_the_readme() -> None:
    readme = PAGES[0].read_text(encoding="utf-8")

    assert [page.name for page in PAGES[1:] if f"docs/{page.name}" not in readme] == []


def test_every_figure_that_prometheus_is_given_is_described(sqlite: Database) -> None:
    bench = Bench(sqlite)
    with sqlite.writing() as session:
        line_quota.note_told(session, 300, 0, bench.clock.now())
        given = {f"tonbaeb_{each.name}" for each in figures(session, bench.clock.now())}

    page = said("operations.md")
    alarms = "\n".join(line for line in page.splitlines() if line.strip().startswith("expr:"))
    assert given == set(re.findall(r"`(tonbaeb_\w+)`", page))
    assert set(re.findall(r"tonbaeb_\w+", alarms)) - given == set()
    assert alarms


def test_every_alarm_is_explained() -> None:
    figures_and_alarms = said("operations.md").partition("## The data itself")[0]

    explained = re.findall(r"^\| `([A-Z]\w+)` \|", figures_and_alarms, re.MULTILINE)

    assert explained == re.findall(r"alert: (\w+)", figures_and_alarms)
    assert explained


def test_every_rule_of_the_data_is_described_with_how_serious_it_is() -> None:
    rows = re.findall(r"^\| `(\w+)` \| .* \| (yes)? ?\|$", said("operations.md"), re.MULTILINE)

    assert [(name, serious == "yes") for name, serious in rows] == [(rule.id, rule.serious) for rule in RULES]
