"""`python -m stories`: write the plans of all stories to generated/stories."""

import shutil

from mopsdsl.cli.files import write_whole
from stories import PLANS, plans

if __name__ == "__main__":
    made = plans()
    shutil.rmtree(PLANS, ignore_errors=True)
    for path, text in made.items():
        (PLANS / path).parent.mkdir(parents=True, exist_ok=True)
        write_whole(str(PLANS / path), text)
