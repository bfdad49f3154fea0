"""Runs kernels for the benchmark: kernel.py FOLDER COMMANDS, the commands of the kernels by name, as JSON.

Reads one request a line, as JSON, and answers each with a line. Times are in milliseconds, of a client that has its
sockets ready: {"task": "start" | "run" | "complete" | "memory" | "stop", "kernel": NAME, "code": CODE}
"""
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import uuid

import psutil
import zmq
from jupyter_client.session import Session

SECONDS = 120
QUIET_SECONDS = 1
CHANNELS = ("shell", "control", "iopub", "stdin", "hb")


class Kernel:
    def __init__(self, command, folder):
        self.context = zmq.Context()
        self.session = Session(key=uuid.uuid4().hex.encode())
        self.connection_file, ports = self.write_connection()
        argv = [part.replace("{connection_file}", self.connection_file) for part in command]
        start = time.perf_counter()
        self.process = subprocess.Popen(argv, cwd=folder, stdout=subprocess.DEVNULL)
        for port in ports.values():
            wait_for_port(port)
        self.shell = self.connect(zmq.DEALER, ports["shell_port"])
        self.iopub = self.connect(zmq.SUB, ports["iopub_port"])
        self.iopub.subscribe(b"")
        self.poller = zmq.Poller()
        self.poller.register(self.shell, zmq.POLLIN)
        self.poller.register(self.iopub, zmq.POLLIN)
        self.wait_for_info()
        self.start_time = elapsed(start)
        while not self.iopub.poll(100):
            self.wait_for_info()

    def write_connection(self):
        ports = {f"{channel}_port": port for channel, port in zip(CHANNELS, free_ports())}
        connection = {
            "ip": "127.0.0.1",
            "transport": "tcp",
            "signature_scheme": "hmac-sha256",
            "key": self.session.key.decode(),
            **ports,
        }
        handle, path = tempfile.mkstemp(suffix=".json")
        with os.fdopen(handle, "w") as file:
            json.dump(connection, file)
        return path, ports

    def connect(self, kind, port):
        made = self.context.socket(kind)
        made.set(zmq.LINGER, 0)
        made.set(zmq.RCVHWM, 0)
        made.connect(f"tcp://127.0.0.1:{port}")
        return made

    def wait_for_info(self):
        """Asks again where no answer comes: stock tslab loses a request while it still binds its sockets."""
        for _ in range(50 * SECONDS):
            self.session.send(self.shell, "kernel_info_request", {})
            if self.shell.poll(1000 // 50):
                return
        raise TimeoutError(f"no kernel_info within {SECONDS} s")

    def request(self, kind, content):
        """The content of the reply."""
        asked = self.session.send(self.shell, kind, content)["header"]["msg_id"]
        while True:
            if not self.shell.poll(1000 * SECONDS):
                raise TimeoutError(f"no reply within {SECONDS} s: {kind}")
            message = self.receive(self.shell)
            if message["parent_header"].get("msg_id") == asked:
                return message["content"]

    def run(self, code):
        """Runs a cell until its reply and its `idle` have come; a kernel that lost the latter is given up on."""
        start = time.perf_counter()
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
        asked = self.session.send(self.shell, "execute_request", content)["header"]["msg_id"]
        status, printed, idle = None, [], False
        while status is None or not idle:
            message = self.next_message(SECONDS if status is None else QUIET_SECONDS)
            if message is None:
                break
            if message["parent_header"].get("msg_id") != asked:
                continue
            last = elapsed(start)
            if message["msg_type"] == "execute_reply":
                status = message["content"]["status"]
            if message["msg_type"] == "stream":
                printed.append(message["content"]["text"])
            idle = idle or message["content"].get("execution_state") == "idle"
        if status is None:
            raise TimeoutError(f"no reply within {SECONDS} s: {code[:200]}")
        text = "".join(printed)
        return {"milliseconds": last, "status": status, "characters": len(text), "lines": text.count("\n")}

    def next_message(self, seconds):
        """Of either channel; None where there is none for so long."""
        for channel in dict(self.poller.poll(1000 * seconds)):
            return self.receive(channel)
        return None

    def complete(self, code):
        start = time.perf_counter()
        reply = self.request("complete_request", {"code": code, "cursor_pos": len(code)})
        return {"milliseconds": elapsed(start), "matches": len(reply["matches"])}

    def memory(self):
        return {"bytes": psutil.Process(self.process.pid).memory_info().rss}

    def receive(self, channel):
        _, frames = self.session.feed_identities(channel.recv_multipart())
        return self.session.deserialize(frames)

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.context.destroy(linger=0)
        os.remove(self.connection_file)


def free_ports():
    """As many free ports as there are channels."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in CHANNELS]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def wait_for_port(port):
    """Until somebody listens there."""
    deadline = time.perf_counter() + SECONDS
    while time.perf_counter() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionRefusedError:
            time.sleep(0.002)
    raise TimeoutError(f"nobody listened on port {port} within {SECONDS} s")


def elapsed(start):
    return 1000 * (time.perf_counter() - start)


def answer(request, kernels, folder, commands):
    name = request["kernel"]
    if request["task"] == "start":
        kernels[name] = Kernel(commands[name], folder)
        return {"milliseconds": kernels[name].start_time}
    if request["task"] == "stop":
        kernels.pop(name).stop()
        return {}
    if request["task"] == "memory":
        return kernels[name].memory()
    return getattr(kernels[name], request["task"])(request["code"])


def main():
    folder, commands, kernels = sys.argv[1], json.loads(sys.argv[2]), {}
    try:
        for line in sys.stdin:
            print(json.dumps(answer(json.loads(line), kernels, folder, commands)), flush=True)
    finally:
        for kernel in kernels.values():
            kernel.stop()


main()
