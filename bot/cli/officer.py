"""`tonbaeb officer link --name NAME`."""

from __future__ import annotations

from argparse import Namespace

from bot.cli.complaint import CannotError
from bot.cli.starting import installation, told_kindly, with_schema
from bot.store import audit, login_links


@told_kindly
def run(asked: Namespace) -> int:
    """Print a one-time link into the desk for someone of the secretariat."""
    started = with_schema(installation(needs=()))
    name, now = " ".join(asked.name.split()), started.clock.now()
    if not name:
        raise CannotError("โปรดระบุชื่อเจ้าหน้าที่ด้วย --name (name the officer with --name)")
    with started.database.writing() as session:
        token = login_links.issue(
            session, "officer", name, name, issued_by="command line", secret=started.secret, now=now
        )
        audit.note(session, "command line", "issue desk link", name, now=now)
    print(f"{started.settings.base_url}/desk/enter/{token}")
    print("ลิงก์นี้ใช้ได้ครั้งเดียวภายใน 10 นาที โปรดส่งให้เจ้าตัวเท่านั้น (works once, within 10 minutes)")
    return 0
