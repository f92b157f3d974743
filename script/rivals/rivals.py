#!/usr/bin/env python3
"""Solves a benchmark file the other ways: by hand, and with OR-Tools CP-SAT.

    rivals.py by-hand FILE
    rivals.py cp-sat FILE [--time-limit-secs N] [--workers N]

Prints one JSON object. Every meeting of every case is one binary; the rows are those of
docs/optimiser.md, with all cliques of ways. CP-SAT runs with the sub-solvers that do best on these
files (max_lp and default_lp with two workers); its defaults find no plan of the larger ones.
"""
import argparse
import json
import math
import time
from collections import defaultdict

HALF_HOUR = 30


def minutes(a, b):
    if a == b:
        return 0
    return 10 + math.isqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) * 156 // 1000


def at(thing):
    return thing["x"], thing["y"]


class Region:
    """A file, with levels by grain and everything a meeting can be made of."""

    def __init__(self, data):
        self.data = data
        self.grains = data["calendar"]["grains_per_day"]
        self.week = data["calendar"]["week"]
        self.weights = data["weights"]
        self.levels = [self.grid(person) for person in data["people"]]
        self.open = [self.opened(room) for room in data["rooms"]]

    def grid(self, person):
        levels = [0] * (len(self.week) * self.grains)
        for day, start, end, level in person["avail"]:
            for grain in range(start, end):
                index = day * self.grains + grain
                levels[index] = max(levels[index], level)
        return levels

    def opened(self, room):
        return {(day, grain) for day, start, end in room["open"] for grain in range(start, end)}

    def level(self, person, day, start, end):
        first = day * self.grains
        return min(self.levels[person][first + start:first + end])

    def venue(self, place):
        return None if place < 0 else self.data["rooms"][place]["venue"]

    def gap(self, one, other):
        if one == other:
            return 0
        if one is None or other is None:
            return self.data["gap_online"]
        venues = self.data["venues"]
        return -(-minutes(at(venues[one]), at(venues[other])) // HALF_HOUR)

    def places(self, case):
        found = [] if case["mode"] == "in_person" else [(-1, 0)]
        if case["mode"] == "online":
            return found
        for index, room in enumerate(self.data["rooms"]):
            way = minutes(at(case), at(self.data["venues"][room["venue"]]))
            if (room["breakouts"] >= case["breakouts"] and room["capacity"] >= case["headcount"]
                    and (room["accessible"] or not case["accessible"]) and way <= case["max_family_min"]):
                cost = self.weights["family_min"] * way + room["cost"] // self.weights["room_cost_div"]
                found.append((index, cost))
        return found

    def meetings(self, number):
        """Every meeting of a case by itself: (cost, start, place, roles, tasks)."""
        case, weights = self.data["cases"][number], self.weights
        length, setup, now = case["duration"], case["pre"], case["current"]
        places = self.places(case)
        for day in range(case["earliest_day"], len(self.week)):
            if day > case["deadline_day"] and case["deadline_hard"]:
                break
            late = day - case["deadline_day"]
            on_day = weights["day"] * (day - case["earliest_day"]) * (case["priority"] + 1)
            on_day += weights["late_fixed"] + weights["late_per_day"] * late if late > 0 else 0
            for grain in range(setup, self.grains - length + 1):
                end, start = grain + length, day * self.grains + grain
                named = [self.level(person, day, grain, end) for person in case["required"]]
                if 0 in named:
                    continue
                base = on_day + sum(weights["level"][level] for level in named)
                base += sum(cost for person, cost in case["optional"] if not self.level(person, day, grain, end))
                pools = []
                for role in case["roles"]:
                    first = grain - setup if role["role"] == "mediator" else grain
                    levels = [(person, self.level(person, day, first, end)) for person in role["pool"]]
                    pools.append([(person, weights["level"][level], first) for person, level in levels if level])
                if not all(pools):
                    continue
                for place, place_cost in places:
                    if place >= 0 and any((day, g) not in self.open[place] for g in range(grain - setup, end)):
                        continue
                    yield from self.teams(case, now, start, day, grain, end, place, base + place_cost, pools)

    def teams(self, case, now, start, day, grain, end, place, cost, pools):
        weights = self.weights
        if now and (now["start"] != start or now["place"] != place):
            cost += weights["moved"]
        partial = [(cost, {}, [(person, grain, end) for person in case["required"]])]
        for role, pool in zip(case["roles"], pools):
            grown = []
            for person, grade, first in pool:
                extra, is_mediator = grade, role["role"] == "mediator"
                if is_mediator and place >= 0:
                    profile = self.data["people"][person]
                    way = minutes(at(profile), at(self.data["venues"][self.venue(place)]))
                    if way > profile["max_travel"]:
                        continue
                    extra += weights["mediator_min"] * way
                if now and now["assigned"][role["role"]] != person:
                    extra += weights["moved_mediator"] if is_mediator else weights["moved_other"]
                for cost, taken, tasks in partial:
                    if all(person != other for other, _, _ in tasks):
                        grown.append((cost + extra, {**taken, role["role"]: person}, tasks + [(person, first, end)]))
            partial = grown
        for cost, taken, tasks in partial:
            is_now = now and now["start"] == start and now["place"] == place and now["assigned"] == taken
            if is_now or not case["pinned"]:
                room = (place, grain - case["pre"], end)
                yield cost, start, place, taken, day, tasks, room


def by_hand(region):
    """Pinned meetings, then the earliest deadline first, each case at its first date that fits."""
    cases = region.data["cases"]
    order = sorted(range(len(cases)), key=lambda number: (not cases[number]["pinned"], cases[number]["deadline_day"], number))
    held, rooms, days, weeks = defaultdict(list), defaultdict(list), defaultdict(int), defaultdict(int)
    plan = {}

    def fits(meeting):
        _, _, place, _, day, tasks, room = meeting
        if place >= 0 and any(a < room[2] and room[1] < b for a, b in rooms[place, day]):
            return False
        for person, start, end in tasks:
            limits = region.data["people"][person]
            if days[person, day] >= limits["max_day"] or weeks[person, region.week[day]] >= limits["max_week"]:
                return False
            for first, last, other in held[person, day]:
                gap = region.gap(other, region.venue(place))
                if not (last + gap <= start or end + gap <= first):
                    return False
        return True

    for number in order:
        for meeting in sorted(region.meetings(number), key=lambda meeting: (meeting[1], meeting[0])):
            if fits(meeting):
                _, _, place, _, day, tasks, room = meeting
                plan[number] = meeting
                if place >= 0:
                    rooms[place, day].append(room[1:])
                for person, start, end in tasks:
                    held[person, day].append((start, end, region.venue(place)))
                    days[person, day] += 1
                    weeks[person, region.week[day]] += 1
                break
    return plan


def instants(intervals):
    """The instants that are common to a maximal set of intervals."""
    begins = {start for start, _ in intervals}
    ends = {end for _, end in intervals}
    kept, has_begun = [], False
    for grain in range(max(ends)):
        has_begun = has_begun or grain in begins
        if has_begun and grain + 1 in ends:
            kept.append(grain)
            has_begun = False
    return kept


def rows(region, columns):
    """(columns, at most) for everything that meetings share."""
    people, weeks, rooms = defaultdict(list), defaultdict(list), defaultdict(list)
    for index, (number, (_, _, place, _, day, tasks, room)) in enumerate(columns):
        for person, start, end in tasks:
            people[person, day].append((index, number, start, end, region.venue(place)))
            weeks[person, region.week[day]].append(index)
        if place >= 0:
            rooms[place, day].append((index, room[1], room[2]))
    for used in rooms.values():
        for instant in instants([(start, end) for _, start, end in used]):
            yield [index for index, start, end in used if start <= instant < end], 1
    for (person, _), used in weeks.items():
        yield used, region.data["people"][person]["max_week"]
    for (person, _), used in people.items():
        most = region.data["people"][person]["max_day"]
        yield [index for index, *_ in used], most
        if most == 1:
            continue
        for instant in instants([(start, end) for _, _, start, end, _ in used]):
            yield [index for index, _, start, end, _ in used if start <= instant < end], 1
        kinds = {(start, end, site) for _, _, start, end, site in used}
        cliques = set()
        for _, end, site in kinds:
            for start, _, other in kinds:
                if end <= start < end + region.gap(site, other):
                    cliques.add((site, end - 1, start - end + 1))
        for site, instant, delta in cliques:
            then = instant + delta
            yield [index for index, _, start, end, other in used
                   if (start <= instant < end if other == site else
                       start <= then < end if region.gap(site, other) >= delta else
                       start <= instant and then < end)], 1


def cp_sat(region, limit, workers):
    from ortools.sat.python import cp_model

    begin = time.perf_counter()
    cases, weights = region.data["cases"], region.weights
    columns = [(number, meeting) for number in range(len(cases)) for meeting in region.meetings(number)]
    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in columns]
    cost = [(variable, meeting[0]) for variable, (_, meeting) in zip(chosen, columns)]
    of_case = defaultdict(list)
    for variable, (number, _) in zip(chosen, columns):
        of_case[number].append(variable)
    for number, case in enumerate(cases):
        if case["pinned"]:
            model.add_exactly_one(of_case[number])
        else:
            left = model.new_bool_var("")
            model.add_exactly_one(of_case[number] + [left])
            cost.append((left, weights["unplaced"][case["priority"]]))
    for used, most in rows(region, columns):
        if most == 1:
            model.add_at_most_one(chosen[index] for index in used)
        elif len(used) > most:
            model.add(sum(chosen[index] for index in used) <= most)
    mediated = defaultdict(list)
    for variable, (_, meeting) in zip(chosen, columns):
        mediated[meeting[3]["mediator"]].append(variable)
    for person, variables in mediated.items():
        first = model.new_int_var(0, weights["balance1_cap"], "")
        further = model.new_int_var(0, len(cases), "")
        model.add(sum(variables) - first - further <= region.data["people"][person]["fair_share"])
        cost += [(first, weights["balance1"]), (further, weights["balance2"])]
    model.minimize(sum(variable * weight for variable, weight in cost))
    built = time.perf_counter()
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = limit
    solver.parameters.num_workers = workers
    if workers == 2:
        solver.parameters.subsolvers.extend(["max_lp", "default_lp"])
    status = solver.solve(model)
    return {
        "status": solver.status_name(status), "objective": round(solver.objective_value),
        "bound": round(solver.best_objective_bound), "build_seconds": round(built - begin, 3),
        "seconds": round(time.perf_counter() - built, 3),
        "columns": len(columns),
    }


def total(region, plan):
    """What a plan costs, fair shares included."""
    weights, count = region.weights, defaultdict(int)
    cost = sum(meeting[0] for meeting in plan.values())
    cost += sum(weights["unplaced"][case["priority"]] for number, case in enumerate(region.data["cases"]) if number not in plan)
    for meeting in plan.values():
        count[meeting[3]["mediator"]] += 1
    for person, number in count.items():
        beyond = max(0, number - region.data["people"][person]["fair_share"])
        cost += weights["balance1"] * min(beyond, weights["balance1_cap"])
        cost += weights["balance2"] * max(0, beyond - weights["balance1_cap"])
    return cost


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("way", choices=["by-hand", "cp-sat"])
    parser.add_argument("file")
    parser.add_argument("--time-limit-secs", type=float, default=120)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    with open(arguments.file, encoding="utf-8") as file:
        region = Region(json.load(file))
    begin = time.perf_counter()
    if arguments.way == "by-hand":
        plan = by_hand(region)
        answer = {"objective": total(region, plan), "placed": len(plan), "seconds": round(time.perf_counter() - begin, 3)}
    else:
        answer = cp_sat(region, arguments.time_limit_secs, arguments.workers)
    answer["cpu_seconds"] = round(time.process_time(), 2)
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
