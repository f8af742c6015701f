"""`python -m pathways` is the `pathways` command."""

from pathways.cli import main

if __name__ == "__main__":
    main(prog_name="pathways")
