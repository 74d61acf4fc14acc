"""Findings: what the compiler has to say about a spec, and the forms it says it in."""
