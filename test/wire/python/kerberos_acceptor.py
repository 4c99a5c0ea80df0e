"""A WinRM-like service that logs in by Kerberos (MIT's GSSAPI) and sends back what it was sent, in capitals.

Started by {"op": "start", "schemes": [...], "certificate": path or null, "key": path, "target": "http://…" or null}; with a target
it passes the request on and sends back that server's answer. Other lines: {"op": "seen"} what happened since the last one,
{"op": "next", "do": "forget" | "plain" | "tamper" | "no-token" | "close"} how to treat the next request with a body.
"""
import base64
import http.server
import json
import re
import ssl
import sys
import threading
import urllib.error
import urllib.request

import gssapi
from gssapi.raw import IOV, IOVBufferType, unwrap_iov, wrap_iov

SEALED = re.compile(
    rb"\A--Encrypted Boundary\r\n"
    rb"\tContent-Type: application/HTTP-(?P<protocol>SPNEGO|Kerberos)-session-encrypted\r\n"
    rb"\tOriginalContent: type=application/soap\+xml;charset=UTF-8;Length=(?P<length>\d+)\r\n"
    rb"--Encrypted Boundary\r\n"
    rb"\tContent-Type: application/octet-stream\r\n"
    rb"(?P<payload>.*)--Encrypted Boundary--\r\n\Z",
    re.DOTALL,
)
settings = {}
seen = []
orders = []
lock = threading.Lock()


def note(**facts):
    with lock:
        seen.append(facts)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    context = None
    scheme = None

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        order = orders.pop(0) if orders and (body or orders[0] == "no-token") else None
        if order == "close":
            self.close_connection = True
            self.context = None
            note(closed=True)
            return
        if order == "forget":
            self.context = None
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        if token:
            self.log_in(scheme, base64.b64decode(token), len(body), order)
        elif self.context is None or not self.context.complete:
            sealed = "multipart/encrypted" in self.headers.get("Content-Type", "")
            note(refused=True, sealed=sealed)
            if sealed:
                self.answer(400)
            else:
                self.answer(401, headers=[("WWW-Authenticate", s) for s in settings["schemes"]])
        else:
            self.serve(body, order)

    def log_in(self, scheme, token, body_length, order):
        if scheme not in settings["schemes"]:
            note(refused=True, scheme=scheme)
            self.answer(401, headers=[("WWW-Authenticate", s) for s in settings["schemes"]])
            return
        context = gssapi.SecurityContext(usage="accept")
        context.__DEFER_STEP_ERRORS__ = False
        try:
            reply = context.step(token)
        except gssapi.exceptions.GSSError as error:
            note(failed=error.gen_message(), scheme=scheme)
            reply = getattr(error, "token", None)
            value = scheme if not reply else f"{scheme} {base64.b64encode(reply).decode()}"
            self.answer(401, headers=[("WWW-Authenticate", value)])
            return
        self.context, self.scheme = context, scheme
        note(
            user=str(context.initiator_name), service=str(context.target_name), scheme=scheme, complete=context.complete,
            outer=token[:1].hex(), oid=token.find(bytes.fromhex("06062b0601050502")) >= 0, body=body_length,
        )
        value = scheme if not reply or order == "no-token" else f"{scheme} {base64.b64encode(reply).decode()}"
        self.answer(200, headers=[("WWW-Authenticate", value)])

    def serve(self, body, order):
        content_type = self.headers.get("Content-Type", "")
        sealed = "multipart/encrypted" in content_type
        plain = self.unseal(content_type, body) if sealed else body
        note(user=str(self.context.initiator_name), sealed=sealed, size=len(plain), authorized="Authorization" in self.headers)
        status, reply = self.work(plain)
        if sealed and order != "plain":
            content_type, reply = self.seal(reply)
            if order == "tamper":
                reply = reply[:-30] + bytes([reply[-30] ^ 1]) + reply[-29:]
        else:
            content_type = "application/soap+xml;charset=UTF-8"
        self.answer(status, reply, [("Content-Type", content_type)])

    def work(self, plain):
        if not settings.get("target"):
            return 200, plain.upper()
        request = urllib.request.Request(settings["target"], plain, dict(settings["headers"]), method="POST")
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def unseal(self, content_type, body):
        parts = SEALED.match(body)
        protocol = parts["protocol"].decode()
        assert f'protocol="application/HTTP-{protocol}-session-encrypted"' in content_type, content_type
        assert protocol == ("SPNEGO" if self.scheme == "Negotiate" else "Kerberos"), protocol
        payload = parts["payload"]
        size = int.from_bytes(payload[:4], "little")
        header, data = payload[4 : 4 + size], payload[4 + size :]
        assert len(data) == int(parts["length"]), (len(data), parts["length"])
        # RFC 4121: no extra count, rotated so that the data stand where the plain text would.
        note(header=size, extra=int.from_bytes(header[4:6], "big"), rotation=int.from_bytes(header[6:8], "big"))
        return self.unwrap(header, data)

    def unwrap(self, header, data):
        iov = IOV((IOVBufferType.header, False, header), data, (IOVBufferType.padding, False, b""), std_layout=False)
        assert unwrap_iov(self.context, iov).encrypted
        return bytes(iov[1].value)

    def seal(self, plain):
        iov = IOV(IOVBufferType.header, plain, IOVBufferType.padding, std_layout=False)
        wrap_iov(self.context, iov, confidential=True)
        header, data, padding = (bytes(buffer.value or b"") for buffer in iov)
        protocol = f"application/HTTP-{'SPNEGO' if self.scheme == 'Negotiate' else 'Kerberos'}-session-encrypted"
        lines = [
            "--Encrypted Boundary",
            f"\tContent-Type: {protocol}",
            f"\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length={len(plain) + len(padding)}",
            "--Encrypted Boundary",
            "\tContent-Type: application/octet-stream",
            "",
        ]
        body = "\r\n".join(lines).encode() + len(header).to_bytes(4, "little") + header + data + padding + b"--Encrypted Boundary--\r\n"
        return f'multipart/encrypted;protocol="{protocol}";boundary="Encrypted Boundary"', body


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        error = sys.exc_info()[1]
        if not isinstance(error, (ConnectionError, ssl.SSLError)):
            note(error=f"{type(error).__name__}: {error}")


def start(message):
    settings.update(message)
    server = Server(("127.0.0.1", 0), Handler)
    if message.get("certificate"):
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(message["certificate"], message["key"])
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return {"port": server.server_address[1]}


def take_seen():
    with lock:
        taken = list(seen)
        seen.clear()
    return {"seen": taken}


for line in sys.stdin:
    message = json.loads(line)
    if message["op"] == "start":
        reply = start(message)
    elif message["op"] == "next":
        orders.append(message["do"])
        reply = {}
    else:
        reply = take_seen()
    print(json.dumps(reply), flush=True)
