"""`python -m enduse`: the same as the command `enduse`."""

from enduse.cli.main import run

if __name__ == "__main__":
    run()
