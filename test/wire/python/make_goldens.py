"""Messages made by psrpcore, another encoder, which ours must read: a JSON document on stdout, the same at every run.

    python test/wire/python/make_goldens.py > test/winrm/goldens/psrpcore.json
"""

import json
import uuid
from xml.etree import ElementTree

import psrpcore
from psrpcore import types
from psrpcore.types._serializer import serialize

POOL = uuid.UUID("8e12a5f0-3c47-4d61-9b0e-5f2a7c1d4e93")
PIPELINE = uuid.UUID("1b7c9d2e-4f60-4a83-b5c6-d7e8f9a0b1c2")
HOSTILE = "a'b\"c`d$(e)<f>&\r\n\t\x00_x0041_ größe 😀 \ud800"
# Small enough that each message takes several fragments, and some of them share a piece.
PIECE_BYTES = 400


class NoCipher(types.PSCryptoProvider):
    def encrypt(self, value):
        raise NotImplementedError

    decrypt = register_key = encrypt


def drain(side, size=PIECE_BYTES):
    """All that a side wants to send: its pieces as hex."""
    pieces = []
    while payload := side.data_to_send(size):
        pieces.append(payload.data.hex())
    return pieces


def messages():
    client = psrpcore.ClientRunspacePool(runspace_pool_id=POOL, min_runspaces=1, max_runspaces=3)
    server = psrpcore.ServerRunspacePool(application_private_data={"PSVersionTable": {"PSVersion": types.PSVersion("5.1.17763.1")}})
    found = {}

    client.open()
    found["clientOpen"] = drain(client)
    feed(server, found["clientOpen"])
    found["serverOpen"] = drain(server)
    feed(client, found["serverOpen"])

    shell = psrpcore.ClientPowerShell(client, no_input=False, redirect_shell_error_to_out=False, pipeline_id=PIPELINE)
    shell.add_command("Get-Thing").add_parameters(Name=HOSTILE, Count=types.PSInt64(2**40), Force=True).add_argument("by position")
    shell.add_command("Select-Object").add_parameter("First", 5)
    shell.start()
    shell.send(["one", 2, None])
    shell.send_eof()
    found["clientPipeline"] = drain(client)

    pipeline = psrpcore.ServerPipeline(server, PIPELINE)
    feed(server, found["clientPipeline"], PIPELINE)
    pipeline.start()
    pipeline.write_output("out")
    pipeline.write_output(None)
    pipeline.write_output({"key": [1, 2.5, HOSTILE]})
    pipeline.write_verbose("verbose")
    pipeline.write_warning("careful")
    pipeline.write_error(
        types.NETException(Message="no such thing: <é>"),
        category_info=types.ErrorCategoryInfo(
            Category=types.ErrorCategory.ObjectNotFound, Activity="Get-Thing", Reason="ThingException", TargetName="thing", TargetType="String"
        ),
        fully_qualified_error_id="801,Test.GetThing",
    )
    pipeline.complete()
    found["serverPipeline"] = drain(server)
    return found


def feed(side, pieces, pipeline=None):
    for piece in pieces:
        side.receive_data(psrpcore.PSRPPayload(bytearray.fromhex(piece), psrpcore.StreamType.default, pipeline))
    while side.next_event():
        pass


VALUES = {
    "nil": None,
    "string": "text",
    "empty string": "",
    "hostile string": HOSTILE,
    "char": types.PSChar("ß"),
    "true": True,
    "byte": types.PSByte(255),
    "signed byte": types.PSSByte(-128),
    "int16": types.PSInt16(-32768),
    "uint16": types.PSUInt16(65535),
    "int32": types.PSInt(-(2**31)),
    "uint32": types.PSUInt(2**32 - 1),
    "int64": types.PSInt64(-(2**63)),
    "uint64": types.PSUInt64(2**64 - 1),
    "single": types.PSSingle(1.5),
    "double": types.PSDouble(-2.25e300),
    "decimal": types.PSDecimal("79228162514264337593543950335"),
    "bytes": types.PSByteArray(bytes(range(256))),
    "date": types.PSDateTime(2026, 1, 2, 3, 4, 5, 678901, nanosecond=200),
    "duration": types.PSDuration(days=1, hours=2, minutes=3, seconds=4.5),
    "guid": types.PSGuid(str(PIPELINE)),
    "address": types.PSUri("https://vmm.example.org/a?b=c&d"),
    "version": types.PSVersion("10.0.17763.1"),
    "xml": types.PSXml("<a b='c'>d</a>"),
    "script": types.PSScriptBlock("Get-VM | Where-Object { $_.Name -eq 'a' }"),
    "list": types.PSList(["a", 1, None]),
    "stack": types.PSStack(["a", "b"]),
    "queue": types.PSQueue(),
    "dictionary": types.PSDict({"a": 1, "b": {"c": True}}),
    "object": types.PSCustomObject(Name="vm-01", Memory=4096, Tags=["x", "y"]),
    "enum": types.ErrorCategory.ObjectNotFound,
    "shared": (lambda one: types.PSList([one, one]))(types.PSCustomObject(Id=1)),
}


def main():
    clixml = {name: ElementTree.tostring(serialize(value, NoCipher()), encoding="unicode") for name, value in VALUES.items() if name != "queue"}
    clixml["queue"] = ElementTree.tostring(serialize(queue(), NoCipher()), encoding="unicode")
    ids = {"pool": str(POOL).upper(), "pipeline": str(PIPELINE).upper()}
    print(json.dumps({"ids": ids, "hostile": HOSTILE, "messages": messages(), "clixml": clixml}, indent=2))


def queue():
    filled = types.PSQueue()
    filled.put("first")
    filled.put("second")
    return filled


if __name__ == "__main__":
    main()
