"""`python -m toolkit.cli`: the command where no script was installed."""

from toolkit.cli import main

if __name__ == "__main__":
    main()
