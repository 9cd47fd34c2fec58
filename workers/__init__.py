"""What happens after the response: the relay rings, actors claim, send and finish."""
