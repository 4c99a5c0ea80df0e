"""pywinrm driven from outside, for the wire suite and the benchmark (see peer.py).

{"op": "open", "host", "port", "username", "password", "auth": "basic"|"ntlm"}
{"op": "run", "command", "arguments"}, {"op": "run_ps", "script"}: in a shell of its own
{"op": "shell", "command", "codepage", "input"}: the calls below `run`, one by one
{"op": "calls", "count", "concurrency", "cold", "text"}, {"op": "output", "command"}: see the benchmark
{"op": "close"}
"""

import warnings

from winrm import Session
from winrm.protocol import Protocol

from peer import serve, spread

warnings.simplefilter("ignore")
settings = {}
shells = []


def open_session(host, port, username, password, auth):
    settings.update(target=f"http://{host}:{port}/wsman", auth=(username, password), transport=auth)


def session():
    return Session(settings["target"], auth=settings["auth"], transport=settings["transport"])


def protocol():
    username, password = settings["auth"]
    return Protocol(settings["target"], transport=settings["transport"], username=username, password=password)


def told(stdout, stderr, exit_code):
    return {"stdout": stdout.hex(), "stderr": stderr.hex(), "exitCode": exit_code}


def run(command, arguments=()):
    reply = session().run_cmd(command, arguments)
    return told(reply.std_out, reply.std_err, reply.status_code)


def run_ps(script):
    reply = session().run_ps(script)
    return told(reply.std_out, reply.std_err, reply.status_code)


def shell(command, codepage=437, input=None):
    client = protocol()
    shell_id = client.open_shell(codepage=codepage)
    command_id = client.run_command(shell_id, command)
    if input is not None:
        client.send_command_input(shell_id, command_id, input.encode("utf-8"), end=True)
    reply = told(*client.get_command_output(shell_id, command_id))
    client.cleanup_command(shell_id, command_id)
    client.close_shell(shell_id)
    return reply


def echo(client, shell_id, text):
    command_id = client.run_command(shell_id, "echo", [text])
    stdout, _, _ = client.get_command_output(shell_id, command_id)
    client.cleanup_command(shell_id, command_id)
    if stdout.decode().strip() != text:
        raise ValueError("the echo differs")


def calls(count, concurrency, cold, text):
    # A connection and a shell a thread: requests' sessions are not made to be shared.
    while not cold and len(shells) < concurrency:
        client = protocol()
        shells.append((client, client.open_shell()))
    workers = [lambda: run("echo", [text])] * concurrency if cold else [lambda s=s: echo(*s, text) for s in shells]
    return spread(count, concurrency, workers)


def output(command, **_):
    return {"bytes": len(session().run_cmd(command).std_out)}


def close():
    while shells:
        client, shell_id = shells.pop()
        client.close_shell(shell_id)


serve(
    {
        "open": open_session,
        "run": run,
        "run_ps": run_ps,
        "shell": shell,
        "calls": calls,
        "output": output,
        "close": close,
    }
)
