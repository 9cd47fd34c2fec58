"""Who may see what is not public; until there are accounts, whoever holds the directory's key."""
