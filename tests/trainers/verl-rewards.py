"""Scores answers as verl does, up to what needs a GPU: its launch, its data set, its reward loop.

The question: {"folders": [folder], "answers": [[folder's number, row's number, completion]], "model": a folder to write to}.
The launch is `train.sh` itself: Hydra reads its settings and verl checks them, and where the training would start it ends.
"""

import asyncio
import logging
import os
import sys

import caller
import tiny

logging.disable(logging.CRITICAL)
import numpy as np
import ray
import torch
import verl.trainer.main_ppo as launch
from tensordict import TensorDict
from verl import DataProto
from verl.experimental.reward_loop.reward_loop import RewardLoopManager, RewardLoopWorker
from verl.utils.dataset.rl_dataset import RLHFDataset, collate_fn


def configuration(folder):
    module, *settings = caller.launched(os.path.join(folder, "train.sh"), {"MODEL": asked["model"]}, "reward.num_workers=1")
    assert module == launch.__name__, module
    kept = []
    launch.run_ppo = lambda config, **_: kept.append(config)
    sys.argv = [module, *settings]
    launch.main()
    return kept[0]


def batch_of(items, completions):
    """Rows of the data set with answers behind prompts, as a rollout leaves them: padded on the right."""
    rows = DataProto.from_single_dict(collate_fn(items))
    ids = [tokens(text, add_special_tokens=False)["input_ids"] + [tokens.eos_token_id] for text in completions]
    longest = max(len(one) for one in ids)
    responses = torch.tensor([one + [tokens.pad_token_id] * (longest - len(one)) for one in ids])
    mask = torch.tensor([[1] * (4 + len(one)) + [0] * (longest - len(one)) for one in ids])
    prompts = torch.full((len(ids), 4), tokens.eos_token_id)
    batch = TensorDict({"prompts": prompts, "responses": responses, "attention_mask": mask}, batch_size=len(ids))
    return DataProto(batch=batch, non_tensor_batch=rows.non_tensor_batch)


asked = caller.asked()
folders = asked["folders"]
prompts = [m["content"] for folder in folders for row in caller.rows_of(f"{folder}/train.jsonl") for m in row["prompt"]]
tokens = tiny.tokenizer(prompts)
tiny.model(tokens).save_pretrained(asked["model"])
tokens.save_pretrained(asked["model"])

configs = [configuration(folder) for folder in folders]
sets = [RLHFDataset(config.data.train_files, tokens, config.data) for config in configs]
scored = [None] * len(asked["answers"])
batches = []
for number, (config, rows) in enumerate(zip(configs, sets)):
    own = [(i, row, text) for i, (at, row, text) in enumerate(asked["answers"]) if at == number]
    batch = batch_of([rows[row] for _, row, _ in own], [text for _, _, text in own])
    batches.append(batch)

    async def score():
        return await RewardLoopWorker(config).compute_score_batch(batch)

    for (i, _, _), result in zip(own, asyncio.run(score())):
        scored[i] = [result["reward_score"], result["reward_extra_info"]]

# the first folder again, as the trainer asks: by workers of Ray, gathered into one batch
ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, configure_logging=False)
gathered = RewardLoopManager(configs[0]).compute_rm_score(batches[0])
ray.shutdown()

caller.answer(
    {
        "versions": caller.versions("verl", "torch", "transformers", "ray", "hydra-core"),
        "launched": [
            {
                "estimator": config.algorithm.adv_estimator,
                "group": config.actor_rollout_ref.rollout.n,
                "manager": config.reward.reward_manager.name,
                "function": config.reward.custom_reward_function.name,
                "kl": config.actor_rollout_ref.actor.use_kl_loss,
            }
            for config in configs
        ],
        "rows": [len(one) for one in sets],
        "scored": scored,
        "gathered": {
            "scores": gathered.batch["rm_scores"].sum(-1).tolist(),
            **{key: np.asarray(gathered.non_tensor_batch[key]).tolist() for key in gathered.meta_info["reward_extra_keys"]},
        },
    }
)
