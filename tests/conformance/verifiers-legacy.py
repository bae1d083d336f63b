"""Scores answers as verifiers 0.1 does: `rubric.score_rollout(state)` of the compiled environment; see verifiers-v1.py."""

import asyncio
import importlib
import importlib.metadata
import json
import logging
import sys

import verifiers as vf
from verifiers.types import State

logging.disable(logging.CRITICAL)


async def score(environment, row, completion):
    state = State()
    state.update(
        prompt=row["prompt"],
        completion=[{"role": "assistant", "content": completion}],
        answer=row["answer"],
        info=row["info"],
        task="guideline",
        trajectory=[],
        timing=vf.types.RolloutTiming(),
    )
    await environment.rubric.score_rollout(state)
    return [state["reward"], state["metrics"], None]


async def main():
    asked = json.load(sys.stdin)
    environments = []
    for path, name in asked["folders"]:
        sys.path.insert(0, path)
        environment = importlib.import_module(name).load_environment()
        environments.append((environment, list(environment.get_dataset())))
    scores = []
    for folder, row, completion in asked["answers"]:
        environment, rows = environments[folder]
        scores.append(await score(environment, rows[row], completion))
    json.dump({"version": importlib.metadata.version("verifiers"), "scores": scores}, sys.stdout)


asyncio.run(main())
