"""Runs a notebook's file by nbclient, in a folder, and prints it as it would be saved. Run by notebooks.test.ts."""

import sys

import nbformat
from nbclient import NotebookClient

file, folder = sys.argv[1:]
notebook = nbformat.read(file, as_version=4)
NotebookClient(
    notebook, kernel_name="glossator", timeout=900, allow_errors=True, resources={"metadata": {"path": folder}}
).execute()
nbformat.validate(notebook)
sys.stdout.write(nbformat.writes(notebook))
