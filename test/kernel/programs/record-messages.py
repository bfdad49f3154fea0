"""Runs cells in a kernel: record-messages.py KERNEL FOLDER CELLS, the cells as a list in JSON.

A number in the place of a cell is a wait of so many seconds. Prints for each cell a list of the messages that it published, as JSON.
"""
import json
import sys
import time

from jupyter_client.manager import start_new_kernel

SECONDS = 60

kernel, folder, cells = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
manager, client = start_new_kernel(kernel_name=kernel, cwd=folder)


def messages_of(cell):
    messages = []
    if not isinstance(cell, str):
        time.sleep(cell)
        return messages

    def note(message):
        messages.append({"type": message["msg_type"], "content": message["content"]})

    client.execute_interactive(cell, timeout=SECONDS, output_hook=note)
    return messages


try:
    print(json.dumps([messages_of(cell) for cell in cells]))
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
