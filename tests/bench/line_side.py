"""LINE's side of a bench: webhooks over connections that stay open, and an API that answers after a while.

Plain asyncio protocols, so that one process plays LINE and leaves the processor to the bots.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

CONNECTIONS = 16
ACCOUNT = "U" + "b" * 32
_INFO = {"userId": ACCOUNT, "basicId": "@bench", "displayName": "bench", "chatMode": "bot", "markAsReadMode": "auto"}
_HEAD_ENDS = b"\r\n\r\n"


class _Wire(asyncio.Protocol):
    """One HTTP message after the other, whole, from a connection."""

    transport: asyncio.Transport

    def __init__(self) -> None:
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (ends := self._buffer.find(_HEAD_ENDS)) >= 0:
            head, begins = self._buffer[:ends], ends + len(_HEAD_ENDS)
            whole = begins + _length_of(head)
            if len(self._buffer) < whole:
                return
            body, self._buffer = self._buffer[begins:whole], self._buffer[whole:]
            self.received(head, body)

    def received(self, head: bytes, body: bytes) -> None:
        raise NotImplementedError


class Courier:
    """Takes webhooks to a bot, over so many connections at once, and keeps how long each took to be answered by 200.

    A server may close a connection that idles. What was just sent over it is sent again, as LINE does.
    """

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.refused: list[str] = []
        self._waiting: deque[bytes] = deque()
        self._idle: list[_Connection] = []
        self._under_way = 0
        self._all_answered = asyncio.Event()

    async def connect(self, port: int) -> None:
        for _ in range(CONNECTIONS):
            await self._open(port)

    def send(self, request: bytes) -> None:
        """Send a whole request as soon as a connection is free."""
        self._under_way += 1
        self._all_answered.clear()
        self._waiting.append(request)
        self._send_what_waits()

    async def all_answered(self) -> None:
        await self._all_answered.wait()

    def close(self) -> None:
        idle, self._idle = self._idle, []
        for connection in idle:
            connection.transport.close()

    def answered(self, connection: _Connection, status: str, seconds: float) -> None:
        if status == "200":
            self.seconds.append(seconds)
        else:
            self.refused.append(status)
        self._under_way -= 1
        self._idle.append(connection)
        self._send_what_waits()
        if not self._under_way:
            self._all_answered.set()

    def lost(self, connection: _Connection, unanswered: bytes | None) -> None:
        if unanswered is not None:
            self._waiting.appendleft(unanswered)
        elif connection in self._idle:
            self._idle.remove(connection)
        else:
            return  # it was closed by ourselves
        self._opening = asyncio.create_task(self._open(connection.port))

    async def _open(self, port: int) -> None:
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(lambda: _Connection(self, port), "127.0.0.1", port)
        self._idle.append(connection)
        self._send_what_waits()

    def _send_what_waits(self) -> None:
        while self._idle and self._waiting:
            self._idle.pop().send(self._waiting.popleft())


class _Connection(_Wire):
    def __init__(self, courier: Courier, port: int) -> None:
        super().__init__()
        self.port = port
        self._courier, self._sent_at = courier, 0.0
        self._request: bytes | None = None

    def send(self, request: bytes) -> None:
        self._request, self._sent_at = request, time.perf_counter()
        self.transport.write(request)

    def received(self, head: bytes, body: bytes) -> None:
        del body
        self._request = None
        self._courier.answered(self, head.split(b" ", 2)[1].decode(), time.perf_counter() - self._sent_at)

    def connection_lost(self, error: Exception | None) -> None:
        del error
        self._courier.lost(self, self._request)


class _Api(_Wire):
    def __init__(self, answers_after: float, accepted: Callable[[str], None], open_ones: set[_Api]) -> None:
        super().__init__()
        self._answers_after, self._accepted, self._open_ones = answers_after, accepted, open_ones

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._open_ones.add(self)

    def connection_lost(self, error: Exception | None) -> None:
        del error
        self._open_ones.discard(self)

    def received(self, head: bytes, body: bytes) -> None:
        asyncio.get_running_loop().call_later(self._answers_after, self._answer, head, body)

    def _answer(self, head: bytes, body: bytes) -> None:
        is_reply = head.startswith(b"POST")
        answer = json.dumps({"sentMessages": [{"id": "1"}]} if is_reply else _INFO).encode()
        told = (
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Line-Request-Id: r\r\nContent-Length: %d\r\n\r\n"
        )
        self.transport.write(told % len(answer) + answer)
        if is_reply:
            self._accepted(json.loads(body).get("replyToken", ""))


@asynccontextmanager
async def api(
    port: int, *, answers_after: float, accepted: Callable[[str], None] = lambda _: None
) -> AsyncIterator[None]:
    """The Messaging API, which takes everything and says so after some seconds; `accepted` hears each reply token."""
    open_ones: set[_Api] = set()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: _Api(answers_after, accepted, open_ones), "127.0.0.1", port, backlog=256, reuse_address=True
    )
    try:
        yield
    finally:
        server.close()
        for one in list(open_ones):
            one.transport.abort()


def _length_of(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0
