"""Scores answers as NeMo Gym does: its check of the configuration, its server class, `POST /verify` and the aggregation.

The question: {"project": folder with resources_servers/, "servers": [name], "urls": [where `glossator serve`
takes /verify for each], "answers": [[server's number, row's number, completion]]}.
"""

import importlib.util
import json
import os
import sys
import urllib.error
import urllib.request
from unittest.mock import MagicMock

import caller
from fastapi.testclient import TestClient
from nemo_gym.base_resources_server import BaseResourcesServerConfig, BaseVerifyRequest, BaseVerifyResponse
from nemo_gym.cli.main import main as gym
from nemo_gym.config_types import AggregateMetrics, AggregateMetricsRequest
from nemo_gym.openai_utils import NeMoGymResponse
from nemo_gym.server_utils import ServerClient


def valid(name):
    """What `gym env validate` says: the configuration, the references in it, its data sets."""
    import nemo_gym.global_config as known

    known._GLOBAL_CONFIG_DICT = None
    sys.argv = ["gym", "env", "validate", "--resources-server", name]
    try:
        gym()
    except SystemExit as end:
        return end.code in (None, 0)
    return True


def server(name):
    """The server of the compiled `app.py`, in its own folder as NeMo Gym starts it."""
    folder = os.path.join(os.getcwd(), "resources_servers", name)
    sys.modules.pop("reward", None)
    sys.path.insert(0, folder)
    spec = importlib.util.spec_from_file_location(f"app_{name}", os.path.join(folder, "app.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.path.remove(folder)
    config = BaseResourcesServerConfig(host="127.0.0.1", port=1, entrypoint="app.py", name=name, domain="other")
    # asks other servers, of which there are none
    made = module.GuidelineServer(config=config, server_client=MagicMock(spec=ServerClient))
    return TestClient(made.setup_webserver())


def response(text):
    """A reasoning model's: what it thought is another item, and no answer."""
    thought = {"id": "r1", "type": "reasoning", "summary": [{"type": "summary_text", "text": "<answer>none</answer>"}]}
    part = {"type": "output_text", "text": text, "annotations": []}
    message = {"id": "m1", "type": "message", "role": "assistant", "status": "completed", "content": [part]}
    about = {"id": "a", "created_at": 0, "model": "m", "object": "response", "parallel_tool_calls": True}
    return NeMoGymResponse(**about, tool_choice="auto", tools=[], output=[thought, message])


def asked_of(row, text):
    request = BaseVerifyRequest(responses_create_params=row["responses_create_params"], response=response(text))
    return {**row, **request.model_dump(mode="json")}


def of_app(client, body):
    got = client.post("/verify", json=body)
    return read(got.status_code, got.json())


def of_url(url, body):
    request = urllib.request.Request(url, json.dumps(body).encode(), {"content-type": "application/json"})
    try:
        with urllib.request.urlopen(request) as got:
            return read(got.status, json.load(got))
    except urllib.error.HTTPError as error:
        return read(error.code, json.load(error))


def read(status, body):
    if status != 200:
        return {"status": status, "error": json.dumps(body)}
    whole = BaseVerifyResponse.model_validate(body)
    return {"status": status, "reward": whole.reward, "components": body.get("reward_components"), "body": body}


question = caller.asked()
os.chdir(question["project"])
names = question["servers"]
checks = [valid(name) for name in names]
clients = [server(name) for name in names]
rows = [caller.rows_of(f"resources_servers/{name}/data/train.jsonl") for name in names]
bodies = [asked_of({**rows[at][row], "_ng_task_index": row, "_ng_rollout_index": i}, text) for i, (at, row, text) in enumerate(question["answers"])]
of_apps = [of_app(clients[at], body) for (at, _, _), body in zip(question["answers"], bodies)]
own = [{**one["body"], "_ng_task_index": body["_ng_task_index"], "_ng_rollout_index": body["_ng_rollout_index"]} for (at, _, _), one, body in zip(question["answers"], of_apps, bodies) if at == 0 and one["status"] == 200]
to_aggregate = AggregateMetricsRequest(verify_responses=own).model_dump(mode="json")
aggregated = clients[0].post("/aggregate_metrics", json=to_aggregate)
urls = question["urls"]
headers = {"content-type": "application/json"}
with urllib.request.urlopen(
    urllib.request.Request(urls[0].replace("/verify", "/aggregate_metrics"), json.dumps(to_aggregate).encode(), headers)
) as got:
    served_aggregated = AggregateMetrics.model_validate(json.load(got)).model_dump(mode="json")
of_urls = [of_url(urls[at], body) for (at, _, _), body in zip(question["answers"], bodies)]
for one in [*of_apps, *of_urls]:
    one.pop("body", None)
caller.answer(
    {
        "versions": caller.versions("nemo-gym", "fastapi", "pydantic", "openai"),
        "valid": checks,
        "rows": [len(one) for one in rows],
        "scored": of_apps,
        "served": of_urls,
        "aggregated": aggregated.json()["agent_metrics"],
        "aggregates": [aggregated.json(), served_aggregated],
    }
)
