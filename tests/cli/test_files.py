"""What is written where somebody says: whole, and nowhere else."""

import os
from pathlib import Path
from threading import Thread

import pytest

from mopsdsl.cli.files import write_whole


def test_a_file_keeps_its_rights_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_text("old")
    path.chmod(0o640)
    write_whole(str(path), "new\n")
    assert path.read_bytes() == b"new\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["plan.md"]


def test_no_link_is_written_through(tmp_path: Path) -> None:
    """Neither the file's own name nor one that a process writes to on the way, both of which a pull request can plant."""
    outside = tmp_path / "outside"
    outside.write_text("untouched")
    repository = tmp_path / "repository"
    repository.mkdir()
    path = repository / "plan.md"
    path.symlink_to(outside)
    for ending in ("new", f"{os.getpid()}.new"):
        (repository / f"plan.md.{ending}").symlink_to(outside)
    write_whole(str(path), "plan")
    assert outside.read_text() == "untouched"
    assert not path.is_symlink()
    assert path.read_text() == "plan"


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = Thread(target=write_whole, args=(str(pipe), "through"), daemon=True)
    writer.start()
    with os.fdopen(os.open(pipe, os.O_RDONLY), encoding="utf-8") as stream:
        assert stream.read() == "through"
    writer.join()
    assert pipe.is_fifo()


def test_a_folder_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError) as raised:
        write_whole(str(tmp_path), "text")
    assert raised.value.filename == str(tmp_path)
