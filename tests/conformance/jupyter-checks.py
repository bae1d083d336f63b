"""What a front end relies on, check by check, through jupyter_client and raw sockets. Run by jupyter.test.ts; prints JSON.

The names are those of the kernel testbed of nteract's runtimed; the checks are written anew. Behind them: printed output
that must not be lost, and four kinds of code that an interrupt must end.
"""

import json
import sys
import time
import traceback
import uuid

import zmq
from jupyter_client.manager import start_new_kernel
from jupyter_client.session import Session
from jupyter_kernel_test.msgspec_v5 import validate_message

WAIT = 30


class Front:
    """One kernel and what came from it."""

    def __init__(self, name):
        self.manager, self.client = start_new_kernel(kernel_name=name, startup_timeout=60)

    def ask(self, kind, content=None, channel="shell", timeout=WAIT):
        """Sends a request; returns its reply and what was broadcast for it, up to idle."""
        sender = getattr(self.client, f"{channel}_channel")
        message = self.client.session.msg(kind, content or {})
        sender.send(message)
        return self.answer(message["header"]["msg_id"], channel, timeout)

    def answer(self, id, channel="shell", timeout=WAIT):
        source = getattr(self.client, f"{channel}_channel")
        reply = None
        while reply is None or reply["parent_header"].get("msg_id") != id:
            reply = source.get_msg(timeout=timeout)
        return reply, self.broadcast(id, timeout)

    def broadcast(self, id, timeout=WAIT):
        seen = []
        while True:
            message = self.client.get_iopub_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") != id:
                continue
            # the suite's own schemas have none for comms
            if not message["msg_type"].startswith("comm_"):
                validate_message(message, message["msg_type"], id)
            seen.append(message)
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return seen

    def execute(self, code, **more):
        id = self.client.execute(code, **{"allow_stdin": False, **more})
        return self.answer(id)

    def start(self, code, **more):
        return self.client.execute(code, **{"allow_stdin": False, **more})

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def of(kind, messages):
    return [one["content"] for one in messages if one["msg_type"] == kind]


def text(messages, name="stdout"):
    return "".join(one["text"] for one in of("stream", messages) if one["name"] == name)


def states(messages):
    return [one["execution_state"] for one in of("status", messages)]


def heartbeat_responds(front):
    socket = zmq.Context.instance().socket(zmq.REQ)
    socket.connect(f"tcp://127.0.0.1:{front.manager.hb_port}")
    socket.send(b"ping")
    assert socket.poll(5000) and socket.recv() == b"ping"
    socket.close(0)


def iopub_welcome(front):
    socket = zmq.Context.instance().socket(zmq.SUB)
    socket.subscribe(b"")
    socket.connect(f"tcp://127.0.0.1:{front.manager.iopub_port}")
    assert socket.poll(5000), "no message"
    # everybody who subscribed to the same gets the message, and one session reads a signature only once
    session = Session(key=front.client.session.key)
    message = session.deserialize(session.feed_identities(socket.recv_multipart())[1])
    assert message["msg_type"] == "iopub_welcome" and message["content"] == {"subscription": ""}, message
    socket.close(0)


def kernel_info_reply_valid(front):
    reply, _ = front.ask("kernel_info_request")
    validate_message(reply, "kernel_info_reply", reply["parent_header"]["msg_id"])


def kernel_info_has_language_info(front):
    info = front.ask("kernel_info_request")[0]["content"]["language_info"]
    assert info["name"] == "typescript" and info["file_extension"] == ".ts" and info["mimetype"], info


def kernel_info_has_protocol_version(front):
    assert front.ask("kernel_info_request")[0]["content"]["protocol_version"].startswith("5.")


def execute_stdout(front):
    assert text(front.execute("console.log('out')")[1]) == "out\n"


def execute_stderr(front):
    assert text(front.execute("console.error('err')")[1], "stderr") == "err\n"


def execute_reply_ok(front):
    assert front.execute("1")[0]["content"]["status"] == "ok"


def status_busy_idle_lifecycle(front):
    assert states(front.execute("1")[1]) == ["busy", "idle"]


def execute_input_broadcast(front):
    (shown,) = of("execute_input", front.execute("1 + 2")[1])
    assert shown["code"] == "1 + 2"


def complete_request(front):
    reply = front.ask("complete_request", {"code": "Math.hyp", "cursor_pos": 8})[0]["content"]
    assert reply["matches"] == ["hypot"] and (reply["cursor_start"], reply["cursor_end"]) == (5, 8), reply


def inspect_request(front):
    reply = front.ask("inspect_request", {"code": "Math.hypot", "cursor_pos": 8, "detail_level": 1})[0]["content"]
    assert reply["found"] and "hypot" in reply["data"]["text/plain"], reply


def is_complete_complete(front):
    assert front.ask("is_complete_request", {"code": "1 + 1"})[0]["content"]["status"] == "complete"


def is_complete_incomplete(front):
    reply = front.ask("is_complete_request", {"code": "function f() {"})[0]["content"]
    assert reply["status"] == "incomplete" and isinstance(reply["indent"], str), reply


def history_request(front):
    front.execute("'remember'")
    reply, _ = front.ask(
        "history_request", {"hist_access_type": "tail", "n": 1, "raw": True, "output": False, "session": 0}
    )
    assert reply["content"]["history"][0][2] == "'remember'", reply["content"]


def comm_info_request(front):
    assert front.ask("comm_info_request")[0]["content"]["comms"] == {}


def error_handling(front):
    reply, output = front.execute("throw new TypeError('bad')")
    (error,) = of("error", output)
    assert error["ename"] == "TypeError" and error["evalue"] == "bad" and error["traceback"]
    assert reply["content"]["status"] == "error" and reply["content"]["ename"] == "TypeError"


def display_data(front):
    (shown,) = of("display_data", front.execute("await display(Jupyter.html`<b>x</b>`)")[1])
    assert shown["data"]["text/html"] == "<b>x</b>"


def update_display_data(front):
    _, output = front.execute("const shown = await display('a', { id: 'one' }); await shown.update('b')")
    (first,), (second,) = of("display_data", output), of("update_display_data", output)
    assert first["transient"]["display_id"] == second["transient"]["display_id"] == "one"


def execute_result(front):
    reply, output = front.execute("40 + 2")
    (shown,) = of("execute_result", output)
    assert shown["data"]["text/plain"] == "42"
    assert shown["execution_count"] == reply["content"]["execution_count"]


def rich_execute_result(front):
    _, output = front.execute("({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<p>', 'text/plain': 'p' }) })")
    assert of("execute_result", output)[0]["data"] == {"text/html": "<p>", "text/plain": "p"}


def stdin_input_request(front):
    id = front.start("prompt('Name?')", allow_stdin=True)
    question = front.client.get_stdin_msg(timeout=WAIT)
    assert question["msg_type"] == "input_request" and question["content"]["prompt"].startswith("Name?")
    front.client.input("Ada")
    assert of("execute_result", front.answer(id)[1])[0]["data"]["text/plain"] == "'Ada'"


def comms_lifecycle(front):
    _, output = front.execute(
        "const comm = Jupyter.comms.open('probe', { n: 1 }); comm.onMessage = (data) => comm.send({ back: data.n })"
    )
    (opened,) = of("comm_open", output)
    id = opened["comm_id"]
    assert list(front.ask("comm_info_request")[0]["content"]["comms"]) == [id]
    message = front.client.session.msg("comm_msg", {"comm_id": id, "data": {"n": 7}})
    front.client.shell_channel.send(message)
    (answer,) = of("comm_msg", front.broadcast(message["header"]["msg_id"]))
    assert answer["data"] == {"back": 7}
    message = front.client.session.msg("comm_close", {"comm_id": id, "data": {}})
    front.client.shell_channel.send(message)
    front.broadcast(message["header"]["msg_id"])
    assert front.ask("comm_info_request")[0]["content"]["comms"] == {}
    message = front.client.session.msg("comm_open", {"comm_id": uuid.uuid4().hex, "target_name": "nobody", "data": {}})
    front.client.shell_channel.send(message)
    assert of("comm_close", front.broadcast(message["header"]["msg_id"])), "an unknown target is closed"


def interrupt_request(front):
    id = front.start("console.log('on'); while (true);")
    wait_for_text(front, id)
    reply, _ = front.ask("interrupt_request", channel="control")
    assert reply["content"]["status"] == "ok"
    assert front.answer(id)[0]["content"]["status"] == "error"


def execution_count_increments(front):
    first, second = (front.execute("1")[0]["content"]["execution_count"] for _ in range(2))
    assert second == first + 1


def parent_header_correlation(front):
    reply, output = front.execute("console.log(1)")
    id = reply["parent_header"]["msg_id"]
    assert all(one["parent_header"]["msg_id"] == id for one in output)


def shutdown_reply(_):
    front = Front(KERNEL)
    try:
        message = front.client.session.msg("shutdown_request", {"restart": False})
        front.client.control_channel.send(message)
        reply = front.client.control_channel.get_msg(timeout=WAIT)
        validate_message(reply, "shutdown_reply", message["header"]["msg_id"])
        assert reply["content"] == {"status": "ok", "restart": False}, reply["content"]
        end = time.time() + 10
        while front.manager.is_alive() and time.time() < end:
            time.sleep(0.05)
        assert not front.manager.is_alive(), "the process goes on"
    finally:
        front.stop()


def wait_for_text(front, id):
    while True:
        message = front.client.get_iopub_msg(timeout=WAIT)
        if message["parent_header"].get("msg_id") == id and message["msg_type"] == "stream":
            return


def lost_output(count):
    def check(front):
        _, output = front.execute(f"for (let i = 0; i < {count}; i++) console.log(`line ${{i}}`)")
        assert text(output) == "".join(f"line {i}\n" for i in range(count))

    return check


def interrupted(code):
    def check(front):
        id = front.start(f"console.log('on'); {code}")
        wait_for_text(front, id)
        front.manager.interrupt_kernel()
        reply, _ = front.answer(id)
        assert reply["content"]["ename"] == "Interrupted", reply["content"]
        assert of("execute_result", front.execute("40 + 2")[1])[0]["data"]["text/plain"] == "42"

    return check


CHECKS = [
    heartbeat_responds, iopub_welcome, kernel_info_reply_valid, kernel_info_has_language_info,
    kernel_info_has_protocol_version, execute_stdout, execute_stderr, execute_reply_ok, status_busy_idle_lifecycle,
    execute_input_broadcast, complete_request, inspect_request, is_complete_complete, is_complete_incomplete,
    history_request, comm_info_request, error_handling, display_data, update_display_data, execute_result,
    rich_execute_result, stdin_input_request, comms_lifecycle, interrupt_request, execution_count_increments,
    parent_header_correlation, shutdown_reply,
]  # fmt: skip
MORE = {
    "2,000 lines": lost_output(2_000),
    "20,000 lines": lost_output(20_000),
    "interrupt: a loop": interrupted("while (true);"),
    "interrupt: an await": interrupted("await new Promise(() => {})"),
    "interrupt: a loop behind an await": interrupted("await null; while (true);"),
    "interrupt: chunks": interrupted(
        "while (true) { const end = Date.now() + 200; while (Date.now() < end); await new Promise((go) => setTimeout(go)) }"
    ),
}

KERNEL = sys.argv[1]
front = Front(KERNEL)
out = {}
for name, check in [*((one.__name__, one) for one in CHECKS), *MORE.items()]:
    try:
        check(front)
        out[name] = ""
    except Exception:
        out[name] = traceback.format_exc()
front.stop()
json.dump(out, sys.stdout)
