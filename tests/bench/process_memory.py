"""The memory of a bot that passes over a nation's workbooks in a process of its own, Google answering slowly."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from pydantic import SecretStr

from bot.services import Installation
from bot.settings import Settings, read
from tests.bench.many_workbooks import Nation, bot_of
from tests.bench.rounds import heading, row_of_megabytes, row_of_seconds

ON_THE_WAY = 0.5
"""Seconds on paper, besides the work, that each answer of Google takes."""

_STATUS = Path("/proc/self/status")


def print_process(changed: int, people: Nation) -> None:
    """Has another process do the pass, and tells what memory it took and how long on paper."""
    print(heading(f"That pass in a process of its own, each answer {ON_THE_WAY} s on the way, on paper"))
    if not _STATUS.exists():
        print("  left out: this system does not tell a process's memory in /proc")
        return
    people.type_into(changed, "ใช่")
    command = [sys.executable, "-m", "tests.bench.process_memory"]
    environment = {**os.environ, **_as_environment(people.stage.installation.settings)}
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment)
    seen = json.loads(told.stdout)
    print(row_of_megabytes("memory before the pass, everything loaded", seen["before"], ""))
    print(row_of_megabytes("the most memory until the pass is over", seen["after"], "256 MB at most"))
    print(row_of_seconds("until all are read and answered", seen["seconds"], "120 s at most"))


def _as_environment(settings: Settings) -> dict[str, str]:
    told = {
        name.upper(): value.get_secret_value() if isinstance(value, SecretStr) else value for name, value in settings
    }
    return {name: value for name, value in told.items() if isinstance(value, str)}


def most_memory() -> float:
    """The most that this process has had in memory, in bytes."""
    line = next(each for each in _STATUS.read_text().splitlines() if each.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


def main() -> None:
    bot = bot_of(Installation(read(env_file=None)), on_the_way=ON_THE_WAY)
    before = most_memory()
    seconds = bot.run_a_pass()
    print(json.dumps({"before": before, "after": most_memory(), "seconds": seconds}))


if __name__ == "__main__":
    main()
