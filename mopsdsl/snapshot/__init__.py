"""The model as plain data, and back: what is saved today can be read by a later mopsdsl."""
