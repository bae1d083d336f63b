"""Judges the cases of all checks: stdin [[verb, case]], stdout [value rounded to 1e-9]. The argument is a compiled module."""

import importlib.util
import json
import sys

spec = importlib.util.spec_from_file_location("reward", sys.argv[1])
reward = importlib.util.module_from_spec(spec)
spec.loader.exec_module(reward)


def argument(one):
    one = reward._data(one)
    fields = {name: one.get(name) for name in ("value", "type", "names", "field", "unit", "text")}
    return reward._Arg(one["kind"], **fields)


def judged(verb, case):
    asked = reward._Asked(
        reward._data(case["subject"]),
        case["type"],
        [argument(one) for one in case["objects"]],
        case["modifiers"],
        case.get("labels"),
        case.get("names"),
        case.get("given"),
    )
    if verb != "needs" and any(one.kind == "value" and one.value is None for one in asked.objects):
        return 0
    value = reward.CHECKS[verb][2](asked)
    return reward._rounded(value[0] if isinstance(value, tuple) else value)


json.dump([judged(verb, case) for verb, case in json.load(sys.stdin)], sys.stdout)
