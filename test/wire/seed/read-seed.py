"""Reads the files of a NoCloud seed with cloud-init's own data source and prints what it understood, as JSON.

Usage: read-seed.py FOLDER
"""

import json
import logging
import os
import shutil
import sys
import tempfile

from cloudinit import distros, helpers, util
from cloudinit.config.schema import get_schema, validate_cloudconfig_schema
from cloudinit.net import eni, netplan, network_state, networkd, sysconfig
from cloudinit.sources import DataSourceNoCloud

RENDERERS = {"eni": eni, "netplan": netplan, "networkd": networkd, "sysconfig": sysconfig}
SETTINGS = {"sysconfig": distros.fetch("rhel").renderer_configs["sysconfig"]}


def files_below(folder):
    found = (os.path.join(at, name) for at, _, names in os.walk(folder) for name in names)
    return {os.path.relpath(path, folder): util.load_file(path) for path in found}


def rendered(name, config):
    renderer = RENDERERS[name].Renderer(SETTINGS.get(name))
    with tempfile.TemporaryDirectory() as target:
        renderer.render_network_state(network_state.parse_net_config_data(config, renderer=renderer), target=target)
        return files_below(target)


def problems_of(config):
    try:
        validate_cloudconfig_schema(config, get_schema(), strict=True)
    except Exception as error:
        return str(error)


def read(folder, work):
    paths = helpers.Paths({"cloud_dir": work, "run_dir": work})
    shutil.copytree(folder, os.path.join(work, "seed", "nocloud"))
    distro = distros.fetch("debian")("debian", {}, paths)
    # Without a label it looks for no volumes of this machine.
    source = DataSourceNoCloud.DataSourceNoCloud({"datasource": {"NoCloud": {"fs_label": None}}}, distro, paths)
    if not source._get_data():
        raise SystemExit("cloud-init finds no seed here")
    answer = {
        "metadata": source.metadata,
        "instanceId": source.get_instance_id(),
        "hostname": str(source.get_hostname().hostname),
        "fqdn": str(source.get_hostname(fqdn=True).hostname),
        "userData": util.decode_binary(source.get_userdata_raw()),
        "parts": [part.get_content_type() for part in source.get_userdata().walk() if not part.is_multipart()],
    }
    if answer["userData"].startswith("#cloud-config"):
        answer["config"] = util.load_yaml(answer["userData"])
        answer["problems"] = problems_of(answer["config"])
    if source.network_config:
        state = network_state.parse_net_config_data(source.network_config)
        answer["interfaces"] = list(state.iter_interfaces())
        answer["rendered"] = {name: rendered(name, source.network_config) for name in RENDERERS}
    return answer


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as work:
        json.dump(read(sys.argv[1], work), sys.stdout, default=str)
