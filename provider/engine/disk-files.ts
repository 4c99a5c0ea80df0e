import { fileName, fold } from "./text.ts";

/** Hyper-V appends a Guid to the file that a disk goes on in; whether the next checkpoint appends another one is not recorded. */
const CHECKPOINT_SUFFIX = /(?:_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})+$/;

/** Name of a disk's file in lower case, without extension and without what a checkpoint has appended. */
export function baseName(path: string): string {
  return fold(fileName(path))
    .replace(/\.a?vhdx?$/, "")
    .replace(CHECKPOINT_SUFFIX, "");
}

/** A difference that belongs to a checkpoint, and nothing without it. */
export const isDifference = (path: string): boolean => fold(path).endsWith(".avhdx") || fold(path).endsWith(".avhd");

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("\\")));
}

/** Shared volumes of a cluster lie here on every node of it (scvmm-domain 2.16). */
const CLUSTER_STORAGE = "c:\\clusterstorage\\";

export const isOnShare = (path: string): boolean => path.startsWith("\\\\");
export const isOnClusterStorage = (path: string): boolean => fold(path).startsWith(CLUSTER_STORAGE);
