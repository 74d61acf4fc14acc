"""The one decorator for values: frozen to the type checker, cheap at run time.

attrs' own `frozen` makes every construction some three times slower (it writes through `object.__setattr__`), and a
large project constructs half a million values. So mypy sees `attrs.frozen`, and the interpreter gets slots without the guard.
Nothing in mopsdsl assigns to a value after it is made.
"""

from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from attrs import frozen as value
else:

    def value(cls):
        cls.__repr__ = _described
        return attrs.define(cls, eq=False, repr=False, weakref_slot=False)


def _described(self: Any) -> str:
    fields = ", ".join(f"{a.name}={getattr(self, a.name)!r}" for a in attrs.fields(type(self)) if a.repr)
    return f"{type(self).__name__}({fields})"


__all__ = ["value"]
