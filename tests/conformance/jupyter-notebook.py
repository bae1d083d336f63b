"""Runs a notebook by nbclient and prints its outputs, cell by cell, as JSON. Run by jupyter.test.ts."""

import json
import sys

import nbformat
from nbclient import NotebookClient

cells = json.load(sys.stdin)
notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in cells])
NotebookClient(notebook, kernel_name=sys.argv[1], timeout=120, allow_errors=True).execute()
nbformat.validate(notebook)
json.dump({"metadata": notebook.metadata, "outputs": [cell.outputs for cell in notebook.cells]}, sys.stdout)
