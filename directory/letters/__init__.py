"""The letter that goes with a referral: drafted in sections when it is made, drawn as a PDF when it is read."""
