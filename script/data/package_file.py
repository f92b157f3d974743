"""Finds the data files of an installed package without importing its code."""

from importlib.metadata import files
from pathlib import Path


def package_files(package: str, pattern: str) -> list[Path]:
    """The files of `package` whose path matches `pattern`, in order of their path."""
    found = sorted(
        Path(str(file.locate())) for file in files(package) or [] if file.match(pattern)
    )
    if not found:
        raise SystemExit(f"{package} holds no {pattern}: is it the version in sources.txt?")
    return found
