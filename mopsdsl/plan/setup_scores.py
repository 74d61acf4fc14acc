"""Steps for scores: the campaigns that add points, and their start."""

from mopsdsl.graphs.wording import amount_text
from mopsdsl.model.lifecycle import Score
from mopsdsl.plan.draft import Drafts
from mopsdsl.plan.words import Words
from mopsdsl.targets.filling import Rows


def gather(drafts: Drafts) -> None:
    words = Words(drafts)
    for score in drafts.model.scores.values():
        if drafts.live(score):
            _score(drafts, words, score)


def started(drafts: Drafts) -> tuple[str, ...]:
    """The steps that start the scores, which lifecycles listen to."""
    scores = drafts.model.scores.values()
    return tuple(f"activate-score-{score.name}" for score in scores if score.deprecated is None)


def _score(drafts: Drafts, words: Words, score: Score) -> None:
    rules: Rows = tuple(
        (
            f"Change Score {rule.points:+}",
            words.event(rule.event) if rule.event is not None else words.condition(rule.when),
        )
        for rule in score.rules
    )
    values = {
        "title": score.title,
        "field": drafts.title(score.field),
        "at_most": amount_text(score.at_most) if score.at_most is not None else "",
        "rules": rules,
    }
    label = f"Score {score.title}"
    built = drafts.add(
        "build-score", score.name, values,
        uses=drafts.ids_of(score.references), covers=(score.id,), label=label,
    )  # fmt: skip
    drafts.add(
        "activate-score", score.name, {"title": score.title}, needs=(built,), about=(score.id,), label=label
    )
