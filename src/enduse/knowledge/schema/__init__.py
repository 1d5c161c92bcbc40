"""What a knowledge file of each kind may say; anything else is refused."""
