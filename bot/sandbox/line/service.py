"""The LINE stand-in's parts, put together over one sandbox."""

from __future__ import annotations

from datetime import datetime

from bot.sandbox.line.account import BotAccount, bot_account
from bot.sandbox.line.chats import Chats
from bot.sandbox.line.contents import Contents
from bot.sandbox.line.courier import Courier
from bot.sandbox.line.groups import Groups
from bot.sandbox.line.link_tokens import LinkTokens
from bot.sandbox.line.people import People
from bot.sandbox.line.quota import Quota
from bot.sandbox.line.rate_limits import RateLimits
from bot.sandbox.line.reply_tokens import ReplyTokens
from bot.sandbox.line.retry_keys import RetryKeys
from bot.sandbox.line.rich_menus import RichMenus
from bot.sandbox.state import Sandbox


class Line:
    def __init__(self, sandbox: Sandbox) -> None:
        shelf = sandbox.shelf
        self.sandbox = sandbox
        self.people = People(shelf)
        self.groups = Groups(shelf)
        self.chats = Chats(shelf)
        self.contents = Contents(shelf)
        self.quota = Quota(shelf)
        self.rate_limits = RateLimits()
        self.reply_tokens = ReplyTokens(shelf)
        self.retry_keys = RetryKeys(shelf)
        self.link_tokens = LinkTokens(shelf)
        self.rich_menus = RichMenus(shelf)
        self.courier = Courier(sandbox, self.reply_tokens)

    @property
    def account(self) -> BotAccount:
        return bot_account(self.sandbox)

    def now(self) -> datetime:
        return self.sandbox.clock.now()
