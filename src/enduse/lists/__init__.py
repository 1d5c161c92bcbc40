"""Official lists: publishers' formats, snapshots, what a list said on a day."""
