"""One comment, kept up to date, on a forge that answers well and on one that does not."""

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mopsdsl.forge import comment
from mopsdsl.forge.client import Busy, Client, Refused
from mopsdsl.forge.comment import Thread, marker, shortened
from tests.forge.fake import GITHUB, GITLAB, OTHER, TOKEN, Asked, Forge, Trouble, serving

ON_GITHUB = Thread(f"{GITHUB}/12/comments", f"{GITHUB}/comments/{{}}", "PATCH", "user", True, 65_536)
ON_GITLAB = Thread(GITLAB, f"{GITLAB}/{{}}", "PUT", "author", False, 1_000_000)
MARK = marker("specs/acme")
TROUBLES = st.sampled_from(
    [None, Trouble(500), Trouble(502, done=True), Trouble(200, body=b"<html>", done=True), Trouble(429)]
)
PLAN = "Plan: 1 to create.\n\n| a | b |\n"


@pytest.fixture(
    params=[(ON_GITHUB, False), (ON_GITHUB, True), (ON_GITLAB, False)], ids=["person", "app", "gitlab"]
)
def place(request: pytest.FixtureRequest) -> Iterator[tuple[Forge, Thread]]:
    """GitHub with a person's token, GitHub with the token of an Action, GitLab."""
    thread, installation = request.param
    with serving(Forge(installation=installation, page=3)) as forge:
        yield forge, thread


def keep(forge: Forge, thread: Thread, text: str = PLAN, *, quiet: bool = False, timeout: float = 20) -> str:
    client = Client(forge.base, TOKEN, timeout)
    return comment.keep(client, thread, MARK, text, quiet=quiet, sleep=forge.waited.append)


def test_create_update_and_quiet(place: tuple[Forge, Thread]) -> None:
    forge, thread = place
    assert keep(forge, thread, "nothing", quiet=True) == "nothing"
    assert forge.writes == []
    assert keep(forge, thread) == "created"
    assert forge.bodies == [f"{MARK}\n{PLAN}"]
    assert keep(forge, thread) == "unchanged"
    assert keep(forge, thread, "Plan: 2 to create.") == "updated"
    assert keep(forge, thread, "Plan: 2 to create.") == "unchanged"  # with the forge's own line ends
    assert keep(forge, thread, "Nothing changes.", quiet=True) == "updated"
    assert keep(forge, thread, "Nothing changes.", quiet=True) == "unchanged"
    assert [body.splitlines() for body in forge.bodies] == [[MARK, "Nothing changes."]]


def test_ours_is_found_on_any_page(place: tuple[Forge, Thread]) -> None:
    forge, thread = place
    for number in range(7):
        forge.add(f"talk {number}", OTHER)
    assert keep(forge, thread) == "created"
    forge.add("more talk", OTHER)
    assert keep(forge, thread, "new") == "updated"
    assert forge.writes.count("POST") == 1
    assert len(forge.bodies) == 9


def test_the_marker_of_another_person_is_not_ours(place: tuple[Forge, Thread]) -> None:
    forge, thread = place
    theirs = f"{MARK}\nAll is well, merge me."
    forge.add(theirs, OTHER)
    assert keep(forge, thread) == "created"
    assert keep(forge, thread, "new") == "updated"
    assert forge.bodies[0] == theirs
    assert forge.bodies[1].splitlines() == [MARK, "new"]


def test_a_quotation_of_ours_is_not_ours() -> None:
    with serving(Forge(installation=True)) as forge:
        forge.add(f"> {MARK}\n> Plan: 1 to create.", 9, "Bot")
        forge.add(f"{marker('specs/other')}\nPlan: 1 to create.", 9, "Bot")
        assert keep(forge, ON_GITHUB) == "created"


def test_a_token_of_gitlab_says_whose_it_is() -> None:
    with serving(Forge(installation=True)) as forge, pytest.raises(Refused) as refused:
        keep(forge, ON_GITLAB)
    assert refused.value.status == 403
    assert forge.writes == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 422])
def test_a_no_is_a_no(place: tuple[Forge, Thread], status: int) -> None:
    forge, thread = place
    forge.trouble = lambda asked: Trouble(status) if asked.method == "POST" else None
    with pytest.raises(Refused) as refused:
        keep(forge, thread)
    assert refused.value.status == status
    assert forge.writes == ["POST"]
    assert forge.bodies == []


@pytest.mark.parametrize("status", [429, 500, 502, 503])
@pytest.mark.parametrize("done", [True, False], ids=["carried-out", "not-carried-out"])
def test_what_passes_is_tried_again_and_never_written_twice(
    place: tuple[Forge, Thread], status: int, done: bool
) -> None:
    forge, thread = place
    forge.trouble = lambda asked: (
        Trouble(status, done=done) if forge.writes == ["POST"] == [asked.method] else None
    )
    assert keep(forge, thread) == ("unchanged" if done else "created")
    assert forge.bodies == [f"{MARK}\n{PLAN}"]


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.booleans(), st.lists(TROUBLES, max_size=8)), max_size=6),
    st.booleans(),
)
def test_whatever_passes_there_is_one_comment_and_it_says_what_came_last(
    runs: list[tuple[str, bool, list[Trouble | None]]], installation: bool
) -> None:
    with serving(Forge(installation=installation, page=2)) as forge:
        theirs = f"{MARK}\nof somebody else"
        forge.add(theirs, OTHER)
        forge.add("talk", OTHER)
        for text, quiet, troubles in runs:
            left = list(troubles)
            forge.trouble = lambda asked, left=left: left.pop() if left else None  # type: ignore[misc]
            try:
                done = keep(forge, ON_GITHUB, text, quiet=quiet)
            except Busy:
                continue
            ours = [body.splitlines() for body in forge.bodies[2:]]
            assert ours == ([] if done == "nothing" else [[MARK, text]])
            assert quiet or ours
        assert forge.bodies[:2] == [theirs, "talk"]
        assert len(forge.bodies) <= 3


def test_it_gives_up(place: tuple[Forge, Thread]) -> None:
    forge, thread = place
    forge.trouble = lambda asked: Trouble(500)
    with pytest.raises(Busy):
        keep(forge, thread)
    assert len(forge.asked) == len(comment.WAITS) + 1
    assert forge.waited == [*comment.WAITS]


@pytest.mark.parametrize(
    ("headers", "waits"),
    [
        ({"Retry-After": "30"}, [30.0]),
        ({"X-RateLimit-Remaining": "0"}, [60.0]),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1"}, [1.0]),
    ],
)
def test_a_limit_is_waited_for(headers: dict[str, str], waits: list[float]) -> None:
    with serving(Forge()) as forge:
        forge.trouble = lambda asked: (
            Trouble(403, headers) if forge.writes == ["POST"] == [asked.method] else None
        )
        assert keep(forge, ON_GITHUB) == "created"
    assert forge.waited == waits


def test_an_hour_is_not_waited_for() -> None:
    with serving(Forge()) as forge:
        forge.trouble = lambda asked: Trouble(429, {"Retry-After": "3600"})
        with pytest.raises(Busy):
            keep(forge, ON_GITHUB)
    assert forge.waited == []


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b'{"message":', b"\xff\xfe", b"[" * 100_000, b'{"not": "a list"}']
)
def test_what_is_no_answer_is_none(body: bytes) -> None:
    with serving(Forge()) as forge:
        forge.trouble = lambda asked: Trouble(200, body=body) if "comments" in asked.path else None
        with pytest.raises(Busy):
            keep(forge, ON_GITHUB)
        assert forge.writes == []


def test_odd_comments_are_passed_over() -> None:
    odd = (
        b'[null, 3, {}, {"id": 1, "body": null, "user": null}, {"id": "x", "body": "%s", "user": {"id": 7}}]'
    )
    with serving(Forge()) as forge:
        body = odd.replace(b"%s", MARK.encode())
        forge.trouble = lambda asked: (
            Trouble(200, body=body) if asked.method == "GET" and "comments" in asked.path else None
        )
        assert keep(forge, ON_GITHUB) == "created"


def test_one_who_does_not_answer_is_not_waited_for_long() -> None:
    over = threading.Event()
    with serving(Forge()) as forge:

        def silent(asked: Asked) -> None:
            if len(forge.asked) == 1:
                over.wait()

        forge.trouble = silent
        assert keep(forge, ON_GITHUB, timeout=0.2) == "created"
        over.set()
    assert forge.waited == [1.0]


def test_nobody_there() -> None:
    with serving(Forge()) as forge:
        pass
    with pytest.raises(Busy, match="can't be reached"):
        keep(forge, ON_GITHUB)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_the_token_never_goes_to_another_host(status: int) -> None:
    with serving(Forge()) as other, serving(Forge()) as forge:
        forge.trouble = lambda asked: Trouble(status, {"Location": other.base + asked.path})
        with pytest.raises(Refused):
            keep(forge, ON_GITHUB)
    assert other.asked == []


def test_nor_does_a_next_page() -> None:
    with serving(Forge()) as other, serving(Forge()) as forge:
        link = {"Link": f'<{other.base}/more>; rel="next"'}
        forge.trouble = lambda asked: Trouble(200, link, b"[]") if "comments" in asked.path else None
        with pytest.raises(Refused, match="another host"):
            keep(forge, ON_GITHUB)
    assert other.asked == []


def test_a_repository_that_was_renamed_is_followed() -> None:
    """On the same host, with the same method and body: urllib's own way would make a GET of it."""
    with serving(Forge()) as forge:
        forge.trouble = lambda asked: (
            Trouble(307, {"Location": asked.path.replace("/old/", "/specs/")})
            if "/old/" in asked.path
            else None
        )
        old = Thread(
            "/repos/acme/old/issues/12/comments",
            "/repos/acme/old/issues/comments/{}",
            "PATCH",
            "user",
            True,
            99_999,
        )
        assert keep(forge, old) == "created"
        assert keep(forge, old, "new") == "updated"
    assert [body.splitlines() for body in forge.bodies] == [[MARK, "new"]]


def test_a_circle_ends() -> None:
    with serving(Forge()) as forge:
        forge.trouble = lambda asked: Trouble(302, {"Location": asked.path})
        with pytest.raises(Refused, match="circle"):
            keep(forge, ON_GITHUB)
    assert len(forge.asked) < 10


@pytest.mark.parametrize(
    "base", ["http://forge.example", "ftp://127.0.0.1", "file:///etc/passwd", "https://[", ""]
)
def test_only_https_but_on_this_machine(base: str) -> None:
    with pytest.raises(Refused):
        Client(base, TOKEN, 0.01).get("/user")


def test_a_token_does_not_show_itself() -> None:
    assert TOKEN not in repr(Client("https://forge.example", TOKEN))


@given(st.text(max_size=40))
def test_no_key_ends_the_marker(key: str) -> None:
    mark = marker(key)
    assert mark.index(">") == len(mark) - 1
    assert "\n" not in mark


def test_a_long_plan_fits(place: tuple[Forge, Thread]) -> None:
    forge, thread = place
    long = (
        "Danger first.\n\n<details>\n\n```text\n"
        + "a line of what is folded\n" * (thread.limit // 20)
        + "```\n</details>\n"
    )
    assert keep(forge, thread, long) == "created"
    (body,) = forge.bodies
    assert len(body) <= thread.limit
    assert body.startswith(f"{MARK}\nDanger first.\n")
    assert body.count("<details>") == body.count("</details>")
    assert body.count("```") == 2
    assert "The rest is left out" in body
    assert keep(forge, thread, long) == "unchanged"


@given(st.text(alphabet="ab`\n", max_size=3000), st.integers(600, 2000))
def test_what_is_short_enough_stays_and_the_rest_fits(text: str, limit: int) -> None:
    cut = shortened(text, limit)
    assert cut == text if len(text) <= limit else len(cut) <= limit


@pytest.mark.parametrize("ticks", [3, 900, 5000])
def test_a_code_block_that_is_cut_ends_where_it_was_cut(ticks: int) -> None:
    """However long its fence, and whatever shorter ones stand in it."""
    fence = "`" * ticks
    cut = shortened(f"{fence}text\n```\n```x\n" + "word\n" * 4000 + f"{fence}\n", 16_000)
    assert len(cut) <= 16_000
    assert f"\nword\n{fence}\n\n_The rest is left out" in cut


def test_a_code_block_that_ended_before_the_cut_is_not_begun_again() -> None:
    assert "`" not in shortened("````text\n```\n````\n" + "word\n" * 4000, 9_000).partition("word")[2]
