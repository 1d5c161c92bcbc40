"""What the law of a jurisdiction required on a day, with its clause: the licence check."""
