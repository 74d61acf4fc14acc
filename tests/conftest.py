"""What holds for all tests."""

from hypothesis import settings

# A test says what is so, never how long it takes: the machine may have other work.
settings.register_profile("mopsdsl", deadline=None)
settings.load_profile("mopsdsl")
