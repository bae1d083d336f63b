"""Scores answers as verifiers 0.4 does: `task.score(trace)` of the compiled taskset.

stdin: {"folders": [[path, module]], "answers": [[folder, row, completion]]}; stdout: [[reward or null, metrics, error]].
"""

import asyncio
import importlib
import json
import sys

import verifiers
import verifiers.v1 as vf
from verifiers.v1.configs.agent import WireAgentConfig
from verifiers.v1.configs.taskset import TasksetConfig
from verifiers.v1.graph import MessageNode
from verifiers.v1.trace import AgentInfo, Trace, TraceTask


async def score(task, completion):
    nodes = [
        MessageNode(message=vf.UserMessage(content=task.data.prompt)),
        MessageNode(parent=0, message=vf.AssistantMessage(content=completion), sampled=True),
    ]
    trace = Trace(
        task=TraceTask(type=type(task).__name__, data=task.data),
        agent=AgentInfo(config=WireAgentConfig()),
        nodes=nodes,
    )
    try:
        await task.score(trace)
    except vf.TaskError as error:
        return [None, {}, str(error)]
    return [trace.reward, trace.metrics, None]


async def main():
    asked = json.load(sys.stdin)
    tasks = []
    for path, name in asked["folders"]:
        sys.path.insert(0, path)
        tasks.append(list(importlib.import_module(name).GuidelineTaskset(TasksetConfig())))
    scores = [await score(tasks[folder][row], completion) for folder, row, completion in asked["answers"]]
    json.dump({"version": verifiers.__version__, "scores": scores}, sys.stdout)


asyncio.run(main())
