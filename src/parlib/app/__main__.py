"""``python -m parlib.app``."""

from parlib.app.start import main

if __name__ == "__main__":
    main()
