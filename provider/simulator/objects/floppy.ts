import type { VirtualMachine } from "./machine.ts";
import type { ClientObject } from "./network.ts";

/** A .vfd of the library, or the copy that a host got when it was inserted. */
export interface VirtualFloppyDisk extends ClientObject {
  readonly $type: "VirtualFloppyDisk";
  readonly Description: string;
  readonly SharePath: string;
  readonly Directory: string;
  /** Bytes. */
  readonly Size: number;
  readonly State: string;
  readonly HostType: string;
  readonly Owner: string | null;
  readonly $content: Uint8Array | null;
}

/** A VM of generation 1 has one, which comes and goes with it. */
export interface VirtualFloppyDrive extends ClientObject {
  readonly $type: "VirtualFloppyDrive";
  readonly Description: string;
  Connection: string;
  VirtualFloppyDisk: VirtualFloppyDisk | null;
  $owner: VirtualMachine;
}
