"""Which surveillance technology a goods text is about, and which entries may reach it."""
