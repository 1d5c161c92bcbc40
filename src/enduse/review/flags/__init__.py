"""The check of red flags and route typologies."""
