"""Trains with TRL: each folder's own `train.py`, two steps of GRPO on the CPU; the model can say nothing but given answers.

The question: {"folders": [folder], "answers": [[text]] of each folder, "out": a folder to write to}.
"""

import glob
import json
import math
import os
import runpy
import sys

import caller
import tiny
import pandas
from safetensors.torch import load_file


def plain(value):
    """Without NaN, which JSON does not know."""
    return None if isinstance(value, float) and math.isnan(value) else value


def moved(before, after):
    """The share of weights that the training changed."""
    first, last = (load_file(f"{folder}/model.safetensors") for folder in (before, after))
    changed = sum((first[name] != last[name]).sum().item() for name in first)
    return changed / sum(one.numel() for one in first.values())


def trained(folder, answers, out):
    rows = caller.rows_of(f"{folder}/train.jsonl")
    tokens = tiny.tokenizer([message["content"] for row in rows for message in row["prompt"]], answers)
    tokens.save_pretrained(f"{out}/model")
    tiny.model(tokens).save_pretrained(f"{out}/model")
    kept = {tokens.eos_token_id, *(tokens.convert_tokens_to_ids(answer) for answer in answers)}
    suppressed = [i for i in range(len(tokens)) if i not in kept]
    flags = {
        "model": f"{out}/model",
        "output_dir": f"{out}/out",
        "max_steps": 2,
        "per_device_train_batch_size": 16,
        "max_completion_length": 2,
        "learning_rate": 0.01,
        "use_cpu": True,
        "bf16": False,
        "gradient_checkpointing": False,
        "disable_tqdm": True,
        "generation_kwargs": json.dumps({"suppress_tokens": suppressed}),
    }
    sys.argv = ["train.py", *(str(part) for name, value in flags.items() for part in (f"--{name}", value))]
    sys.modules.pop("reward", None)
    sys.path.insert(0, folder)
    runpy.run_path(f"{folder}/train.py", run_name="__main__")
    sys.path.remove(folder)
    with open(f"{out}/out/checkpoint-2/trainer_state.json", encoding="utf-8") as file:
        log = json.load(file)["log_history"]
    table = pandas.concat(pandas.read_parquet(file) for file in sorted(glob.glob(f"{out}/out/completions/*.parquet")))
    return {
        "log": [{name: plain(value) for name, value in step.items()} for step in log],
        "table": [
            {name: plain(list(value) if hasattr(value, "tolist") and not isinstance(value, float) else value) for name, value in row.items()}
            for row in table.to_dict("records")
        ],
        "moved": moved(f"{out}/model", f"{out}/out/checkpoint-2"),
    }


question = caller.asked()
caller.answer(
    {
        "runs": [
            trained(folder, answers, os.path.join(question["out"], str(i)))
            for i, (folder, answers) in enumerate(zip(question["folders"], question["answers"]))
        ],
        "versions": caller.versions("trl", "torch", "transformers", "datasets", "accelerate"),
    }
)
