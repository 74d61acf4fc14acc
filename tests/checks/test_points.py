"""Scores of which one question can't be decided."""

from mopsdsl import api


def test_what_nobody_can_decide_is_not_taken_for_impossible() -> None:
    """A text can hold all of these; looking for it takes longer than is looked."""
    rules = "\n".join(f'  +1 when Notes contains "a{n}b"' for n in range(24))
    text = f"""
field Notes text
field Points number
score All adds to Points {{
{rules}
}}
team Ours {{ side marketing }}
lifecycle L {{
  stage A inventory owned by Ours
  stage B end
  A -> B when Points >= 24
}}
"""
    told = [one.message for one in api.check_text(text) if one.code == "MOPS420"]
    assert not told
