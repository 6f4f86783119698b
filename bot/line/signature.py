"""The signature of a webhook (LINE reference, signature validation)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

_FORM = re.compile(r"[A-Za-z0-9+/]{43}=")
"""32 bytes in base64."""


def signature_of(body: bytes, channel_secret: str) -> str:
    """What LINE puts into `x-line-signature` for exactly these bytes."""
    return base64.b64encode(hmac.new(channel_secret.encode(), body, hashlib.sha256).digest()).decode("ascii")


def looks_signed(signature: str | None) -> bool:
    """Whether this has the form of a signature, so that it is worth reading what it may belong to."""
    return signature is not None and _FORM.fullmatch(signature) is not None


def is_signed(body: bytes, signature: str | None, channel_secret: str) -> bool:
    """Whether LINE sent this; takes the same time whatever is wrong. Never true without a secret."""
    if not signature or not channel_secret:
        return False
    return hmac.compare_digest(signature_of(body, channel_secret).encode(), signature.encode())
