"""The rules of the house that a reader relies on: which way imports go, and where the outside is let in."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PURE = ("scoring", "sheets_schema", "bot/conversation", "bot/season", "bot/review")
OUTSIDE = {"os", "socket", "subprocess", "requests", "urllib", "sqlite3", "sqlalchemy", "flask", "gspread", "linebot"}
SHELF = "scoring/programmes/__init__.py"


def modules(folder: str) -> Iterator[Path]:
    yield from sorted((ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports_of(path: Path) -> set[str]:
    """Every module a file imports, also inside functions, by its full name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def importers(folder: str, module: str) -> set[str]:
    """The files below a folder that import a module or something in it."""
    return {
        name_of(path)
        for path in modules(folder)
        if any(name == module or name.startswith(f"{module}.") for name in imports_of(path))
    }


def test_imports_go_from_bot_over_sheets_schema_to_scoring() -> None:
    upward = importers("scoring", "sheets_schema") | importers("scoring", "bot") | importers("sheets_schema", "bot")

    assert upward == set()


def test_the_sandbox_is_a_tool_of_its_own() -> None:
    inward = {name for path in modules("bot/sandbox") for name in imports_of(path) if name.startswith("bot.")}
    users = importers("bot", "bot.sandbox")

    assert {name for name in inward if not name.startswith("bot.sandbox")} == set()
    assert {user.split("/")[1] for user in users} == {"sandbox", "demo", "cli"}


def loads_at_import(path: Path) -> bool:
    """Whether a module loads a programme when it is imported, rather than when it is asked."""
    later = (ast.FunctionDef, ast.ClassDef)
    now = (node for node in ast.parse(path.read_text(encoding="utf-8")).body if not isinstance(node, later))
    return any(
        isinstance(part, ast.Attribute) and ast.unparse(part.value) == "programmes" and part.attr in {"load", "words"}
        for node in now
        for part in ast.walk(node)
    )


def test_importing_loads_no_programme() -> None:
    assert [
        name_of(p) for folder in ("scoring", "sheets_schema", "bot") for p in modules(folder) if loads_at_import(p)
    ] == []


@pytest.mark.parametrize("folder", PURE)
def test_the_pure_core_does_no_io(folder: str) -> None:
    outward = {name_of(path): imports_of(path) & OUTSIDE for path in modules(folder)}

    assert {name: found for name, found in outward.items() if found} == {}


@pytest.mark.parametrize("folder", PURE)
def test_the_pure_core_reads_no_clock_and_opens_no_file(folder: str) -> None:
    calls = {
        f"{name_of(path)}:{node.lineno}"
        for path in modules(folder)
        if name_of(path) != SHELF
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _called(node) in {"now", "today", "utcnow", "time", "open", "getenv"}
    }

    assert calls == set()


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


@pytest.mark.parametrize(
    ("library", "homes"),
    [
        ("gspread", {"bot/google/transport.py"}),
        ("linebot", {"bot/line/calls.py", "bot/line/client.py", "bot/line/rich_menus.py"}),
        ("resvg_py", {"bot/menus/picture.py"}),
        ("typst", {"bot/documents/typesetting.py"}),
        ("apscheduler", {"bot/jobs/ticker.py"}),
        ("huey", {"bot/jobs/wakeups.py"}),
        ("prometheus_client", {"bot/web/metrics.py"}),
        ("pydantic_settings", {"bot/settings.py"}),
    ],
)
def test_each_outside_system_has_one_home(library: str, homes: set[str]) -> None:
    assert importers("bot", library) == homes


def test_links_of_strangers_are_asked_from_one_place() -> None:
    connecting = ("http", "requests", "urllib3", "urllib.request", "aiohttp", "httpx")
    openers = {name for library in connecting for name in importers("bot/evidence", library)}

    assert openers == {"bot/evidence/pinned.py"}


def test_only_one_module_makes_database_engines() -> None:
    assert importers("bot", "sqlalchemy.create_engine") == {"bot/store/database.py"}


def test_the_environment_is_read_in_one_place() -> None:
    readers = {
        name_of(path)
        for folder in ("scoring", "sheets_schema", "bot")
        for path in modules(folder)
        if {"os", "os.environ", "dotenv"} & imports_of(path) or "pydantic_settings" in imports_of(path)
    }

    assert readers == {"bot/settings.py"}


@pytest.mark.parametrize("folder", ["scoring", "sheets_schema", "bot", "tests"])
def test_no_file_and_no_function_grows_out_of_sight(folder: str) -> None:
    long_files = {name_of(path) for path in modules(folder) if len(path.read_text("utf-8").splitlines()) > 400}
    long_functions = {
        f"{name_of(path)}:{node.name}"
        for path in modules(folder)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 60
    }

    assert (long_files, long_functions) == (set(), set())
