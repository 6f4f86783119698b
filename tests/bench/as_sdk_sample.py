"""A bot in the manner of line-bot-sdk's samples for Flask: parse the webhook, and reply inside the request.

It keeps nothing, and says what it heard.
"""

from __future__ import annotations

import os
from typing import Any

from flask import Flask, abort, request
from linebot.v3 import WebhookHandler
from linebot.v3.exceptions import InvalidSignatureError
from linebot.v3.messaging import ApiClient, Configuration, MessagingApi, ReplyMessageRequest, TextMessage
from linebot.v3.webhooks import MessageEvent, TextMessageContent

PATH = "/callback"


def application() -> Flask:
    """For gunicorn: `tests.bench.as_sdk_sample:application()`."""
    app = Flask(__name__)
    handler = WebhookHandler(os.environ["LINE_CHANNEL_SECRET"])
    configuration = Configuration(
        host=os.environ["LINE_API_ROOT"], access_token=os.environ["LINE_CHANNEL_ACCESS_TOKEN"]
    )

    @app.post(PATH)
    def callback() -> str:
        body = request.get_data(as_text=True)
        try:
            handler.handle(body, request.headers["X-Line-Signature"])
        except InvalidSignatureError:
            abort(400)
        return "OK"

    def echo(event: Any) -> None:  # the SDK has no types
        with ApiClient(configuration) as client:
            said = TextMessage(text=event.message.text)
            MessagingApi(client).reply_message(ReplyMessageRequest(replyToken=event.reply_token, messages=[said]))

    handler.add(MessageEvent, message=TextMessageContent)(echo)
    return app
