#!/usr/bin/env python3
"""Plans benchmark files with Concord, by hand and with CP-SAT, and prints a table.

    race.py CONCORD FILE... [--time-limit-secs N] [--no-cp-sat]

Each program runs by itself, one after the other. "CPU" is what the whole process took, CP-SAT's model
building included; the ratio leaves the building out.
"""
import argparse
import json
import pathlib
import resource
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent


def run(command):
    """The JSON a program prints, with its wall and CPU seconds and its highest memory."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wall = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed: {done.stderr.strip()}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return json.loads(done.stdout), wall, cpu


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("concord")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--time-limit-secs", type=int, default=120)
    parser.add_argument("--no-cp-sat", action="store_true")
    arguments = parser.parse_args()
    limit = str(arguments.time_limit_secs)
    print("| File | Concord | gap | wall s | CPU s | by hand | CP-SAT | its solve s | its CPU s | Concord / CP-SAT |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for path in arguments.files:
        ours, wall, cpu = run([arguments.concord, "solve", path, "--json", "--time-limit-secs", limit])
        hand, _, _ = run([sys.executable, HERE / "rivals.py", "by-hand", path])
        cost = ours["objective"]
        row = [pathlib.Path(path).stem, f"{cost:,} {ours['status']}", f"{100 * ours['gap']:.3f} %", f"{wall:.2f}", f"{cpu:.2f}",
               f"{100 * (hand['objective'] / cost - 1):+.1f} %"]
        if arguments.no_cp_sat:
            row += ["-"] * 4
        else:
            theirs, _, _ = run([sys.executable, HERE / "rivals.py", "cp-sat", path, "--time-limit-secs", limit])
            row += [f"{theirs['objective']:,} {theirs['status'].lower()}", f"{theirs['seconds']:.2f}", f"{theirs['cpu_seconds']:.2f}",
                    f"{wall / theirs['seconds']:.3f}"]
        print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
