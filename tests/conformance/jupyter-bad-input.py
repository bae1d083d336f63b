"""What cells and messages do to a kernel, through jupyter_client: it answers as the protocol has it, and lives. Run by jupyter.test.ts; prints JSON."""

import json
import subprocess
import sys
import time
import traceback
import uuid

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager, start_new_kernel

WAIT = 60


class Limited(KernelManager):
    """A kernel with little memory, so that a cell without end meets its end soon."""

    def format_kernel_cmd(self, extra_arguments=None):
        node, *words = super().format_kernel_cmd(extra_arguments)
        # what is new is as small a part of the whole as where the limit is gigabytes
        return [node, "--max-old-space-size=512", "--max-semi-space-size=16", *words]


# streams of its own, which a cell may close without closing ours
pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
manager, client = start_new_kernel(kernel_name="glossator", startup_timeout=60, **pipes)


def start(code):
    return client.execute(code, allow_stdin=False)


def outputs(id, of, until=lambda seen: seen[-1]["content"].get("execution_state") == "idle"):
    """What is broadcast for a message, up to its end."""
    seen = []
    while not seen or not until(seen):
        message = of.get_iopub_msg(timeout=WAIT)
        if message["parent_header"].get("msg_id") == id:
            seen.append(message)
    return seen


def reply(id, of):
    while True:
        message = of.get_shell_msg(timeout=WAIT)
        if message["parent_header"].get("msg_id") == id:
            return message["content"]


def execute(code, of=client):
    id = of.execute(code, allow_stdin=False)
    seen = outputs(id, of)
    return reply(id, of), seen


def lives(of=client):
    answer, seen = execute("40 + 2", of)
    assert answer["status"] == "ok", answer
    assert [one["content"]["data"]["text/plain"] for one in seen if one["msg_type"] == "execute_result"] == ["42"]


def text(seen, name):
    return "".join(one["content"]["text"] for one in seen if one["msg_type"] == "stream" and one["content"]["name"] == name)


def never_ends():
    id = start("console.log('on'); for (;;) {}")
    outputs(id, client, lambda seen: seen[-1]["msg_type"] == "stream")
    begun = time.monotonic()
    manager.interrupt_kernel()
    answer = reply(id, client)
    outputs(id, client)
    assert answer["ename"] == "Interrupted" and time.monotonic() - begun < 10, answer


def allocates_without_end():
    limited = Limited(kernel_name="glossator")
    limited.start_kernel()
    small = limited.blocking_client()
    try:
        small.start_channels()
        small.wait_for_ready(timeout=WAIT)
        answer, _ = execute("const all: object[] = []; while (true) all.push({ n: all.length, text: 'x' + all.length })", small)
        assert answer["status"] == "error" and answer["ename"] == "OutOfMemory", answer
        lives(small)
    finally:
        small.stop_channels()
        limited.shutdown_kernel(now=True)


def throws_a_string():
    answer, seen = execute("throw 'only a text'")
    (error,) = [one["content"] for one in seen if one["msg_type"] == "error"]
    assert answer["status"] == "error" and "only a text" in error["evalue"], error
    assert isinstance(error["ename"], str) and all(isinstance(line, str) for line in error["traceback"]), error


def rejects_in_the_background():
    id = start("setTimeout(() => { Promise.reject(new RangeError('nobody waits')) }, 300); undefined")
    assert reply(id, client)["status"] == "ok"
    outputs(id, client, lambda seen: "nobody waits" in text(seen, "stderr"))


def prints_binary():
    _, seen = execute("process.stdout.write(Buffer.from([0, 255, 254, 128, 10, 27, 7])); console.log('after')")
    assert text(seen, "stdout").endswith("after\n"), seen
    _, seen = execute("console.log('\\ud800 and \\u0000')")
    assert " and \x00\n" in text(seen, "stdout"), seen


def closes_its_streams():
    execute("process.stdin.destroy(); process.stdout.end(); process.stderr.destroy()")
    assert text(execute("console.log('still heard')")[1], "stdout") == "still heard\n"


def second_kernel_on_the_same_file():
    words = KernelSpecManager().get_kernel_spec("glossator").argv
    argv = [word.replace("{connection_file}", manager.connection_file) for word in words]
    ended = subprocess.run(argv, capture_output=True, text=True, timeout=WAIT, stdin=subprocess.DEVNULL)
    assert ended.returncode == 3 and "can not listen" in ended.stderr, ended
    assert "\n    at " not in ended.stderr, ended.stderr


def wrong_signature():
    session = client.session.clone()
    session.key = b"of somebody else"
    message = session.msg("execute_request", {"code": "globalThis.forged = true", "silent": False})
    session.send(client.shell_channel.socket, message)
    _, seen = execute("String(globalThis.forged)")
    assert [one["content"]["data"]["text/plain"] for one in seen if one["msg_type"] == "execute_result"] == ["'undefined'"]


def comm_message_of_50_MB():
    execute("Jupyter.comms.onOpen('large', (comm, data, buffers) => comm.send({ text: String(data.text).length, bytes: buffers[0].length }))")
    content = {"comm_id": uuid.uuid4().hex, "target_name": "large", "data": {"text": "x" * 50_000_000}}
    message = client.session.msg("comm_open", content)
    client.session.send(client.shell_channel.socket, message, buffers=[bytes(50_000_000)])
    seen = outputs(message["header"]["msg_id"], client)
    (answer,) = [one["content"]["data"] for one in seen if one["msg_type"] == "comm_msg"]
    assert answer == {"text": 50_000_000, "bytes": 50_000_000}, answer


CASES = [
    never_ends, allocates_without_end, throws_a_string, rejects_in_the_background, prints_binary, closes_its_streams,
    second_kernel_on_the_same_file, wrong_signature, comm_message_of_50_MB,
]  # fmt: skip

out = {}
for case in CASES:
    try:
        case()
        lives()
        out[case.__name__] = ""
    except Exception:
        out[case.__name__] = traceback.format_exc()
client.stop_channels()
manager.shutdown_kernel(now=True)
json.dump(out, sys.stdout)
