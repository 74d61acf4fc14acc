"""Colours for .mops text: the Pygments lexer, and patterns for editors that can't ask the parser. All words come from its tables."""
