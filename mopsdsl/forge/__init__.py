"""What a forge's pipeline runs on a pull request: `python -m mopsdsl.forge github` or `gitlab`.

A shell beside `cli`, and like it outside of all that decides: it runs mopsdsl's commands as anybody would, and carries what they said
to where a reviewer looks. The only room that uses a network, and the standard library is all it uses.
"""
