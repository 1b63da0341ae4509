"""`python -m adapters.cli` is `crossfoot`."""

from adapters.cli.app import main

if __name__ == "__main__":
    main()
