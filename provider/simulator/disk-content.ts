import type { Parameters } from "./binding/parameters.ts";
import { unsupported } from "./unsupported.ts";

/** What a new disk is made of. */
export interface Content {
  readonly sizeBytes: number;
  readonly dynamic: boolean;
  readonly format: string;
  readonly fileName: string;
  readonly content?: Uint8Array | undefined;
}

const MIB = 1024 ** 2;

/** A new disk, or a copy of one of the library: that gets the file name given, or keeps its own. */
export function contentOf(parameters: Parameters): Content {
  const fileName = parameters.text("FileName")?.replace(/\.vhdx?$/i, "");
  if (!parameters.set.startsWith("existingVHD"))
    return {
      sizeBytes: (parameters.number("VirtualHardDiskSizeMB") ?? 0) * MIB,
      dynamic: parameters.set.endsWith("Dynamic"),
      format: parameters.text("VirtualHardDiskFormatType") ?? "VHDX",
      fileName: fileName ?? "",
    };
  const source = parameters.demanded("VirtualHardDisk", "StandaloneVirtualHardDisk");
  if (source.HostType !== "LibraryServer") throw unsupported("New-SCVirtualDiskDrive", "a disk outside the library");
  const dynamic = source.VHDType === "DynamicallyExpanding";
  const { MaximumSize: sizeBytes, VHDFormatType: format, $content: content } = source;
  return { sizeBytes, dynamic, format, fileName: fileName ?? source.Name, content };
}
