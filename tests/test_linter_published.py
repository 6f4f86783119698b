"""Published programmes are frozen: the linter tells a change, and the shelf refuses it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli import main
from scoring import programmes
from scoring.linter.published import read_published
from scoring.programmes import PublishedProgrammeError
from tests.support.planted import LOGIC, NAME, WORDS, brief, line_of, linted, planted

PROGRAMME = programmes.load("hrmo-2565")


def test_the_published_programme_is_what_was_published() -> None:
    assert programmes.published()["hrmo-2565"] == PROGRAMME.hash
    assert programmes.published() == {name: programmes.load(name).hash for name in programmes.ids()}
    assert linted(published=programmes.published()) == ()


def test_a_change_of_a_published_programme_is_told() -> None:
    faulty = planted(LOGIC, "version: 1", "version: 2")

    assert brief(linted(faulty, published=programmes.published())) == [
        (NAME, line_of(faulty, "id: hrmo-2565\n"), "published-changed")
    ]


def test_comments_and_words_of_a_published_programme_may_change() -> None:
    thai = planted(WORDS["th"], "label: ขอบเขตของการเรียนรู้ร่วมกันที่เกิดขึ้น", "label: ขอบเขตการเรียนรู้ร่วมกัน")

    assert linted(f"# A comment.\n{LOGIC}", th=thai, published=programmes.published()) == ()


def test_the_shelf_refuses_a_published_programme_that_was_changed() -> None:
    with pytest.raises(PublishedProgrammeError) as refusal:
        programmes.as_published(replace(PROGRAMME, hash="0" * 64), programmes.published())

    assert "โปรแกรม hrmo-2565 ประกาศใช้แล้ว แต่ไฟล์ถูกแก้ไข" in str(refusal.value)
    assert "hrmo-2565 is published and its file was edited since" in str(refusal.value)


def test_a_changed_file_on_the_shelf_is_refused_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in programmes.SHELF.glob("*.yaml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / NAME).write_text(planted(LOGIC, "version: 1", "version: 2"), encoding="utf-8")
    monkeypatch.setattr(programmes, "SHELF", tmp_path)
    programmes._loaded.cache_clear()
    try:
        assert main(["template", "hrmo-2565", "-o", str(tmp_path / "form.xlsx")]) == 1
    finally:
        programmes._loaded.cache_clear()

    assert "โปรดคืนไฟล์เดิม" in capsys.readouterr().err
    assert not (tmp_path / "form.xlsx").exists()


def test_a_draft_may_change() -> None:
    draft = replace(PROGRAMME, id="hrmo-2566", hash="0" * 64)

    assert programmes.as_published(draft, programmes.published()) is draft


def test_the_list_of_published_programmes_is_checked_too() -> None:
    content = f"hrmo-2565: {'a' * 64}\nhrmo-2564: {'b' * 64}\n".encode()

    hashes, found = read_published("published.yaml", content, ("hrmo-2565",))

    assert hashes == {"hrmo-2565": "a" * 64, "hrmo-2564": "b" * 64}
    assert brief(found) == [("published.yaml", 2, "published-gone")]


def test_a_list_of_no_hashes_is_told() -> None:
    hashes, found = read_published("published.yaml", b"hrmo-2565: abc\n", ("hrmo-2565",))

    assert (hashes, brief(found)) == ({}, [("published.yaml", 1, "wrong-type")])


def test_loading_a_programme_does_not_import_the_linter() -> None:
    asked = "import sys; from scoring import programmes; programmes.load('hrmo-2565'); print(*sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()

    assert [name for name in loaded if name.startswith("scoring.linter")] == []
