"""What is asked after a referral was accepted, when, and what came back."""
