"""One module a feature: read what to say, close the session, send, write."""
