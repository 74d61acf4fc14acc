"""The campaigns of lifecycles: everybody comes in, nobody is stuck, and nobody is moved who was not meant."""

from tests.plan.spec import planned, steps_of

HEAD = """
instance Acme { timezone "America/New_York" }
field Points number
field Fit text
field Seen date
partition EMEA "EMEA people"
partition JP "Japanese people"
team SDR { side sales; calendar Six_Days }
calendar Six_Days { timezone "Asia/Tokyo"; hours Mon..Sat 09:00-17:00 }
score Behaviour adds to Points { +1 when visits page "/" }
"""


def _found(body: str) -> dict:
    return steps_of(planned(f"{HEAD}\nlifecycle L {{\n{body}\n}}"))


def _rows(step) -> dict[str, str]:
    return dict(step.enter)


def _triggers(step) -> list[str]:
    return [text for label, text in step.enter if label.startswith("Trigger")]


STAGES = """
  stage A inventory { status "New" }
  stage B inventory { status "Open", "Reopened" }
  stage C end
"""


def test_a_decision_of_a_team_is_the_status_of_the_stage():
    step = _found(STAGES + "A -> B by SDR")["build-transition-L.A-to-B-by-SDR"]
    assert ("Filters", "Lead Status is Open; Reopened") in step.enter
    assert "Data Value Changes: Lead Status" in _triggers(step)


def test_a_decision_that_asks_for_a_field_waits_for_the_team_all_the_same():
    step = _found(STAGES + "A -> B by SDR when Points > 3")["build-transition-L.A-to-B-by-SDR"]
    assert [text for label, text in step.enter if label == "Filters"] == [
        "Points greater than 3",
        "Lead Status is Open; Reopened",
    ]


def test_a_decision_without_a_status_says_what_the_team_has_to_set():
    step = _found(STAGES + "A -> C by SDR")["build-transition-L.A-to-C-by-SDR"]
    assert "<a value that SDR has to name and set" in _rows(step)["Filters"]


def test_a_condition_is_asked_on_every_change_and_on_entering_the_stage():
    step = _found(STAGES + 'A -> B when Points >= 5 and Fit is "A"')["build-transition-L.A-to-B"]
    assert _triggers(step) == [
        "Program Status is Changed: L, new status A",
        "Score is Changed: Points",
        "Data Value Changes: Fit",
    ]
    assert "And daily" not in _rows(step)


def test_the_lead_status_is_there_before_the_stage_is():
    step = _found(STAGES + "A -> B when Points >= 5")["build-transition-L.A-to-B"]
    assert _rows(step)["Flow 1"] == "Change Data Value: Lead Status, new value Open"
    assert _rows(step)["Flow 2"] == "Change Program Status: L, new status B"


def test_what_time_makes_true_is_asked_daily():
    found = _found(
        STAGES
        + "A -> B when Seen older than 9 days\nB -> C when Seen within 9 days\nC -> A when not Seen within 9 days"
    )
    assert "recur every day" in _rows(found["build-transition-L.A-to-B"])["And daily"]
    assert "And daily" not in _rows(found["build-transition-L.B-to-C"])
    assert "And daily" in _rows(found["build-transition-L.C-to-A"])
    rows = found["activate-lifecycle-L"].enter
    assert [text for label, text in rows if label.startswith("Schedule")] == ["A → B, daily", "C → A, daily"]


def test_lists_and_stages_are_listened_to_as_well():
    text = f"""{HEAD}
    assets in Default {{
      smart_list Keen {{ when Fit is "A" }}
      static_list Guests
    }}
    lifecycle Other {{ stage X inventory }}
    lifecycle L {{ {STAGES}
      A -> B when member of Default.Keen and member of Default.Guests
      B -> C when stage is Other.X or status is "Open"
    }}
    """
    found = steps_of(planned(text))
    assert _triggers(found["build-transition-L.A-to-B"])[1:] == [
        "Data Value Changes: Fit",
        "Added to List: Guests",
    ]
    assert _triggers(found["build-transition-L.B-to-C"])[1:] == [
        "Data Value Changes: Lead Status",
        "Program Status is Changed: Other",
    ]


def test_new_people_start_at_the_first_stage():
    step = _found(STAGES)["build-entry-L.A"]
    assert _triggers(step) == ["Person is Created"]
    assert ("Filter", "Member of Program not in L") in step.enter
    assert _rows(step)["Flow 2"] == "Change Program Status: L, new status A"
    assert "build-entry-L.A" in _found(STAGES)["activate-lifecycle-L"].needs


def test_a_lifecycle_moves_only_its_own_people():
    found = _found("for partitions all except JP\n" + STAGES + "A -> B after 2 days")
    assert _triggers(found["build-entry-L.A"]) == ["Person is Created", "Person Partition Changes"]
    for step in ("build-entry-L.A", "build-transition-L.A-to-B-after-2-days"):
        assert ("Filter", "Person Partition Name is not Japanese people") in found[step].enter
    everybody = _found("for partitions all\n" + STAGES)["build-entry-L.A"]
    assert not any("Person Partition Name" in text for _, text in everybody.enter)


def test_a_gate_sends_everybody_on_as_they_enter_it():
    found = _found("""
      stage A inventory
      stage Gate gate otherwise -> C
      stage B inventory { status "Open" }
      stage C inventory
      A -> Gate after 60 days
      Gate -> B when Points >= 4
    """)
    gate = found["build-gate-L.Gate"]
    assert _triggers(gate) == ["Program Status is Changed: L, new status Gate"]
    assert ("Choice 1", "Points at least 4 → B, with Lead Status Open") in gate.enter
    assert ("Default Choice", "C") in gate.enter
    assert "build-transition-L.Gate-to-B" not in found
    assert "Gate → C, the gate's default transition" in _rows(found["draw-model-L"]).values()
    assert "Gate" not in _rows(found["place-people-in-lifecycle-L"])


def test_a_gate_can_say_otherwise_as_a_move():
    gate = _found("stage G gate\nstage B end\nstage C end\nG -> B when Points > 1\nG -> C otherwise")[
        "build-gate-L.G"
    ]
    assert ("Default Choice", "C") in gate.enter


def test_a_condition_of_a_timed_move_is_asked_once_the_time_is_over():
    step = _found(STAGES + "A -> B after 3 days when Points > 1")["build-transition-L.A-to-B-after-3-days"]
    assert _triggers(step) == ["Program Status is Changed: L, new status A"]
    assert (
        _rows(step)["Flow 2"]
        == "Remove from Flow: if the status is no longer A, or unless Points greater than 1"
    )
    assert "Filters" not in _rows(step)


def test_business_time_is_what_a_wait_step_can_be_given():
    found = _found("""
      stage A sla 16 business hours owned by SDR
      stage B sla 4 business hours
      A -> B after 13 business days
      B -> A after 5 business days
    """)
    assert _rows(found["build-transition-L.A-to-B-after-13-business-days"])["Flow 1"] == (
        "Wait: 15 days, ending on Monday to Saturday (an approximation of 13 business days; Marketo's days begin and end in the "
        "time zone America/New_York)"
    )
    assert _rows(found["build-transition-L.B-to-A-after-5-business-days"])["Flow 1"].startswith(
        "Wait: 7 days, ending on Monday to Friday"
    )
    assert _rows(found["build-stage-alert-L.A"])["Flow 1"].startswith(
        "Wait: 2 days, ending on Monday to Saturday"
    )
    assert _rows(found["build-stage-alert-L.B"])["Flow 1"].startswith(
        "Wait: 4 hours, ending on Monday to Friday"
    )


def test_plain_time_is_plain():
    step = _found(STAGES + "A -> B after 1 day")["build-transition-L.A-to-B-after-1-day"]
    assert _rows(step)["Flow 1"] == "Wait: 1 day"
