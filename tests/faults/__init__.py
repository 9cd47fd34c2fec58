"""Real processes that are killed, stopped and starved, and a ledger of what they did."""
