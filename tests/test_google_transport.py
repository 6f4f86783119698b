from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.google.budget import BURST, PER_MINUTE
from bot.google.errors import (
    CredentialsRefusedError,
    GoogleError,
    NoStorageError,
    NotFoundError,
    NotSharedError,
    QuotaExceededError,
    RefusedError,
    TransientError,
)
from bot.google.provisioning import Provisioning
from bot.google.transport import LONGEST_WAIT, SHEETS, TRIES, Patience, Roots, Transport
from bot.google.workbooks import Workbooks
from bot.sandbox.credentials import ACCOUNTS, BOT
from bot.sandbox.state import Sandbox
from sheets_schema.google_cells import FIELDS
from tests.support.google_side import Naps, bot_transport, person_transport, shared_template
from tests.support.sandbox import running_sandbox


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox() as running:
        yield running


@pytest.fixture(scope="module")
def file_id(sandbox: Sandbox) -> str:
    return shared_template(sandbox, Naps())


@pytest.fixture
def naps(sandbox: Sandbox) -> Iterator[Naps]:
    yield Naps()
    sandbox.faults.clear()


@pytest.fixture
def bot(sandbox: Sandbox, naps: Naps) -> Transport:
    return bot_transport(sandbox, naps)


def test_a_read_is_one_request(bot: Transport, file_id: str) -> None:
    reply = Workbooks(bot).read(file_id)

    assert reply["spreadsheetId"] == file_id
    assert bot.calls == {"read": 1}


def test_a_reply_travels_compressed(bot: Transport, file_id: str) -> None:
    response = bot.request("get", f"{SHEETS}/v4/spreadsheets/{file_id}", params={"fields": FIELDS})

    assert response.headers["Content-Encoding"] == "gzip"
    assert int(response.headers["Content-Length"]) < len(response.content) / 5


@pytest.mark.parametrize("fault", ["429", "500", "503", "502-html", "reset", "lost-answer"])
def test_what_passes_is_tried_again(sandbox: Sandbox, bot: Transport, naps: Naps, file_id: str, fault: str) -> None:
    sandbox.faults.arm(fault, times=2, path="/v4/spreadsheets")

    reply = Workbooks(bot).read(file_id)

    assert reply["spreadsheetId"] == file_id
    assert bot.calls == {"read": 3}
    assert naps.taken == [1.5, 2.5]


@pytest.mark.parametrize(
    ("fault", "error"),
    [("429", QuotaExceededError), ("503", TransientError), ("502-html", TransientError), ("reset", TransientError)],
)
def test_trying_again_has_an_end(
    sandbox: Sandbox, bot: Transport, naps: Naps, file_id: str, fault: str, error: type[GoogleError]
) -> None:
    sandbox.faults.arm(fault, times=50, path="/v4/spreadsheets")

    with pytest.raises(error):
        Workbooks(bot).read(file_id)

    assert bot.calls == {"read": TRIES}
    assert naps.taken == [1.5, 2.5, 4.5, 8.5, 16.5]


def test_the_token_is_asked_for_again_after_a_bad_moment(
    sandbox: Sandbox, bot: Transport, naps: Naps, file_id: str
) -> None:
    sandbox.faults.arm("reset", times=1, path="/token")

    assert Workbooks(bot).read(file_id)["spreadsheetId"] == file_id


def test_a_longer_wait_that_google_asks_for_is_kept() -> None:
    patience = Patience(lambda seconds: None, lambda: 0.5)

    assert [patience.wait_for(attempt, 0) for attempt in (0, 3, 9)] == [1.5, 8.5, LONGEST_WAIT]
    assert patience.wait_for(0, 30) == 30


def test_a_file_that_is_not_shared_is_not_tried_again(sandbox: Sandbox, bot: Transport, naps: Naps) -> None:
    private = shared_template(sandbox, naps, with_bot=False)

    with pytest.raises(NotSharedError, match="แชร์กับอีเมลของระบบ"):
        Workbooks(bot).read(private)

    assert bot.calls == {"read": 1}
    assert naps.taken == []


def test_a_file_that_does_not_exist_is_not_tried_again(bot: Transport, naps: Naps) -> None:
    with pytest.raises(NotFoundError, match="ไม่พบไฟล์นี้"):
        Workbooks(bot).read("1" * 44)

    assert bot.calls == {"read": 1}
    assert naps.taken == []


def test_what_is_no_id_is_never_sent(bot: Transport) -> None:
    with pytest.raises(NotFoundError):
        Workbooks(bot).read("../drive/v3/files")

    assert bot.calls == {}


def test_a_mistake_of_ours_is_not_tried_again(bot: Transport, naps: Naps, file_id: str) -> None:
    with pytest.raises(RefusedError):
        Workbooks(bot).build(file_id, [{"addNothing": {}}])

    assert bot.calls == {"write": 1}
    assert naps.taken == []


def test_a_service_account_that_is_to_own_a_file_is_told_why_not(sandbox: Sandbox, naps: Naps, file_id: str) -> None:
    bot = bot_transport(sandbox, naps, wide=True)

    with pytest.raises(NoStorageError, match="ไดรฟ์ที่แชร์"):
        Provisioning(bot).copy(file_id, "สำเนา")

    assert bot.calls == {"drive": 1}
    assert naps.taken == []


def test_a_copy_is_not_made_twice_when_its_answer_is_lost(sandbox: Sandbox, naps: Naps, file_id: str) -> None:
    person = person_transport(sandbox, naps)
    sandbox.faults.arm("lost-answer", times=1, path="/copy")

    with pytest.raises(TransientError):
        Provisioning(person).copy(file_id, "สำเนา")

    assert person.calls == {"drive": 1}


def test_a_copy_that_was_turned_away_for_its_rate_is_tried_again(sandbox: Sandbox, naps: Naps, file_id: str) -> None:
    person = person_transport(sandbox, naps)
    sandbox.faults.arm("429", times=1, path="/copy")

    copied = Provisioning(person).copy(file_id, "สำเนา")

    assert copied != file_id
    assert person.calls == {"drive": 2}


def test_a_revoked_key_is_told_and_not_tried_again(naps: Naps) -> None:
    with running_sandbox() as sandbox:
        bot = bot_transport(sandbox, naps)
        sandbox.shelf.delete(ACCOUNTS, BOT)

        with pytest.raises(CredentialsRefusedError, match="account not found"):
            Workbooks(bot).read("1" * 44)

    assert naps.taken == []


def test_requests_beyond_the_budget_wait_their_turn(bot: Transport, naps: Naps, file_id: str) -> None:
    for _ in range(BURST + 2):
        bot.ask("get", f"https://sheets.googleapis.com/v4/spreadsheets/{file_id}", {"fields": "spreadsheetId"})

    assert bot.calls == {"read": BURST + 2}
    assert naps.taken == [pytest.approx(60 / PER_MINUTE["read"], abs=0.01)] * 2


def test_threads_may_share_a_transport(bot: Transport, file_id: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda _: Workbooks(bot).read(file_id)["spreadsheetId"], range(8)))

    assert replies == [file_id] * 8
    assert bot.calls == {"read": 8}


def test_only_googles_addresses_are_sent_to() -> None:
    roots = Roots("http://127.0.0.1:1", "http://127.0.0.1:2")

    assert roots.of("https://sheets.googleapis.com/v4/x") == "http://127.0.0.1:1/v4/x"
    assert roots.of("https://www.googleapis.com/drive/v3/x") == "http://127.0.0.1:2/drive/v3/x"
    with pytest.raises(ValueError, match="neither"):
        roots.of("https://sheets.googleapis.com.example.org/v4/x")
