"""Makes bank_holidays.csv: the bank holidays of England and Wales, as GOV.UK publishes them."""

import csv
import json
import sys
from pathlib import Path

from package_file import package_files


def main(target: Path) -> None:
    (feed,) = package_files("govuk-bank-holidays", "bank-holidays.json")
    divisions = json.loads(feed.read_text(encoding="utf-8"))
    events = divisions["england-and-wales"]["events"]
    with target.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["date", "name"])
        out.writerows(sorted((event["date"], event["title"]) for event in events))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
