"""Files in, transfers out, with every problem and every reject accounted for."""
