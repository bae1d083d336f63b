/**
 * OpenRLHF's reward file: `reward_func(queries, prompts, labels)`. A query is the prompt with the answer behind it, special
 * tokens and all, so the answer is cut out first: prompts hold examples of right answers.
 */
import { ENDS, NO_ANSWER, TURNS } from "./chat-turns.js"
import { jsonLines, judges, moduleOf, rowsOf, type Trainer, type Training } from "./python.js"
import { readme } from "./trainer-readme.js"

const NAME = "openrlhf"

export const openrlhf: Trainer = {
  name: NAME,
  summary: "reward_func for OpenRLHF, with rows and a launch script",
  seesBatches: false,
  files(training) {
    const { task, train, test } = training
    const rows = (examples: Training["train"]) =>
      jsonLines(
        rowsOf(training, examples).map(({ id, prompt, input, gold }) => ({
          id,
          prompt,
          label: `{"input":${input},"gold":${gold}}`,
        })),
      )
    return {
      "reward.py": moduleOf(training, NAME, ENTRY),
      "train.jsonl": rows(train),
      ...(test.length > 0 && { "test.jsonl": rows(test) }),
      "train.sh": SCRIPT,
      "README.md": readme(task, {
        tool: "OpenRLHF",
        run: "MODEL=Qwen/Qwen2.5-0.5B-Instruct bash train.sh",
        needs:
          "OpenRLHF with vLLM (written for 0.11.2: its flags, data set, executor and advantages were tried, its loop on a GPU was not)",
        files: [
          ["reward.py", "`reward_func(queries, prompts, labels)`, for `--reward.remote_url`"],
          ["train.jsonl", "rows `prompt` (messages), `label` (input and gold as JSON text), `id`"],
          ["train.sh", "`openrlhf.cli.train_ppo_ray` with group-normalised advantages"],
        ],
        unscorable:
          "reward 0 with `extra_logs.error` 1: OpenRLHF swallows exceptions and knows no missing reward, so watch the mean of `error`",
        given: judges(task.plan).length > 0 ? "the label, under `given`" : undefined,
      }),
    }
  },
}

/** Texts as the inside of a tuple of Python, one a line. */
const tuple = (texts: readonly string[]): string => texts.map((one) => `    ${JSON.stringify(one)},\n`).join("")

const ENTRY = `TERMS = [term["name"] for term in PLAN["terms"]]
# how chat templates begin an answer, and what they end it with
_TURNS = (
${tuple(TURNS)})
_ENDS = (
${tuple(ENDS)})
_BLANK = " \\t\\r\\n"
_NO_ANSWER = {"unscorable": ${JSON.stringify(NO_ANSWER)}}


def _behind(query, text):
    return query.rfind(text) + len(text) if text in query else 0


def _start(query, prompt):
    """Where the answer begins: behind the prompt, or the last turn; None where neither is there."""
    bare = prompt.strip(_BLANK)
    if bare and query.startswith(prompt):
        return len(prompt)
    turn = max(_behind(query, turn) for turn in _TURNS)
    return max(_behind(query, prompt) or _behind(query, bare), turn) or None if bare else turn


def _answer(query, prompt):
    """The last turn of the assistant without what a template puts around it; None: it may be the prompt that stands there."""
    start = _start(query, prompt if isinstance(prompt, str) else "")
    if start is None:
        return None
    end = len(query)
    # places, not shorter and shorter texts: an answer may be nothing but ends
    while True:
        bare = end
        while bare > start and query[bare - 1] in _BLANK:
            bare -= 1
        mark = next((one for one in _ENDS if query.endswith(one, start, bare)), None)
        if mark is None:
            return query[start:end]
        end = bare - len(mark)


def reward_func(queries, prompts, labels, **_):
    """One number for each query. An empty list, as a second server is sent, gives empty lists."""
    verdicts = []
    for query, prompt, label in zip(queries, prompts or [None] * len(queries), labels or [None] * len(queries)):
        try:
            row = REWARD.plain(label)
        except (ValueError, RecursionError):
            row = None
        row = row if isinstance(row, dict) else {}
        answer = _answer(query, prompt) if isinstance(query, str) else query
        verdicts.append(
            _NO_ANSWER
            if answer is None and query is not None
            else REWARD.of_row(answer, row.get("input"), row.get("gold"), row.get("given"))
        )
    lost = [one["unscorable"] is not None for one in verdicts]
    paid = [[0.0] * len(TERMS) if gone else [t["paid"] for t in one["terms"]] for one, gone in zip(verdicts, lost)]
    return {
        "rewards": [0.0 if gone else one["score"] for one, gone in zip(verdicts, lost)],
        "scores": [0.0 if gone else one["normalised"] for one, gone in zip(verdicts, lost)],
        "extra_logs": {
            "error": [float(gone) for gone in lost],
            **{f"term/{name}": [amounts[i] for amounts in paid] for i, name in enumerate(TERMS)},
        },
    }`

const SCRIPT = `#!/usr/bin/env bash
# Group-normalised policy gradient with OpenRLHF on this folder's rows and reward. One GPU; flags behind the command win.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
python3 -m openrlhf.cli.train_ppo_ray \\
  --actor.model_name_or_path "\${MODEL:-Qwen/Qwen2.5-0.5B-Instruct}" \\
  --reward.remote_url "$here/reward.py" \\
  --data.prompt_dataset "$here/train.jsonl" \\
  --data.input_key prompt \\
  --data.label_key label \\
  --data.apply_chat_template \\
  --data.max_len 5120 \\
  --rollout.max_new_tokens 1024 \\
  --rollout.batch_size 128 \\
  --rollout.n_samples_per_prompt 8 \\
  --algo.advantage.estimator group_norm \\
  --algo.kl.use_loss \\
  --algo.kl.estimator k3 \\
  --algo.kl.init_coef 0.001 \\
  --actor.num_gpus_per_node 1 \\
  --ref.num_gpus_per_node 1 \\
  --vllm.num_engines 1 \\
  --vllm.gpu_memory_utilization 0.5 \\
  --vllm.enable_sleep \\
  --ds.enable_sleep \\
  --train.colocate_all \\
  "$@"
# Names of flags change between versions of OpenRLHF: python3 -m openrlhf.cli.train_ppo_ray --help lists yours.
`
