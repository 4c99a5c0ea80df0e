/** What VMM lets be set of a VM's hardware and its start. Of a VM: null where VMM has no such thing. Of a wish: null leaves it as it is. */
export interface HardwareSettings {
  /** Generation 2 only, as the next two. */
  readonly secureBoot: boolean | null;
  readonly secureBootTemplate: string | null;
  /** `SCSI,0,0`, `NIC,0` */
  readonly firstBootDevice: string | null;
  /** Generation 1 only. */
  readonly bootOrder: readonly string[] | null;
  readonly cpuRelativeWeight: number | null;
  /** Per cent. */
  readonly cpuReserve: number | null;
  /** Per cent. */
  readonly cpuMaximumPercent: number | null;
  readonly memoryWeight: number | null;
  readonly startDelaySeconds: number | null;
  readonly owner: string | null;
  readonly backup: boolean | null;
  readonly dataExchange: boolean | null;
  readonly heartbeat: boolean | null;
  readonly shutdown: boolean | null;
  readonly timeSynchronization: boolean | null;
  /** Of a VM always null: VMM does not tell it. */
  readonly nestedVirtualization: boolean | null;
}
