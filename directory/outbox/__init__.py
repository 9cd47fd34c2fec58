"""What must be sent or done later: rows with a due time, claimed under a lease and finished by its holder."""
