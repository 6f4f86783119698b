"""What makes a setting usable, each with a sentence that names the cure. No sentence holds a value."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic_core import PydanticCustomError
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

KEY_FIELDS = frozenset({"client_email", "private_key", "token_uri"})
PERSON_FIELDS = frozenset({"client_id", "client_secret", "refresh_token"})
OPENING = frozenset({"private_key", "private_key_id", "client_secret", "refresh_token"})
SHORTEST_TO_HIDE = 6
"""Shorter ones would be found in any word, and so told by what is missing."""
SHORTEST_SECRET_KEY = 32
SHORTEST_TOKEN = 20
LONGEST_LINE = 120


def mistake(thai: str, english: str) -> PydanticCustomError:
    """An error that pydantic collects with the others; Thai first."""
    return PydanticCustomError("setting", f"{thai} / {english}")


def missing(name: str) -> PydanticCustomError:
    where = "LINE Developers Console" if name.startswith("LINE") else "Google Cloud Console"
    return mistake(
        f"ยังไม่ได้กำหนด กรุณาคัดลอกจาก {where} แล้วใส่ใน .env",
        f"is not set; copy it from the {where} into .env",
    )


def service_account_keys(text: str) -> None:
    """A key file's JSON with all that signing in needs, or a list of several; empty means default credentials."""
    if not text:
        return
    found = _json(text)
    keys = found if isinstance(found, list) else [found]
    if not keys or not all(_is_key(key, "service_account", KEY_FIELDS) for key in keys):
        raise mistake(
            "ไม่ใช่กุญแจของ service account กรุณาวางเนื้อหาไฟล์ JSON ทั้งไฟล์ในบรรทัดเดียว หรือหลายไฟล์เป็นรายการ [..., ...]",
            "is no service account key; paste the whole JSON key file on one line, or several as a list [..., ...]",
        )
    if len({key["client_email"] for key in keys}) < len(keys):
        raise mistake("มีบัญชีเดียวกันสองครั้ง กรุณาลบออกหนึ่งรายการ", "holds one account twice; remove one of them")


def authorized_user_key(text: str) -> None:
    """The JSON that a person's OAuth consent left; empty is allowed."""
    if text and not _is_key(_json(text), "authorized_user", PERSON_FIELDS):
        raise mistake(
            "ไม่ใช่ไฟล์ authorized_user กรุณาวางเนื้อหาไฟล์ JSON ที่ได้จากการให้ความยินยอม (OAuth) ทั้งไฟล์ในบรรทัดเดียว",
            "is no authorized_user file; paste the whole JSON that the OAuth consent left on one line",
        )


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _is_key(key: Any, kind: str, fields: frozenset[str]) -> bool:
    return isinstance(key, dict) and key.get("type") == kind and set(key) >= fields


def secret_parts(text: str) -> tuple[str, ...]:
    """What of a setting opens something: of an address its password, of a key file the key, else the whole."""
    found = _json(text)
    if found is None and "://" in text:
        password = make_url(text).password
        return (str(password),) if password and len(str(password)) >= SHORTEST_TO_HIDE else ()
    keys = [key for key in (found if isinstance(found, list) else [found]) if isinstance(key, dict)]
    inside = [str(key[name]) for key in keys for name in sorted(OPENING & key.keys())]
    lines = [line for secret in inside or [text] for line in secret.split("\n") if "-----" not in line]
    return tuple(line for line in lines if len(line) >= SHORTEST_TO_HIDE)


def templates(text: str) -> str:
    """Masters at Google as `PROGRAMME=LINK PROGRAMME=LINK`."""
    if any(not separator or not name or not link for name, separator, link in map(parted, text.split())):
        raise mistake(
            "ต้องเขียนเป็น โปรแกรม=ลิงก์ คั่นด้วยช่องว่าง เช่น hrmo-2565=https://docs.google.com/spreadsheets/d/...",
            "must be PROGRAMME=LINK, parted by spaces, such as hrmo-2565=https://docs.google.com/spreadsheets/d/...",
        )
    return text


def parted(pair: str) -> tuple[str, str, str]:
    """`NAME=VALUE` in its parts."""
    return pair.partition("=")


def existing_file(path: str) -> str:
    if path and not Path(path).is_file():
        raise mistake("ไม่พบไฟล์ กรุณาตรวจที่อยู่ไฟล์", "names no file; check the path")
    return path


def one_word(text: str) -> None:
    if not text.isascii() or not text.isprintable() or " " in text:
        raise mistake(
            "มีช่องว่างหรืออักขระอื่นปน กรุณาคัดลอกใหม่จาก LINE Developers Console",
            "holds a space or a foreign character; copy it again from the LINE Developers Console",
        )


def one_line(text: str) -> str:
    """What is shown to people: at most 120 characters on one line."""
    line = " ".join(text.split())
    if len(line) > LONGEST_LINE:
        raise mistake(
            f"ยาวเกินไป ต้องไม่เกิน {LONGEST_LINE} ตัวอักษร", f"is too long; give at most {LONGEST_LINE} characters"
        )
    return line


def long_enough(secret: str) -> None:
    if 0 < len(secret) < SHORTEST_SECRET_KEY:
        raise mistake(
            f"สั้นเกินไป ต้องยาวอย่างน้อย {SHORTEST_SECRET_KEY} ตัวอักษร เช่นจาก openssl rand -hex 32",
            f"is too short; give at least {SHORTEST_SECRET_KEY} characters, such as openssl rand -hex 32 makes",
        )


def hard_to_guess(token: str) -> None:
    """A token that stands in a header: plain characters, many of them; empty is allowed."""
    fits = token.isascii() and token.isprintable() and " " not in token
    if token and (not fits or len(token) < SHORTEST_TOKEN):
        raise mistake(
            f"ต้องเป็นอักษรอังกฤษหรือตัวเลขติดกันอย่างน้อย {SHORTEST_TOKEN} ตัว เช่นจาก openssl rand -hex 32",
            f"must be at least {SHORTEST_TOKEN} plain characters without spaces, such as openssl rand -hex 32 makes",
        )


def database_url(text: str) -> str:
    """SQLite or PostgreSQL, the latter always with the driver psycopg."""
    try:
        url = make_url(text)
    except ArgumentError:
        url = None
    kind = url.get_backend_name() if url is not None else ""
    if url is not None and kind in {"postgres", "postgresql"}:
        return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    if url is None or kind != "sqlite" or url.database in {None, "", ":memory:"}:
        raise mistake(
            "ต้องเป็น sqlite:///ไฟล์ หรือ postgresql://ผู้ใช้:รหัส@เครื่อง/ฐานข้อมูล",
            "must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE",
        )
    return text


def queue_beside(database: str) -> str:
    """The queue that follows from the database: a SQLite file of its own beside it, or the same PostgreSQL."""
    url = make_url(database)
    if url.get_backend_name() != "sqlite":
        return url.set(drivername="postgresql").render_as_string(hide_password=False)
    file = Path(str(url.database))
    beside = file.with_name(f"{file.stem}-queue{file.suffix}")
    return f"sqlite:///{beside.as_posix()}"


def queue_url(text: str) -> str:
    """SQLite, PostgreSQL or Redis; Redis only where its client is installed."""
    scheme, _, rest = text.partition("://")
    if scheme in {"redis", "rediss"} and importlib.util.find_spec("redis") is None:
        raise mistake(
            "ยังไม่มีไลบรารี redis กรุณาติดตั้งด้วย pip install redis หรือไม่ต้องกำหนดค่านี้",
            "needs the redis client; pip install redis, or leave this setting out",
        )
    if scheme in {"redis", "rediss"} and rest:
        return text
    if scheme.startswith("postgres") and rest:
        return f"postgresql://{rest}"
    if scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        return text
    raise mistake(
        "ต้องเป็น sqlite:///ไฟล์ postgresql://... หรือ redis://...",
        "must be sqlite:///FILE, postgresql://... or redis://...",
    )


def port(value: object) -> int:
    text = str(value).strip()
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise mistake("ต้องเป็นเลข 1 ถึง 65535", "must be a number from 1 to 65535")
    return int(text)


def web_root(text: str) -> str:
    """An http(s) address without credentials, query or closing slash."""
    try:
        parts = urlsplit(text)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable or parts.username is not None or parts.query or parts.fragment:
        raise mistake(
            "ต้องเป็นที่อยู่เว็บแบบ https://ชื่อเครื่อง ไม่มีเครื่องหมาย ? หรือชื่อผู้ใช้",
            "must be a web address such as https://HOST, without query or user name",
        )
    return text.rstrip("/")


def how_far(value: object) -> str:
    """Which evidence links are checked: `all`, those in `drive`, or none (`off`); plain yes and no will do."""
    word = str(value).strip().lower()
    found = {"true": "all", "yes": "all", "on": "all", "1": "all", "false": "off", "no": "off", "0": "off"}.get(
        word, word
    )
    if found not in {"all", "drive", "off"}:
        raise mistake(
            "ต้องเป็น all (ตรวจทุกลิงก์) drive (เฉพาะไฟล์ใน Google Drive) หรือ off (ไม่ตรวจ)",
            "must be all, drive (files in Google Drive only) or off",
        )
    return found


def on_or_off(value: object) -> str:
    word = str(value).strip().lower()
    found = {"true": "on", "yes": "on", "1": "on", "false": "off", "no": "off", "0": "off"}.get(word, word)
    if found not in {"on", "off"}:
        raise mistake("ต้องเป็น on หรือ off", "must be on or off")
    return found


def callable_by_google(base_url: str) -> None:
    """Google calls public https addresses alone."""
    if urlsplit(base_url).scheme != "https":
        raise mistake(
            "ใช้ได้เมื่อ BASE_URL เป็นที่อยู่ https ที่เปิดจากอินเทอร์เน็ตได้ กรุณากำหนด BASE_URL หรือใช้ off",
            "needs a BASE_URL that is https and open to the internet; set it, or use off",
        )


def clock_on_real_line() -> PydanticCustomError:
    return mistake(
        "ใช้ได้กับแซนด์บ็อกซ์เท่านั้น กรุณาลบค่านี้ออกเมื่อใช้ LINE จริง",
        "is for the sandbox only; remove it where the real LINE is used",
    )
