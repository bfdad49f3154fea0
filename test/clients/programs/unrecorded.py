"""A program as it is started without `ceteris run`."""

import ceteris

lr = ceteris.params().get("lr", 0.5)
for step in range(3):
    ceteris.log(loss=lr, step=step)
path = ceteris.save("model.bin", b"weights")
print(ceteris.load("model.bin").decode(), path)
