"""An HTTP server whose NTLM is pyspnego's and whose sealed bodies are pypsrp's: answers each body with `>` before it.

Prints its port, then serves until end of input. NTLM_USER_FILE names the accounts. Under `Negotiate` it takes NTLM raw or in
SPNEGO, whichever comes.
"""

import base64
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import spnego
from pypsrp.encryption import WinRMEncryption


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    context = None

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        authorization = self.headers.get("Authorization")
        if authorization:
            self.step(base64.b64decode(authorization.split(" ")[1]))
        elif self.context is None or not self.context.complete:
            self.reply(401, b"", **{"WWW-Authenticate": "Negotiate"})
        else:
            self.echo(body)

    def step(self, token):
        if self.context is None:
            self.context = spnego.server(protocol="negotiate", options=spnego.NegotiateOptions.use_negotiate)
        try:
            answer = self.context.step(token)
        except spnego.exceptions.SpnegoError:
            self.context = None
            return self.reply(401, b"", **{"WWW-Authenticate": "Negotiate"})
        header = {"WWW-Authenticate": "Negotiate " + base64.b64encode(answer).decode()} if answer else {}
        self.reply(200 if self.context.complete else 401, b"", **header)

    def echo(self, body):
        encryption = WinRMEncryption(self.context, WinRMEncryption.SPNEGO)
        plain = encryption.unwrap_message(body, "Encrypted Boundary")
        content_type, sealed = encryption.wrap_message(b">" + plain)
        self.reply(200, sealed, **{"Content-Type": content_type + ';protocol="application/HTTP-SPNEGO-session-encrypted";boundary="Encrypted Boundary"'})

    def reply(self, status, body, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
