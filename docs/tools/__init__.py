"""What `make docs` makes of the grammar and the rules in docs/: `python -m docs.tools`."""
