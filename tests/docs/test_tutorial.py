"""docs/tutorial.md: who does what it says, sees what it shows."""

import os
import shutil
from pathlib import Path

import pytest

from tests.docs.tutorial import PAGE, renewed

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="the commands are for a shell"),
    pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here"),
]

STAYS = """\
```console
$ mkdir here && cd here && echo one && echo two && echo three
one
...
$ echo "Based on 1234567, $(pwd)"
Based on abcdef0, /.../here
$ false
$ echo $?
1
```

A whole `file.txt`:

```text
one
two
```

```diff
 one
-two
+three
```

```console
$ cat file.txt
one
three
```
"""


@pytest.mark.slow
def test_the_tutorial_comes_out_as_it_says(tmp_path: Path) -> None:
    """When this fails: .venv/bin/python -m tests.docs.tutorial, and read whether the words still fit what is shown."""
    page = PAGE.read_text("utf-8")
    assert renewed(page, tmp_path) == page


def test_what_fits_stays(tmp_path: Path) -> None:
    assert renewed(STAYS, tmp_path) == STAYS


@pytest.mark.parametrize(
    ("said", "drifted"),
    [
        ("one\n...\n", "two\n...\n"),
        ("one\n...\n", "one\n...\nfour\n"),
        ("abcdef0", "abcdefg"),
        ("1\n```", "0\n```"),
        ("1\n```", "```"),
        ("one\nthree\n```", "one\nthree\nfour\n```"),
        ("one\nthree\n```", "one\n```"),
    ],
)
def test_what_has_drifted_is_renewed(said: str, drifted: str, tmp_path: Path) -> None:
    assert said in STAYS
    page = STAYS.replace(said, drifted)
    assert renewed(page, tmp_path) != page


@pytest.mark.parametrize(
    ("said", "wrong", "why"),
    [
        ("$ echo $?\n1\n", "", "false ended with 1"),
        ("$ cat file.txt", "$ cat other.txt", "cat other.txt ended with 1"),
        ("-two", "-four", "there 0 times"),
        ("$ false", "$ touch file.txt; false", "there already"),
    ],
)
def test_what_cannot_be_done_as_said_is_told(said: str, wrong: str, why: str, tmp_path: Path) -> None:
    assert said in STAYS
    with pytest.raises(AssertionError, match=why):
        renewed(STAYS.replace(said, wrong), tmp_path)
