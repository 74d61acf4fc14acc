"""The syntax file for Vim and Neovim, by the same words and in the same order of thought as the TextMate grammar.

In Vim the item that is defined last wins, so the file goes from what may stand anywhere to what stands in few places.
"""

from collections.abc import Iterable, Iterator

from mopsdsl.syntax.words import behind, groups

_NAME = r"%(\k|\<\k+\>)%(\k|\<\k+\>|[-.]%(\k|\<)@=)*"
_END = r"%(\k|\<\k|[-.]%(\k|\<))@!"
_START = r"%(%(^|[{};])\s*)@<="

HEAD = """\
" Vim syntax file
" Language: mops (marketing operations as text)
" Made by `make editors` from the tables of the parser; do not edit.

if exists("b:current_syntax")
  finish
endif

syntax spell toplevel
syntax iskeyword @,48-57,_,192-255
syntax sync minlines=200
"""

LINKS = {
    "Comment": "Comment",
    "Documentation": "SpecialComment",
    "Todo": "Todo",
    "String": "String",
    "Escape": "SpecialChar",
    "Slot": "PreProc",
    "Date": "Number",
    "Number": "Number",
    "Unit": "Type",
    "Arrow": "Operator",
    "Comparison": "Operator",
    "Declaration": "Structure",
    "Declared": "Identifier",
    "Statement": "Statement",
    "Constant": "Constant",
    "Operator": "Operator",
    "Inside": "Keyword",
}
"""Our groups, and those of every colour scheme."""


def render() -> str:
    """The whole file."""
    return "\n".join(
        (HEAD, *_anywhere(), "", *_words(), "", *_statements(), "", *_texts(), "", *_links(), "")
    )


def _anywhere() -> Iterator[str]:
    yield _match("Name", _NAME, "contains=mopsSlot")
    yield _match("Slot", r"\<\k+\>", "contained")
    yield _match("Declared", _NAME, "contained contains=mopsSlot")
    yield _match("Unit", f"%({_one_of(groups().inside)})@!{_NAME}", "contained")
    yield _match("Number", r"[+-]?\d[0-9_]*%(\.\d+)?\%?", "nextgroup=mopsBusiness,mopsUnit skipwhite")
    yield _match("Business", f"business{_END}", "contained nextgroup=mopsUnit skipwhite")
    yield _match("Date", r"\d\d?:\d\d%( *- *\d\d?:\d\d)?|\d{4}-\d\d-\d\d\d@!")
    yield _match("Arrow", r"-\>")
    yield _match("Comparison", r"\>\=|\<\=|\.\.|[=>]|\<\k@!")


def _words() -> Iterator[str]:
    """The words further on in a statement."""
    words = groups()
    yield _match("Inside", _one_of(words.inside))
    yield _match("Operator", _one_of(words.inside & words.operators))
    yield _match("Constant", _one_of(words.inside & words.constants))
    before_names = words.inside & words.before_names - words.constants
    yield _match("Inside", _one_of(before_names), "nextgroup=mopsName skipwhite")


def _statements() -> Iterator[str]:
    """The first words of a statement. In round brackets none begins, and only conditions have words."""
    words = groups()
    yield _match("Statement", _START + _one_of(words.statements))
    yield _match(
        "Statement", _START + _one_of(words.openers & words.before_names), "nextgroup=mopsName skipwhite"
    )
    yield _match("Constant", _START + _one_of(words.statements & words.constants))
    yield _match("Declaration", _START + _declaring(words.declarations))
    yield _match("Declaration", _START + _declaring(words.named), "nextgroup=mopsDeclared skipwhite")
    yield r"syntax region mopsBrackets transparent start=/(/ end=/)\|[{}]\@=/ contains=@mopsBracketed"
    parts = "Name,Number,Date,Arrow,Comparison,Operator,Brackets,String,Comment,Documentation"
    yield "syntax cluster mopsBracketed contains=" + ",".join(f"mops{part}" for part in parts.split(","))


def _texts() -> Iterator[str]:
    yield 'syntax region mopsString start=/"/ skip=/\\\\./ end=/"/ oneline contains=mopsEscape,mopsSlot,@Spell'
    yield _match("Escape", r"\\.", "contained")
    yield _match("Comment", "#.*$", "contains=mopsTodo,@Spell")
    yield _match("Documentation", "##.*$", "contains=mopsTodo,@Spell")
    yield "syntax keyword mopsTodo TODO FIXME contained"


def _links() -> Iterator[str]:
    yield from (f"highlight default link mops{ours} {theirs}" for ours, theirs in LINKS.items())
    yield "highlight default link mopsBusiness mopsConstant"
    yield ""
    yield 'let b:current_syntax = "mops"'


def _one_of(words: Iterable[str]) -> str:
    return f"%({'|'.join(sorted(words))}){_END}"


def _declaring(words: Iterable[str]) -> str:
    """One of these words, but not where it asks something, as in `stage is MQL`."""
    spelled = (
        word + (rf"%(\s+{_one_of(more)})@!" if (more := behind(word)) else "") for word in sorted(words)
    )
    return f"%({'|'.join(spelled)}){_END}"


def _match(group: str, pattern: str, more: str = "") -> str:
    return f"syntax match mops{group} /\\v{pattern}/ {more}".rstrip()
