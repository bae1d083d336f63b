"""Scores what stands on stdin with modules that glossator compiled, one verdict a line.

The first line is {"modules": [paths]}; every other one a row, {"module": number, "input": …, "gold": …}, or a completion of
one: [the row's number, completion, given or null].
"""

import importlib.util
import json
import sys


def load(path, i):
    spec = importlib.util.spec_from_file_location(f"reward_{i}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main():
    head = json.loads(sys.stdin.readline())
    modules = [load(path, i) for i, path in enumerate(head["modules"])]
    rows = []
    for line in sys.stdin:
        told = json.loads(line)
        if isinstance(told, dict):
            module = modules[told["module"]]
            rows.append((module, module._data(told["input"]), module._data(told["gold"])))
            continue
        row, completion, given = told
        module, input, gold = rows[row]
        verdict = module.REWARD.verdict(completion, input, gold, given)
        terms = [[term["name"], term["value"], term["paid"], term["applied"]] for term in verdict["terms"]]
        reports = [[report["name"], report["value"]] for report in verdict["reports"]]
        findings = [[code, *(span or ())] for code, span in verdict["findings"]]
        said = [verdict["score"], verdict["normalised"], terms, reports, findings, verdict["answer"], verdict["unscorable"]]
        print(json.dumps(said))


main()
