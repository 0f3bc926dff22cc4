"""Trains what ships in whodex/model: `python -m train --data DIR --wikinews DIR`."""
