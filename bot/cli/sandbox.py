"""`tonbaeb sandbox`."""

from __future__ import annotations

import signal
import threading
from argparse import Namespace

from bot.cli.complaint import CannotError
from bot.cli.ports import port_in_use
from bot.sandbox.credentials import write_files
from bot.sandbox.server import start
from bot.sandbox.state import Sandbox


def run(asked: Namespace) -> int:
    """Run the stand-ins for Google and LINE until told to stop."""
    told_to_stop = threading.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_: told_to_stop.set())
    try:
        asked.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotError(
            f"ใช้โฟลเดอร์ {asked.data} ไม่ได้ ({error.strerror}) โปรดเลือกโฟลเดอร์ที่เขียนได้ด้วย --data "
            f"(cannot use {asked.data}: choose a writable folder with --data)"
        ) from error
    sandbox = Sandbox(asked.data)
    try:
        server = start(sandbox, asked.port)
    except OSError as error:
        raise port_in_use(asked.port) from error
    write_files(sandbox, asked.data)
    print(f"ระบบจำลอง Google และ LINE (sandbox): {sandbox.root}")
    print(f"ไฟล์สำหรับโปรแกรมอื่น: {asked.data}/service-account.json, authorized-user.json, bot.env", flush=True)
    told_to_stop.wait()
    server.stop()
    sandbox.shelf.close()
    return 0
