"""The agreements between marketing and sales: what is in each, and the sheet on which both sides sign it."""

from mopsdsl.model.lifecycle import Fence
from mopsdsl.render.docs.agreement import agreed
from mopsdsl.render.docs.guide import Guide, anchor
from mopsdsl.render.docs.page import Cell, Line, Link, Page, Paragraph, Row, joined, table
from mopsdsl.render.docs.prose import first_words


def page(guide: Guide) -> Page:
    fences = guide.model.fences.values()
    columns = ("Agreement", "Between", "Along", "A lead is taken on", "Agreed", "What it is about")
    words = "Each is a page of its own, to be printed and signed by both sides."
    listing = table("Agreements", columns, tuple(_fence(guide, fence) for fence in fences))
    return Page(
        "agreements",
        "What marketing and sales have agreed",
        "Agreements",
        "A fence is the agreement between two teams about every lead: when it is handed over, what has to be done with it and how "
        "soon, what sends it back, whom marketing may write to, and how sales takes somebody out.",
        (Paragraph(words), listing) if fences else (Paragraph("No agreement is declared."),),
    )


def _fence(guide: Guide, fence: Fence) -> Row:
    between: Line = joined([guide.ref(fence.marketing), guide.ref(fence.sales)], " and ")
    within = fence.acceptance.within if fence.acceptance is not None else None
    cells: tuple[Cell, ...] = (
        (Link(guide.title(fence), guide.sheets[fence.name]),),
        between,
        guide.ref(fence.lifecycle),
        f"within {within.text}" if within is not None else "",
        agreed(fence),
        first_words(fence.documentation),
    )
    return Row(cells, anchor("fence", fence.name))
