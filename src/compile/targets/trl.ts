/**
 * TRL's GRPOTrainer and RLOOTrainer: one function for the total and one for each term, which TRL logs by `__name__`; the
 * terms weigh nothing. What can not be scored is None, so that TRL leaves it out of its group.
 */
import { identifiers, jsonLines, judges, moduleOf, rowsOf, type Trainer, type Training } from "./python.js"
import { readme } from "./trainer-readme.js"

const NAME = "trl"

export const trl: Trainer = {
  name: NAME,
  summary: "reward functions for TRL's GRPOTrainer, with rows and a training script",
  seesBatches: true,
  files(training) {
    const { task, train, test } = training
    return {
      "reward.py": moduleOf(training, NAME, entryOf(training)),
      "train.jsonl": jsonLines(rowsOf(training, train).map(columns)),
      ...(test.length > 0 && { "test.jsonl": jsonLines(rowsOf(training, test).map(columns)) }),
      "train.py": script(training),
      "README.md": readme(task, {
        tool: "TRL",
        run: "python train.py --model Qwen/Qwen2.5-0.5B-Instruct --output_dir out",
        needs: "pip install trl (written for 1.16: this script was run with it)",
        files: [
          ["reward.py", "`REWARD_FUNCS` and `REWARD_WEIGHTS`: the total, and each term with weight 0 for the log"],
          ["train.jsonl", "rows `prompt`, `glossator_input`, `glossator_gold`, `id`"],
          ["train.py", "GRPOTrainer with these rewards; every setting of `GRPOConfig` can be given again behind it"],
        ],
        unscorable: "`None`: TRL leaves it out of its group; `unscorable` is logged as a share and as a column",
        given: judges(task.plan).length > 0 ? "a column `given`" : undefined,
      }),
    }
  },
}

const columns = ({ id, prompt, input, gold }: ReturnType<typeof rowsOf>[number]) => ({
  id,
  prompt,
  glossator_input: input,
  glossator_gold: gold,
})

/** Columns that TRL's table of completions has already. */
const TAKEN = ["step", "prompt", "completion", "advantage", "total", "unscorable", "findings", "id"]

function entryOf({ task: { plan } }: Training): string {
  const names = plan.terms.map(({ name }) => name)
  const functions = identifiers(names).map((name) => `term_${name}`)
  const terms = functions.map(
    (name, i) => `def ${name}(prompts=None, completions=(), **columns):
    return _paid(${i}, completions, columns)


# the column of TRL's log; it is pickled by its qualified name
${name}.__name__ = ${JSON.stringify(TAKEN.includes(names[i]!) ? `term-${names[i]}` : names[i])}`,
  )
  return `_LAST = (None, None)


def _turn(completion):
    """The last answer of the assistant: TRL gives texts, or messages for conversational data."""
    if isinstance(completion, str) or not isinstance(completion, (list, tuple)):
        return completion
    for message in reversed(completion):
        if isinstance(message, dict) and message.get("role") == "assistant":
            content = message.get("content")
            if isinstance(content, list):
                return "".join(part.get("text", "") for part in content if isinstance(part, dict))
            return "" if content is None else content
    return ""


def _verdicts(completions, columns):
    """One for each completion; every function of a step asks for the same ones."""
    global _LAST
    texts = [_turn(completion) for completion in completions]
    nothing = [None] * len(texts)
    rows = [columns.get(name) or nothing for name in ("glossator_input", "glossator_gold", "given")]
    asked = (texts, rows)
    last, verdicts = _LAST
    if last != asked:
        verdicts = [REWARD.of_row(*one) for one in zip(texts, *rows, strict=True)]
        _LAST = (asked, verdicts)
    return verdicts


def _paid(at, completions, columns):
    verdicts = _verdicts(completions, columns)
    return [None if one["unscorable"] is not None else one["terms"][at]["paid"] for one in verdicts]


def total(prompts=None, completions=(), **columns):
    """The reward. None where an answer can not be scored, through no fault of its own."""
    verdicts = _verdicts(completions, columns)
    if "log_metric" in columns:
        lost = sum(1 for one in verdicts if one["unscorable"] is not None)
        columns["log_metric"]("unscorable", lost / max(1, len(verdicts)))
    if "log_extra" in columns:
        columns["log_extra"]("unscorable", [one["unscorable"] or "" for one in verdicts])
        columns["log_extra"]("findings", [" ".join(code for code, _ in one["findings"]) for one in verdicts])
        if "id" in columns:
            columns["log_extra"]("id", [str(one) for one in columns["id"]])  # by it glossator rescore finds the row
    scores = [None if one["unscorable"] is not None else one["score"] for one in verdicts]
    return ${plan.standardize === "batch" ? "_standardized(scores)" : "scores"}
${plan.standardize === "batch" ? STANDARDIZED : ""}

${terms.join("\n\n\n")}


# the total is paid; the terms are there for the log
REWARD_FUNCS = [total, ${functions.join(", ")}]
REWARD_WEIGHTS = [1.0${", 0.0".repeat(functions.length)}]`
}

const STANDARDIZED = `

def _standardized(scores):
    """Over what one call sees: the batch of this process. Mean 0 and spread 1; all 0 where all are equal."""
    known = [score for score in scores if score is not None]
    mean = sum(known) / max(1, len(known))
    spread = math.sqrt(sum((score - mean) ** 2 for score in known) / max(1, len(known)))
    if spread < 1e-9:
        return [None if score is None else 0.0 for score in scores]
    return [None if score is None else (score - mean) / spread for score in scores]
`

const script = ({
  test,
  task: { plan },
}: Training): string => `"""Trains with GRPO on this folder's rows and reward. Flags win: every setting of GRPOConfig is one, python train.py --max_steps 100"""
import os

from datasets import load_dataset
from transformers import HfArgumentParser
from trl import GRPOConfig, GRPOTrainer

from reward import REWARD_FUNCS, REWARD_WEIGHTS

SETTINGS = dict(
    output_dir="out",
    learning_rate=1e-6,  # the default
    num_generations=8,  # the default; must divide the batch
    per_device_train_batch_size=8,  # the default
    max_completion_length=1024,  # the default 512 cuts long reasoning off
    beta=0.0,  # the default: no KL; papers with the original GRPO set about 0.04
    epsilon=0.2,  # the default
    loss_type="dapo",  # the default; the original GRPO is "grpo"
    scale_rewards=${plan.standardize === "batch" ? '"none",  # the reward itself is standardized over the batch' : '"group",  # the default'}
    log_completions=True,
    logging_steps=1,
    report_to="none",
)


def rows(name):
    file = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    return load_dataset("json", data_files=file, split="train")


if __name__ == "__main__":
    parser = HfArgumentParser(GRPOConfig)
    parser.add_argument("--model", default="Qwen/Qwen2.5-0.5B-Instruct")
    parser.set_defaults(**SETTINGS)
    settings, flags = parser.parse_args_into_dataclasses()
    settings.reward_weights = REWARD_WEIGHTS
    trainer = GRPOTrainer(
        model=flags.model,
        reward_funcs=REWARD_FUNCS,
        train_dataset=rows("train.jsonl"),${test.length > 0 ? '\n        eval_dataset=rows("test.jsonl"),' : ""}
        args=settings,
    )
    trainer.train()
`
