"""Write one workload in one format: `python -m bench.generate mops 100 FOLDER`.

A process of its own, because what measures must stay small: on Linux a child's peak memory starts at its parent's.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench.writers import DECIDING, EDITED, WRITERS


def main() -> None:
    form, n, folder = sys.argv[1:]
    (WRITERS | DECIDING | EDITED)[form](int(n), Path(folder))


if __name__ == "__main__":
    main()
