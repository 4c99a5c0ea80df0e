export * from "./persistent-disk.generated.ts";
export * from "./provider.generated.ts";
export * from "./virtual-ip.generated.ts";
export * from "./virtual-machine.generated.ts";
