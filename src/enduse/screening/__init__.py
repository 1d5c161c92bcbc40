"""Which list entries a name may be, and why."""
