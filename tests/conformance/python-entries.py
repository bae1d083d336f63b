"""What trainers do with the compiled modules, without the trainers. The argument is a folder with trl/, verl/, openrlhf/.

stdin: {"rows": [[completion, row of trl, row of verl, row of openrlhf]]}; stdout: what each of them gives.
"""

import importlib.util
import json
import pickle
import sys
import time

before = set(sys.modules)


def load(tool):
    name = f"reward_{tool}"
    spec = importlib.util.spec_from_file_location(name, f"{sys.argv[1]}/{tool}/reward.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


trl, verl, openrlhf = load("trl"), load("verl"), load("openrlhf")
foreign = sorted(name for name in set(sys.modules) - before if name.split(".")[0] not in sys.stdlib_module_names)
rows = json.load(sys.stdin)["rows"]

extra, metrics = {}, {}
columns = {key: [row[1].get(key) for row in rows] for key in rows[0][1]}
completions = [
    row[0] if i % 2 else [{"role": "assistant", "content": "early"}, {"role": "user", "content": "again"}, {"role": "assistant", "content": row[0]}]
    for i, row in enumerate(rows)
]
functions = [pickle.loads(pickle.dumps(function)) for function in trl.REWARD_FUNCS]
of_trl = [
    function(
        prompts=columns["prompt"],
        completions=completions,
        completion_ids=[[] for _ in rows],
        trainer_state=None,
        log_extra=lambda name, values: extra.__setitem__(name, values),
        log_metric=lambda name, value: metrics.__setitem__(name, value),
        **{key: values for key, values in columns.items() if key != "prompt"},
    )
    for function in functions
]
of_verl = [
    verl.compute_score(
        data_source=row[2]["data_source"],
        solution_str=row[0],
        ground_truth=row[2]["reward_model"]["ground_truth"],
        extra_info={**row[2]["extra_info"], "num_turns": 1, "rollout_reward_scores": {}},
        reward_router_address=None,
    )
    for row in rows
]
# chat templates and bare prompts: both hold the prompt, whose examples are no answers
prompts = ["\n".join(message["content"] for message in row[3]["prompt"]) for row in rows]
of_openrlhf = [
    openrlhf.reward_func([prompt + row[0]], [prompt], [row[3]["label"]])
    if i % 2
    else openrlhf.reward_func(
        [f"<|im_start|>user\n{prompt}<|im_end|>\n<|im_start|>assistant\n{row[0]}<|im_end|><|endoftext|>"], ["?"], [row[3]["label"]]
    )
    for i, (row, prompt) in enumerate(zip(rows, prompts))
]

# a prompt that something stands before, that lost its blanks, or that is not there
placed = openrlhf.reward_func(
    ["<s>" + prompts[0] + "\n" + rows[0][0], prompts[0] + rows[0][0], "<s>" + prompts[0] + "nothing", prompts[0] + "nothing"],
    [prompts[0] + "\n", prompts[0] + " \n", prompts[0], "not this prompt"],
    [rows[0][3]["label"]] * 4,
)

text = "I think, step by step. " * 100 + rows[0][0]
reward, gold, given = verl.REWARD, rows[0][2]["reward_model"]["ground_truth"], rows[0][2]["extra_info"]["input"]
started = time.perf_counter()
for _ in range(2000):
    reward.of_row(text, given, gold)
speed = 2000 / (time.perf_counter() - started)
hostile = {}
for name, sign in {"braces": "{", "brackets": "[", "quotes": '"', "tags": "<answer>", "lines": "a\n", "letters": "\ud800"}.items():
    started = time.perf_counter()
    reward.of_row(f"<answer>{sign * (2**20 // len(sign))}</answer>", given, gold)
    hostile[name] = time.perf_counter() - started

json.dump(
    {
        "foreign": foreign,
        "names": [function.__name__ for function in functions],
        "weights": trl.REWARD_WEIGHTS,
        "trl": of_trl,
        "extra": extra,
        "metrics": metrics,
        "verl": of_verl,
        "openrlhf": of_openrlhf,
        "placed": placed,
        "none": openrlhf.reward_func([], [], []),
        "speed": speed,
        "hostile": hostile,
    },
    sys.stdout,
)
