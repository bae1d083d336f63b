"""Writes the logs of TRL, verl and verifiers as these write them, with the rewards of the compiled modules.

argv: the folders of the unpacked wheels of TRL and verl, or "" and "" where only verifiers is installed; the output.
stdin: {"trl": folder of `compile --to trl`, "verl": …, "verifiers": [folder, module], "steps": [[[row, completion], …], …]}.

TRL and verl import torch as a whole. What writes their logs needs none of it: those statements are taken out of the
installed source and run as they are.
"""

import ast
import importlib.util
import json
import os
import sys
from pathlib import Path


def module_at(path, name):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows_of(path):
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def found(tree, kind, name):
    return next(node for node in ast.walk(tree) if isinstance(node, kind) and getattr(node, "name", "") == name)


def run(nodes, names):
    module = ast.Module(body=nodes, type_ignores=[])
    exec(compile(module, "installed", "exec"), names)  # noqa: S102
    return names


def trl_table(source):
    """By `table = …`, `df_base = …` and `df_base.to_parquet(…)` of GRPOTrainer.log: a function of step, logs and folder."""
    import types

    import pandas as pd

    trainer = Path(source, "trl/trainer/grpo_trainer.py").read_text(encoding="utf-8")
    log = found(ast.parse(trainer), ast.FunctionDef, "log")
    wanted = []
    for node in ast.walk(log):
        text = ast.unparse(node) if isinstance(node, (ast.Assign, ast.Expr)) else ""
        if text.startswith(("table = ", "df_base = pd.", "df_base.to_parquet(")):
            wanted.append(node)
    assert len(wanted) == 3, [ast.unparse(node) for node in wanted]
    wanted.sort(key=lambda node: node.lineno)

    def write(step, logs, out):
        os.makedirs(Path(out, "completions"), exist_ok=True)
        trainer = types.SimpleNamespace(
            state=types.SimpleNamespace(global_step=step), args=types.SimpleNamespace(output_dir=str(out)), _logs=logs
        )
        run(wanted, {"self": trainer, "pd": pd, "os": os, "strip_images_from_messages": lambda messages: messages})

    return write


def write_trl_several(source, folder, out):
    """Two reward functions and no total; advantages by TRL's own formula, of the plain sum."""
    import statistics

    write = trl_table(source)
    rows = rows_of(Path(folder, "train.jsonl"))
    said = ["Cause-Effect(e1,e2)", "Other", "Cause-Effect(e2,e1)", ""]
    right = "Cause-Effect(e1,e2)"
    for step, at in [(1, 0), (2, 0)]:
        answers = said if step == 1 else said[::-1]
        form = [1.0 if text else 0.0 for text in answers]
        accuracy = [2.0 if text == right else float("nan") if text == "Other" else -0.5 for text in answers]
        sums = [a + (0.0 if b != b else b) for a, b in zip(form, accuracy)]
        mean, spread = statistics.mean(sums), statistics.stdev(sums)
        logs = {
            "prompt": [rows[at]["prompt"]] * len(answers),
            "completion": [[{"role": "assistant", "content": f"<answer>{text}</answer>"}] for text in answers],
            "rewards": {"form_reward": form, "accuracy_reward": accuracy},
            "extra": {},
            "advantages": [(one - mean) / (spread + 1e-4) for one in sums],
        }
        write(step, logs, out)


def write_trl(source, folder, steps, out):
    write = trl_table(source)
    reward = module_at(Path(folder, "reward.py"), "trl_reward")
    rows = rows_of(Path(folder, "train.jsonl"))
    for step, answers in enumerate(steps, 1):
        extra = {}
        columns = {name: [rows[at][name] for at, _ in answers] for name in rows[0] if name != "prompt"}
        completions = [[{"role": "assistant", "content": text}] for _, text in answers]
        rewards = {
            function.__name__: [
                float("nan") if value is None else value
                for value in function(
                    prompts=[rows[at]["prompt"] for at, _ in answers],
                    completions=completions,
                    completion_ids=[[1]] * len(answers),
                    log_extra=lambda name, values: extra.setdefault(name, []).extend(values),
                    log_metric=lambda name, value: None,
                    **columns,
                )
            ]
            for function in reward.REWARD_FUNCS
        }
        logs = {
            "prompt": [rows[at]["prompt"] for at, _ in answers],
            "completion": completions,
            "rewards": rewards,
            "extra": extra,
            "advantages": [0.0] * len(answers),
        }
        write(step, logs, out)


def write_verl(source, folder, steps, out):
    """By `_write_generations`: of the old trainer with what compute_score returned, of the new one with uids alone."""
    import numpy as np

    reward = module_at(Path(folder, "reward.py"), "verl_reward")
    rows = rows_of(Path(folder, "train.jsonl"))
    names = {"os": os, "json": json, "np": np}
    for step, answers in enumerate(steps, 1):
        file = "verl/trainer/ppo/ray_trainer.py" if step == 1 else "verl/trainer/ppo/v1/trainer_base.py"
        write = found(ast.parse(Path(source, file).read_text(encoding="utf-8")), ast.FunctionDef, "_write_generations")
        write.decorator_list = []
        run([write], names)
        results = [
            reward.compute_score(
                data_source=rows[at]["data_source"],
                solution_str=text,
                ground_truth=rows[at]["reward_model"]["ground_truth"],
                extra_info=dict(rows[at]["extra_info"]),
            )
            for at, text in answers
        ]
        extra = {key: [result[key] for result in results] for key in results[0]}
        names["_write_generations"](
            [decoded(rows[at]["prompt"]) for at, _ in answers],
            [text for _, text in answers],
            [rows[at]["reward_model"]["ground_truth"] for at, _ in answers],
            [result["score"] for result in results],
            extra if step == 1 else {"uid": [f"{at:08x}_{i}_0" for i, (at, _) in enumerate(answers)]},
            str(out),
            step,
        )


def decoded(prompt):
    """As Qwen's template reads without its special tokens."""
    return "".join(f"{message['role']}\n{message['content']}\n" for message in prompt) + "assistant\n"


def write_verifiers(package, steps, out):
    """By `write_episode`, after the taskset scored the trace as `task.score` does."""
    import asyncio
    import importlib

    import verifiers.v1 as vf
    from verifiers.v1.configs.agent import WireAgentConfig
    from verifiers.v1.configs.taskset import TasksetConfig
    from verifiers.v1.episode import EnvInfo, Episode, TrainRunInfo, TrainWorkInfo
    from verifiers.v1.graph import MessageNode
    from verifiers.v1.trace import AgentInfo, Error, Trace, TraceTask
    from verifiers.v1.utils.trace_store import write_episode

    folder, name = package
    sys.path.insert(0, folder)
    tasks = list(importlib.import_module(name).GuidelineTaskset(TasksetConfig()))
    os.makedirs(out)

    async def one(step, at, text):
        task = tasks[at]
        about = TraceTask(type=type(task).__name__, data=task.data, key=task.key, hash=task.hash)
        trace = Trace(
            task=about,
            agent=AgentInfo(config=WireAgentConfig()),
            nodes=[
                MessageNode(message=vf.SystemMessage(content=task.data.system_prompt or "")),
                MessageNode(parent=0, message=vf.UserMessage(content=task.data.prompt)),
                MessageNode(parent=1, message=vf.AssistantMessage(content=text), sampled=True),
            ],
        )
        try:
            await task.score(trace)
            trace.ok = True
        except vf.TaskError as error:
            trace.errors.append(Error(type=type(error).__name__, message=str(error)))
        run = TrainRunInfo(id="run", work=TrainWorkInfo(step=step))
        write_episode(Path(out), Episode(env=EnvInfo(id=name), task=about, run=run, traces=[trace], ok=trace.ok))

    async def every():
        for step, answers in enumerate(steps, 1):
            for at, text in answers:
                await one(step, at, text)

    asyncio.run(every())


if __name__ == "__main__":
    trl, verl, target = sys.argv[1:4]
    asked = json.load(sys.stdin)
    if trl:
        write_trl(trl, asked["trl"], asked["steps"], Path(target, "trl"))
        write_trl_several(trl, asked["trl"], Path(target, "trl-several"))
        write_verl(verl, asked["verl"], asked["steps"], Path(target, "verl"))
    else:
        write_verifiers(asked["verifiers"], asked["steps"], Path(target, "verifiers"))
