"""Review transfers of surveillance and policing technology."""
