"""One side of an NTLM handshake, played by pyspnego: a line of JSON in, a line of JSON out, until end of input.

First line: {"usage": "initiate"|"accept", "protocol": "ntlm"|"negotiate", "username", "password", "hostname", "service"}; a server reads its accounts
from the file that NTLM_USER_FILE names. Then {"op": "step"|"seal"|"unseal"|"bindings", ...} with bytes as hex;
"seal-body" and "open-body" need pypsrp too, whose bodies they are.
"""

import json
import sys

import spnego
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from spnego.channel_bindings import GssChannelBindings


def new_context(options, bindings):
    protocol = options.get("protocol", "ntlm")
    own = spnego.NegotiateOptions.use_ntlm if protocol == "ntlm" else spnego.NegotiateOptions.use_negotiate
    if options["usage"] == "accept":
        return spnego.server(protocol=protocol, channel_bindings=bindings, options=own)
    return spnego.client(
        options["username"],
        options["password"],
        hostname=options["hostname"],
        service=options["service"],
        protocol=protocol,
        channel_bindings=bindings,
        options=own,
    )


def end_point_data(certificate):
    """RFC 5929, 4.1, by the certificate reader of another project."""
    algorithm = x509.load_der_x509_certificate(certificate).signature_hash_algorithm
    weak = algorithm is None or algorithm.name in ("md5", "sha1")
    digest = hashes.Hash(hashes.SHA256() if weak else algorithm)
    digest.update(certificate)
    return b"tls-server-end-point:" + digest.finalize()


def main():
    options = json.loads(sys.stdin.readline())
    certificate = options.get("certificate")
    bindings = GssChannelBindings(application_data=end_point_data(bytes.fromhex(certificate))) if certificate else None
    context = new_context(options, bindings)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            reply = answer(context, bindings, request)
        except spnego.exceptions.SpnegoError as error:
            reply = {"error": type(error).__name__}
        print(json.dumps(reply), flush=True)


def answer(context, bindings, request):
    if request["op"] == "step":
        token = context.step(bytes.fromhex(request["token"]) if "token" in request else None)
        return {"token": token.hex() if token else "", "complete": context.complete, "principal": context.client_principal}
    if request["op"] == "seal":
        sealed = context.wrap_winrm(bytes.fromhex(request["plain"]))
        return {"signature": sealed.header.hex(), "ciphertext": sealed.data.hex()}
    if request["op"] == "unseal":
        plain = context.unwrap_winrm(bytes.fromhex(request["signature"]), bytes.fromhex(request["ciphertext"]))
        return {"plain": plain.hex()}
    if request["op"] == "seal-body":
        content_type, body = encryption(context).wrap_message(bytes.fromhex(request["plain"]))
        return {"contentType": content_type, "body": body.hex()}
    if request["op"] == "open-body":
        return {"plain": encryption(context).unwrap_message(bytes.fromhex(request["body"]), "Encrypted Boundary").hex()}
    return {"bindings": bindings.pack().hex()}


def encryption(context):
    from pypsrp.encryption import WinRMEncryption

    return WinRMEncryption(context, WinRMEncryption.SPNEGO)


main()
