"""mopsdsl: a language for marketing operations, its checks, its setup plan and its documents."""

__version__ = "0.1.0"
