"""What runs in the peers' own environment: one small script a tool, each `python SCRIPT FOLDER`.

A script exits 0 when it accepts the workload. They import nothing else of bench, and mypy leaves them out: what they
import is not installed where mypy runs.
"""
