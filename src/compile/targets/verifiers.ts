/**
 * A package for verifiers: a taskset of the v1 interface (0.4), and `load_environment` with a Rubric for 0.1. In v1 what can
 * not be scored raises and becomes an error of the trace; the old Rubric makes 0 of it, so a metric counts it there.
 */
import { identifier, identifiers, jsonLines, judges, moduleOf, rowsOf, type Trainer, type Training } from "./python.js"
import { readme } from "./trainer-readme.js"

const NAME = "verifiers"

export const verifiers: Trainer = {
  name: NAME,
  summary: "an environment package for verifiers 0.4 (v1 tasksets) and 0.1 (Rubric)",
  seesBatches: false,
  files(training) {
    const { task, train, test } = training
    const name = `glossator_${identifier(task.name).slice(0, 40).replace(/_+$/, "")}`
    const rows = (examples: Training["train"]) =>
      jsonLines(
        rowsOf(training, examples).map(({ id, prompt, input, gold }) => ({
          id,
          system: prompt.flatMap(({ role, content }) => (role === "system" ? [content] : [])).join("\n\n"),
          user: prompt.flatMap(({ role, content }) => (role === "system" ? [] : [content])).join("\n\n"),
          input,
          gold,
        })),
      )
    return {
      "pyproject.toml": project(name, task.version),
      [`${name}/__init__.py`]: INIT,
      [`${name}/reward.py`]: moduleOf(training, NAME, ENTRY),
      [`${name}/rows.py`]: ROWS,
      [`${name}/taskset.py`]: TASKSET,
      [`${name}/legacy.py`]: legacyOf(training),
      [`${name}/train.jsonl`]: rows(train),
      [`${name}/test.jsonl`]: rows(test),
      "README.md": readme(task, {
        tool: "verifiers",
        run: `pip install -e . && uv run eval ${name}`,
        needs: "verifiers 0.4 (its v1 interface), or 0.1.14 (Rubric)",
        files: [
          [
            `${name}/taskset.py`,
            "`GuidelineTaskset` for verifiers 0.4: the total is the reward, the terms are metrics",
          ],
          [`${name}/legacy.py`, "`load_environment(split)` for 0.1: SingleTurnEnv with a Rubric"],
          [`${name}/reward.py`, "the reward itself, without verifiers"],
          [`${name}/train.jsonl, test.jsonl`, "rows `system`, `user`, `input`, `gold`, `id`"],
        ],
        unscorable:
          "an error of the trace in 0.4, never a 0; the Rubric of 0.1 makes 0.0 of it, and the metric `unscorable` counts it",
        given: judges(task.plan).length > 0 ? "the row, under `given`" : undefined,
      }),
    }
  },
}

const project = (name: string, version: string): string => `[project]
name = "${name.replaceAll("_", "-")}"
version = "${/^\d+(\.\d+)*$/.test(version) ? version : "0.0.0"}"
requires-python = ">=3.10"
dependencies = ["verifiers"]

[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[tool.hatch.build.targets.wheel]
packages = ["${name}"]
`

const INIT = `"""An environment from an annotation guideline; see README.md."""

try:
    from .taskset import GuidelineTaskset

    __all__ = ["GuidelineTaskset", "load_environment"]
except (ImportError, AttributeError):  # verifiers before 0.4 has another v1
    __all__ = ["load_environment"]


def load_environment(**arguments):
    """For verifiers 0.1."""
    from .legacy import load_environment as load

    return load(**arguments)
`

const ENTRY = `TERMS = [term["name"] for term in PLAN["terms"]]


def turn_of(messages):
    """The last answer of the assistant: a text, or messages as records or objects."""
    if isinstance(messages, str) or not isinstance(messages, (list, tuple)):
        return messages

    def field(one, name):
        return one.get(name) if isinstance(one, dict) else getattr(one, name, None)

    for message in reversed(messages):
        if field(message, "role") == "assistant":
            content = field(message, "content")
            if isinstance(content, (list, tuple)):
                return "".join(field(part, "text") or "" for part in content)
            return "" if content is None else content
    return ""`

const ROWS = `"""The rows of this environment."""
import json
from pathlib import Path


def rows_of(split):
    path = Path(__file__).with_name(f"{split}.jsonl")
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
`

const TASKSET = `"""For verifiers 0.4 and later: tasks with their reward."""
import verifiers.v1 as vf

from .reward import REWARD, turn_of
from .rows import rows_of


class GuidelineData(vf.TaskData):
    input: str
    gold: str
    given: str | None = None


class GuidelineTask(vf.Task[GuidelineData]):
    @vf.stop
    async def single_turn(self, trace: vf.Trace) -> bool:
        return trace.num_turns >= 1

    def verdict(self, trace):
        """Raises where an answer can not be scored, through no fault of its own: an error of the trace, not a 0."""
        messages = trace.assistant_messages
        verdict = REWARD.of_row(turn_of(messages) if messages else "", self.data.input, self.data.gold, self.data.given)
        if verdict["unscorable"] is not None:
            raise ValueError(f"unscorable: {verdict['unscorable']}")
        return verdict

    @vf.reward(weight=1.0)
    async def total(self, trace: vf.Trace) -> float:
        return self.verdict(trace)["score"]

    @vf.metric
    async def terms(self, trace: vf.Trace) -> dict[str, float]:
        return {f"term/{term['name']}": term["paid"] for term in self.verdict(trace)["terms"]}


class GuidelineTaskset(vf.Taskset[GuidelineTask]):
    def load(self) -> list[GuidelineTask]:
        return [
            GuidelineTask(
                GuidelineData(
                    id=row["id"],
                    system_prompt=row["system"] or None,
                    prompt=row["user"],
                    input=row["input"],
                    gold=row["gold"],
                    given=row.get("given"),
                ),
                self.config.task,
            )
            for row in rows_of("train")
        ]
`

function legacyOf({ task: { plan } }: Training): string {
  const names = plan.terms.map(({ name }) => name)
  const functions = identifiers(names).map((name) => `term_${name}`)
  const terms = functions.map(
    (name, i) => `def ${name}(completion, info, **_):
    return _paid(${i}, completion, info)


${name}.__name__ = ${JSON.stringify(`term/${names[i]}`)}`,
  )
  return `"""For verifiers 0.1: an environment with a Rubric."""
import json

import verifiers as vf
from datasets import Dataset

from .reward import REWARD, turn_of
from .rows import rows_of


def _verdict(completion, info):
    info = json.loads(info) if isinstance(info, str) else info
    return REWARD.of_row(turn_of(completion), info.get("input"), info.get("gold"), info.get("given"))


def _paid(at, completion, info):
    verdict = _verdict(completion, info)
    return 0.0 if verdict["unscorable"] is not None else verdict["terms"][at]["paid"]


def total(completion, info, **_):
    """Raises where an answer can not be scored; the Rubric logs that and takes 0.0."""
    verdict = _verdict(completion, info)
    if verdict["unscorable"] is not None:
        raise ValueError(f"unscorable: {verdict['unscorable']}")
    return verdict["score"]


def unscorable(completion, info, **_):
    return float(_verdict(completion, info)["unscorable"] is not None)


${terms.join("\n\n\n")}


def rubric():
    # the total is paid; the others are there for the log
    return vf.Rubric(funcs=[total, unscorable, ${functions.join(", ")}], weights=[1.0, 0.0${", 0.0".repeat(functions.length)}])


def _dataset(split):
    rows = rows_of(split)
    if not rows:
        return None
    return Dataset.from_list(
        [
            {
                "prompt": [
                    {"role": role, "content": text}
                    for role, text in (("system", row["system"]), ("user", row["user"]))
                    if text
                ],
                "answer": row["gold"],
                "info": {"id": row["id"], "input": row["input"], "gold": row["gold"], "given": row.get("given")},
            }
            for row in rows
        ]
    )


def load_environment(split="train", **arguments):
    return vf.SingleTurnEnv(dataset=_dataset(split), eval_dataset=_dataset("test"), rubric=rubric(), **arguments)
`
}
