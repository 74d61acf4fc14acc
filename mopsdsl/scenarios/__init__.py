"""`mopsdsl test`: scenarios run against the model, each with one person and a clock of its own.

Begin with `run.run(context, scenarios)`: an Outcome each. A `Simulation` holds the person, the clock and what is still to happen; each
other module knows one part of what Marketo, the CRM and the two teams do, and is handed the simulation. Nothing here knows today's date.
"""
