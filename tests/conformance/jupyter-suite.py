"""jupyter_kernel_test on the installed kernel: every test of it, none skipped. Run by jupyter.test.ts; prints JSON."""

import json
import sys
import unittest

import jupyter_kernel_test


class Kernel(jupyter_kernel_test.KernelTests):
    kernel_name = "glossator"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('to the other stream')"
    code_page_something = "%doc Math.hypot"
    code_generate_error = "throw new Error('as asked')"
    code_execute_result = [
        {"code": "40 + 2", "result": "42"},
        {"code": "[1, 2, 3].map((n: number) => n * n)", "result": "[ 1, 4, 9 ]"},
        {"code": "Jupyter.html`<b>bold</b>`", "result": "<b>bold</b>", "mime": "text/html"},
        {"code": "await Promise.resolve('later')", "result": "'later'"},
    ]
    code_display_data = [
        {"code": "await display(Jupyter.html`<i>x</i>`)", "mime": "text/html"},
        {"code": "%%markdown\n# Title", "mime": "text/markdown"},
    ]
    completion_samples = [
        {"text": "Math.hypo", "matches": ["hypot"]},
        {"text": "%%mark", "matches": ["%%markdown"]},
    ]
    complete_code_samples = ["1", "const a = 1", "function f() { return 1 }", "await null"]
    incomplete_code_samples = ["function f() {", "[1,", "`text"]
    invalid_code_samples = ["const const", "1 +* 2"]
    code_history_pattern = "40 +*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.hypot"
    code_clear_output = "Jupyter.clearOutput()"


class Result(unittest.TestResult):
    """Also counts the tests that failed in one of their parts."""

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)


names = unittest.TestLoader().getTestCaseNames(Kernel)
suite = unittest.TestSuite(Kernel(name) for name in names)
result = Result()
suite.run(result)
wrong = {}
for test, text in [*result.failures, *result.errors]:
    wrong[str(test)] = text
json.dump({"tests": names, "wrong": wrong, "skipped": [[str(test), why] for test, why in result.skipped]}, sys.stdout)
