"""The language server: the same library as the command line, asked by an editor while somebody types.

`mopsdsl lsp` starts it (an extra: `pip install 'mopsdsl[lsp]'`). It holds no rule and reads no text of its own accord: what is wrong
comes from `api`, what a name means from `graphs`, how a text is laid out from `formatter`.
"""
