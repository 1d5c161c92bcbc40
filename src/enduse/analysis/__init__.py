"""What follows from knowledge and from reviewed runs: gaps, flows, simulations, watched sources."""
