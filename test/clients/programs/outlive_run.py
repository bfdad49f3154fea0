"""Goes on after its run has failed: saves, logs, and says where."""

import ceteris

print("ready", flush=True)
input()
path = ceteris.save("checkpoints/deep/2.bin", b"2")
ceteris.log(loss=0.5, step=2)
ceteris.flush()
print(path, ceteris.run_directory(), ceteris.load("checkpoints/deep/2.bin").decode())
