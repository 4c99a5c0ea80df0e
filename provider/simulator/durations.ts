/** How long jobs take, in virtual milliseconds. No figures are public; see assumptions: durations. */
export const QUEUE_MS = 200;

export const DURATION_MS = {
  createVm: 120_000,
  setVm: 4_000,
  template: 2_000,
  removeVm: 15_000,
  startVm: 10_000,
  shutDownVm: 20_000,
  forceOffVm: 3_000,
  saveVm: 15_000,
  newDisk: 6_000,
  expandDisk: 5_000,
  setDisk: 2_000,
  removeDisk: 5_000,
  dvdDrive: 2_000,
  fibreChannel: 3_000,
  insertIso: 20_000,
  removeIso: 2_000,
  importFile: 5_000,
  changeAdapter: 3_000,
  address: 1_000,
  property: 1_000,
  configuration: 1_000,
  placement: 2_000,
  moveInCluster: 20_000,
  moveWithDisks: 180_000,
} as const;
