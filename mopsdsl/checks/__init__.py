"""The rules, each in a file of its own, and the runner that finds them."""
