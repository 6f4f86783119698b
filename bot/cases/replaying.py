"""Proving the receipts of stored readings from what was stored with them."""

from __future__ import annotations

from typing import Any

from bot.store.readings import Reading
from scoring import programmes, receipt_file
from scoring.assumptions import NO_SETTINGS, SettingError, Settings
from scoring.explain import Explainer
from scoring.programme import Programme
from scoring.programme_file import ProgrammeError
from scoring.receipt import parse
from scoring.replay import Proof, Recorded, replay
from scoring.report import scorecard_record


def proof_of(reading: Reading) -> Proof:
    """Score a stored reading again under the published programme and hold it against what was stored."""
    return replay(_recorded(reading), published(reading.programme, reading.settings))


def exported(reading: Reading, proof: Proof) -> dict[str, Any]:
    """The file by which anyone can check a proved receipt without this database."""
    if proof.card is None:
        raise ValueError(f"{proof.receipt} is not proved and has no scorecard to export")
    programme = programmes.load(reading.programme, reading.settings)
    card = scorecard_record(proof.card, Explainer(programme, programmes.words(reading.programme)))
    document = programmes.document(reading.programme, reading.settings)
    return receipt_file.receipt_file(_recorded(reading), document, card, reading.settings)


def published_hash(programme_id: str, settings: Settings) -> str | None:
    """The hash of a published programme under settings; None where it is not on the shelf or may not be used.

    Settings that the programme does not have change nothing: a file that claims them does not fit then.
    """
    programme = published(programme_id, settings) or published(programme_id, NO_SETTINGS)
    return programme.hash if programme else None


def _recorded(reading: Reading) -> Recorded:
    receipt = parse(reading.receipt)
    return Recorded(
        receipt=reading.receipt,
        engine=receipt.engine if receipt else "",
        programme_hash=reading.programme_hash,
        input_hash=reading.input_hash,
        at=reading.at,
        submission=reading.submission,
        confirmed=reading.confirmed,
        result=reading.result,
        totals=reading.totals,
    )


def published(programme_id: str, settings: Settings) -> Programme | None:
    """The programme on the shelf under settings; None where it is not there, or may not be used with them."""
    try:
        return programmes.load(programme_id, settings)
    except (ProgrammeError, SettingError):
        return None
