"""For whoever looks after the directory: what could not be sent, alarms, figures."""
