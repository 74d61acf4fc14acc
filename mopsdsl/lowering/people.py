"""The instance, lists, fields, teams, rotas and calendars."""

from typing import Any

from mopsdsl.diagnostics.finding import BAD_VALUE, DUPLICATE_NAME, MISSING_PROPERTY
from mopsdsl.lowering.conditions import literals
from mopsdsl.lowering.place import Place
from mopsdsl.lowering.reading import Reading
from mopsdsl.lowering.standard import STANDARD_FIELDS
from mopsdsl.model import people
from mopsdsl.syntax import tree

LIMITS = (
    "segmentations",
    "segments",
    "workspaces",
    "partitions",
    "people",
    "programs",
    "campaigns",
    "fields",
)


def start(place: Place, node: tree.Declaration, scope: str = "", path: str = "") -> Reading:
    """The reading of a declaration; `path` is its name where that is more than the word in the text."""
    name = path or (
        place.text(node.name) if node.name.kind == "<string>" else place.name(node.name, new=True)
    )
    return Reading(place, node, name, (*node.phrases, *(node.body or ())), scope)


def title(place: Place, node: tree.Declaration) -> str:
    return place.text(node.title) if node.title is not None else ""


def instance(place: Place, node: tree.Declaration) -> people.Instance:
    reading = start(place, node)
    size = reading.value("people")
    crms = tuple(_crm(reading, found) for found in reading.all("crm"))
    duplicates = reading.listed("duplicates by", "field", "tells people apart by")
    patterns = tuple(
        people.NamingPattern(found.values[0].word, place.text(found.values[1]), place.span(found))
        for found in reading.all("naming")
    )
    tags = tuple(
        people.RequiredTag(place.text(found.values[0]), found.values[1].word, place.span(found))
        for found in reading.all("require tag")
    )
    return people.Instance(
        **reading.common(place.span(node.name), title(place, node)),
        **_timezone(reading),
        people=place.whole(size, "The number of people") if size else None,
        crms=crms,
        duplicates_by=duplicates,
        limits=_limits(reading),
        naming=patterns,
        required_tags=tags,
        users_managed_by=reading.chosen(
            "users managed by", "place where users are managed", ("adobe", "marketo")
        )
        or "marketo",
    )


def _crm(reading: Reading, node: tree.Property) -> people.Crm:
    place = reading.place
    product, address, field, lists = node.values
    return people.Crm(
        place.name(product),
        place.text(address) if address else "",
        place.span(node),
        reading.reference("field", field, "splits its CRM by"),
        reading.several("list", lists, "splits its CRM into"),
    )


def _limits(reading: Reading) -> dict[str, int]:
    limits: dict[str, int] = {}
    for found in reading.all("limit"):
        name, number = found.values
        word = reading.place.word(name, "limit that mopsdsl knows", LIMITS)
        if word in limits:
            reading.place.report(
                DUPLICATE_NAME, found, f"The limit of {word} is set twice.", "Keep one of them."
            )
        limits[word] = reading.place.whole(number, "A limit") or limits.get(word, 0)
    return limits


def _timezone(reading: Reading) -> dict[str, Any]:
    """The time zone and its place. Whether there is one of that name, checks say: they know the tz database."""
    token = reading.value("timezone")
    if token is None:
        return {"timezone": ""}
    return {"timezone": reading.place.text(token), "timezone_span": reading.place.span(token)}


def value_list(place: Place, node: tree.Declaration) -> people.ValueList:
    reading = start(place, node)
    return people.ValueList(
        **reading.common(place.span(node.name), title(place, node)),
        literals=literals(place, reading.value("values")),
    )


def field(place: Place, node: tree.Declaration) -> people.Field:
    reading = start(place, node)
    standard = STANDARD_FIELDS.get(reading.name)
    choices, choice_list = None, None
    if (one_of := reading.one("one of")) is not None:
        wanted = one_of.values[0]
        if isinstance(wanted, tree.Values):
            choices = literals(place, wanted)
        else:
            choice_list = reading.must("list", wanted, "takes its values from")
    low, high = _bounds(reading)
    derivation, sources = _derivation(reading)
    types = [word for word in ("text", "number", "flag", "date", "money") if reading.has(word)]
    if len(types) > 1:
        place.report(
            BAD_VALUE, node.name, f"Field {reading.name} is {' and '.join(types)}.", "It is one of them."
        )
    type_ = types[0] if types else ""
    if not type_ and choices and all(isinstance(choice.value, str) for choice in choices):
        type_ = "text"
    type_ = type_ or (standard.type if standard else "")
    if not type_ and not derivation and low is None:
        place.report(
            MISSING_PROPERTY,
            node.name,
            f"Field {reading.name} has no type.",
            "Say text, number, flag, date or money.",
        )
    return people.Field(
        **reading.common(place.span(node.name), title(place, node)),
        type=type_ or ("number" if low is not None else ""),
        choices=choices,
        choice_list=choice_list,
        low=low,
        high=high,
        from_crm=reading.has("from crm"),
        known_at_creation=reading.has("known at creation") or bool(standard and standard.known_at_creation),
        derivation=derivation,
        sources=sources,
    )


def _bounds(reading: Reading):  # type: ignore[no-untyped-def]
    found = reading.one("from")
    if found is None:
        return None, None
    low, high = (reading.place.number(token) for token in found.values)
    if high < low:
        reading.place.report(
            BAD_VALUE, found, f"No number is from {low} to {high}.", "The smaller one comes first."
        )
    return low, high


def _derivation(reading: Reading):  # type: ignore[no-untyped-def]
    found = reading.one("is larger of", "is smaller of", "is first known of")
    if found is None:
        return "", ()
    name = found.word.removeprefix("is ").removesuffix(" of")
    return name, reading.several("field", found.values[0], "is worked out from")


def team(place: Place, node: tree.Declaration) -> people.Team:
    reading = start(place, node)
    calendar = reading.referred("calendar", "calendar", "keeps")
    size = reading.value("members")
    return people.Team(
        **reading.common(place.span(node.name), title(place, node)),
        side=reading.chosen("side", "side", ("marketing", "sales")),
        lead=reading.said("lead"),
        calendar=calendar,
        external=reading.has("external"),
        size=place.whole(size, "The number of members") if size else None,
        members=tuple(place.text(found.values[0]) for found in reading.all("member")),
    )


def rota(place: Place, node: tree.Declaration) -> people.Rota | None:
    reading = start(place, node)
    of = reading.referred("for", "team", "takes turns for")
    if of is None:
        reading.missing("team", "Say whose turns these are: `rota NAME for TEAM`.")
        return None
    covers = tuple(
        people.Cover(
            place.hours(found.values[0], found.values[1]),
            place.text(found.values[2]) if found.values[2] else "",
            place.span(found),
        )
        for found in reading.all("covers")
    )
    members = tuple(_rota_member(place, found) for found in reading.all("member"))
    return people.Rota(
        **reading.common(place.span(node.name), title(place, node)), team=of, covers=covers, members=members
    )


def _rota_member(place: Place, node: tree.Property) -> people.RotaMember:
    name, clauses = node.values
    weight = 1
    away = []
    for clause in clauses:
        if clause.word == "weight":
            weight = place.whole(clause.values[0], "A weight", 1) or 1
        elif (days := place.stretch(clause.values[0])) is not None:
            away.append(days)
    return people.RotaMember(place.text(name), weight, tuple(away), place.span(node))


def calendar(place: Place, node: tree.Declaration) -> people.Calendar:
    reading = start(place, node)
    hours = tuple(place.hours(*found.values) for found in reading.all("hours"))
    holidays = tuple(
        people.HolidaySet(
            place.name(item.country),
            place.name(item.subdivision) if item.subdivision else "",
            place.span(item),
        )
        for found in reading.all("holidays")
        for item in found.values
    )
    closed = (place.stretch(item) for found in reading.all("closed") for item in found.values)
    return people.Calendar(
        **reading.common(place.span(node.name), title(place, node)),
        **_timezone(reading),
        hours=hours,
        holidays=holidays,
        closed=tuple(days for days in closed if days is not None),
    )
