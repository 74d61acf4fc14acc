"""Names and numbers in a sentence."""

import pytest

from mopsdsl import api
from mopsdsl.diagnostics.wording import MANY, few, listed, many, some

NAMES = [f"N{number}" for number in range(1, MANY + 3)]


@pytest.mark.parametrize(
    ("number", "word", "said"),
    [
        (1, "smart_list", "1 smart list"),
        (0, "gain", "0 gains"),
        (2, "loss", "2 losses"),
        (1, "loss", "1 loss"),
        (3, "status", "3 statuses"),
        (2, "category", "2 categories"),
        (2, "day", "2 days"),
        (1_200, "person", "1,200 people"),
        (1, "person", "1 person"),
    ],
)
def test_a_number_of_things(number: int, word: str, said: str) -> None:
    assert many(number, word) == said


def test_a_few_names_are_all_said() -> None:
    assert [listed(NAMES[:number]) for number in range(4)] == ["", "N1", "N1 and N2", "N1, N2 and N3"]
    assert some(NAMES[:MANY], "or") == "N1, N2, N3, N4, N5 or N6"
    assert few(NAMES[:MANY]) == "N1, N2, N3, N4, N5, N6"


def test_of_many_names_the_rest_is_counted() -> None:
    assert some(NAMES) == few(NAMES) == "N1, N2, N3, N4, N5, N6 and 2 more"
    assert few(NAMES, 2) == "N1, N2 and 6 more"
    assert listed(NAMES).endswith("N7 and N8")


def test_no_message_names_a_hundred_things() -> None:
    """Where a rule speaks of several things, it names the first, whatever there are."""
    hundred = range(100)
    stages = "\n".join(f"stage S{one} inventory owned by Sales" for one in hundred)
    ways = "\n".join(f"S{one} -> S{one + 1} after 1 day" for one in range(99))
    text = "team Sales { side sales }\nteam Marketing { side marketing }\n"
    text += f"lifecycle Long {{\n{stages}\nstage Start inventory owned by Marketing\nStart -> S0 after 1 day\n{ways}\n}}\n"
    text += "".join(f"lifecycle L{one} {{ stage A inventory; stage B end }}\n" for one in hundred)
    text += "".join(f"partition P{one} {{ people 10 }}\n" for one in hundred)
    text += "workspace Default { sees P0; primary P0 }\n"
    text += f"workspace Center {{ purpose center_of_excellence; sees {', '.join(f'P{one}' for one in hundred)}; primary P0 }}\n"
    found = api.check_text(text)
    assert {"MOPS103", "MOPS109", "MOPS403", "MOPS416", "MOPS701"} <= {one.code for one in found}
    assert {one.code: len(one.message) for one in found if len(one.message) > 400} == {}
    assert {one.code: len(one.related) for one in found if len(one.related) > 10} == {}
