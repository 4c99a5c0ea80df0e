"""psrpcore as the other side of a pool, fed with bytes that another encoder made (see peer.py); bytes as hex.

{"op": "as_server", "open", "pipeline", "pipelineId"}  what a server makes of a client's messages
{"op": "as_client", "open", "pipeline", "poolId", "pipelineId"}  what a client makes of a server's messages
"""

import uuid

import psrpcore
from psrpcore import types

from peer import serve


def events(side, data, pipeline=None):
    side.receive_data(psrpcore.PSRPPayload(bytearray.fromhex(data), psrpcore.StreamType.default, pipeline))
    found = []
    while event := side.next_event():
        found.append(event)
    return found


def plain(value):
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, types.PSDictBase):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (types.PSListBase, types.PSStackBase)):
        return [plain(item) for item in value]
    if isinstance(value, (types.PSByteArray, bytes)):
        return {"bytes": bytes(value).hex()}
    if isinstance(value, float):
        return float(value)
    if isinstance(value, int):
        return int(value)
    return str(value)


def as_server(open, pipeline, pipelineId):
    server = psrpcore.ServerRunspacePool()
    names = [type(event).__name__ for event in events(server, open)]
    counts = [server.min_runspaces, server.max_runspaces]
    found = psrpcore.ServerPipeline(server, uuid.UUID(pipelineId))
    created, *rest = events(server, pipeline, found.pipeline_id)
    shell = created.pipeline
    commands = [
        {"text": c.command_text, "script": c.is_script, "parameters": [[name, plain(value)] for name, value in c.parameters]} for c in shell.commands
    ]
    return {
        "opened": names,
        "runspaces": counts,
        "commands": commands,
        "noInput": shell.no_input,
        "rest": [[type(event).__name__, plain(getattr(event, "data", None))] for event in rest],
    }


def as_client(open, pipeline, poolId, pipelineId):
    client = psrpcore.ClientRunspacePool(runspace_pool_id=uuid.UUID(poolId), max_runspaces=3)
    client.open()
    while client.data_to_send():
        pass
    names = [type(event).__name__ for event in events(client, open)]
    shell = psrpcore.ClientPowerShell(client, pipeline_id=uuid.UUID(pipelineId))
    shell.add_command("Get-Thing")
    shell.start()
    told = []
    for event in events(client, pipeline, shell.pipeline_id):
        name = type(event).__name__
        if name == "ErrorRecordEvent":
            record = event.record
            info = record.CategoryInfo
            told.append([name, [str(record.Exception.Message), str(record.FullyQualifiedErrorId), int(info.Category), str(info.TargetName)]])
        elif name == "PipelineStateEvent":
            told.append([name, event.state.name])
        elif name in ("WarningRecordEvent", "VerboseRecordEvent"):
            told.append([name, str(event.record.Message)])
        else:
            told.append([name, plain(event.data)])
    versions = client.application_private_data["PSVersionTable"]
    return {"opened": names, "version": str(versions["PSVersion"]), "told": told}


serve({"as_server": as_server, "as_client": as_client})
