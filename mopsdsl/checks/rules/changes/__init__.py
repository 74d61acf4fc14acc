"""Rules about change plans: what goes for good, who comes to see whom, and what breaks on the way."""
