"""A plan of ordered steps as Markdown, JSON and CSV."""
