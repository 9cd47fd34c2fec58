"""Reference data, and the demonstration network: none of its clinics and people exist."""
