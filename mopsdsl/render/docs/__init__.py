"""The documents: one module a page (`page(guide)` says what stands on it, as values), and two ways to write a page down."""
