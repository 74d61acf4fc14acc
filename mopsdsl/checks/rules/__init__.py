"""One package a family, one module a rule: `RULE` says what is fixed of it, `check` finds it."""
