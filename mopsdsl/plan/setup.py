"""The setup plan: every declaration of a model as steps, from an instance as Marketo delivers it."""

from mopsdsl._value import value
from mopsdsl.graphs.names import Names
from mopsdsl.graphs.sight import Sight
from mopsdsl.model.model import Model
from mopsdsl.plan import (
    setup_access,
    setup_agreements,
    setup_assets,
    setup_campaigns,
    setup_foundation,
    setup_lifecycle,
    setup_people,
    setup_read_back,
    setup_scores,
)
from mopsdsl.plan.draft import Draft, Drafts, Wanted
from mopsdsl.plan.order import Place, longest_chain, phases, placed, strands
from mopsdsl.plan.steps import Left, Request, SetupPlan, Step
from mopsdsl.targets import Call, marketo
from mopsdsl.targets.filling import Pattern, Values, fill, fill_body, fill_rows

SUBJECTS = (
    setup_foundation,
    setup_access,
    setup_assets,
    setup_campaigns,
    setup_lifecycle,
    setup_scores,
    setup_agreements,
    setup_people,
    setup_read_back,
)
"""Who gathers steps, in the order in which steps of one phase stand."""


def plan(model: Model, names: Names, sight: Sight) -> SetupPlan:
    """Every step of the setup, in an order in which each has all that it needs."""
    drafts = _gathered(Drafts(model, names, sight, marketo()))
    places = placed(drafts)
    named = strands(places)
    return SetupPlan(
        instance=model.instance.title,
        phases=phases(places, named, drafts.target.phases),
        steps=tuple(_step(place, strand, drafts) for place, strand in zip(places, named, strict=True)),
        left=_left(drafts),
        chain=longest_chain(places),
    )


@value
class Told:
    """A step of a part of a setup, with the draft that it was made of."""

    step: Step
    draft: Draft


def part(
    model: Model, names: Names, sight: Sight, wanted: Wanted
) -> tuple[tuple[Told, ...], tuple[Left, ...]]:
    """The steps of some declarations only, in their order, as if all others were there already; and which of them make none."""
    drafts = _gathered(Drafts(model, names, sight, marketo(), wanted))
    told = tuple(Told(_step(place, place.draft.label, drafts), place.draft) for place in placed(drafts))
    return told, tuple(left for left in _left(drafts) if left.id in wanted.told)


def _gathered(drafts: Drafts) -> Drafts:
    for subject in SUBJECTS:
        subject.gather(drafts)
    return drafts


def _step(place: Place, strand: str, drafts: Drafts) -> Step:
    draft, action, values = place.draft, place.draft.action, Values(place.draft.values)
    who, title, where, do, why, check, undo, wait, permission = [
        text % values if type(text) is Pattern else text for text in action.texts
    ]
    return Step(
        draft.id, action, place.needs, who, title, where, do, why, check, undo, wait, permission,
        enter=fill_rows(action.enter, values),
        request=_request(action.call, values) if action.call is not None else None,
        covers=draft.covers,
        phase=drafts.target.phases[place.phase].id,
        strand=strand,
    )  # fmt: skip


def _request(call: Call, values: Values) -> Request:
    parameters = {name: fill(text, values) for name, text in call.parameters.items()}
    return Request(
        call.method, fill(call.path, values), parameters, call.encoding, fill_body(call.body, values)
    )


def _left(drafts: Drafts) -> tuple[Left, ...]:
    """What makes no step: what was left on purpose, once each, in the order of ids."""
    return tuple(sorted({left.id: left for left in drafts.left}.values(), key=lambda left: left.id))
