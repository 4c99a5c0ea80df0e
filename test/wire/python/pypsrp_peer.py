"""pypsrp driven from outside, for the wire suite and the benchmark (see peer.py).

{"op": "open", "host", "port", "username", "password", "auth": "basic"|"ntlm", "runspaces"}
{"op": "invoke", "commands": [{"text", "script", "parameters", "arguments"}], "input"}  streams and state
{"op": "stop", ...}       the same, stopped after its first output
{"op": "disconnect"}, {"op": "reconnect"}; {"op": "take_over"}: left, and taken up by another client
{"op": "leave", "commands"}: leaves a session in which a pipeline runs; {"op": "find", "id"}: takes up what the server lists
{"op": "calls", "count", "concurrency", "cold", "text"}, {"op": "output", "bytes"}: see the benchmark
{"op": "close"}
"""

import warnings

from pypsrp.complex_objects import GenericComplexObject
from pypsrp.powershell import PowerShell, RunspacePool
from pypsrp.wsman import WSMan

from peer import serve, spread

warnings.simplefilter("ignore")
settings = {}
pools = []


def connection():
    auth = settings["auth"]
    tls = "caFile" in settings
    return WSMan(
        settings["host"],
        port=settings["port"],
        username=settings["username"],
        password=settings["password"],
        ssl=tls,
        cert_validation=settings.get("caFile", True),
        auth=auth,
        # pypsrp refuses to speak in the clear unless told so; Basic cannot encrypt.
        encryption="never" if auth == "basic" else "auto",
        no_proxy=True,
    )


def new_pool():
    pool = RunspacePool(connection(), max_runspaces=settings.get("runspaces", 1))
    pool.open()
    return pool


def open_pool(**given):
    settings.update(given)
    pools.append(new_pool())
    versions = pools[0].application_private_data.data["PSVersionTable"]
    return {"state": pools[0].state, "protocol": pools[0].protocol_version, "version": str(versions["PSVersion"])}


def pipeline(commands, pool=None):
    shell = PowerShell(pool or pools[0])
    for command in commands:
        (shell.add_script if command.get("script") else shell.add_cmdlet)(command["text"])
        for name, value in command.get("parameters", {}).items():
            shell.add_parameter(name, value)
        for value in command.get("arguments", []):
            shell.add_argument(value)
    return shell


def plain(value):
    if isinstance(value, GenericComplexObject):
        return {"types": value.types, "text": value.to_string, "properties": {**plain(value.adapted_properties), **plain(value.extended_properties)}}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def told(shell):
    streams = shell.streams
    return {
        "state": shell.state,
        "hadErrors": shell.had_errors,
        "output": plain(shell.output),
        "errors": [{"text": str(e), "id": e.fq_error, "reason": e.reason, "target": e.target_name, "category": e.category} for e in streams.error],
        "warnings": [w.message for w in streams.warning],
        "verbose": [v.message for v in streams.verbose],
    }


def invoke(commands, input=None):
    shell = pipeline(commands)
    shell.invoke(input)
    reply = told(shell)
    shell.close()
    return reply


def stop(commands):
    shell = pipeline(commands)
    shell.begin_invoke()
    while not shell.output:
        shell.poll_invoke()
    shell.stop()
    return told(shell)


def disconnect():
    pools[0].disconnect()
    return {"state": pools[0].state}


def reconnect():
    pools[0].connect()
    return {"state": pools[0].state}


def take_over():
    """A new client goes on with the session that another one has left, set up as pypsrp sets up those that it finds."""
    left = pools.pop(0)
    left.disconnect()
    pool = RunspacePool(connection())
    pool.id = pool.shell.id = left.id
    pool.shell.opened = True
    pool.state = left.state
    pool._new_client = True
    pool.connect()
    pools.insert(0, pool)
    return {"state": pool.state}


def leave(commands):
    """A session of its own, with a pipeline in it that runs on."""
    left = new_pool()
    shell = pipeline(commands, left)
    shell.begin_invoke()
    while not shell.output:
        shell.poll_invoke()
    left.disconnect()
    return {"pool": left.id, "pipeline": shell.id}


def find(id):
    """What the server lists, and the pool of that id with what still runs in it."""
    found = RunspacePool.get_runspace_pools(connection())
    [pool] = [pool for pool in found if pool.id == id]
    running = pool.create_disconnected_power_shells()
    pool.connect()
    told = {"pools": len(found), "pipelines": [shell.id for shell in running], "output": [plain(shell.connect()) for shell in running]}
    pool.close()
    return told


def echo(pool, text):
    shell = pipeline([{"text": "Test-Echo", "parameters": {"Value": text}}], pool)
    output = shell.invoke()
    if output != [text]:
        raise ValueError("the echo differs")


def cold_echo(text):
    pool = new_pool()
    echo(pool, text)
    pool.close()


def calls(count, concurrency, cold, text):
    # A pool a thread: pypsrp does not promise that threads may share one.
    while not cold and len(pools) < concurrency:
        pools.append(new_pool())
    workers = [lambda: cold_echo(text)] * concurrency if cold else [lambda pool=pool: echo(pool, text) for pool in pools]
    return spread(count, concurrency, workers)


def output(bytes, **_):
    [text] = pipeline([{"text": "Test-Text", "parameters": {"Length": bytes}}]).invoke()
    return {"bytes": len(text)}


def close():
    while pools:
        pools.pop().close()


serve(
    {
        "open": open_pool,
        "invoke": invoke,
        "stop": stop,
        "disconnect": disconnect,
        "reconnect": reconnect,
        "take_over": take_over,
        "leave": leave,
        "find": find,
        "calls": calls,
        "output": output,
        "close": close,
    }
)
