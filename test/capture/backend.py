"""A build backend without dependencies, so that pip installs a project where there is no network."""

import os
import tomllib
import zipfile

with open("pyproject.toml", "rb") as file:
    NAME = tomllib.load(file)["project"]["name"]
FILE = NAME.lower().replace(".", "_")
METADATA = f"Metadata-Version: 2.1\nName: {NAME}\nVersion: 1.2.3\n"


def wheel(directory, files):
    name = f"{FILE}-1.2.3-py3-none-any.whl"
    info = f"{FILE}-1.2.3.dist-info"
    with zipfile.ZipFile(os.path.join(directory, name), "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
        archive.writestr(f"{info}/METADATA", METADATA)
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return name


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    return wheel(wheel_directory, {f"{FILE}.py": "x = 1\n"})


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    return wheel(wheel_directory, {f"{FILE}.pth": os.getcwd() + "\n"})
