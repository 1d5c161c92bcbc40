"""The check `end_user`: is this body a security organ; of which kind, level and place."""
