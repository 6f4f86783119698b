"""A proof in words: Thai first, English second."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.receipt import SHOWN
from scoring.replay import Difference, Part, Proof

_PARTS = {
    "file": "ไฟล์ครบถ้วน (the file is whole)",
    "shelf": "แฟ้มเกณฑ์ที่เผยแพร่ในเครื่องนี้ (the programme published here)",
    "programme": "แฟ้มเกณฑ์และค่าข้อสมมติ (programme and its assumptions)",
    "engine": "รุ่นของเครื่องคำนวณ (engine version)",
    "inputs": "ข้อมูลที่กรอก (inputs)",
    "confirmed": "ระดับที่ผู้ประเมินให้ (confirmed levels)",
    "result": "ผลรายข้อ (result)",
    "totals": "คะแนนรวม (totals)",
    "card": "หัวใบคะแนน (heading of the scorecard)",
    "receipt": "เลขที่ใบรับรอง (receipt)",
}
_FIELDS = {
    "max": "คะแนนเต็ม",
    "claimed": "ประเมินตนเอง",
    "computed": "ตามข้อมูล",
    "supported": "ตามหลักฐาน",
    "confirmed": "ผู้ประเมินให้",
    "level": "ระดับที่นับ",
    "points": "คะแนน",
    "way": "กรณี",
    "state": "สถานะ",
}
_CURES = {
    "shelf": "แฟ้มเกณฑ์ในไฟล์ไม่ใช่แฟ้มที่เผยแพร่ โปรดขอไฟล์ใหม่จากผู้ออกใบรับรอง (the file's programme is not the published one)",
    "programme": "โปรดตรวจด้วยรุ่นของระบบที่มีแฟ้มเกณฑ์เดิม (check with a release that has the programme file of that time)",
    "engine": "โปรดตรวจด้วยรุ่นของระบบที่มีเครื่องคำนวณรุ่นเดิม (check with a release that has the engine of that time)",
}
_ALTERED = (
    "สิ่งที่เก็บไว้ไม่ใช่สิ่งที่ออกใบรับรองให้ โปรดเทียบกับข้อมูลสำรองหรือเลขที่ใบรับรองที่หน่วยงานถืออยู่ "
    "(what is kept is not what the receipt was given for: compare with a backup or the receipt handed out)"
)


def lines_of(proof: Proof) -> list[str]:
    """The whole proof: every part, every value that differs, and what it comes to."""
    return [*(_line(part) for part in proof.parts), *_differences(proof), verdict(proof), *_cures(proof)]


def refutation(proof: Proof) -> list[str]:
    """Only what does not hold."""
    refuted = (_line(part) for part in proof.parts if not part.ok)
    return [*refuted, *_differences(proof), *_cures(proof)]


def verdict(proof: Proof) -> str:
    """What a proof comes to, in one sentence."""
    if proof.proved:
        return f"พิสูจน์แล้ว: คะแนนตามใบรับรอง {proof.receipt} คำนวณใหม่ได้ตรงกันทุกส่วน (proved)"
    return f"ไม่ผ่านการพิสูจน์: ใบรับรอง {proof.receipt} ไม่ตรงที่ {', '.join(map(_name, proof.refuted))} (refuted)"


def _line(part: Part) -> str:
    if part.ok:
        return f"  ✓ {_name(part.name)}: ตรงกัน {_short(part.expected)}".rstrip()
    found = "คำนวณใหม่ไม่ได้ (cannot be worked out)" if part.found is None else part.found
    return f"  ! {_name(part.name)}: บันทึกไว้ {part.expected or '-'} · พบ {found}"


def _name(name: str) -> str:
    return _PARTS.get(name) or f"ไฟล์ ส่วน {name.removeprefix('file.')} (the file's {name.removeprefix('file.')})"


def _short(value: str) -> str:
    """Hashes and short values as they are shown; longer records are not."""
    if len(value) == 64:
        return value[:SHOWN]
    return value if len(value) <= 60 else ""


def _differences(proof: Proof) -> Iterator[str]:
    yield from (_difference(item) for item in proof.differences)


def _difference(item: Difference) -> str:
    value = f"{item.of} {_FIELDS.get(item.what, item.what)} ({item.what})"
    return f"    {value}: บันทึกไว้ {item.expected} · คำนวณใหม่ {item.found}"


def _cures(proof: Proof) -> Iterator[str]:
    if not proof.proved:
        yield from (f"  → {cure}" for cure in dict.fromkeys(_CURES.get(name, _ALTERED) for name in _causes(proof)))


def _causes(proof: Proof) -> list[str]:
    """What to cure: another programme or engine explains every other difference that follows from it."""
    explaining = [name for name in proof.refuted if name in _CURES]
    return explaining or list(proof.refuted)
