"""Five checks over keys, one engine, the words."""
