"""Scores answers as OpenRLHF does, up to what needs a GPU: its launch, its data set, its executor, its advantages.

The question: {"folders": [folder], "urls": [where a reward server answers for each], "answers": [[folder's number, row's
number, completion]]}. vLLM and FlashAttention run on GPUs alone: what stands for them here says the given completion.
The launch is `train.sh` itself: OpenRLHF reads and checks its flags, and where the training would start it ends.
"""

import asyncio
import os
import runpy
import sys
import types

import setuptools  # noqa: F401  brings distutils, which DeepSpeed imports
import caller
import tiny


def stand_in(name, **contents):
    module = types.ModuleType(name)
    module.__path__ = []
    module.__dict__.update(contents)
    sys.modules[name] = module


stand_in("vllm", SamplingParams=types.SimpleNamespace)
stand_in("vllm.inputs", TokensPrompt=dict)
stand_in("vllm.utils", random_uuid=None)
stand_in("flash_attn")
stand_in("flash_attn.bert_padding", index_first_axis=None, pad_input=None, rearrange=None, unpad_input=None)
stand_in("flash_attn.utils")
stand_in("flash_attn.utils.distributed", all_gather=None)

import openrlhf.utils
import ray
import torch
from openrlhf.datasets import PromptDataset
from openrlhf.datasets.utils import blending_datasets
from openrlhf.trainer.ppo_utils.experience_maker import RemoteExperienceMaker
from openrlhf.trainer.ppo_utils.samples_generator import SamplesGenerator
from openrlhf.utils.agent import SingleTurnAgentExecutor

quiet = types.SimpleNamespace(print=lambda *_: None, is_rank_0=lambda: False)


class Started(Exception):
    pass


def flags(folder, url):
    """What the trainer makes of `train.sh`."""
    kept = []

    def start(args):
        kept.append(args)
        raise Started

    more = [] if url is None else ["--reward.remote_url", url]
    module, *given = caller.launched(os.path.join(folder, "train.sh"), {"MODEL": "none"}, *more)
    openrlhf.utils.get_strategy = start
    ray.is_initialized = lambda: True
    sys.argv = [module, *given]
    try:
        runpy.run_module(module, run_name="__main__")
    except Started:
        return kept[0]


class Engine:
    """In the place of vLLM: answers with the given text."""

    def __init__(self, text):
        self.ids = tokens(text, add_special_tokens=False)["input_ids"] + [tokens.eos_token_id]

    async def generate(self, *_, **__):
        return types.SimpleNamespace(outputs=[types.SimpleNamespace(token_ids=self.ids, finish_reason="stop", logprobs=None)])


def rollouts(args, rows, own):
    executor = SingleTurnAgentExecutor(args.reward.remote_url)

    async def all_of_them():
        sampling = types.SimpleNamespace(max_tokens=args.rollout.max_new_tokens, logprobs=None)
        return [
            await executor.execute(rows[row][1], rows[row][2], sampling, args.data.max_len, tokens, Engine(text))
            for row, text in own
        ]

    return asyncio.run(all_of_them())


def trained_on(args, responses):
    """The scores and advantages that the trainer computes from them; each group is one prompt's answers."""
    strategy = types.SimpleNamespace(args=args)
    generator = SamplesGenerator(strategy, None, None, tokens, [])
    maker = RemoteExperienceMaker(None, None, None, None, types.SimpleNamespace(value=0.0), strategy, tokens)
    rollouts = [generator._process_response_into_experience(one, max_len=args.data.max_len) for one in responses]
    samples = maker.split_rollout_samples(rollouts)
    for one in samples:
        one.kl = torch.zeros_like(one.action_mask, dtype=torch.float32)
    made = maker.compute_advantages_and_returns(samples)
    return {
        "scores": [one.scores[0].item() for one in rollouts],
        "advantages": [one.advantages[i, -1].item() for one in made for i in range(len(one.sequences))],
    }


def plain(one):
    return [number(one["reward"]), number(one["scores"]), {key: number(value) for key, value in one["extra_logs"].items()}]


def number(value):
    return value[0] if isinstance(value, list) else value


question = caller.asked()
folders = question["folders"]
tokens = tiny.tokenizer([m["content"] for folder in folders for row in caller.rows_of(f"{folder}/train.jsonl") for m in row["prompt"]])
scored, served = ([None] * len(question["answers"]) for _ in range(2))
sizes, launches = [], []
trained = None
for at, folder in enumerate(folders):
    args = flags(folder, None)
    launches.append(
        {
            "estimator": args.algo.advantage.estimator,
            "group": args.rollout.n_samples_per_prompt,
            "engines": args.vllm.num_engines,
            "gpus": args.actor.num_gpus_per_node,
        }
    )
    quiet.args = args
    rows = PromptDataset(blending_datasets(args.data.prompt_dataset, None, quiet), tokens, quiet)
    sizes.append(len(rows))
    own = [(i, row, text) for i, (of, row, text) in enumerate(question["answers"]) if of == at]
    responses = rollouts(args, rows, [one[1:] for one in own])
    for (i, _, _), one in zip(own, responses):
        scored[i] = plain(one)
    for (i, _, _), one in zip(own, rollouts(flags(folder, question["urls"][at]), rows, [one[1:] for one in own])):
        served[i] = plain(one)
    if trained is None:
        per_prompt = args.rollout.n_samples_per_prompt
        whole = len(responses) // per_prompt * per_prompt
        trained = {"group": per_prompt, **trained_on(args, responses[:whole])}

caller.answer(
    {
        "versions": caller.versions("openrlhf", "torch", "transformers", "ray", "deepspeed"),
        "launched": launches,
        "rows": sizes,
        "scored": scored,
        "served": served,
        "trained": trained,
    }
)
