"""Tree to model: `each` is expanded, values are read, defaults filled in; references stay names."""
