"""papermill for notebooks of TypeScript cells: `python glossator_papermill.py IN.ipynb OUT.ipynb -p steps 10`.

papermill has a translator for each language that it writes parameters in, and no way to bring one along; this registers one
and then is papermill's own command line. Needs papermill 2.
"""

import json
import re

from papermill import cli, translators
from papermill.models import Parameter

_DECLARED = re.compile(r"\b(const|let|var)\s+([A-Za-z_$][\w$]*)\s*(?::[^=\n]*)?=\s*([^;\n]*)")


class TypeScriptTranslator(translators.Translator):
    """Parameters by the word that the notebook's own cell declares them with: a later cell may write to what is `let`.

    papermill has this class read that cell before it asks for the code of the parameters.
    """

    _words = {}

    @classmethod
    def translate(cls, val):
        return json.dumps(val)

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}".strip()

    @classmethod
    def assign(cls, name, str_val):
        return f"{cls._words.get(name, 'const')} {name} = {str_val}"

    @classmethod
    def inspect(cls, parameters_cell):
        found = _DECLARED.findall(parameters_cell["source"])
        cls._words = {name: word for word, name, _ in found}
        return [
            Parameter(name=name, inferred_type_name="None", default=value.strip(), help="") for _, name, value in found
        ]

    @classmethod
    def codify(cls, parameters, comment="Parameters"):
        lines = [cls.assign(name, cls.translate(value)) for name, value in parameters.items()]
        return "\n".join([cls.comment(comment), *lines]) + "\n"


translators.papermill_translators.register("typescript", TypeScriptTranslator)
translators.papermill_translators.register("glossator", TypeScriptTranslator)

if __name__ == "__main__":
    cli.papermill()
