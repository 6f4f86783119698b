"""`tonbaeb replay`: proves or refutes receipts, from the store or from an exported file."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from bot.cases.replaying import exported, proof_of, published_hash
from bot.cli.complaint import CannotError
from bot.cli.proof_text import lines_of, refutation, verdict
from bot.cli.starting import installation, told_kindly, with_schema
from bot.store import readings
from bot.store.database import Database
from bot.store.readings import Reading
from scoring.receipt import parse
from scoring.receipt_file import ReceiptFileError, check
from sheets_schema.thai import thai_instant


@told_kindly
def run(asked: Namespace) -> int:
    """Prove one receipt, all stored ones, or that of a file; 1 where one is refuted or not known."""
    if asked.export and not asked.receipt:
        asked.wrong_usage("--export needs the RECEIPT to export")
    if asked.file:
        return _prove_file(asked.file)
    receipt = None if asked.all else _receipt(asked.receipt)
    database = with_schema(installation(needs=())).database
    if receipt is None:
        return _prove_all(database)
    found = _readings(database, receipt)
    return _export(found, asked.export) if asked.export else _prove(found)


def _receipt(text: str) -> str:
    parsed = parse(text)
    if parsed is None:
        raise CannotError(
            f"“{text}” ไม่ใช่เลขที่ใบรับรองคะแนน โปรดคัดลอกทั้งบรรทัดจากแท็บผลตรวจ ซึ่งมีรูปเช่น "
            "hrmo-2565-e1-0123456789ab-0123456789ab-0123456789ab "
            "(this is no receipt: copy it whole from the feedback tab)"
        )
    return str(parsed)


def _readings(database: Database, receipt: str) -> list[Reading]:
    with database.reading() as session:
        found = readings.with_receipt(session, receipt)
    if not found:
        raise CannotError(
            f"ไม่มีการอ่านที่ออกใบรับรอง {receipt} ในฐานข้อมูลนี้ โปรดตรวจสอบว่าคัดลอกครบ "
            "และเป็นใบรับรองจากแผ่นงานที่ระบบนี้อ่าน ผลของ tonbaeb score ไม่ถูกเก็บ โปรดให้คะแนนไฟล์นั้นอีกครั้งแล้วเทียบ "
            "(no reading here has this receipt; results of tonbaeb score are not stored: score that file again)"
        )
    return found


def _prove(found: list[Reading]) -> int:
    """The proof in full for the oldest reading; of others with the same receipt, only what does not hold."""
    first, *others = [(reading, proof_of(reading)) for reading in found]
    print("\n".join([_whose(first[0]), *lines_of(first[1])]))
    for reading, proof in others:
        print("\n".join(["", _whose(reading), verdict(proof), *refutation(proof)]))
    return 0 if all(proof.proved for _, proof in (first, *others)) else 1


def _prove_all(database: Database) -> int:
    """Go through all readings, few in memory at a time, and tell each that does not hold."""
    proved = refuted = 0
    with database.reading() as session:
        for reading in readings.stream(session):
            proof = proof_of(reading)
            if proof.proved:
                proved += 1
                continue
            refuted += 1
            print("\n".join([_whose(reading), verdict(proof), *refutation(proof), ""]))
    print(
        f"ตรวจใบรับรอง {proved + refuted} ใบ: พิสูจน์แล้ว {proved} ไม่ผ่าน {refuted} "
        f"(checked {proved + refuted}: {proved} proved, {refuted} refuted)"
    )
    return 1 if refuted else 0


def _export(found: list[Reading], file: Path) -> int:
    reading, *_ = found
    proof = proof_of(reading)
    if not proof.proved:
        print("\n".join([_whose(reading), *lines_of(proof)]))
        raise CannotError("ไม่ได้เขียนไฟล์ เพราะใบรับรองนี้ไม่ผ่านการพิสูจน์ (nothing was written: the receipt is refuted)")
    text = json.dumps(exported(reading, proof), ensure_ascii=False, indent=2)
    try:
        file.write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise CannotError(
            f"เขียนไฟล์ {file} ไม่ได้ ({error.strerror}) โปรดตรวจสอบว่าโฟลเดอร์มีอยู่และเขียนได้ "
            f"(cannot write {file}: check that its folder exists and is writable)"
        ) from error
    print(f"เขียนใบรับรองแล้ว: {file} ผู้อื่นตรวจได้ด้วย tonbaeb replay --file {file} (anyone can check it with that command)")
    return 0


def _prove_file(file: Path) -> int:
    """Check an exported file; needs neither settings nor a database."""
    try:
        proof = check(_record_in(file), published_hash)
    except ReceiptFileError as error:
        raise CannotError(
            f"{file} ไม่ใช่ไฟล์ใบรับรองคะแนน โปรดใช้ไฟล์จาก tonbaeb replay --export "
            f"({file} is no exported receipt: use a file written by tonbaeb replay --export)"
        ) from error
    print("\n".join(lines_of(proof)))
    if proof.proved and "shelf" not in {part.name for part in proof.parts}:
        print(
            "  ▸ ไม่มีแฟ้มเกณฑ์นี้ในเครื่อง โปรดเทียบ hash ของแฟ้มเกณฑ์กับที่เผยแพร่ "
            "(this programme is not published here: compare its hash with the published one)"
        )
    if proof.proved:
        print(
            "  ▸ โปรดเทียบเลขที่ใบรับรองข้างต้นกับเลขที่หน่วยงานได้รับ "
            "(compare the receipt above with the one the agency was given)"
        )
    return 0 if proof.proved else 1


def _record_in(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CannotError(
            f"เปิดไฟล์ {file} ไม่ได้ ({error.strerror}) โปรดตรวจสอบชื่อไฟล์และสิทธิ์การอ่าน "
            f"(cannot open {file}: check its name and that you may read it)"
        ) from error
    except (ValueError, RecursionError) as error:
        raise ReceiptFileError from error


def _whose(reading: Reading) -> str:
    late = " (อ่านหลังกำหนด)" if reading.read_late else ""
    frozen = f" ฉบับที่ตรึงไว้ตัดสิน {reading.frozen_for}{late}" if reading.frozen_for else ""
    return f"หน่วยงาน {reading.agency_code}{frozen} บันทึกเมื่อ {thai_instant(reading.at)}"
