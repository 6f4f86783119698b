"""The sandbox's web page: a sheet to type in, a LINE chat to answer, a clock to move and faults to switch."""

from __future__ import annotations

from bot.sandbox.page.views import blueprint

__all__ = ["blueprint"]
