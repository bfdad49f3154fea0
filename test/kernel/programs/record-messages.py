"""Runs cells in a kernel: record-messages.py KERNEL FOLDER CELLS, the cells as a list in JSON.

A number in the place of a cell is a wait of so many seconds. Prints for each cell a list of the messages that it published, as JSON.
"""
import json
import queue
import sys
import time

from jupyter_client.manager import start_new_kernel

SECONDS = 60
# Deno may publish a result after it has said that it is idle.
LATE_SECONDS = 1

kernel, folder, cells = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
manager, client = start_new_kernel(kernel_name=kernel, cwd=folder)
messages_by_cell = {}


def read(timeout):
    """Files the next message with its cell."""
    message = client.get_iopub_msg(timeout=timeout)
    cell = message["parent_header"].get("msg_id")
    note = {"type": message["msg_type"], "content": message["content"]}
    messages_by_cell.setdefault(cell, []).append(note)
    return cell, note


def run(cell):
    """The messages of a cell; later ones are added to them."""
    if not isinstance(cell, str):
        time.sleep(cell)
        return []
    asked = client.execute(cell)
    messages = messages_by_cell.setdefault(asked, [])
    idle = {"type": "status", "content": {"execution_state": "idle"}}
    while read(SECONDS) != (asked, idle):
        pass
    return messages


def read_late():
    try:
        while True:
            read(LATE_SECONDS)
    except queue.Empty:
        pass


try:
    messages = [run(cell) for cell in cells]
    read_late()
    print(json.dumps(messages))
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
