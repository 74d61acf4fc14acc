"""What is told of the name under the pointer."""

from pathlib import Path

from lsprotocol import types

from mopsdsl.lsp.phrases import phrases, told_under
from mopsdsl.lsp.reference import longest, told_of
from mopsdsl.lsp.view import Written
from mopsdsl.source.text import Source
from mopsdsl.syntax.enclosing import enclosing
from tests.lsp.editor import Editor, everything

SPECS = Path(__file__).parents[2] / "specs"
INSTANCE = """\
## People of the north.
partition Nordics "Nordic people" { people 310_000; owner Ops }
partition Iberia
team Ops "Operations" { side marketing }
role Marketer { can read }
workspace North "The north" { sees Nordics; primary Nordics; admin Ops }
workspace Default { sees all; primary Iberia; admin Ops }
grant Marketer to Ops in North
assets in Default {
  folder Shared { shared with North
    smart_list Sweden { when Country is "SE" }
  }
}
"""


def told(editor: Editor, text: str) -> str:
    editor.open("a.mops", text)
    found = editor.ask(types.TEXT_DOCUMENT_HOVER)
    return found.contents.value if found else ""


def at(words: str) -> str:
    """The instance with the cursor where the bar in `words` is."""
    assert words.replace("|", "") in INSTANCE
    return INSTANCE.replace(words.replace("|", ""), words, 1)


def test_a_partition_tells_what_it_is_who_sees_it_and_what_uses_it(editor: Editor) -> None:
    assert told(editor, at("sees Nor|dics")) == (
        '**partition** `Nordics` "Nordic people"\n\n'
        "People of the north.\n\n"
        "- people: `310000`\n- owner: `Ops`\n\n"
        "Sight:\n\n"
        "- seen by workspace Default, where Ops works\n"
        "- seen by workspace North, where Ops works\n\n"
        "Used in 2 places:\n\n"
        "- a.mops:6 `workspace North` (sees)\n"
        "- a.mops:6 `workspace North` (primary)"
    )


def test_a_workspace_tells_whom_it_sees(editor: Editor) -> None:
    assert "- sees partition Nordics\n" in told(editor, at("in Nor|th"))


def test_a_team_tells_what_it_reaches(editor: Editor) -> None:
    assert "- reaches partition Nordics through Default, North" in told(editor, at("team O|ps"))


def test_an_asset_tells_where_it_is_shared(editor: Editor) -> None:
    assert "- shared with workspace North\n" in told(editor, at("smart_list Swe|den"))


def test_a_field_in_a_condition_tells_its_type_and_its_choices(editor: Editor) -> None:
    text = 'list Tiers = ("gold", "silver")\nfield Tier "Tier" text one of Tiers\n'
    text += 'assets in Default { smart_list Gold { when Ti|er is "gold" } }'
    found = told(editor, text)
    assert "- type: `text`\n" in found
    assert '`"gold" and "silver"`' in found


def test_a_stage_and_a_segment_are_told_too(editor: Editor) -> None:
    lifecycle = (
        'lifecycle L { stage Known "Known people"\n stage Won end\n Known -> W|on when Country is "SE" }'
    )
    assert told(editor, lifecycle).startswith("**stage** `L.Won`")
    segments = 'assets in Default { segmentation Tongue { segment Sv|enska "Swedish" when Country is "SE" } }'
    assert (
        told(editor, segments)
        == '**segment** `Svenska` "Swedish"\n\n- when: `Country is "SE"`\n\nNamed nowhere else.'
    )


def test_each_round_of_an_each_is_named(editor: Editor) -> None:
    found = told(editor, "each r of (North, South) { partition <|r>_People }")
    assert found.startswith("**partition** `North_People`")
    assert "In other rounds of the each: `partition South_People`." in found


def test_what_marketo_brings_is_told_as_such(editor: Editor) -> None:
    assert "Marketo has it of itself." in told(editor, at("when Coun|try"))


def test_the_code_of_a_rule_tells_what_the_rule_says(editor: Editor) -> None:
    found = told(editor, 'allow MOPS|303 because "meant"')
    assert found.startswith("**rule** `MOPS303 route-order-matters`")
    assert "Two rules with different targets take the same person." in found
    assert "the order decides" in found
    assert "##" not in found
    assert not told(editor, 'allow MOPS303 because "mea|nt"')


def test_it_is_short_however_much_there_is_to_tell(editor: Editor) -> None:
    words = "".join(f"## Line {number}.\n" for number in range(50))
    many = "".join(f"workspace W{number} {{ sees P; primary P }}\n" for number in range(50))
    found = told(editor, f"{words}partition |P {{ people 1 }}\n{many}")
    assert len([line for line in found.splitlines() if line]) <= 25
    assert "Used in 100 places:" in found
    assert "- and 97 more" in found


def test_words_of_a_stranger_are_no_markup(editor: Editor) -> None:
    found = told(editor, '## ![x](http://example.com) <b>\npartition |P "*loud* <script>"\n')
    assert "![x]" not in found
    assert "*loud*" not in found.replace("\\*", "")
    assert "\\<script>" in found


def test_a_client_without_markdown_gets_plain_text(editor: Editor) -> None:
    capabilities = everything()
    assert capabilities.text_document
    capabilities.text_document.hover = None
    editor.session.capabilities = capabilities
    editor.open("a.mops", at("sees Nor|dics"))
    found = editor.ask(types.TEXT_DOCUMENT_HOVER)
    assert found.contents.kind == types.MarkupKind.PlainText
    assert found.contents.value.startswith('partition Nordics "Nordic people"\n\nPeople of the north.')


def test_nothing_is_told_of_what_has_no_name(editor: Editor) -> None:
    assert not told(editor, "# a re|mark\n")
    assert not told(editor, 'partition P "ti|tle"')


def test_a_word_of_the_language_tells_what_its_statement_means(editor: Editor) -> None:
    assert told(editor, at("{ se|es Nordics")) == (
        "`sees`\n\n"
        "`sees A, B`, `sees all`, `sees all except A`: its partitions. `all` also takes in those made later; a list does not."
        " Without it: it sees nobody, which is an error.\n\n"
        "```mops\nworkspace Default { sees all; primary Default; admin Central }\n```"
    )


def test_a_word_means_what_it_means_where_it_stands(editor: Editor) -> None:
    routing = 'routing R { when Country is "SE" -> Nordics; otherwise -> Iberia }\n'
    assert "the first rule whose condition holds" in told(editor, routing.replace("when", "wh|en"))
    assert "takes the rest" in told(editor, routing.replace("otherwise", "other|wise"))
    assert "any field" in told(editor, routing.replace(" is ", " i|s "))
    stage = "lifecycle L { stage Triage gate owned by Ops otherwise Known }"
    assert "takes the rest" not in told(editor, stage.replace("otherwise", "other|wise"))


def test_a_word_told_elsewhere_means_what_is_said_there(editor: Editor) -> None:
    text = "assets in Default { smart_campaign C { when Score > 1; trig|ger person is created; executable } }"
    assert "what starts it" in told(editor, text)
    assert "step of others" in told(editor, text.replace("|", "").replace("exec", "exec|"))
    grant = "grant Marketer to Ops in North un|til 2026-12-31"
    assert "the last day of it" in told(editor, grant)


def test_where_a_word_can_be_said_is_no_meaning(editor: Editor) -> None:
    text = "assets in Default { form F { as|ks Email } }"
    assert "`asks FIELD, FIELD` (in: form): the fields of the form." in told(editor, text)


def test_an_example_is_shown_whole_or_its_head(editor: Editor) -> None:
    assert told(editor, "wa|ll W { keep Nordics apart from Iberia }").endswith(
        "  except workspace Default\n  except team Partner_Marketing\n}\n```"
    )
    fence = told(editor, 'fen|ce F between Ops and Ops on L { agreed by "A" }')
    assert fence.endswith(" between Central and Inside_Sales on Global\n```")
    assert "owe each other" in fence
    expected = told(editor, 'scenario "S" { expect Ops rea|ches Nordics }')
    assert expected.endswith(
        "expect Central reaches Dealers because Default\n```"
    )  # its title says "reaches", too


def test_several_words_are_one(editor: Editor) -> None:
    assert "holds nothing" in told(editor, "routing R { when Country i|s empty -> Nordics }")
    assert "that segment" not in told(editor, 'routing R { when Country i|n ("SE", "NO") -> Nordics }')
    text = "routing R { carried out by assignment rules }"
    editor.open("a.mops", text.replace("ed out", "ed o|ut"))
    found = editor.ask(types.TEXT_DOCUMENT_HOVER)
    assert editor.read(types.Location(editor.uri(), found.range)) == ["a.mops:1 carried out by"]
    assert "who does it" in found.contents.value


def test_thousands_of_words_in_a_row_are_no_phrase(editor: Editor) -> None:
    assert told(editor, "team T { " + "sees " * 5_000 + "se|es " + "sees " * 5_000).startswith("`sees`")


def test_a_word_that_is_a_name_here_is_no_word_of_the_language(editor: Editor) -> None:
    assert told(editor, "partition peo|ple").startswith("**partition** `people`")


def test_the_words_of_specs_mean_something() -> None:
    silent = set()
    for path in sorted(SPECS.glob("acme/*.mops")):
        written = Written(Source("a.mops", path.read_text("utf-8")))
        for at in sorted(written.words):
            start = written.tokens.starts[at]
            around = enclosing(written.file, start, start)
            said = [told_of(words, told_under(around)) for words, _, _ in phrases(written, start, longest())]
            if not any(said):
                silent.add(written.tokens.texts[at])
    assert silent <= {"business", "except", "to"}  # they mean something only with what they stand in


def test_an_address_is_shown_as_it_is_written(editor: Editor) -> None:
    editor.open("a.mops", '## Ask ops@acme.example about #12.\nteam O|ps "Operations"\n')
    shown = editor.ask("textDocument/hover").contents.value
    assert "ops@acme.example about #12" in shown
