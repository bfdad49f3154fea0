"""Four processes of one run, as of a distributed training, which log from threads and from children of their own."""

import multiprocessing
import os
import subprocess
import sys
import threading

import ceteris

RANKS, THREADS, CHILDREN, STEPS = 4, 3, 2, 200


def log_steps(name):
    for step in range(STEPS):
        ceteris.log({name: step}, step=step)


def rank_main(rank):
    log_steps(f"rank {rank}")
    threads = [
        threading.Thread(target=log_steps, args=(f"rank {rank} thread {i}",))
        for i in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    fork = multiprocessing.get_context("fork")  # amid the threads
    children = [
        fork.Process(target=log_steps, args=(f"rank {rank} child {i}",)) for i in range(CHILDREN)
    ]
    for child in children:
        child.start()
    for task in threads + children:
        task.join()
    log_steps(f"rank {rank} after")


if __name__ == "__main__":
    if "RANK" in os.environ:
        rank_main(int(os.environ["RANK"]))
    else:
        command = [sys.executable, "-W", "ignore", __file__]
        ranks = [
            subprocess.Popen(command, env={**os.environ, "RANK": str(i)}) for i in range(RANKS)
        ]
        sys.exit(max(rank.wait() for rank in ranks))
