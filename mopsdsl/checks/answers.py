"""Answers of the decider as rules read them. Nothing of `logic` is loaded before there is an answer to read: most specs ask little."""

from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from mopsdsl.logic.decide import Answer, Undecided
    from mopsdsl.logic.person import Person


def is_person(answer: "Answer") -> "TypeGuard[Person]":
    """Whether the answer is somebody."""
    from mopsdsl.logic.person import Person

    return isinstance(answer, Person)


def is_open(answer: "Answer") -> "TypeGuard[Undecided]":
    """Whether it has to be said that there is no answer; of a mistaken condition it is told where that stands."""
    from mopsdsl.logic.decide import Undecided

    return isinstance(answer, Undecided) and not answer.mistaken


def is_mistaken(answer: "Answer") -> bool:
    """Whether there is no answer since a condition is wrong in itself, which another rule tells."""
    from mopsdsl.logic.decide import Undecided

    return isinstance(answer, Undecided) and answer.mistaken


def witness(person: "Person") -> str:
    """The person as the subject of a sentence: `somebody with Score 100`, or `anybody`."""
    text = person.text
    return text if text == "anybody" else f"somebody with {text}"
