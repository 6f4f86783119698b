"""line-bot-sdk, unchanged, against the LINE stand-in over the network."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from linebot.v3 import messaging
from linebot.v3.messaging import ApiException, FlexMessage, TextMessage

from bot.sandbox.line import bot_account
from bot.sandbox.state import Sandbox
from tests.support.line_messages import bubble, words
from tests.support.line_stage import listening
from tests.support.sandbox import running_sandbox
from tests.support.small_pictures import png


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox() as running:
        yield running


@pytest.fixture
def client(sandbox: Sandbox) -> messaging.ApiClient:
    settings = messaging.Configuration(host=sandbox.root, access_token=bot_account(sandbox).token)
    settings.retries = False
    return messaging.ApiClient(settings)


@pytest.fixture
def api(client: messaging.ApiClient) -> messaging.MessagingApi:
    return messaging.MessagingApi(client)


def friend(sandbox: Sandbox) -> str:
    users = f"{sandbox.root}/sandbox/api/line"
    user_id: str = requests.post(f"{users}/users", json={"displayName": "สมชาย"}, timeout=5).json()["userId"]
    requests.post(f"{users}/chats/{user_id}/follow", timeout=5)
    return user_id


def chat(sandbox: Sandbox, user_id: str) -> dict[str, Any]:
    shown: dict[str, Any] = requests.get(f"{sandbox.root}/sandbox/api/line/chats/{user_id}", timeout=5).json()
    return shown


def refusal(call: Callable[[], object]) -> tuple[int, str]:
    with pytest.raises(ApiException) as caught:
        call()
    return caught.value.status, json.loads(caught.value.body)["message"]


def test_a_webhook_is_answered_by_reply(sandbox: Sandbox, api: messaging.MessagingApi) -> None:
    with listening(sandbox) as webhook:
        user_id = friend(sandbox)
        [event] = webhook.events(1)
    request = messaging.ReplyMessageRequest(reply_token=event["replyToken"], messages=[TextMessage(text="ก")])

    sent = api.reply_message(request).sent_messages

    assert [said["id"] for said in chat(sandbox, user_id)["messages"]] == [sent[0].id]
    assert refusal(lambda: api.reply_message(request)) == (400, "Invalid reply token")


def test_a_flex_card_arrives_as_it_was_built(sandbox: Sandbox, api: messaging.MessagingApi) -> None:
    user_id, card = friend(sandbox), bubble(words("720/1000", wrap=True), size="mega")
    message = FlexMessage(alt_text="คะแนนเบื้องต้น", contents=messaging.FlexContainer.from_dict(card))

    api.push_message(messaging.PushMessageRequest(to=user_id, messages=[message]))

    [said] = chat(sandbox, user_id)["messages"]
    assert said["message"] == {"type": "flex", "altText": "คะแนนเบื้องต้น", "contents": card}


def test_a_retry_is_told_by_409(sandbox: Sandbox, api: messaging.MessagingApi) -> None:
    request = messaging.PushMessageRequest(to=friend(sandbox), messages=[TextMessage(text="ก")])
    key = str(uuid.uuid4())
    first = api.push_message_with_http_info(request, x_line_retry_key=key)

    with pytest.raises(ApiException) as caught:
        api.push_message(request, x_line_retry_key=key)

    assert caught.value.status == 409
    assert caught.value.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert json.loads(caught.value.body)["sentMessages"][0]["id"] == first.data.sent_messages[0].id


def test_the_accounts_facts_are_read(sandbox: Sandbox, api: messaging.MessagingApi) -> None:
    user_id = friend(sandbox)

    assert api.get_bot_info().user_id == bot_account(sandbox).user_id
    assert api.get_profile(user_id).display_name == "สมชาย"
    assert api.get_followers().user_ids == [user_id]
    assert api.get_message_quota().value == 300
    assert api.get_message_quota_consumption().total_usage == 0


def test_the_webhook_is_set_read_and_tested(sandbox: Sandbox, api: messaging.MessagingApi) -> None:
    with listening(sandbox) as webhook:
        api.set_webhook_endpoint(messaging.SetWebhookEndpointRequest(endpoint=webhook.url))
        told = api.test_webhook_endpoint(messaging.TestWebhookEndpointRequest(endpoint=webhook.url))

    assert (api.get_webhook_endpoint().endpoint, told.success, told.status_code) == (webhook.url, True, 200)


def test_a_rich_menu_is_made_filled_linked_and_switched(
    sandbox: Sandbox, client: messaging.ApiClient, api: messaging.MessagingApi
) -> None:
    user_id = friend(sandbox)
    bounds = messaging.RichMenuBounds(x=0, y=0, width=2500, height=843)
    area = messaging.RichMenuArea(bounds=bounds, action=messaging.MessageAction(label="คะแนน", text="คะแนน"))
    size = messaging.RichMenuSize(width=2500, height=843)
    menu = messaging.RichMenuRequest(size=size, selected=True, name="m", chat_bar_text="เมนู", areas=[area])
    api.validate_rich_menu_object(menu)
    menu_id = api.create_rich_menu(menu).rich_menu_id

    blob = messaging.MessagingApiBlob(client)
    blob.set_rich_menu_image(menu_id, body=bytearray(png(2500, 843)), _headers={"Content-Type": "image/png"})
    api.set_default_rich_menu(menu_id)
    api.link_rich_menu_id_to_user(user_id, menu_id)
    alias = messaging.CreateRichMenuAliasRequest(rich_menu_alias_id="linked", rich_menu_id=menu_id)
    api.create_rich_menu_alias(alias)

    assert bytes(blob.get_rich_menu_image(menu_id)) == png(2500, 843)
    assert api.get_rich_menu_id_of_user(user_id).rich_menu_id == menu_id
    assert api.get_rich_menu_alias("linked").rich_menu_id == menu_id
    assert chat(sandbox, user_id)["richMenu"]["areas"][0]["action"]["text"] == "คะแนน"


def test_loading_and_multicast_are_accepted(sandbox: Sandbox, api: messaging.MessagingApi) -> None:
    people = [friend(sandbox), friend(sandbox)]
    api.show_loading_animation(messaging.ShowLoadingAnimationRequest(chat_id=people[0], loading_seconds=20))
    loading = chat(sandbox, people[0])["loading"]
    api.multicast(messaging.MulticastRequest(to=people, messages=[TextMessage(text="ก")]))

    assert (loading, [len(chat(sandbox, user_id)["messages"]) for user_id in people]) == (True, [1, 1])


def test_refusals_come_as_the_sdks_exceptions(sandbox: Sandbox, api: messaging.MessagingApi) -> None:
    sandbox.faults.arm("429", path="/info")

    assert refusal(api.get_bot_info) == (429, "The API rate limit has been exceeded. Try again later.")
    assert refusal(lambda: api.get_profile("U" + "0" * 32)) == (404, "Not found")
    assert refusal(api.get_default_rich_menu_id) == (404, "no default richmenu")
    assert refusal(lambda: api.get_number_of_sent_push_messages("20261201"))[0] == 501
