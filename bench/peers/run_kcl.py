"""KCL: run all files as one program, which checks schemas and names."""

from __future__ import annotations

import sys
from pathlib import Path

import kcl_lib.api as kcl

files = [str(path) for path in sorted(Path(sys.argv[1]).glob("*.k"))]
result = kcl.API().exec_program(kcl.ExecProgramArgs(k_filename_list=files))
if result.err_message:
    sys.exit(result.err_message)
