"""Days and meetings as iCalendar files."""
