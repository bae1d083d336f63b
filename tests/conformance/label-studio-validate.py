"""
What Label Studio's own code says of configurations, tasks and predictions.

Reads a list of {"name", "config", "tasks"} as JSON from the standard input, writes a list of what it found. A Repeater is
repeated first, as Label Studio's editor does before it reads the rest: the SDK itself does not know the tag.
"""

import json
import sys

from lxml import etree

from label_studio_sdk.label_interface import LabelInterface


def repeated(config, data):
    """The configuration with each Repeater written out for a task's data."""
    root = etree.fromstring(config)
    for repeater in list(root.iter("Repeater")):
        items = data[repeater.get("on")[1:]]
        flag = repeater.get("indexFlag")
        parent = repeater.getparent()
        at = parent.index(repeater)
        parent.remove(repeater)
        for index in reversed(range(len(items))):
            view = etree.Element("View")
            for child in repeater:
                view.append(etree.fromstring(etree.tostring(child).decode().replace(flag, str(index))))
            parent.insert(at, view)
    return etree.tostring(root).decode()


def with_paths(data):
    """Values below lists under the paths that tags name, which the SDK looks up as plain keys."""
    flat = dict(data)
    for key, value in data.items():
        if isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, dict):
                    flat.update({f"{key}[{index}].{name}": one for name, one in item.items()})
    return flat


def checked(config, tasks):
    found = {"valid": True, "error": None, "sample": None, "tasks": []}
    try:
        LabelInterface(config).validate()
        found["sample"] = LabelInterface.get_task_from_labeling_config(config)[0]
        for task in tasks:
            interface = LabelInterface(repeated(config, task["data"]))
            interface.validate()
            found["tasks"].append(
                {
                    "task": interface.validate_task({"data": with_paths(task["data"])}),
                    "predictions": [interface.validate_prediction(one, return_errors=True) for one in task["predictions"]],
                    "generated": interface.generate_sample_prediction() if "Repeater" not in config else None,
                }
            )
    except Exception as error:
        found.update(valid=False, error=f"{type(error).__name__}: {error}")
    return found


json.dump([{"name": one["name"], **checked(one["config"], one["tasks"])} for one in json.load(sys.stdin)], sys.stdout)
