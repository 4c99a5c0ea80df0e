import { join } from "node:path";
import { PYTHON } from "../parts.ts";
import { Peer } from "./peer.ts";

/** A script of `test/wire/python` as a peer. */
export class PythonPeer extends Peer {
  constructor(script: string, environment: NodeJS.ProcessEnv = {}) {
    super(PYTHON, [join(import.meta.dirname, "python", script)], { PYTHONDONTWRITEBYTECODE: "1", ...environment });
  }
}
