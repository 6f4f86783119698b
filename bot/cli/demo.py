"""`tonbaeb demo`."""

from __future__ import annotations

import errno
import logging
import signal
import threading
from argparse import Namespace
from functools import partial

from bot.cli.complaint import CannotError
from bot.cli.ports import port_in_use
from bot.cli.starting import say_where
from bot.demo.stage import Stage, stage
from bot.demo.story import Story, StoryError


def run(asked: Namespace) -> int:
    """Run everything on the local sandbox: by hand until told to stop, or as a story that ends by itself."""
    logging.basicConfig(level=logging.ERROR)
    try:
        with stage(port=asked.port, sandbox_port=asked.sandbox_port, via=asked.via) as set_up:
            return _tell(set_up) if asked.once else _leave_to_people(set_up)
    except OSError as error:
        if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
            raise
        raise port_in_use(asked.port, asked.sandbox_port) from error


def _tell(set_up: Stage) -> int:
    try:
        Story(set_up, partial(print, flush=True)).play()
    except StoryError as error:
        raise CannotError(f"เรื่องสาธิตหยุดกลางทาง: {error} (the demo stopped midway)") from error
    return 0


def _leave_to_people(set_up: Stage) -> int:
    told_to_stop = threading.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_: told_to_stop.set())
    story = Story(set_up, lambda _: None)
    say_where(set_up.installation.settings)
    story.workbooks_are_read()
    story.officers_link_their_chats()
    print("ต้นแบบพร้อมแล้ว เปิดหน้านี้ในเบราว์เซอร์ (open this page):", flush=True)
    print(f"\n    {set_up.page}\n", flush=True)
    print("โต๊ะทำงานฝ่ายเลขานุการ: พิมพ์ แดชบอร์ด ในแชตของเจ้าหน้าที่ แล้วเปิดลิงก์ (the desk: write that in an officer's chat)")
    print("กด Ctrl+C เพื่อหยุด (Ctrl+C stops it)", flush=True)
    told_to_stop.wait()
    return 0
