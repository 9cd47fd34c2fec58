"""A referral: made, sent, answered, chased and closed; somebody always owns it and something is always due."""
