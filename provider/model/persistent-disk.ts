/**
 * Stands in the name of a persistent disk's file, before the name of the disk: all that tells of it in VMM when the manifest is
 * gone. No VM that has such a disk is removed, since VMM would delete it with the VM.
 */
export const PERSISTENT_DISK = "__persistent_";
