"""What to say about ports."""

from __future__ import annotations

from bot.cli.complaint import CannotError


def port_in_use(*ports: int) -> CannotError:
    """A port is taken."""
    named = " หรือ ".join(map(str, ports))
    return CannotError(
        f"พอร์ต {named} ถูกใช้อยู่ โปรดปิดโปรแกรมที่ใช้พอร์ตนี้หรือเลือกพอร์ตอื่น "
        f"(port {' or '.join(map(str, ports))} is in use: stop what uses it, or choose another one)"
    )
