import type { Template, VirtualMachine } from "./machine.ts";
import type { ClientObject } from "./network.ts";

export interface LibraryShare extends ClientObject {
  readonly $type: "LibraryShare";
  readonly Description: string;
  /** UNC. */
  readonly Path: string;
  readonly LibraryServer: string;
}

/** A file of the library, or the copy that a host got when it was mounted: that is an object of its own (scvmm-domain 1.5). */
export interface Iso extends ClientObject {
  readonly $type: "ISO";
  readonly Description: string;
  readonly SharePath: string;
  readonly Directory: string;
  /** Bytes. */
  readonly Size: number;
  readonly State: string;
  /** The zero Guid outside the library. */
  readonly LibraryShareId: string;
  readonly HostType: string;
  readonly HostName: string | null;
  readonly Accessibility: string;
  readonly FamilyName: string;
  readonly Release: string;
  readonly Owner: string | null;
  readonly IsOrphaned: boolean;
  /** Virtual milliseconds: no getter shows it before the library's refresh. */
  readonly $visibleFrom: number;
  /** Of a file that was imported. */
  readonly $content: Uint8Array | null;
}

export interface VirtualDvdDrive extends ClientObject {
  readonly $type: "VirtualDVDDrive";
  readonly Description: string;
  /** None, ISOImage or HostDrive. */
  Connection: string;
  ISO: Iso | null;
  HostDrive: string;
  readonly BusType: string;
  readonly Bus: number;
  readonly Lun: number;
  ISOLinked: boolean;
  readonly Accessibility: string;
  $owner: VirtualMachine | Template;
}
