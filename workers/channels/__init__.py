"""How a message leaves: each channel only translates, and says whether a failure is worth another try."""
