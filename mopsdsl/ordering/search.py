"""The search for a safe order: try one, ask the rules after each move that could break something, and learn from what breaks.

What is learnt is either that one move has to come before another, or that a declaration can't change at once: then it changes in two
parts, or something is lent for a while. What nothing helps is a conflict, and said to be one.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from mopsdsl._value import value
from mopsdsl.changes.compare import Comparison
from mopsdsl.changes.moves import Conflict, Course, Move, State, done, state_of
from mopsdsl.changes.needs import before, nearest, together
from mopsdsl.ordering.drafts import drafts
from mopsdsl.ordering.needs import Edges, Needs
from mopsdsl.ordering.neighbourhood import neighbourhood
from mopsdsl.ordering.promises import LIMITS, Broken, Promises
from mopsdsl.ordering.sequence import Circle, in_order, late_first, rank
from mopsdsl.ordering.splits import parted, split
from mopsdsl.ordering.temporary import lent
from mopsdsl.ordering.topics import Topics, is_stronger
from mopsdsl.ordering.versions import is_provider

BUDGET = 4_000_000
"""How many declarations the rules may be asked about in all: past that, what is not yet found counts as not to be found."""
MANY = 10
"""Where a stretch comes after more moves than this, its first waits for them all, and the others for the first."""
_DIVIDED = ("change", "rename", "create", "remove")
"""What is rather done in two parts, first to last."""


def course(comparison: Comparison, today: date) -> Course:
    """The moves of a change in a safe order, each with what it needs; with the promises that no order keeps."""
    moves = drafts(comparison)
    if not moves:
        return Course((), {}, ())
    drained = parted(moves, comparison)
    ways = [drained] if len(drained) == len(moves) else [drained, moves]
    guards = (True, False) if any(_is_wall(move) for move in moves) else (True,)
    found: list[Course] = []
    for guarded in guards:
        for way in ways:
            found.append(_Search(comparison, way, today, guarded).course())
            if not found[-1].conflicts:
                return found[-1]
    return min(found, key=lambda one: len(one.conflicts))


def _is_wall(move: Move) -> bool:
    return move.subject.startswith("wall:")


def _turned(edges: Edges) -> Edges:
    """Move → the moves that come after it."""
    turned: Edges = {id: set() for id in edges}
    for id, needs in edges.items():
        for need in needs:
            turned[need].add(id)
    return turned


@value
class _Hit:
    """Where a promise breaks: the move, the state before it, what was done and what is still to do."""

    move: Move
    state: State
    done: tuple[Move, ...]
    waiting: tuple[Move, ...]
    broken: Broken


@value
class _Stretch:
    """Moves of one topic that may come in any order, all after those `before`."""

    before: tuple[Move, ...]
    members: tuple[Move, ...]

    @property
    def needed(self) -> tuple[Move, ...]:
        """What the last of the moves needs: all before, or the first of the moves, which does."""
        is_many = len(self.before) > MANY and len(self.members) > 1
        return self.members[:1] if is_many else self.before


class _Search:
    """One search. `guarded`: walls that go stand as long, and walls that come stand as soon as nothing speaks against it; else they
    hold at no time what they don't hold at both ends."""

    def __init__(self, comparison: Comparison, moves: list[Move], today: date, guarded: bool = True) -> None:
        self.guarded = guarded
        self.comparison = comparison
        self.moves = moves
        self.needs = Needs(comparison)
        near = neighbourhood(comparison, self.needs)
        self.promises = Promises(*near, today)
        self.start = state_of(near[0])
        self.learnt: set[tuple[str, str]] = set()
        self.refused: set[tuple[str, str]] = set()
        self.dropped: set[tuple[str, str]] = set()
        self.lent: set[str] = set()
        self.conflicts: list[Conflict] = []
        self.topics = Topics(comparison)
        self.trials = max(40, BUDGET // max(1, len(self.start)))

    def course(self) -> Course:
        while True:
            firm = self.edges()
            edges = self.walled(firm) if self.guarded else firm
            try:
                orders = [self.ordered(edges, key) for key in (rank, late_first)]
            except Circle as circle:
                self.open(circle)
                continue
            hit = None
            if self.is_spent:
                self.note_all(orders)
            else:
                hit = next((hit for order in orders if (hit := self.first_broken(order)) is not None), None)
            if hit is None:
                return Course(
                    tuple(orders[0]),
                    nearest(self.chained(edges, orders[0]), [move.id for move in orders[0]]),
                    tuple(self.conflicts),
                )
            self.mend(hit, firm)

    def edges(self) -> Edges:
        edges = self.needs.edges(self.moves)
        for move, other in self.topics.firm(self.moves, ("limits",) if self.guarded else ("limits", "walls")):
            edges[move.id].add(other.id)
        for later, earlier in sorted(self.dropped):
            edges.get(later, set()).discard(earlier)
        for later, earlier in self.learnt:
            if later in edges and earlier in edges:
                edges[later].add(earlier)
        return edges

    def walled(self, edges: Edges) -> Edges:
        """With walls as long and as early as these edges let them: a wall ends after all that need not come later, and begins before
        all that need not come sooner."""
        walled = {id: set(needs) for id, needs in edges.items()}
        others = [move.id for move in self.moves if "walls" in self.topics.of(move) and not _is_wall(move)]
        for wall in sorted(filter(_is_wall, self.moves), key=is_stronger):
            if "walls" not in self.topics.of(wall):
                continue
            if is_stronger(wall):
                for id in set(others) - before(walled, wall.id):
                    walled[id].add(wall.id)
            else:
                walled[wall.id] |= set(others) - before(_turned(walled), wall.id)
        return walled

    def chained(self, edges: Edges, order: Sequence[Move]) -> Edges:
        """With moves that hang together kept in the order that was tried, as far as they could break the same promises.

        In a stretch that only makes, only removes, only gives or only takes sight any order is as good.
        """
        stretches: dict[tuple[str, str], _Stretch] = {}
        group = together(edges)
        chained = {id: set(needs) for id, needs in edges.items()}
        for move in order:
            for topic in self.topics.of(move):
                key = group[move.id], topic
                stretch = stretches.get(key, _Stretch((), ()))
                if stretch.members and self.topics.in_one_stretch(stretch.members[-1], move):
                    stretch = _Stretch(stretch.before, (*stretch.members, move))
                else:
                    stretch = _Stretch(stretch.members, (move,))
                stretches[key] = stretch
                chained[move.id].update(one.id for one in stretch.needed)
        return chained

    def ordered(self, edges: Edges, key) -> list[Move]:  # type: ignore[no-untyped-def]
        return in_order(self.moves, edges, [key(move) for move in self.moves])

    @property
    def is_spent(self) -> bool:
        """Whether the rules have been asked as often as they may be."""
        return self.promises.asked >= self.trials

    # Circles

    def open(self, circle: Circle) -> None:
        """Let one of the moves in a circle happen in two parts; where none can, give up the need that was learnt last."""
        members = [move for move in self.moves if move.id in circle.moves]
        for move in sorted(
            members,
            key=lambda move: (_DIVIDED.index(move.verb), is_provider(move.subject, self.start), rank(move)),
        ):
            if self.divides(move, circle):
                return
        learnt = sorted(pair for pair in self.learnt if pair[0] in circle.moves and pair[1] in circle.moves)
        if learnt:
            self.learnt.discard(learnt[0])
            self.refused.add(learnt[0])
            return
        first = members[0]
        inside = sorted(self.edges()[first.id] & set(circle.moves))
        self.dropped.add((first.id, inside[0]))
        waits = tuple(move for move in members if move.id == inside[0])
        promise = f"{first.id} and {inside[0]} each have to come before the other"
        self.conflicts.append(Conflict("MOPS902", promise, first.subject, first, waits))

    def divides(self, move: Move, circle: Circle) -> bool:
        """Divide a move, where that opens a circle."""
        moves, learnt = list(self.moves), set(self.learnt)
        if not self.divide(move):
            return False
        try:
            self.ordered(self.edges(), rank)
        except Circle as left:
            if {id.partition(" (")[0] for id in left.moves} <= {id.partition(" (")[0] for id in circle.moves}:
                self.moves, self.learnt = moves, learnt
                return False
        return True

    def divide(self, move: Move, narrow: bool = False) -> bool:
        """Replace a move by its two parts; False where it has none."""
        if move.part or move.temporary:
            return False
        parts = split(move, self.start, narrow)
        if not parts:
            return False
        place = self.moves.index(move)
        self.moves[place : place + 1] = parts
        first, last = (part.id for part in parts)
        self.learnt = {
            (first if later == move.id else later, last if earlier == move.id else earlier)
            for later, earlier in self.learnt
        }
        return True

    # Promises

    def first_broken(self, order: Sequence[Move]) -> _Hit | None:
        """The first move of an order after which a promise does not hold that held before it.

        The rules are asked where a stretch ends in which things only come or only go: whatever breaks in it stays broken.
        """
        state = self.start
        since: list[Move] = []
        for number, (move, is_end) in enumerate(zip(order, self.topics.ends(order), strict=True)):
            since.append(move)
            if is_end:
                after = done(state, since)
                broken = self.promises.broken(after)
                if broken:
                    return self._hit(order, number - len(since) + 1, since, state, broken[0])
                state, since = after, []
        return None

    def is_critical(self, move: Move) -> bool:
        return bool(self.topics.of(move))

    def _hit(
        self, order: Sequence[Move], start: int, since: list[Move], state: State, broken: Broken
    ) -> _Hit:
        """The move that breaks it: of several since the rules were asked last, the first."""
        low, high = 0, len(since) - 1
        while low < high:
            middle = (low + high) // 2
            if self._is_broken(broken, done(state, since[: middle + 1])):
                high = middle
            else:
                low = middle + 1
        at = start + low
        return _Hit(since[low], done(state, since[:low]), tuple(order[:at]), tuple(order[at + 1 :]), broken)

    def _is_broken(self, broken: Broken, state: State) -> bool:
        return any(one.key == broken.key for one in self.promises.broken(state))

    # Mending

    def mend(self, hit: _Hit, edges: Edges) -> None:
        """Learn something that keeps the promise; where nothing is to be learnt, note the conflict and go on."""
        if not self.is_spent:
            for pairs in (self._sooner(hit, edges), self._later(hit, edges), self._all_the_same(hit, edges)):
                new = {pair for pair in pairs if pair not in self.learnt | self.refused}
                if new:
                    self.learnt |= new
                    return
            if self._divided(hit) or self._borrowed(hit):
                return
        waits = tuple(move for move in hit.waiting if self.is_critical(move))[:3]
        self.note(hit.broken, hit.move, waits, hit.state)

    def note(self, broken: Broken, move: Move, waits: tuple[Move, ...], state: State) -> None:
        """A promise that breaks all the same."""
        code = "MOPS904" if broken.key[0] in LIMITS else "MOPS902"
        finding = broken.finding
        made = lent(finding, state, move, self.comparison)
        helps = made.give.id if made is not None and made.id not in self.lent else ""
        self.conflicts.append(
            Conflict(code, finding.message, finding.subject, move, waits, not self.is_spent, helps)
        )
        self.promises.tolerate(broken)

    def note_all(self, orders: Sequence[Sequence[Move]]) -> None:
        """Every promise that breaks in these orders, each gone through once: no time is left to look for better ones."""
        for order in orders:
            state = self.start
            since: list[Move] = []
            for move, is_end in zip(order, self.topics.ends(order), strict=True):
                since.append(move)
                if is_end:
                    state, since = done(state, since), []
                    for broken in self.promises.broken(state):
                        self.note(broken, move, (), state)

    def _sooner(self, hit: _Hit, edges: Edges) -> Iterator[tuple[str, str]]:
        """Moves of which one, done before, keeps the promise when the move comes."""
        by_id = {move.id: move for move in self.moves}
        finished = {move.id for move in hit.done}
        helpful: list[tuple[Move, list[Move]]] = []
        for other in hit.waiting:
            above = before(edges, other.id)
            if hit.move.id in above:
                continue
            chain = [move for move in hit.waiting if move.id in above and move.id not in finished]
            helpful.append((other, [*chain, by_id[other.id]]))
        helpful.sort(
            key=lambda pair: (
                _is_wall(pair[0]),
                not self._is_near(pair[0], hit),
                len(pair[1]),
                rank(pair[0]),
            )
        )
        for other, chain in helpful:
            if self.is_spent:
                return
            state = done(done(hit.state, chain), (hit.move,))
            if not self._is_broken(hit.broken, state):
                yield hit.move.id, other.id
                return
        together = {move.id: move for _, chain in helpful for move in chain}
        if len(helpful) > 1 and not self._is_broken(
            hit.broken, done(hit.state, (*together.values(), hit.move))
        ):
            yield from ((hit.move.id, other.id) for other, _ in helpful if self._is_near(other, hit))

    def _later(self, hit: _Hit, edges: Edges) -> Iterator[tuple[str, str]]:
        """Moves that came before and would have to wait for this one."""
        needed = before(edges, hit.move.id)
        walls = [move for move in hit.done if _is_wall(move)]
        for other in (*walls, *reversed(hit.done)):
            if other.id in needed or not self.is_critical(other):
                continue
            if self.is_spent:
                return
            kept = [
                move for move in hit.done if move.id != other.id and other.id not in before(edges, move.id)
            ]
            if not self._is_broken(hit.broken, done(done(self.start, kept), (hit.move,))):
                yield other.id, hit.move.id
                return

    def _all_the_same(self, hit: _Hit, edges: Edges) -> Iterator[tuple[str, str]]:
        """Moves that would keep the promise and can't come before as they are: what stands between may be done in two parts."""
        for other in hit.waiting:
            if hit.move.id not in before(edges, other.id) or not self.is_critical(other):
                continue
            if self.is_spent:
                return
            if not self._is_broken(hit.broken, done(hit.state, (other, hit.move))):
                yield hit.move.id, other.id
                return

    def _is_near(self, move: Move, hit: _Hit) -> bool:
        """Whether a move is about what the broken promise names."""
        finding = hit.broken.finding
        name = move.subject.partition(":")[2]
        return move.subject == finding.subject or name in finding.message or self.is_critical(move)

    def _divided(self, hit: _Hit) -> bool:
        """Let the move, or one that is still to come, happen in two parts, where that keeps the promise and breaks no other."""
        near = (move for move in hit.waiting if self._is_near(move, hit) and self.is_critical(move))
        for move in (hit.move, *near):
            parts = None if move.part or move.temporary else split(move, self.start, narrow=True)
            if parts is None or self.is_spent:
                continue
            first = (parts[0],) if move is hit.move else (parts[0], hit.move)
            if not self.promises.broken(done(hit.state, first)):
                return self.divide(move, narrow=True)
        return False

    def _borrowed(self, hit: _Hit) -> bool:
        """Lend something for a while: two moves more, one before and one at the end."""
        made = lent(hit.broken.finding, hit.state, hit.move, self.comparison)
        if made is None or made.id in self.lent:
            return False
        self.lent.add(made.id)
        self.moves += [made.give, made.take]
        self.learnt.add((hit.move.id, made.give.id))
        for move in (hit.move, *hit.waiting):
            if move.id != made.take.id:
                self.learnt.add((made.take.id, move.id))
        return True
