import { VmmError } from "./errors.ts";

/**
 * The errors of VMM that the simulator raises. Numbers below 100000 are recorded (scvmm-domain 3.2). Where VMM's own number
 * was never seen, the number is ours and lies from 990001 up, so that nobody takes it for a recorded one.
 */
const error = (number: number, problem: string, action: string) => new VmmError(number, problem, action);

export const vmmErrors = {
  notPoweredOff: (vm: string) =>
    error(
      640,
      `The hardware of virtual machine ${vm} cannot be changed because it is not in the Poweroff or Stored state.`,
      "Ensure the virtual machine is in a Poweroff or Stored state, and then try the operation again.",
    ),
  objectNotFound: (type: string, name: string) =>
    error(801, `VMM cannot find ${type} object ${name}.`, "Ensure the library object is valid, and then try the operation again."),
  serverUnreachable: (server: string) =>
    error(
      1602,
      `Unable to connect to the VMM management server ${server}. The Virtual Machine Manager service on that server did not respond.`,
      "Verify that the Virtual Machine Manager service is running on the server, and then try the operation again.",
    ),
  wrongState: (vm: string, state: string) =>
    error(
      1730,
      `VMM cannot complete this action because virtual machine ${vm} is in the state ${state}, in which the action is not valid.`,
      "Ensure that the virtual machine is in a valid state, and then try the operation again.",
    ),
  locked: () =>
    error(
      2606,
      "Unable to perform the job because one or more of the selected objects are locked by another job.",
      "To find out which job is locking the object, look at the running jobs. When that job has completed, try again.",
    ),
  parameterNull: (parameter: string) =>
    error(12416, `VMM is unable to process the parameter ${parameter}.`, "Verify the value, and then try the operation again."),
  fileNotFound: (path: string, server: string) =>
    error(
      2903,
      `VMM could not locate the specified file/folder ${path} on the ${server} server.`,
      "Ensure that the path is right, and then try again.",
    ),
  notBootable: (device: string) =>
    error(23352, `The device ${device} is not valid for boot.`, "Give a device of the virtual machine that it can boot from."),
  badPath: (path: string, host: string) =>
    error(2409, `The path ${path} is not a valid folder on host ${host}.`, "Specify a folder on a shared volume of the cluster."),
  migrationLimit: (host: string) =>
    error(
      23007,
      `The migration timed out, because the limit of simultaneous live migrations of host ${host} was reached.`,
      "Wait until other migrations have completed, and then try the operation again.",
    ),
  noNetwork: (network: string) =>
    error(
      23801,
      `No available connection to selected VM Network can be found. The logical network ${network} is out of reach.`,
      "Connect the host to the logical network, or choose another host.",
    ),
  notCustomizable: (what: string) =>
    error(990013, `The guest operating system cannot be customized: ${what}.`, "Correct the guest's settings, and then try again."),
  needsPool: (network: string) =>
    error(
      23753,
      `The network adapter on ${network} needs an IP address pool, and none was given.`,
      "Give a static IP address pool, and then try the operation again.",
    ),
  poolFull: (pool: string) =>
    error(990001, `No free IP address is left in the pool ${pool}.`, "Return unused addresses to the pool, or extend its range."),
  addressTaken: (address: string) =>
    error(990002, `The IP address ${address} is already allocated.`, "Choose another IP address, or revoke the allocation."),
  addressOutside: (address: string, pool: string) =>
    error(
      990003,
      `The IP address ${address} cannot be granted from the pool ${pool}: it is outside the range, reserved, or kept for another use.`,
      "Choose an IP address of the pool, and then try the operation again.",
    ),
  addressUnknown: () =>
    error(990004, "Unable to find the specified allocated IP address.", "Ensure that the IP address is allocated, and then try again."),
  quotaExceeded: (cloud: string, what: string) =>
    error(990005, `The capacity of the cloud ${cloud} is exceeded: ${what}.`, "Free capacity in the cloud, or raise its limits."),
  slotTaken: (bus: string) =>
    error(990006, `The slot ${bus} of the virtual machine is already in use.`, "Choose another bus or LUN, and then try again."),
  cannotShrink: (disk: string) =>
    error(990007, `The virtual hard disk ${disk} can only be expanded.`, "Give a size larger than the present one."),
  noHost: (vm: string) =>
    error(
      990008,
      `Unable to find a suitable host for the virtual machine ${vm}.`,
      "Choose another cloud or host group, or free resources.",
    ),
  hostInMaintenance: (host: string) =>
    error(990101, `Host ${host} is in maintenance mode, or not available for placement.`, "Choose another host."),
  tooLittleMemory: (host: string) =>
    error(990102, `Host ${host} has not enough free memory for the virtual machine.`, "Choose another host."),
  tooLittleDisk: (host: string) =>
    error(990103, `Host ${host} has not enough free disk space for the virtual machine.`, "Choose another host."),
  notClustered: (host: string) =>
    error(990104, `The virtual machine is highly available, and host ${host} is no node of a cluster.`, "Choose a clustered host."),
  sharesHost: (host: string, set: string) =>
    error(990105, `Host ${host} already has a virtual machine of the availability set ${set}.`, "Choose another host."),
  hostNotInCloud: (host: string, cloud: string) =>
    error(990106, `Host ${host} is not part of the cloud ${cloud}.`, "Move the virtual machine to a host of the cloud first."),
  jobCanceled: (owner: string) => error(990107, `The job was canceled by ${owner}.`, "Restart the job."),
  serviceStopped: (server: string) =>
    error(990108, `The VMM service on ${server} stopped while this job was running.`, "Restart the job, or repair what it has left."),
  propertyExists: (name: string) =>
    error(990009, `A custom property with the name ${name} already exists.`, "Choose another name, and then try the operation again."),
  badSizing: (what: string) =>
    error(990010, `The virtual machine cannot have this hardware: ${what}.`, "Correct the values, and then try again."),
  noIdeOnGeneration2: () =>
    error(990011, "A generation 2 virtual machine has no IDE controller.", "Use the SCSI bus, and then try the operation again."),
  macPoolFull: (pool: string) =>
    error(990060, `No free MAC address is left in the pool ${pool}.`, "Return unused addresses to the pool, or extend its range."),
  macTaken: (mac: string) => error(990061, `The MAC address ${mac} is already allocated.`, "Choose another MAC address."),
  macOutside: (mac: string, pool: string) =>
    error(990062, `The MAC address ${mac} is not in the pool ${pool}.`, "Choose a MAC address of the pool."),
  vlanOutside: (vlan: number, network: string) =>
    error(
      990063,
      `The VLAN ${vlan} is not one of the VM network ${network}.`,
      "Choose a VLAN of the network's logical network definition.",
    ),
  subnetOfOther: (subnet: string, network: string) =>
    error(990064, `The VM subnet ${subnet} does not belong to the VM network ${network}.`, "Choose a subnet of the network."),
  notAMember: (property: string, type: string) =>
    error(990012, `The custom property ${property} does not apply to objects of type ${type}.`, "Add the type to its members."),
  hasCheckpoints: (vm: string) =>
    error(
      990031,
      `The disks of virtual machine ${vm} cannot be changed while it has checkpoints.`,
      "Remove the checkpoints, and then try again.",
    ),
  checkpointsDisabled: (vm: string) =>
    error(990032, `Checkpoints are disabled on virtual machine ${vm}.`, "Enable checkpoints in its settings, and then try again."),
  foreignSan: (san: string, vm: string) =>
    error(990040, `The virtual SAN ${san} is not one of the host of virtual machine ${vm}.`, "Choose a virtual SAN of that host."),
  tooManyFibreChannels: (vm: string) =>
    error(990041, `The virtual machine ${vm} has four virtual Fibre Channel adapters already.`, "Remove one of them, and then try again."),
  mediaPresent: () =>
    error(990030, "The virtual DVD drive already has a medium.", "Remove the medium from the drive, and then try the operation again."),
  diskInUse: (path: string) =>
    error(990070, `The virtual hard disk ${path} is in use by another virtual machine.`, "Remove it from that virtual machine first."),
  diskFileExists: (path: string) =>
    error(990071, `The file ${path} exists already on the host.`, "Choose another file name, or use the existing file."),
  fileExists: (path: string) =>
    error(990050, `The library already has a file ${path}.`, "Allow it to be overwritten, or give it another name."),
  noSuchShare: (path: string) =>
    error(
      990051,
      `The path ${path} is in no library share of this VMM server.`,
      "Give the UNC path of a library share, or of a folder below it.",
    ),
  unknownFileType: (file: string) =>
    error(990052, `The library takes no files such as ${file}.`, "Use an extension that the library knows."),
} as const;
