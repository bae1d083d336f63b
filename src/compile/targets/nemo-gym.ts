/**
 * A resources server for NeMo Gym: `POST /verify` in its own classes. The names of the components are the same for every
 * task; what can not be scored is answered with an error and not with a 0.
 */
import { identifier, jsonLines, judges, moduleOf, rowsOf, type Trainer, type Training } from "./python.js"
import { readme } from "./trainer-readme.js"

const NAME = "nemo-gym"

export const nemoGym: Trainer = {
  name: NAME,
  summary: "a resources server for NeMo Gym, with rows and configuration",
  seesBatches: false,
  files(training) {
    const { task, train, test } = training
    const server = `glossator_${identifier(task.name).slice(0, 40).replace(/_+$/, "")}`
    const rows = (examples: Training["train"]) =>
      jsonLines(
        rowsOf(training, examples).map(({ id, prompt, input, gold }) => ({
          responses_create_params: { input: prompt },
          glossator_id: id,
          glossator_input: input,
          glossator_gold: gold,
        })),
      )
    return {
      "reward.py": moduleOf(training, NAME, `TERMS = [term["name"] for term in PLAN["terms"]]`),
      "app.py": APP,
      [`configs/${server}.yaml`]: configOf(server, test.length > 0),
      "data/train.jsonl": rows(train),
      ...(test.length > 0 && { "data/validation.jsonl": rows(test) }),
      "requirements.txt": "-e nemo-gym[dev] @ ../../\n",
      "README.md": readme(task, {
        tool: "NeMo Gym",
        run: `cp -r . PATH_OF_GYM/resources_servers/${server} && cd PATH_OF_GYM\ngym env validate --resources-server ${server}\ngym env start --resources-server ${server} --model-type vllm_model`,
        needs: "NeMo Gym (written for 0.4.0 and tried in it), Python 3.12; a model as its documentation says",
        files: [
          ["app.py", "the server: `POST /verify`"],
          ["reward.py", "the reward itself, without NeMo Gym"],
          [`configs/${server}.yaml`, "the server, an agent and the data sets"],
          ["data/train.jsonl", "rows with `responses_create_params`, `glossator_input`, `glossator_gold`"],
        ],
        unscorable: "answered with status 422 and the reason, so that it is no reward at all",
        given: judges(task.plan).length > 0 ? "the row, under `glossator_given`" : undefined,
      }),
    }
  },
}

const APP = `"""A resources server whose reward is an annotation guideline."""
from fastapi import HTTPException
from nemo_gym.base_resources_server import (
    BaseResourcesServerConfig,
    BaseVerifyRequest,
    BaseVerifyResponse,
    SimpleResourcesServer,
)
from pydantic import ConfigDict

from reward import REWARD


class GuidelineRequest(BaseVerifyRequest):
    model_config = ConfigDict(extra="allow")

    glossator_input: str
    glossator_gold: str
    glossator_given: str | None = None


class GuidelineResponse(BaseVerifyResponse):
    model_config = ConfigDict(extra="allow")


def answer_of(response):
    """The text of the last message: reasoning and calls of tools are no answer."""
    for item in reversed(response.output):
        if getattr(item, "type", None) == "message" and getattr(item, "role", None) == "assistant":
            return "".join(getattr(part, "text", None) or "" for part in item.content)
    return ""


class GuidelineServer(SimpleResourcesServer):
    config: BaseResourcesServerConfig

    async def verify(self, body: GuidelineRequest) -> GuidelineResponse:
        verdict = REWARD.of_row(answer_of(body.response), body.glossator_input, body.glossator_gold, body.glossator_given)
        if verdict["unscorable"] is not None:
            raise HTTPException(status_code=422, detail=f"unscorable: {verdict['unscorable']}")
        components = {f"term/{term['name']}": term["paid"] for term in verdict["terms"]}
        return GuidelineResponse(
            **body.model_dump(), reward=verdict["score"], reward_components=components, **components
        )


if __name__ == "__main__":
    GuidelineServer.run_webserver()
`

const configOf = (
  server: string,
  hasTest: boolean,
): string => `# gym env start --resources-server ${server} --model-type vllm_model
# NeMo Gym asks for a licence of rows to train on: yours is not known here.
${server}:
  resources_servers:
    ${server}:
      entrypoint: app.py
      domain: other
${server}_simple_agent:
  responses_api_agents:
    simple_agent:
      entrypoint: app.py
      resources_server:
        type: resources_servers
        name: ${server}
      model_server:
        type: responses_api_models
        name: policy_model
      datasets:
      - name: train
        type: train
        jsonl_fpath: resources_servers/${server}/data/train.jsonl
        license: TBD
${
  hasTest
    ? `      - name: validation
        type: validation
        jsonl_fpath: resources_servers/${server}/data/validation.jsonl
        license: TBD
`
    : ""
}`
