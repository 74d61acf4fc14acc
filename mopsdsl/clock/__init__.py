"""Business time: time zones, public holidays, working calendars, due times, and who is there when.

Begin with `calendar.of_team(model, team)`: a working calendar, of which everything else is asked. Nothing here knows today's
date, reads the system's time zones or looks at the network, so a question has the same answer on every machine.
"""
