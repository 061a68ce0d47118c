"""Writes a FileDescriptorSet of Temporal's API, taken from the modules that its Python package has of it."""

import importlib
import pkgutil
import sys

import temporalio.api
from google.protobuf import descriptor_pb2

files = {}


def add(file):
    """Adds a file after what it imports."""
    if file.name in files:
        return
    for imported in file.dependencies:
        add(imported)
    proto = descriptor_pb2.FileDescriptorProto()
    file.CopyToProto(proto)
    files[file.name] = proto


for module in pkgutil.walk_packages(temporalio.api.__path__, "temporalio.api."):
    if module.name.endswith("_pb2"):
        add(importlib.import_module(module.name).DESCRIPTOR)
descriptors = descriptor_pb2.FileDescriptorSet(file=files.values())
with open(sys.argv[1], "wb") as out:
    out.write(descriptors.SerializeToString())
