"""What all callers share: the question, the answer, versions, rows, and what a launch script starts."""

import importlib.metadata
import json
import os
import platform
import stat
import subprocess
import sys
import tempfile

# libraries print to standard output as they like, and read the arguments that callers give them
QUESTION, ANSWER = sys.argv[1:3]


def asked():
    with open(QUESTION, encoding="utf-8") as file:
        return json.load(file)


def answer(what):
    with open(ANSWER, "w", encoding="utf-8") as file:
        json.dump(what, file)


def versions(*names):
    return {"python": platform.python_version(), **{name: importlib.metadata.version(name) for name in names}}


def launched(script, variables, *more):
    """What a launch script hands to `python3 -m`: the module and its arguments."""
    with tempfile.TemporaryDirectory() as folder:
        python = os.path.join(folder, "python3")
        with open(python, "w") as file:
            file.write(f"#!{sys.executable}\nimport json, sys\njson.dump(sys.argv[1:], sys.stdout)\n")
        os.chmod(python, os.stat(python).st_mode | stat.S_IXUSR)
        env = {**os.environ, **variables, "PATH": f"{folder}:{os.environ['PATH']}"}
        ran = subprocess.run(["bash", script, *more], env=env, capture_output=True, text=True, check=True)
    flag, *rest = json.loads(ran.stdout)
    assert flag == "-m", flag
    return rest


def rows_of(file):
    with open(file, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
