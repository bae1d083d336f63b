/**
 * verl's custom reward: one `compute_score` for each sample. verl takes the keys of a batch from its first sample, so every
 * result has the same ones, all of them numbers.
 */
import { identifier, jsonLines, judges, moduleOf, rowsOf, type Trainer, type Training } from "./python.js"
import { readme } from "./trainer-readme.js"

const NAME = "verl"

export const verl: Trainer = {
  name: NAME,
  summary: "compute_score for verl, with rows and a launch script",
  seesBatches: false,
  files(training) {
    const { task, train, test } = training
    const source = `glossator/${identifier(task.name)}`
    const rows = (split: string, examples: Training["train"]) =>
      jsonLines(
        rowsOf(training, examples).map(({ id, prompt, input, gold }, index) => ({
          data_source: source,
          prompt,
          ability: "annotation",
          reward_model: { style: "rule", ground_truth: gold },
          extra_info: { split, index, id, input },
        })),
      )
    return {
      "reward.py": moduleOf(training, NAME, entryOf(training)),
      "train.jsonl": rows("train", train),
      // verl asks for a file to validate with
      "test.jsonl": rows("test", test.length > 0 ? test : train),
      "train.sh": SCRIPT,
      "README.md": readme(task, {
        tool: "verl",
        run: "MODEL=Qwen/Qwen2.5-0.5B-Instruct bash train.sh",
        needs:
          "verl with vLLM (written for 0.9.1: its settings, data set and reward loop were tried, its training on a GPU was not)",
        files: [
          ["reward.py", "`compute_score(data_source, solution_str, ground_truth, extra_info)`"],
          [
            "train.jsonl, test.jsonl",
            `rows with \`data_source\` "${source}"; gold and input as JSON texts${test.length > 0 ? "" : "; both hold the same rows"}`,
          ],
          ["train.sh", "`verl.trainer.main_ppo` with GRPO; every setting can be given again behind it"],
        ],
        unscorable:
          "`score` 0 (or the keyword `unscorable_score`) with `error` 1: verl knows no missing reward, so watch the mean of `error`",
        given: judges(task.plan).length > 0 ? "`extra_info.given`, or the keyword `given`" : undefined,
      }),
    }
  },
}

const entryOf = ({ task: { plan } }: Training): string => `TERMS = ["term/" + term["name"] for term in PLAN["terms"]]


def compute_score(
    data_source=None, solution_str="", ground_truth=None, extra_info=None, given=None, unscorable_score=0.0, **_
):
    """The same keys in every result. \`acc\`: is it the highest score? \`error\`: it can not be scored, through no fault of its own."""
    about = extra_info if isinstance(extra_info, dict) else {}
    values = about.get("given") if given is None else given
    verdict = REWARD.of_row(solution_str, about.get("input"), ground_truth, values)
    if verdict["unscorable"] is not None:
        return {"score": float(unscorable_score), "acc": 0.0, "error": 1.0, **dict.fromkeys(TERMS, 0.0)}
    score = verdict["score"]
    result = {"score": score, "acc": 0.0 if score < ${plan.range.highest} else 1.0, "error": 0.0}
    for key, term in zip(TERMS, verdict["terms"]):
        result[key] = term["paid"]
    return result`

const SCRIPT = `#!/usr/bin/env bash
# GRPO with verl on this folder's rows and reward, on one GPU. Settings behind the command win: bash train.sh trainer.nnodes=2
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
python3 -m verl.trainer.main_ppo \\
  algorithm.adv_estimator=grpo \\
  algorithm.norm_adv_by_std_in_grpo=True \\
  algorithm.use_kl_in_reward=False \\
  data.train_files="$here/train.jsonl" \\
  data.val_files="$here/test.jsonl" \\
  data.train_batch_size=128 \\
  data.max_prompt_length=4096 \\
  data.max_response_length=1024 \\
  data.filter_overlong_prompts=True \\
  data.truncation=error \\
  actor_rollout_ref.model.path="\${MODEL:-Qwen/Qwen2.5-0.5B-Instruct}" \\
  actor_rollout_ref.actor.optim.lr=1e-6 \\
  actor_rollout_ref.actor.ppo_mini_batch_size=64 \\
  actor_rollout_ref.actor.ppo_micro_batch_size_per_gpu=4 \\
  actor_rollout_ref.actor.use_kl_loss=True \\
  actor_rollout_ref.actor.kl_loss_coef=0.001 \\
  actor_rollout_ref.actor.kl_loss_type=low_var_kl \\
  actor_rollout_ref.rollout.name=vllm \\
  actor_rollout_ref.rollout.n=8 \\
  actor_rollout_ref.rollout.tensor_model_parallel_size=1 \\
  actor_rollout_ref.rollout.log_prob_micro_batch_size_per_gpu=8 \\
  actor_rollout_ref.ref.log_prob_micro_batch_size_per_gpu=8 \\
  reward.custom_reward_function.path="$here/reward.py" \\
  reward.custom_reward_function.name=compute_score \\
  reward.reward_manager.name=naive \\
  trainer.logger='["console"]' \\
  trainer.project_name=glossator \\
  trainer.n_gpus_per_node=1 \\
  trainer.nnodes=1 \\
  trainer.total_epochs=1 \\
  trainer.rollout_data_dir="$here/rollouts" \\
  "$@"
# Another score for what can not be scored: +reward.custom_reward_function.reward_kwargs.unscorable_score=-1
`
