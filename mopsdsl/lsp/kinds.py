"""What each kind of thing is to a client, which knows programmers' kinds only.

None is younger than `Array`: those every client has (Language Server Protocol 3.17, `SymbolKind`).
"""

from lsprotocol.types import SymbolKind

_KINDS = {
    SymbolKind.Namespace: ("instance", "workspace", "assets"),
    SymbolKind.Package: ("folder", "partition"),
    SymbolKind.Class: ("lifecycle", "program", "object", "distribution"),
    SymbolKind.Interface: ("team", "role", "fence", "wall", "protect"),
    SymbolKind.Function: ("smart_campaign", "routing", "score", "forecast", "scenario"),
    SymbolKind.Enum: ("list", "segmentation", "funnel", "channel"),
    SymbolKind.Constant: ("stage", "segment", "queue", "assume", "token"),
    SymbolKind.Field: ("field",),
    SymbolKind.Property: ("grant", "approve", "site"),
    SymbolKind.Array: ("smart_list", "static_list", "rota", "calendar"),
    SymbolKind.Number: ("metric", "threshold", "cadence"),
}
_OF_KIND = {word: kind for kind, words in _KINDS.items() for word in words}


def kind_of(word: str) -> SymbolKind:
    """The client's kind of what people call by a word: `landing_page`, `stage`."""
    return _OF_KIND.get(word, SymbolKind.File)
