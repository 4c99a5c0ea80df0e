// @ts-nocheck: its declarations count, its inside is the generator's.
// https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from "../cdk.ts";

// Configuration

export interface VirtualMachineConfig extends cdktf.TerraformMetaArguments {
  /**
  * Availability set: its members run on different hosts. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#availability_set VirtualMachine#availability_set}
  */
  readonly availabilitySet?: string;
  /**
  * VMM cloud to run the VM in. A change moves the VM where its host is none of the cloud's. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#cloud VirtualMachine#cloud}
  */
  readonly cloud?: string;
  /**
  * Extra cloud-init meta-data; wins over instance-id and local-hostname. Read when it is made; a later change does nothing.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#cloud_init_metadata VirtualMachine#cloud_init_metadata}
  */
  readonly cloudInitMetadata?: { [key: string]: string };
  /**
  * Number of virtual CPUs. A change needs the VM off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#cpu_count VirtualMachine#cpu_count}
  */
  readonly cpuCount: number;
  /**
  * Custom properties of the VM; a definition that VMM lacks is made. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#custom_property VirtualMachine#custom_property}
  */
  readonly customProperty?: { [key: string]: string };
  /**
  * Refuse every plan that would delete or replace the VM, also when this configuration is gone; false lifts it. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#deletion_protection VirtualMachine#deletion_protection}
  */
  readonly deletionProtection?: boolean | cdktf.IResolvable;
  /**
  * Disks by label. `boot` is the template's boot disk, or that of a blank VM; any other label is the name of a data disk, by which it is known from then on: lower-case letters, digits and `-`, beginning with a letter. A number is the place of a disk that has no name, as imported VMs have them. What becomes of one that leaves the map says `removed_disks`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#disks VirtualMachine#disks}
  */
  readonly disks?: { [key: string]: VirtualMachineDisks } | cdktf.IResolvable;
  /**
  * DNS domain of the guest.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#dns_domain VirtualMachine#dns_domain}
  */
  readonly dnsDomain?: string;
  /**
  * First DVD drive of the VM; a drive that the template does not bring is added while the VM is off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#dvd_drive VirtualMachine#dvd_drive}
  */
  readonly dvdDrive?: VirtualMachineDvdDrive;
  /**
  * Range of dynamic memory; a machine of static memory gets one while it runs. A change is made while the VM runs where its hardware and VMM allow that, and else while it is off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#dynamic_memory VirtualMachine#dynamic_memory}
  */
  readonly dynamicMemory?: VirtualMachineDynamicMemory;
  /**
  * What becomes of a VM whose creation has failed. Repair: VMM tries it once more where it stopped, and where that fails too the VM is removed and made anew. Remove: that at once. Keep: it is left for people to look at, and apply fails. One of `Repair`, `Remove`, `Keep`. `Repair` unless it is given.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#failed_creation_policy VirtualMachine#failed_creation_policy}
  */
  readonly failedCreationPolicy?: string;
  /**
  * Virtual fibre channel adapters, in any order: what VMM has beyond them is removed; an empty list leaves none.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#fibre_channel VirtualMachine#fibre_channel}
  */
  readonly fibreChannel?: VirtualMachineFibreChannel[] | cdktf.IResolvable;
  /**
  * How the VM boots.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#firmware VirtualMachine#firmware}
  */
  readonly firmware?: VirtualMachineFirmware;
  /**
  * Whether a guest that does not shut down within shutdown_timeout is turned off like a computer that loses its power; else the change fails, and nothing that needs it off is touched. `false` unless it is given.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#force_off VirtualMachine#force_off}
  */
  readonly forceOff?: boolean | cdktf.IResolvable;
  /**
  * Generation of the VM, checked against its template or hardware profile, where it comes from; only at creation. One of `1`, `2`. Read when it is made; a later change does nothing.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#generation VirtualMachine#generation}
  */
  readonly generation?: number;
  /**
  * What VMM writes into the guest as the machine is made, from a template that can be customised; the computer's name comes from hostname.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#guest VirtualMachine#guest}
  */
  readonly guest?: VirtualMachineGuest;
  /**
  * Hardware profile; what the configuration sets itself wins. Needed where there is no vm_template. Read when it is made; a later change does nothing.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#hardware_profile VirtualMachine#hardware_profile}
  */
  readonly hardwareProfile?: string;
  /**
  * Host group to run the VM in: its name, or its path where names repeat. A change moves the VM, live while it runs. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#host_group VirtualMachine#host_group}
  */
  readonly hostGroup?: string;
  /**
  * Host name of the guest, for cloud-init and guest: a literal, or a template of .spec.vmName and .spec.networking.domain; without one the VM's name up to its first dot, and the domain. Read when it is made; a later change does nothing.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#hostname VirtualMachine#hostname}
  */
  readonly hostname?: string;
  /**
  * Identity of the resource within the provider's `scope`: VMM keeps it with the object, so that an apply that was broken off finds it again. Lower-case letters, digits, `-` and `.`. Made of `name` unless it is given, and kept from then on.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#key VirtualMachine#key}
  */
  readonly key?: string;
  /**
  * When apply may shut the machine down under power_cycle_policy = "Allow"; looked at again at that very moment.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#maintenance_window VirtualMachine#maintenance_window}
  */
  readonly maintenanceWindow?: VirtualMachineMaintenanceWindow;
  /**
  * Memory at start; rounded up to a whole 1Mi. Static memory changes while the machine runs, that of dynamic memory while it is off. A change is made while the VM runs where its hardware and VMM allow that, and else while it is off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#memory VirtualMachine#memory}
  */
  readonly memory?: string;
  /**
  * Name of the VM; the `key` unless it is given. A change needs the VM off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#name VirtualMachine#name}
  */
  readonly name?: string;
  /**
  * Network adapters by device name, such as `eth0`. Where it is given it is whole: an adapter that leaves it is removed, but for those that people have added.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#network_adapters VirtualMachine#network_adapters}
  */
  readonly networkAdapters?: { [key: string]: VirtualMachineNetworkAdapters } | cdktf.IResolvable;
  /**
  * Operating system as VMM lists it. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#operating_system VirtualMachine#operating_system}
  */
  readonly operatingSystem?: string;
  /**
  * Whether apply may shut a running machine down. Never: what needs it off is refused with a warning. WhenOff: it waits until an apply finds the machine off. Allow: the machine is shut down, within maintenance_window where there is one, and brought back. One of `Never`, `WhenOff`, `Allow`. `Never` unless it is given.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#power_cycle_policy VirtualMachine#power_cycle_policy}
  */
  readonly powerCyclePolicy?: string;
  /**
  * Whether the machine shall run. AlwaysOn: it is started whenever it does not. StartOnce: it is started when it is made, and from then on its power is people's; that it is off is reported, and left. Manual: apply never starts it. AlwaysOff: it is not started, and shut down where power_cycle_policy allows it. One of `AlwaysOn`, `StartOnce`, `Manual`, `AlwaysOff`. `StartOnce` unless it is given. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#power_policy VirtualMachine#power_policy}
  */
  readonly powerPolicy?: string;
  /**
  * What becomes of a data disk with a name that leaves disks. Keep: it stays as it is, with a warning. Detach: it is taken off the VM, and its file stays on the host. Delete: its file goes too, with all data. Only disks that were made from this configuration or listed by it under Detach or Delete, as VMM keeps it in ScvmmDataDisks; never the boot disk, a persistent or a shared one, nor what people have added. One of `Keep`, `Detach`, `Delete`. `Keep` unless it is given.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#removed_disks VirtualMachine#removed_disks}
  */
  readonly removedDisks?: string;
  /**
  * How long a guest may take to shut down. `10m` unless it is given.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#shutdown_timeout VirtualMachine#shutdown_timeout}
  */
  readonly shutdownTimeout?: string;
  /**
  * Tag of the VM. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#tag VirtualMachine#tag}
  */
  readonly tag?: string;
  /**
  * How long changes of the machine may take; goes before those of its provider block.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#timeouts VirtualMachine#timeouts}
  */
  readonly timeouts?: VirtualMachineTimeouts;
  /**
  * cloud-init's user-data, that a new VM is started with. It is kept in the state; what must not be goes into `user_data_wo`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#user_data VirtualMachine#user_data}
  */
  readonly userData?: string;
  /**
  * cloud-init's user-data, that a new VM is started with. Neither in plan nor in state; terraform 1.11 and later.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#user_data_wo VirtualMachine#user_data_wo}
  */
  readonly userDataWo?: string;
  /**
  * A number of your own to raise together with `user_data_wo`, which leaves no trace to tell a new value by. It is read when the VM is made.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#user_data_wo_version VirtualMachine#user_data_wo_version}
  */
  readonly userDataWoVersion?: number;
  /**
  * Further options of the VM.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#vm_options VirtualMachine#vm_options}
  */
  readonly vmOptions?: VirtualMachineVmOptions;
  /**
  * VM template to make the VM from; without one it is made blank, from hardware_profile and disks. Read when it is made; a later change does nothing.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#vm_template VirtualMachine#vm_template}
  */
  readonly vmTemplate?: string;
}
export interface VirtualMachineDisksPersistentDisk {
  /**
  * Whether the file grows as it is written. `true` unless it is given. Read when it is made; a later change does nothing.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#dynamic VirtualMachine#dynamic}
  */
  readonly dynamic?: boolean | cdktf.IResolvable;
  /**
  * Its `key`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#key VirtualMachine#key}
  */
  readonly key: string;
  /**
  * Folder that the file is made in; by default the one that holds the folder of its first VM. It has to be there. Read when it is made; a later change does nothing.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#path VirtualMachine#path}
  */
  readonly path?: string;
  /**
  * What becomes of the file when this configuration is gone: Retain leaves it and tells of it, Delete deletes it with all data. One of `Retain`, `Delete`. `Retain` unless it is given. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#reclaim_policy VirtualMachine#reclaim_policy}
  */
  readonly reclaimPolicy?: string;
  /**
  * Size of the disk; growing is in place, once a machine has it; shrinking is refused. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#size VirtualMachine#size}
  */
  readonly size: string;
}

export function virtualMachineDisksPersistentDiskToTerraform(struct?: VirtualMachineDisksPersistentDisk | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    dynamic: cdktf.booleanToTerraform(struct!.dynamic),
    key: cdktf.stringToTerraform(struct!.key),
    path: cdktf.stringToTerraform(struct!.path),
    reclaim_policy: cdktf.stringToTerraform(struct!.reclaimPolicy),
    size: cdktf.stringToTerraform(struct!.size),
  }
}


export function virtualMachineDisksPersistentDiskToHclTerraform(struct?: VirtualMachineDisksPersistentDisk | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    dynamic: {
      value: cdktf.booleanToHclTerraform(struct!.dynamic),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    key: {
      value: cdktf.stringToHclTerraform(struct!.key),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    path: {
      value: cdktf.stringToHclTerraform(struct!.path),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    reclaim_policy: {
      value: cdktf.stringToHclTerraform(struct!.reclaimPolicy),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    size: {
      value: cdktf.stringToHclTerraform(struct!.size),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class VirtualMachineDisksPersistentDiskOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): VirtualMachineDisksPersistentDisk | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._dynamic !== undefined) {
      hasAnyValues = true;
      internalValueResult.dynamic = this._dynamic;
    }
    if (this._key !== undefined) {
      hasAnyValues = true;
      internalValueResult.key = this._key;
    }
    if (this._path !== undefined) {
      hasAnyValues = true;
      internalValueResult.path = this._path;
    }
    if (this._reclaimPolicy !== undefined) {
      hasAnyValues = true;
      internalValueResult.reclaimPolicy = this._reclaimPolicy;
    }
    if (this._size !== undefined) {
      hasAnyValues = true;
      internalValueResult.size = this._size;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: VirtualMachineDisksPersistentDisk | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._dynamic = undefined;
      this._key = undefined;
      this._path = undefined;
      this._reclaimPolicy = undefined;
      this._size = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._dynamic = value.dynamic;
      this._key = value.key;
      this._path = value.path;
      this._reclaimPolicy = value.reclaimPolicy;
      this._size = value.size;
    }
  }

  // dynamic - computed: false, optional: true, required: false
  private _dynamic?: boolean | cdktf.IResolvable; 
  public get dynamic() {
    return this.getBooleanAttribute('dynamic');
  }
  public set dynamic(value: boolean | cdktf.IResolvable) {
    this._dynamic = value;
  }
  public resetDynamic() {
    this._dynamic = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get dynamicInput() {
    return this._dynamic;
  }

  // key - computed: false, optional: false, required: true
  private _key?: string; 
  public get key() {
    return this.getStringAttribute('key');
  }
  public set key(value: string) {
    this._key = value;
  }
  // Temporarily expose input value. Use with caution.
  public get keyInput() {
    return this._key;
  }

  // path - computed: false, optional: true, required: false
  private _path?: string; 
  public get path() {
    return this.getStringAttribute('path');
  }
  public set path(value: string) {
    this._path = value;
  }
  public resetPath() {
    this._path = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get pathInput() {
    return this._path;
  }

  // reclaim_policy - computed: false, optional: true, required: false
  private _reclaimPolicy?: string; 
  public get reclaimPolicy() {
    return this.getStringAttribute('reclaim_policy');
  }
  public set reclaimPolicy(value: string) {
    this._reclaimPolicy = value;
  }
  public resetReclaimPolicy() {
    this._reclaimPolicy = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get reclaimPolicyInput() {
    return this._reclaimPolicy;
  }

  // size - computed: false, optional: false, required: true
  private _size?: string; 
  public get size() {
    return this.getStringAttribute('size');
  }
  public set size(value: string) {
    this._size = value;
  }
  // Temporarily expose input value. Use with caution.
  public get sizeInput() {
    return this._size;
  }
}
export interface VirtualMachineDisks {
  /**
  * Whether the file grows as it is written. `true` unless it is given. Read when it is made; a later change does nothing.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#dynamic VirtualMachine#dynamic}
  */
  readonly dynamic?: boolean | cdktf.IResolvable;
  /**
  * Most I/Os a second. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#iops_maximum VirtualMachine#iops_maximum}
  */
  readonly iopsMaximum?: string;
  /**
  * Disk that outlives the VM: `persistent_disk = scvmm_persistent_disk.data`. It is detached before the VM is removed, and attached to the next VM that claims it. Size, dynamic and folder are those of that resource.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#persistent_disk VirtualMachine#persistent_disk}
  */
  readonly persistentDisk?: VirtualMachineDisksPersistentDisk;
  /**
  * Size of the virtual disk. A VHDX disk on SCSI grows while the machine runs, others while it is off; shrinking is refused. A change is made while the VM runs where its hardware and VMM allow that, and else while it is off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#size VirtualMachine#size}
  */
  readonly size?: string;
  /**
  * Storage classification that an added disk is placed by. Read when it is made; a later change does nothing.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#storage_classification VirtualMachine#storage_classification}
  */
  readonly storageClassification?: string;
  /**
  * Storage QoS policy of the disk. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#storage_qos_policy VirtualMachine#storage_qos_policy}
  */
  readonly storageQosPolicy?: string;
  /**
  * Disk of the library that an added disk is a copy of, or without a template the first one: the name of its file, or its path where names repeat. Read when it is made; a later change does nothing.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#vh_disk VirtualMachine#vh_disk}
  */
  readonly vhDisk?: string;
  /**
  * Volume type of the disk. One of `Boot`, `System`, `BootAndSystem`, `None`. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#volume_type VirtualMachine#volume_type}
  */
  readonly volumeType?: string;
}

export function virtualMachineDisksToTerraform(struct?: VirtualMachineDisks | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    dynamic: cdktf.booleanToTerraform(struct!.dynamic),
    iops_maximum: cdktf.stringToTerraform(struct!.iopsMaximum),
    persistent_disk: virtualMachineDisksPersistentDiskToTerraform(struct!.persistentDisk),
    size: cdktf.stringToTerraform(struct!.size),
    storage_classification: cdktf.stringToTerraform(struct!.storageClassification),
    storage_qos_policy: cdktf.stringToTerraform(struct!.storageQosPolicy),
    vh_disk: cdktf.stringToTerraform(struct!.vhDisk),
    volume_type: cdktf.stringToTerraform(struct!.volumeType),
  }
}


export function virtualMachineDisksToHclTerraform(struct?: VirtualMachineDisks | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    dynamic: {
      value: cdktf.booleanToHclTerraform(struct!.dynamic),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    iops_maximum: {
      value: cdktf.stringToHclTerraform(struct!.iopsMaximum),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    persistent_disk: {
      value: virtualMachineDisksPersistentDiskToHclTerraform(struct!.persistentDisk),
      isBlock: true,
      type: "struct",
      storageClassType: "VirtualMachineDisksPersistentDisk",
    },
    size: {
      value: cdktf.stringToHclTerraform(struct!.size),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    storage_classification: {
      value: cdktf.stringToHclTerraform(struct!.storageClassification),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    storage_qos_policy: {
      value: cdktf.stringToHclTerraform(struct!.storageQosPolicy),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    vh_disk: {
      value: cdktf.stringToHclTerraform(struct!.vhDisk),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    volume_type: {
      value: cdktf.stringToHclTerraform(struct!.volumeType),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class VirtualMachineDisksOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectKey the key of this item in the map
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectKey: string) {
    super(terraformResource, terraformAttribute, false, complexObjectKey);
  }

  public get internalValue(): VirtualMachineDisks | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._dynamic !== undefined) {
      hasAnyValues = true;
      internalValueResult.dynamic = this._dynamic;
    }
    if (this._iopsMaximum !== undefined) {
      hasAnyValues = true;
      internalValueResult.iopsMaximum = this._iopsMaximum;
    }
    if (this._persistentDisk?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.persistentDisk = this._persistentDisk?.internalValue;
    }
    if (this._size !== undefined) {
      hasAnyValues = true;
      internalValueResult.size = this._size;
    }
    if (this._storageClassification !== undefined) {
      hasAnyValues = true;
      internalValueResult.storageClassification = this._storageClassification;
    }
    if (this._storageQosPolicy !== undefined) {
      hasAnyValues = true;
      internalValueResult.storageQosPolicy = this._storageQosPolicy;
    }
    if (this._vhDisk !== undefined) {
      hasAnyValues = true;
      internalValueResult.vhDisk = this._vhDisk;
    }
    if (this._volumeType !== undefined) {
      hasAnyValues = true;
      internalValueResult.volumeType = this._volumeType;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: VirtualMachineDisks | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._dynamic = undefined;
      this._iopsMaximum = undefined;
      this._persistentDisk.internalValue = undefined;
      this._size = undefined;
      this._storageClassification = undefined;
      this._storageQosPolicy = undefined;
      this._vhDisk = undefined;
      this._volumeType = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._dynamic = value.dynamic;
      this._iopsMaximum = value.iopsMaximum;
      this._persistentDisk.internalValue = value.persistentDisk;
      this._size = value.size;
      this._storageClassification = value.storageClassification;
      this._storageQosPolicy = value.storageQosPolicy;
      this._vhDisk = value.vhDisk;
      this._volumeType = value.volumeType;
    }
  }

  // dynamic - computed: false, optional: true, required: false
  private _dynamic?: boolean | cdktf.IResolvable; 
  public get dynamic() {
    return this.getBooleanAttribute('dynamic');
  }
  public set dynamic(value: boolean | cdktf.IResolvable) {
    this._dynamic = value;
  }
  public resetDynamic() {
    this._dynamic = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get dynamicInput() {
    return this._dynamic;
  }

  // iops_maximum - computed: false, optional: true, required: false
  private _iopsMaximum?: string; 
  public get iopsMaximum() {
    return this.getStringAttribute('iops_maximum');
  }
  public set iopsMaximum(value: string) {
    this._iopsMaximum = value;
  }
  public resetIopsMaximum() {
    this._iopsMaximum = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get iopsMaximumInput() {
    return this._iopsMaximum;
  }

  // persistent_disk - computed: false, optional: true, required: false
  private _persistentDisk = new VirtualMachineDisksPersistentDiskOutputReference(this, "persistent_disk");
  public get persistentDisk() {
    return this._persistentDisk;
  }
  public putPersistentDisk(value: VirtualMachineDisksPersistentDisk) {
    this._persistentDisk.internalValue = value;
  }
  public resetPersistentDisk() {
    this._persistentDisk.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get persistentDiskInput() {
    return this._persistentDisk.internalValue;
  }

  // size - computed: false, optional: true, required: false
  private _size?: string; 
  public get size() {
    return this.getStringAttribute('size');
  }
  public set size(value: string) {
    this._size = value;
  }
  public resetSize() {
    this._size = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get sizeInput() {
    return this._size;
  }

  // storage_classification - computed: false, optional: true, required: false
  private _storageClassification?: string; 
  public get storageClassification() {
    return this.getStringAttribute('storage_classification');
  }
  public set storageClassification(value: string) {
    this._storageClassification = value;
  }
  public resetStorageClassification() {
    this._storageClassification = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get storageClassificationInput() {
    return this._storageClassification;
  }

  // storage_qos_policy - computed: false, optional: true, required: false
  private _storageQosPolicy?: string; 
  public get storageQosPolicy() {
    return this.getStringAttribute('storage_qos_policy');
  }
  public set storageQosPolicy(value: string) {
    this._storageQosPolicy = value;
  }
  public resetStorageQosPolicy() {
    this._storageQosPolicy = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get storageQosPolicyInput() {
    return this._storageQosPolicy;
  }

  // vh_disk - computed: false, optional: true, required: false
  private _vhDisk?: string; 
  public get vhDisk() {
    return this.getStringAttribute('vh_disk');
  }
  public set vhDisk(value: string) {
    this._vhDisk = value;
  }
  public resetVhDisk() {
    this._vhDisk = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get vhDiskInput() {
    return this._vhDisk;
  }

  // volume_type - computed: false, optional: true, required: false
  private _volumeType?: string; 
  public get volumeType() {
    return this.getStringAttribute('volume_type');
  }
  public set volumeType(value: string) {
    this._volumeType = value;
  }
  public resetVolumeType() {
    this._volumeType = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get volumeTypeInput() {
    return this._volumeType;
  }
}

export class VirtualMachineDisksMap extends cdktf.ComplexMap {
  public internalValue? : { [key: string]: VirtualMachineDisks } | cdktf.IResolvable

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  constructor(protected terraformResource: cdktf.IInterpolatingParent, protected terraformAttribute: string) {
    super(terraformResource, terraformAttribute)
  }

  /**
  * @param key the key of the item to return
  */
  public get(key: string): VirtualMachineDisksOutputReference {
    return new VirtualMachineDisksOutputReference(this.terraformResource, this.terraformAttribute, key);
  }
}
export interface VirtualMachineDvdDrive {
  /**
  * ISO in the drive: the name of a file in the library, or its path where names repeat; without one the drive is empty. It is known by its file name: a file that was replaced under its name is not mounted again, give the new one a name of its own. Only a machine that has no drive yet must be off. A change is made while the VM runs where its hardware and VMM allow that, and else while it is off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#iso VirtualMachine#iso}
  */
  readonly iso?: string;
}

export function virtualMachineDvdDriveToTerraform(struct?: VirtualMachineDvdDrive | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    iso: cdktf.stringToTerraform(struct!.iso),
  }
}


export function virtualMachineDvdDriveToHclTerraform(struct?: VirtualMachineDvdDrive | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    iso: {
      value: cdktf.stringToHclTerraform(struct!.iso),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class VirtualMachineDvdDriveOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): VirtualMachineDvdDrive | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._iso !== undefined) {
      hasAnyValues = true;
      internalValueResult.iso = this._iso;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: VirtualMachineDvdDrive | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._iso = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._iso = value.iso;
    }
  }

  // iso - computed: false, optional: true, required: false
  private _iso?: string; 
  public get iso() {
    return this.getStringAttribute('iso');
  }
  public set iso(value: string) {
    this._iso = value;
  }
  public resetIso() {
    this._iso = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get isoInput() {
    return this._iso;
  }
}
export interface VirtualMachineDynamicMemory {
  /**
  * Memory held in reserve. In percent. A change is made while the VM runs where its hardware and VMM allow that, and else while it is off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#buffer_percentage VirtualMachine#buffer_percentage}
  */
  readonly bufferPercentage?: number;
  /**
  * Most memory; while the machine runs it goes up, not down. A change is made while the VM runs where its hardware and VMM allow that, and else while it is off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#maximum VirtualMachine#maximum}
  */
  readonly maximum: string;
  /**
  * Least memory; while the machine runs it goes down, not up. A change is made while the VM runs where its hardware and VMM allow that, and else while it is off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#minimum VirtualMachine#minimum}
  */
  readonly minimum: string;
}

export function virtualMachineDynamicMemoryToTerraform(struct?: VirtualMachineDynamicMemory | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    buffer_percentage: cdktf.numberToTerraform(struct!.bufferPercentage),
    maximum: cdktf.stringToTerraform(struct!.maximum),
    minimum: cdktf.stringToTerraform(struct!.minimum),
  }
}


export function virtualMachineDynamicMemoryToHclTerraform(struct?: VirtualMachineDynamicMemory | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    buffer_percentage: {
      value: cdktf.numberToHclTerraform(struct!.bufferPercentage),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    maximum: {
      value: cdktf.stringToHclTerraform(struct!.maximum),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    minimum: {
      value: cdktf.stringToHclTerraform(struct!.minimum),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class VirtualMachineDynamicMemoryOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): VirtualMachineDynamicMemory | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._bufferPercentage !== undefined) {
      hasAnyValues = true;
      internalValueResult.bufferPercentage = this._bufferPercentage;
    }
    if (this._maximum !== undefined) {
      hasAnyValues = true;
      internalValueResult.maximum = this._maximum;
    }
    if (this._minimum !== undefined) {
      hasAnyValues = true;
      internalValueResult.minimum = this._minimum;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: VirtualMachineDynamicMemory | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._bufferPercentage = undefined;
      this._maximum = undefined;
      this._minimum = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._bufferPercentage = value.bufferPercentage;
      this._maximum = value.maximum;
      this._minimum = value.minimum;
    }
  }

  // buffer_percentage - computed: false, optional: true, required: false
  private _bufferPercentage?: number; 
  public get bufferPercentage() {
    return this.getNumberAttribute('buffer_percentage');
  }
  public set bufferPercentage(value: number) {
    this._bufferPercentage = value;
  }
  public resetBufferPercentage() {
    this._bufferPercentage = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get bufferPercentageInput() {
    return this._bufferPercentage;
  }

  // maximum - computed: false, optional: false, required: true
  private _maximum?: string; 
  public get maximum() {
    return this.getStringAttribute('maximum');
  }
  public set maximum(value: string) {
    this._maximum = value;
  }
  // Temporarily expose input value. Use with caution.
  public get maximumInput() {
    return this._maximum;
  }

  // minimum - computed: false, optional: false, required: true
  private _minimum?: string; 
  public get minimum() {
    return this.getStringAttribute('minimum');
  }
  public set minimum(value: string) {
    this._minimum = value;
  }
  // Temporarily expose input value. Use with caution.
  public get minimumInput() {
    return this._minimum;
  }
}
export interface VirtualMachineFibreChannel {
  /**
  * Storage fabric classification of the adapter. A change needs the VM off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#storage_fabric_classification VirtualMachine#storage_fabric_classification}
  */
  readonly storageFabricClassification?: string;
  /**
  * Virtual SAN of the host that the adapter is connected to; hosts have their own of the same name. A change needs the VM off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#virtual_san VirtualMachine#virtual_san}
  */
  readonly virtualSan?: string;
}

export function virtualMachineFibreChannelToTerraform(struct?: VirtualMachineFibreChannel | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    storage_fabric_classification: cdktf.stringToTerraform(struct!.storageFabricClassification),
    virtual_san: cdktf.stringToTerraform(struct!.virtualSan),
  }
}


export function virtualMachineFibreChannelToHclTerraform(struct?: VirtualMachineFibreChannel | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    storage_fabric_classification: {
      value: cdktf.stringToHclTerraform(struct!.storageFabricClassification),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    virtual_san: {
      value: cdktf.stringToHclTerraform(struct!.virtualSan),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class VirtualMachineFibreChannelOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): VirtualMachineFibreChannel | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._storageFabricClassification !== undefined) {
      hasAnyValues = true;
      internalValueResult.storageFabricClassification = this._storageFabricClassification;
    }
    if (this._virtualSan !== undefined) {
      hasAnyValues = true;
      internalValueResult.virtualSan = this._virtualSan;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: VirtualMachineFibreChannel | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._storageFabricClassification = undefined;
      this._virtualSan = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._storageFabricClassification = value.storageFabricClassification;
      this._virtualSan = value.virtualSan;
    }
  }

  // storage_fabric_classification - computed: false, optional: true, required: false
  private _storageFabricClassification?: string; 
  public get storageFabricClassification() {
    return this.getStringAttribute('storage_fabric_classification');
  }
  public set storageFabricClassification(value: string) {
    this._storageFabricClassification = value;
  }
  public resetStorageFabricClassification() {
    this._storageFabricClassification = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get storageFabricClassificationInput() {
    return this._storageFabricClassification;
  }

  // virtual_san - computed: false, optional: true, required: false
  private _virtualSan?: string; 
  public get virtualSan() {
    return this.getStringAttribute('virtual_san');
  }
  public set virtualSan(value: string) {
    this._virtualSan = value;
  }
  public resetVirtualSan() {
    this._virtualSan = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get virtualSanInput() {
    return this._virtualSan;
  }
}

export class VirtualMachineFibreChannelList extends cdktf.ComplexList {
  public internalValue? : VirtualMachineFibreChannel[] | cdktf.IResolvable

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(protected terraformResource: cdktf.IInterpolatingParent, protected terraformAttribute: string, protected wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet)
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): VirtualMachineFibreChannelOutputReference {
    return new VirtualMachineFibreChannelOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface VirtualMachineFirmware {
  /**
  * Devices in the order in which they are tried; generation 1. A change needs the VM off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#boot_order VirtualMachine#boot_order}
  */
  readonly bootOrder?: string[];
  /**
  * What is tried first: SCSI,<bus>,<LUN> or NIC,<number>; generation 2. A change needs the VM off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#first_boot_device VirtualMachine#first_boot_device}
  */
  readonly firstBootDevice?: string;
  /**
  * Start signed boot loaders alone; generation 2. A change needs the VM off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#secure_boot VirtualMachine#secure_boot}
  */
  readonly secureBoot?: boolean | cdktf.IResolvable;
  /**
  * Whose signatures secure boot accepts: MicrosoftWindows for Windows, MicrosoftUEFICertificateAuthority for Linux; generation 2. One of `MicrosoftWindows`, `MicrosoftUEFICertificateAuthority`, `OpenSourceShieldedVM`. A change needs the VM off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#secure_boot_template VirtualMachine#secure_boot_template}
  */
  readonly secureBootTemplate?: string;
}

export function virtualMachineFirmwareToTerraform(struct?: VirtualMachineFirmware | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    boot_order: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.bootOrder),
    first_boot_device: cdktf.stringToTerraform(struct!.firstBootDevice),
    secure_boot: cdktf.booleanToTerraform(struct!.secureBoot),
    secure_boot_template: cdktf.stringToTerraform(struct!.secureBootTemplate),
  }
}


export function virtualMachineFirmwareToHclTerraform(struct?: VirtualMachineFirmware | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    boot_order: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.bootOrder),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    first_boot_device: {
      value: cdktf.stringToHclTerraform(struct!.firstBootDevice),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    secure_boot: {
      value: cdktf.booleanToHclTerraform(struct!.secureBoot),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    secure_boot_template: {
      value: cdktf.stringToHclTerraform(struct!.secureBootTemplate),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class VirtualMachineFirmwareOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): VirtualMachineFirmware | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._bootOrder !== undefined) {
      hasAnyValues = true;
      internalValueResult.bootOrder = this._bootOrder;
    }
    if (this._firstBootDevice !== undefined) {
      hasAnyValues = true;
      internalValueResult.firstBootDevice = this._firstBootDevice;
    }
    if (this._secureBoot !== undefined) {
      hasAnyValues = true;
      internalValueResult.secureBoot = this._secureBoot;
    }
    if (this._secureBootTemplate !== undefined) {
      hasAnyValues = true;
      internalValueResult.secureBootTemplate = this._secureBootTemplate;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: VirtualMachineFirmware | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._bootOrder = undefined;
      this._firstBootDevice = undefined;
      this._secureBoot = undefined;
      this._secureBootTemplate = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._bootOrder = value.bootOrder;
      this._firstBootDevice = value.firstBootDevice;
      this._secureBoot = value.secureBoot;
      this._secureBootTemplate = value.secureBootTemplate;
    }
  }

  // boot_order - computed: false, optional: true, required: false
  private _bootOrder?: string[]; 
  public get bootOrder() {
    return this.getListAttribute('boot_order');
  }
  public set bootOrder(value: string[]) {
    this._bootOrder = value;
  }
  public resetBootOrder() {
    this._bootOrder = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get bootOrderInput() {
    return this._bootOrder;
  }

  // first_boot_device - computed: false, optional: true, required: false
  private _firstBootDevice?: string; 
  public get firstBootDevice() {
    return this.getStringAttribute('first_boot_device');
  }
  public set firstBootDevice(value: string) {
    this._firstBootDevice = value;
  }
  public resetFirstBootDevice() {
    this._firstBootDevice = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get firstBootDeviceInput() {
    return this._firstBootDevice;
  }

  // secure_boot - computed: false, optional: true, required: false
  private _secureBoot?: boolean | cdktf.IResolvable; 
  public get secureBoot() {
    return this.getBooleanAttribute('secure_boot');
  }
  public set secureBoot(value: boolean | cdktf.IResolvable) {
    this._secureBoot = value;
  }
  public resetSecureBoot() {
    this._secureBoot = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get secureBootInput() {
    return this._secureBoot;
  }

  // secure_boot_template - computed: false, optional: true, required: false
  private _secureBootTemplate?: string; 
  public get secureBootTemplate() {
    return this.getStringAttribute('secure_boot_template');
  }
  public set secureBootTemplate(value: string) {
    this._secureBootTemplate = value;
  }
  public resetSecureBootTemplate() {
    this._secureBootTemplate = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get secureBootTemplateInput() {
    return this._secureBootTemplate;
  }
}
export interface VirtualMachineGuestDomain {
  /**
  * DNS name of the domain. Read when it is made; a later change does nothing.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#name VirtualMachine#name}
  */
  readonly name: string;
  /**
  * Its password. Neither in plan nor in state; terraform 1.11 and later.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#password_wo VirtualMachine#password_wo}
  */
  readonly passwordWo: string;
  /**
  * A number of your own to raise together with `password_wo`, which leaves no trace to tell a new value by. It is read when the VM is made.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#password_wo_version VirtualMachine#password_wo_version}
  */
  readonly passwordWoVersion?: number;
  /**
  * Account that may join machines.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#username VirtualMachine#username}
  */
  readonly username: string;
}

export function virtualMachineGuestDomainToTerraform(struct?: VirtualMachineGuestDomain | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    name: cdktf.stringToTerraform(struct!.name),
    password_wo: cdktf.stringToTerraform(struct!.passwordWo),
    password_wo_version: cdktf.numberToTerraform(struct!.passwordWoVersion),
    username: cdktf.stringToTerraform(struct!.username),
  }
}


export function virtualMachineGuestDomainToHclTerraform(struct?: VirtualMachineGuestDomain | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    name: {
      value: cdktf.stringToHclTerraform(struct!.name),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    password_wo: {
      value: cdktf.stringToHclTerraform(struct!.passwordWo),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    password_wo_version: {
      value: cdktf.numberToHclTerraform(struct!.passwordWoVersion),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    username: {
      value: cdktf.stringToHclTerraform(struct!.username),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class VirtualMachineGuestDomainOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): VirtualMachineGuestDomain | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._name !== undefined) {
      hasAnyValues = true;
      internalValueResult.name = this._name;
    }
    if (this._passwordWo !== undefined) {
      hasAnyValues = true;
      internalValueResult.passwordWo = this._passwordWo;
    }
    if (this._passwordWoVersion !== undefined) {
      hasAnyValues = true;
      internalValueResult.passwordWoVersion = this._passwordWoVersion;
    }
    if (this._username !== undefined) {
      hasAnyValues = true;
      internalValueResult.username = this._username;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: VirtualMachineGuestDomain | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._name = undefined;
      this._passwordWo = undefined;
      this._passwordWoVersion = undefined;
      this._username = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._name = value.name;
      this._passwordWo = value.passwordWo;
      this._passwordWoVersion = value.passwordWoVersion;
      this._username = value.username;
    }
  }

  // name - computed: false, optional: false, required: true
  private _name?: string; 
  public get name() {
    return this.getStringAttribute('name');
  }
  public set name(value: string) {
    this._name = value;
  }
  // Temporarily expose input value. Use with caution.
  public get nameInput() {
    return this._name;
  }

  // password_wo - computed: false, optional: false, required: true
  private _passwordWo?: string; 
  public get passwordWo() {
    return this.getStringAttribute('password_wo');
  }
  public set passwordWo(value: string) {
    this._passwordWo = value;
  }
  // Temporarily expose input value. Use with caution.
  public get passwordWoInput() {
    return this._passwordWo;
  }

  // password_wo_version - computed: false, optional: true, required: false
  private _passwordWoVersion?: number; 
  public get passwordWoVersion() {
    return this.getNumberAttribute('password_wo_version');
  }
  public set passwordWoVersion(value: number) {
    this._passwordWoVersion = value;
  }
  public resetPasswordWoVersion() {
    this._passwordWoVersion = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get passwordWoVersionInput() {
    return this._passwordWoVersion;
  }

  // username - computed: false, optional: false, required: true
  private _username?: string; 
  public get username() {
    return this.getStringAttribute('username');
  }
  public set username(value: string) {
    this._username = value;
  }
  // Temporarily expose input value. Use with caution.
  public get usernameInput() {
    return this._username;
  }
}
export interface VirtualMachineGuest {
  /**
  * Password of the local administrator (Windows) or of root (Linux). Neither in plan nor in state; terraform 1.11 and later.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#administrator_password_wo VirtualMachine#administrator_password_wo}
  */
  readonly administratorPasswordWo?: string;
  /**
  * A number of your own to raise together with `administrator_password_wo`, which leaves no trace to tell a new value by. It is read when the VM is made.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#administrator_password_wo_version VirtualMachine#administrator_password_wo_version}
  */
  readonly administratorPasswordWoVersion?: number;
  /**
  * Domain that a Windows guest joins.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#domain VirtualMachine#domain}
  */
  readonly domain?: VirtualMachineGuestDomain;
  /**
  * Name of the person that a Windows guest is registered to. Read when it is made; a later change does nothing.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#full_name VirtualMachine#full_name}
  */
  readonly fullName?: string;
  /**
  * Organization that a Windows guest is registered to. Read when it is made; a later change does nothing.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#organization VirtualMachine#organization}
  */
  readonly organization?: string;
  /**
  * Product key of a Windows guest. Neither in plan nor in state; terraform 1.11 and later.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#product_key_wo VirtualMachine#product_key_wo}
  */
  readonly productKeyWo?: string;
  /**
  * A number of your own to raise together with `product_key_wo`, which leaves no trace to tell a new value by. It is read when the VM is made.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#product_key_wo_version VirtualMachine#product_key_wo_version}
  */
  readonly productKeyWoVersion?: number;
  /**
  * Commands that a Windows guest runs when somebody first logs on; no place for secrets. Read when it is made; a later change does nothing.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#run_once_commands VirtualMachine#run_once_commands}
  */
  readonly runOnceCommands?: string[];
  /**
  * Public SSH key that root of a Linux guest accepts. Read when it is made; a later change does nothing.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#ssh_key VirtualMachine#ssh_key}
  */
  readonly sshKey?: string;
  /**
  * Time zone of a Windows guest, as Microsoft's index of time zones: 85 is GMT, 110 Western Europe, 35 US Eastern. Read when it is made; a later change does nothing.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#time_zone VirtualMachine#time_zone}
  */
  readonly timeZone?: number;
  /**
  * Workgroup of a Windows guest. Read when it is made; a later change does nothing.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#workgroup VirtualMachine#workgroup}
  */
  readonly workgroup?: string;
}

export function virtualMachineGuestToTerraform(struct?: VirtualMachineGuest | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    administrator_password_wo: cdktf.stringToTerraform(struct!.administratorPasswordWo),
    administrator_password_wo_version: cdktf.numberToTerraform(struct!.administratorPasswordWoVersion),
    domain: virtualMachineGuestDomainToTerraform(struct!.domain),
    full_name: cdktf.stringToTerraform(struct!.fullName),
    organization: cdktf.stringToTerraform(struct!.organization),
    product_key_wo: cdktf.stringToTerraform(struct!.productKeyWo),
    product_key_wo_version: cdktf.numberToTerraform(struct!.productKeyWoVersion),
    run_once_commands: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.runOnceCommands),
    ssh_key: cdktf.stringToTerraform(struct!.sshKey),
    time_zone: cdktf.numberToTerraform(struct!.timeZone),
    workgroup: cdktf.stringToTerraform(struct!.workgroup),
  }
}


export function virtualMachineGuestToHclTerraform(struct?: VirtualMachineGuest | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    administrator_password_wo: {
      value: cdktf.stringToHclTerraform(struct!.administratorPasswordWo),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    administrator_password_wo_version: {
      value: cdktf.numberToHclTerraform(struct!.administratorPasswordWoVersion),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    domain: {
      value: virtualMachineGuestDomainToHclTerraform(struct!.domain),
      isBlock: true,
      type: "struct",
      storageClassType: "VirtualMachineGuestDomain",
    },
    full_name: {
      value: cdktf.stringToHclTerraform(struct!.fullName),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    organization: {
      value: cdktf.stringToHclTerraform(struct!.organization),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    product_key_wo: {
      value: cdktf.stringToHclTerraform(struct!.productKeyWo),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    product_key_wo_version: {
      value: cdktf.numberToHclTerraform(struct!.productKeyWoVersion),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    run_once_commands: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.runOnceCommands),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    ssh_key: {
      value: cdktf.stringToHclTerraform(struct!.sshKey),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    time_zone: {
      value: cdktf.numberToHclTerraform(struct!.timeZone),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    workgroup: {
      value: cdktf.stringToHclTerraform(struct!.workgroup),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class VirtualMachineGuestOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): VirtualMachineGuest | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._administratorPasswordWo !== undefined) {
      hasAnyValues = true;
      internalValueResult.administratorPasswordWo = this._administratorPasswordWo;
    }
    if (this._administratorPasswordWoVersion !== undefined) {
      hasAnyValues = true;
      internalValueResult.administratorPasswordWoVersion = this._administratorPasswordWoVersion;
    }
    if (this._domain?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.domain = this._domain?.internalValue;
    }
    if (this._fullName !== undefined) {
      hasAnyValues = true;
      internalValueResult.fullName = this._fullName;
    }
    if (this._organization !== undefined) {
      hasAnyValues = true;
      internalValueResult.organization = this._organization;
    }
    if (this._productKeyWo !== undefined) {
      hasAnyValues = true;
      internalValueResult.productKeyWo = this._productKeyWo;
    }
    if (this._productKeyWoVersion !== undefined) {
      hasAnyValues = true;
      internalValueResult.productKeyWoVersion = this._productKeyWoVersion;
    }
    if (this._runOnceCommands !== undefined) {
      hasAnyValues = true;
      internalValueResult.runOnceCommands = this._runOnceCommands;
    }
    if (this._sshKey !== undefined) {
      hasAnyValues = true;
      internalValueResult.sshKey = this._sshKey;
    }
    if (this._timeZone !== undefined) {
      hasAnyValues = true;
      internalValueResult.timeZone = this._timeZone;
    }
    if (this._workgroup !== undefined) {
      hasAnyValues = true;
      internalValueResult.workgroup = this._workgroup;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: VirtualMachineGuest | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._administratorPasswordWo = undefined;
      this._administratorPasswordWoVersion = undefined;
      this._domain.internalValue = undefined;
      this._fullName = undefined;
      this._organization = undefined;
      this._productKeyWo = undefined;
      this._productKeyWoVersion = undefined;
      this._runOnceCommands = undefined;
      this._sshKey = undefined;
      this._timeZone = undefined;
      this._workgroup = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._administratorPasswordWo = value.administratorPasswordWo;
      this._administratorPasswordWoVersion = value.administratorPasswordWoVersion;
      this._domain.internalValue = value.domain;
      this._fullName = value.fullName;
      this._organization = value.organization;
      this._productKeyWo = value.productKeyWo;
      this._productKeyWoVersion = value.productKeyWoVersion;
      this._runOnceCommands = value.runOnceCommands;
      this._sshKey = value.sshKey;
      this._timeZone = value.timeZone;
      this._workgroup = value.workgroup;
    }
  }

  // administrator_password_wo - computed: false, optional: true, required: false
  private _administratorPasswordWo?: string; 
  public get administratorPasswordWo() {
    return this.getStringAttribute('administrator_password_wo');
  }
  public set administratorPasswordWo(value: string) {
    this._administratorPasswordWo = value;
  }
  public resetAdministratorPasswordWo() {
    this._administratorPasswordWo = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get administratorPasswordWoInput() {
    return this._administratorPasswordWo;
  }

  // administrator_password_wo_version - computed: false, optional: true, required: false
  private _administratorPasswordWoVersion?: number; 
  public get administratorPasswordWoVersion() {
    return this.getNumberAttribute('administrator_password_wo_version');
  }
  public set administratorPasswordWoVersion(value: number) {
    this._administratorPasswordWoVersion = value;
  }
  public resetAdministratorPasswordWoVersion() {
    this._administratorPasswordWoVersion = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get administratorPasswordWoVersionInput() {
    return this._administratorPasswordWoVersion;
  }

  // domain - computed: false, optional: true, required: false
  private _domain = new VirtualMachineGuestDomainOutputReference(this, "domain");
  public get domain() {
    return this._domain;
  }
  public putDomain(value: VirtualMachineGuestDomain) {
    this._domain.internalValue = value;
  }
  public resetDomain() {
    this._domain.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get domainInput() {
    return this._domain.internalValue;
  }

  // full_name - computed: false, optional: true, required: false
  private _fullName?: string; 
  public get fullName() {
    return this.getStringAttribute('full_name');
  }
  public set fullName(value: string) {
    this._fullName = value;
  }
  public resetFullName() {
    this._fullName = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get fullNameInput() {
    return this._fullName;
  }

  // organization - computed: false, optional: true, required: false
  private _organization?: string; 
  public get organization() {
    return this.getStringAttribute('organization');
  }
  public set organization(value: string) {
    this._organization = value;
  }
  public resetOrganization() {
    this._organization = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get organizationInput() {
    return this._organization;
  }

  // product_key_wo - computed: false, optional: true, required: false
  private _productKeyWo?: string; 
  public get productKeyWo() {
    return this.getStringAttribute('product_key_wo');
  }
  public set productKeyWo(value: string) {
    this._productKeyWo = value;
  }
  public resetProductKeyWo() {
    this._productKeyWo = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get productKeyWoInput() {
    return this._productKeyWo;
  }

  // product_key_wo_version - computed: false, optional: true, required: false
  private _productKeyWoVersion?: number; 
  public get productKeyWoVersion() {
    return this.getNumberAttribute('product_key_wo_version');
  }
  public set productKeyWoVersion(value: number) {
    this._productKeyWoVersion = value;
  }
  public resetProductKeyWoVersion() {
    this._productKeyWoVersion = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get productKeyWoVersionInput() {
    return this._productKeyWoVersion;
  }

  // run_once_commands - computed: false, optional: true, required: false
  private _runOnceCommands?: string[]; 
  public get runOnceCommands() {
    return this.getListAttribute('run_once_commands');
  }
  public set runOnceCommands(value: string[]) {
    this._runOnceCommands = value;
  }
  public resetRunOnceCommands() {
    this._runOnceCommands = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get runOnceCommandsInput() {
    return this._runOnceCommands;
  }

  // ssh_key - computed: false, optional: true, required: false
  private _sshKey?: string; 
  public get sshKey() {
    return this.getStringAttribute('ssh_key');
  }
  public set sshKey(value: string) {
    this._sshKey = value;
  }
  public resetSshKey() {
    this._sshKey = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get sshKeyInput() {
    return this._sshKey;
  }

  // time_zone - computed: false, optional: true, required: false
  private _timeZone?: number; 
  public get timeZone() {
    return this.getNumberAttribute('time_zone');
  }
  public set timeZone(value: number) {
    this._timeZone = value;
  }
  public resetTimeZone() {
    this._timeZone = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get timeZoneInput() {
    return this._timeZone;
  }

  // workgroup - computed: false, optional: true, required: false
  private _workgroup?: string; 
  public get workgroup() {
    return this.getStringAttribute('workgroup');
  }
  public set workgroup(value: string) {
    this._workgroup = value;
  }
  public resetWorkgroup() {
    this._workgroup = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get workgroupInput() {
    return this._workgroup;
  }
}
export interface VirtualMachineMaintenanceWindow {
  /**
  * Days on which it opens. `["Sun","Mon","Tue","Wed","Thu","Fri","Sat"]` unless it is given.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#days VirtualMachine#days}
  */
  readonly days?: string[];
  /**
  * How long it stays open: at most 24h; it may go on after midnight.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#duration VirtualMachine#duration}
  */
  readonly duration: string;
  /**
  * Time of day at which it opens.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#start VirtualMachine#start}
  */
  readonly start: string;
  /**
  * Time zone of days and start, with its summer time. `UTC` unless it is given.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#time_zone VirtualMachine#time_zone}
  */
  readonly timeZone?: string;
}

export function virtualMachineMaintenanceWindowToTerraform(struct?: VirtualMachineMaintenanceWindow | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    days: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.days),
    duration: cdktf.stringToTerraform(struct!.duration),
    start: cdktf.stringToTerraform(struct!.start),
    time_zone: cdktf.stringToTerraform(struct!.timeZone),
  }
}


export function virtualMachineMaintenanceWindowToHclTerraform(struct?: VirtualMachineMaintenanceWindow | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    days: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.days),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    duration: {
      value: cdktf.stringToHclTerraform(struct!.duration),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    start: {
      value: cdktf.stringToHclTerraform(struct!.start),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    time_zone: {
      value: cdktf.stringToHclTerraform(struct!.timeZone),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class VirtualMachineMaintenanceWindowOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): VirtualMachineMaintenanceWindow | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._days !== undefined) {
      hasAnyValues = true;
      internalValueResult.days = this._days;
    }
    if (this._duration !== undefined) {
      hasAnyValues = true;
      internalValueResult.duration = this._duration;
    }
    if (this._start !== undefined) {
      hasAnyValues = true;
      internalValueResult.start = this._start;
    }
    if (this._timeZone !== undefined) {
      hasAnyValues = true;
      internalValueResult.timeZone = this._timeZone;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: VirtualMachineMaintenanceWindow | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._days = undefined;
      this._duration = undefined;
      this._start = undefined;
      this._timeZone = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._days = value.days;
      this._duration = value.duration;
      this._start = value.start;
      this._timeZone = value.timeZone;
    }
  }

  // days - computed: false, optional: true, required: false
  private _days?: string[]; 
  public get days() {
    return this.getListAttribute('days');
  }
  public set days(value: string[]) {
    this._days = value;
  }
  public resetDays() {
    this._days = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get daysInput() {
    return this._days;
  }

  // duration - computed: false, optional: false, required: true
  private _duration?: string; 
  public get duration() {
    return this.getStringAttribute('duration');
  }
  public set duration(value: string) {
    this._duration = value;
  }
  // Temporarily expose input value. Use with caution.
  public get durationInput() {
    return this._duration;
  }

  // start - computed: false, optional: false, required: true
  private _start?: string; 
  public get start() {
    return this.getStringAttribute('start');
  }
  public set start(value: string) {
    this._start = value;
  }
  // Temporarily expose input value. Use with caution.
  public get startInput() {
    return this._start;
  }

  // time_zone - computed: false, optional: true, required: false
  private _timeZone?: string; 
  public get timeZone() {
    return this.getStringAttribute('time_zone');
  }
  public set timeZone(value: string) {
    this._timeZone = value;
  }
  public resetTimeZone() {
    this._timeZone = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get timeZoneInput() {
    return this._timeZone;
  }
}
export interface VirtualMachineNetworkAdapters {
  /**
  * Default gateway of the guest; left out, that of the pool. Read when it is made; a later change does nothing.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#gateway VirtualMachine#gateway}
  */
  readonly gateway?: string;
  /**
  * Let the guest tell a virtualized network of addresses that it takes itself. A change needs the VM off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#guest_ip_network_virtualization_updates VirtualMachine#guest_ip_network_virtualization_updates}
  */
  readonly guestIpNetworkVirtualizationUpdates?: boolean | cdktf.IResolvable;
  /**
  * IPv4 and IPv6 addresses of the adapter, from VMM pools of its network; a prefix length is accepted and not read. From dynamic addresses to static ones or back needs the machine off. A change is made while the VM runs where its hardware and VMM allow that, and else while it is off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#ip_addresses VirtualMachine#ip_addresses}
  */
  readonly ipAddresses?: string[];
  /**
  * Static MAC address of the adapter. A change needs the VM off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#mac_address VirtualMachine#mac_address}
  */
  readonly macAddress?: string;
  /**
  * VMM MAC pool that grants the static MAC address. A change needs the VM off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#mac_address_pool VirtualMachine#mac_address_pool}
  */
  readonly macAddressPool?: string;
  /**
  * Whether the guest may send from other MAC addresses, as nested virtualization and load balancers do. A change needs the VM off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#mac_address_spoofing VirtualMachine#mac_address_spoofing}
  */
  readonly macAddressSpoofing?: boolean | cdktf.IResolvable;
  /**
  * Dynamic: Hyper-V chooses at each first start; Static: VMM gives one of its pool, or what mac_address says. One of `Dynamic`, `Static`. A change needs the VM off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#mac_address_type VirtualMachine#mac_address_type}
  */
  readonly macAddressType?: string;
  /**
  * Name servers of the guest; left out, those of the pool. Read when it is made; a later change does nothing.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#nameservers VirtualMachine#nameservers}
  */
  readonly nameservers?: string[];
  /**
  * Port classification; with it come SR-IOV, bandwidth and guards against rogue DHCP and routers. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#port_classification VirtualMachine#port_classification}
  */
  readonly portClassification?: string;
  /**
  * DNS search domains of the guest; left out, those of the pool. Read when it is made; a later change does nothing.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#search_domains VirtualMachine#search_domains}
  */
  readonly searchDomains?: string[];
  /**
  * VMM static IP pools, IPv4 or IPv6; each grants one address, or those of ip_addresses that it holds. An empty list: dynamic addresses. From dynamic addresses to static ones or back needs the machine off. A change is made while the VM runs where its hardware and VMM allow that, and else while it is off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#static_ip_address_pools VirtualMachine#static_ip_address_pools}
  */
  readonly staticIpAddressPools?: string[];
  /**
  * VLAN of the adapter; 0 switches tagging off. Left out, it follows from the subnet. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#vlan VirtualMachine#vlan}
  */
  readonly vlan?: number;
  /**
  * VM network that the adapter is connected to. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#vm_network VirtualMachine#vm_network}
  */
  readonly vmNetwork: string;
  /**
  * Offer virtual machine queues to the adapter. A change needs the VM off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#vm_network_optimization VirtualMachine#vm_network_optimization}
  */
  readonly vmNetworkOptimization?: boolean | cdktf.IResolvable;
  /**
  * Subnet of the VM network, for one that has several; else that of the VLAN, of the pool, or the first by name. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#vm_subnet VirtualMachine#vm_subnet}
  */
  readonly vmSubnet?: string;
}

export function virtualMachineNetworkAdaptersToTerraform(struct?: VirtualMachineNetworkAdapters | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    gateway: cdktf.stringToTerraform(struct!.gateway),
    guest_ip_network_virtualization_updates: cdktf.booleanToTerraform(struct!.guestIpNetworkVirtualizationUpdates),
    ip_addresses: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.ipAddresses),
    mac_address: cdktf.stringToTerraform(struct!.macAddress),
    mac_address_pool: cdktf.stringToTerraform(struct!.macAddressPool),
    mac_address_spoofing: cdktf.booleanToTerraform(struct!.macAddressSpoofing),
    mac_address_type: cdktf.stringToTerraform(struct!.macAddressType),
    nameservers: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.nameservers),
    port_classification: cdktf.stringToTerraform(struct!.portClassification),
    search_domains: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.searchDomains),
    static_ip_address_pools: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.staticIpAddressPools),
    vlan: cdktf.numberToTerraform(struct!.vlan),
    vm_network: cdktf.stringToTerraform(struct!.vmNetwork),
    vm_network_optimization: cdktf.booleanToTerraform(struct!.vmNetworkOptimization),
    vm_subnet: cdktf.stringToTerraform(struct!.vmSubnet),
  }
}


export function virtualMachineNetworkAdaptersToHclTerraform(struct?: VirtualMachineNetworkAdapters | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    gateway: {
      value: cdktf.stringToHclTerraform(struct!.gateway),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    guest_ip_network_virtualization_updates: {
      value: cdktf.booleanToHclTerraform(struct!.guestIpNetworkVirtualizationUpdates),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    ip_addresses: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.ipAddresses),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    mac_address: {
      value: cdktf.stringToHclTerraform(struct!.macAddress),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    mac_address_pool: {
      value: cdktf.stringToHclTerraform(struct!.macAddressPool),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    mac_address_spoofing: {
      value: cdktf.booleanToHclTerraform(struct!.macAddressSpoofing),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    mac_address_type: {
      value: cdktf.stringToHclTerraform(struct!.macAddressType),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    nameservers: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.nameservers),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    port_classification: {
      value: cdktf.stringToHclTerraform(struct!.portClassification),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    search_domains: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.searchDomains),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    static_ip_address_pools: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.staticIpAddressPools),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    vlan: {
      value: cdktf.numberToHclTerraform(struct!.vlan),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    vm_network: {
      value: cdktf.stringToHclTerraform(struct!.vmNetwork),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    vm_network_optimization: {
      value: cdktf.booleanToHclTerraform(struct!.vmNetworkOptimization),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    vm_subnet: {
      value: cdktf.stringToHclTerraform(struct!.vmSubnet),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class VirtualMachineNetworkAdaptersOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectKey the key of this item in the map
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectKey: string) {
    super(terraformResource, terraformAttribute, false, complexObjectKey);
  }

  public get internalValue(): VirtualMachineNetworkAdapters | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._gateway !== undefined) {
      hasAnyValues = true;
      internalValueResult.gateway = this._gateway;
    }
    if (this._guestIpNetworkVirtualizationUpdates !== undefined) {
      hasAnyValues = true;
      internalValueResult.guestIpNetworkVirtualizationUpdates = this._guestIpNetworkVirtualizationUpdates;
    }
    if (this._ipAddresses !== undefined) {
      hasAnyValues = true;
      internalValueResult.ipAddresses = this._ipAddresses;
    }
    if (this._macAddress !== undefined) {
      hasAnyValues = true;
      internalValueResult.macAddress = this._macAddress;
    }
    if (this._macAddressPool !== undefined) {
      hasAnyValues = true;
      internalValueResult.macAddressPool = this._macAddressPool;
    }
    if (this._macAddressSpoofing !== undefined) {
      hasAnyValues = true;
      internalValueResult.macAddressSpoofing = this._macAddressSpoofing;
    }
    if (this._macAddressType !== undefined) {
      hasAnyValues = true;
      internalValueResult.macAddressType = this._macAddressType;
    }
    if (this._nameservers !== undefined) {
      hasAnyValues = true;
      internalValueResult.nameservers = this._nameservers;
    }
    if (this._portClassification !== undefined) {
      hasAnyValues = true;
      internalValueResult.portClassification = this._portClassification;
    }
    if (this._searchDomains !== undefined) {
      hasAnyValues = true;
      internalValueResult.searchDomains = this._searchDomains;
    }
    if (this._staticIpAddressPools !== undefined) {
      hasAnyValues = true;
      internalValueResult.staticIpAddressPools = this._staticIpAddressPools;
    }
    if (this._vlan !== undefined) {
      hasAnyValues = true;
      internalValueResult.vlan = this._vlan;
    }
    if (this._vmNetwork !== undefined) {
      hasAnyValues = true;
      internalValueResult.vmNetwork = this._vmNetwork;
    }
    if (this._vmNetworkOptimization !== undefined) {
      hasAnyValues = true;
      internalValueResult.vmNetworkOptimization = this._vmNetworkOptimization;
    }
    if (this._vmSubnet !== undefined) {
      hasAnyValues = true;
      internalValueResult.vmSubnet = this._vmSubnet;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: VirtualMachineNetworkAdapters | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._gateway = undefined;
      this._guestIpNetworkVirtualizationUpdates = undefined;
      this._ipAddresses = undefined;
      this._macAddress = undefined;
      this._macAddressPool = undefined;
      this._macAddressSpoofing = undefined;
      this._macAddressType = undefined;
      this._nameservers = undefined;
      this._portClassification = undefined;
      this._searchDomains = undefined;
      this._staticIpAddressPools = undefined;
      this._vlan = undefined;
      this._vmNetwork = undefined;
      this._vmNetworkOptimization = undefined;
      this._vmSubnet = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._gateway = value.gateway;
      this._guestIpNetworkVirtualizationUpdates = value.guestIpNetworkVirtualizationUpdates;
      this._ipAddresses = value.ipAddresses;
      this._macAddress = value.macAddress;
      this._macAddressPool = value.macAddressPool;
      this._macAddressSpoofing = value.macAddressSpoofing;
      this._macAddressType = value.macAddressType;
      this._nameservers = value.nameservers;
      this._portClassification = value.portClassification;
      this._searchDomains = value.searchDomains;
      this._staticIpAddressPools = value.staticIpAddressPools;
      this._vlan = value.vlan;
      this._vmNetwork = value.vmNetwork;
      this._vmNetworkOptimization = value.vmNetworkOptimization;
      this._vmSubnet = value.vmSubnet;
    }
  }

  // gateway - computed: false, optional: true, required: false
  private _gateway?: string; 
  public get gateway() {
    return this.getStringAttribute('gateway');
  }
  public set gateway(value: string) {
    this._gateway = value;
  }
  public resetGateway() {
    this._gateway = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get gatewayInput() {
    return this._gateway;
  }

  // guest_ip_network_virtualization_updates - computed: false, optional: true, required: false
  private _guestIpNetworkVirtualizationUpdates?: boolean | cdktf.IResolvable; 
  public get guestIpNetworkVirtualizationUpdates() {
    return this.getBooleanAttribute('guest_ip_network_virtualization_updates');
  }
  public set guestIpNetworkVirtualizationUpdates(value: boolean | cdktf.IResolvable) {
    this._guestIpNetworkVirtualizationUpdates = value;
  }
  public resetGuestIpNetworkVirtualizationUpdates() {
    this._guestIpNetworkVirtualizationUpdates = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get guestIpNetworkVirtualizationUpdatesInput() {
    return this._guestIpNetworkVirtualizationUpdates;
  }

  // ip_addresses - computed: false, optional: true, required: false
  private _ipAddresses?: string[]; 
  public get ipAddresses() {
    return this.getListAttribute('ip_addresses');
  }
  public set ipAddresses(value: string[]) {
    this._ipAddresses = value;
  }
  public resetIpAddresses() {
    this._ipAddresses = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get ipAddressesInput() {
    return this._ipAddresses;
  }

  // mac_address - computed: false, optional: true, required: false
  private _macAddress?: string; 
  public get macAddress() {
    return this.getStringAttribute('mac_address');
  }
  public set macAddress(value: string) {
    this._macAddress = value;
  }
  public resetMacAddress() {
    this._macAddress = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get macAddressInput() {
    return this._macAddress;
  }

  // mac_address_pool - computed: false, optional: true, required: false
  private _macAddressPool?: string; 
  public get macAddressPool() {
    return this.getStringAttribute('mac_address_pool');
  }
  public set macAddressPool(value: string) {
    this._macAddressPool = value;
  }
  public resetMacAddressPool() {
    this._macAddressPool = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get macAddressPoolInput() {
    return this._macAddressPool;
  }

  // mac_address_spoofing - computed: false, optional: true, required: false
  private _macAddressSpoofing?: boolean | cdktf.IResolvable; 
  public get macAddressSpoofing() {
    return this.getBooleanAttribute('mac_address_spoofing');
  }
  public set macAddressSpoofing(value: boolean | cdktf.IResolvable) {
    this._macAddressSpoofing = value;
  }
  public resetMacAddressSpoofing() {
    this._macAddressSpoofing = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get macAddressSpoofingInput() {
    return this._macAddressSpoofing;
  }

  // mac_address_type - computed: false, optional: true, required: false
  private _macAddressType?: string; 
  public get macAddressType() {
    return this.getStringAttribute('mac_address_type');
  }
  public set macAddressType(value: string) {
    this._macAddressType = value;
  }
  public resetMacAddressType() {
    this._macAddressType = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get macAddressTypeInput() {
    return this._macAddressType;
  }

  // nameservers - computed: false, optional: true, required: false
  private _nameservers?: string[]; 
  public get nameservers() {
    return this.getListAttribute('nameservers');
  }
  public set nameservers(value: string[]) {
    this._nameservers = value;
  }
  public resetNameservers() {
    this._nameservers = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get nameserversInput() {
    return this._nameservers;
  }

  // port_classification - computed: false, optional: true, required: false
  private _portClassification?: string; 
  public get portClassification() {
    return this.getStringAttribute('port_classification');
  }
  public set portClassification(value: string) {
    this._portClassification = value;
  }
  public resetPortClassification() {
    this._portClassification = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get portClassificationInput() {
    return this._portClassification;
  }

  // search_domains - computed: false, optional: true, required: false
  private _searchDomains?: string[]; 
  public get searchDomains() {
    return this.getListAttribute('search_domains');
  }
  public set searchDomains(value: string[]) {
    this._searchDomains = value;
  }
  public resetSearchDomains() {
    this._searchDomains = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get searchDomainsInput() {
    return this._searchDomains;
  }

  // static_ip_address_pools - computed: false, optional: true, required: false
  private _staticIpAddressPools?: string[]; 
  public get staticIpAddressPools() {
    return this.getListAttribute('static_ip_address_pools');
  }
  public set staticIpAddressPools(value: string[]) {
    this._staticIpAddressPools = value;
  }
  public resetStaticIpAddressPools() {
    this._staticIpAddressPools = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get staticIpAddressPoolsInput() {
    return this._staticIpAddressPools;
  }

  // vlan - computed: false, optional: true, required: false
  private _vlan?: number; 
  public get vlan() {
    return this.getNumberAttribute('vlan');
  }
  public set vlan(value: number) {
    this._vlan = value;
  }
  public resetVlan() {
    this._vlan = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get vlanInput() {
    return this._vlan;
  }

  // vm_network - computed: false, optional: false, required: true
  private _vmNetwork?: string; 
  public get vmNetwork() {
    return this.getStringAttribute('vm_network');
  }
  public set vmNetwork(value: string) {
    this._vmNetwork = value;
  }
  // Temporarily expose input value. Use with caution.
  public get vmNetworkInput() {
    return this._vmNetwork;
  }

  // vm_network_optimization - computed: false, optional: true, required: false
  private _vmNetworkOptimization?: boolean | cdktf.IResolvable; 
  public get vmNetworkOptimization() {
    return this.getBooleanAttribute('vm_network_optimization');
  }
  public set vmNetworkOptimization(value: boolean | cdktf.IResolvable) {
    this._vmNetworkOptimization = value;
  }
  public resetVmNetworkOptimization() {
    this._vmNetworkOptimization = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get vmNetworkOptimizationInput() {
    return this._vmNetworkOptimization;
  }

  // vm_subnet - computed: false, optional: true, required: false
  private _vmSubnet?: string; 
  public get vmSubnet() {
    return this.getStringAttribute('vm_subnet');
  }
  public set vmSubnet(value: string) {
    this._vmSubnet = value;
  }
  public resetVmSubnet() {
    this._vmSubnet = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get vmSubnetInput() {
    return this._vmSubnet;
  }
}

export class VirtualMachineNetworkAdaptersMap extends cdktf.ComplexMap {
  public internalValue? : { [key: string]: VirtualMachineNetworkAdapters } | cdktf.IResolvable

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  constructor(protected terraformResource: cdktf.IInterpolatingParent, protected terraformAttribute: string) {
    super(terraformResource, terraformAttribute)
  }

  /**
  * @param key the key of the item to return
  */
  public get(key: string): VirtualMachineNetworkAdaptersOutputReference {
    return new VirtualMachineNetworkAdaptersOutputReference(this.terraformResource, this.terraformAttribute, key);
  }
}
export interface VirtualMachineTimeouts {
  /**
  * For making it, or making it anew.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#create VirtualMachine#create}
  */
  readonly create?: string;
  /**
  * For removing it.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#delete VirtualMachine#delete}
  */
  readonly delete?: string;
  /**
  * For a change of what is there.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#update VirtualMachine#update}
  */
  readonly update?: string;
}

export function virtualMachineTimeoutsToTerraform(struct?: VirtualMachineTimeouts | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    create: cdktf.stringToTerraform(struct!.create),
    delete: cdktf.stringToTerraform(struct!.delete),
    update: cdktf.stringToTerraform(struct!.update),
  }
}


export function virtualMachineTimeoutsToHclTerraform(struct?: VirtualMachineTimeouts | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    create: {
      value: cdktf.stringToHclTerraform(struct!.create),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    delete: {
      value: cdktf.stringToHclTerraform(struct!.delete),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    update: {
      value: cdktf.stringToHclTerraform(struct!.update),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class VirtualMachineTimeoutsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): VirtualMachineTimeouts | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._create !== undefined) {
      hasAnyValues = true;
      internalValueResult.create = this._create;
    }
    if (this._delete !== undefined) {
      hasAnyValues = true;
      internalValueResult.delete = this._delete;
    }
    if (this._update !== undefined) {
      hasAnyValues = true;
      internalValueResult.update = this._update;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: VirtualMachineTimeouts | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._create = undefined;
      this._delete = undefined;
      this._update = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._create = value.create;
      this._delete = value.delete;
      this._update = value.update;
    }
  }

  // create - computed: false, optional: true, required: false
  private _create?: string; 
  public get create() {
    return this.getStringAttribute('create');
  }
  public set create(value: string) {
    this._create = value;
  }
  public resetCreate() {
    this._create = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get createInput() {
    return this._create;
  }

  // delete - computed: false, optional: true, required: false
  private _delete?: string; 
  public get delete() {
    return this.getStringAttribute('delete');
  }
  public set delete(value: string) {
    this._delete = value;
  }
  public resetDelete() {
    this._delete = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get deleteInput() {
    return this._delete;
  }

  // update - computed: false, optional: true, required: false
  private _update?: string; 
  public get update() {
    return this.getStringAttribute('update');
  }
  public set update(value: string) {
    this._update = value;
  }
  public resetUpdate() {
    this._update = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get updateInput() {
    return this._update;
  }
}
export interface VirtualMachineVmOptionsIntegrationServices {
  /**
  * Backup through the host. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#backup VirtualMachine#backup}
  */
  readonly backup?: boolean | cdktf.IResolvable;
  /**
  * Exchange of data between host and guest. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#data_exchange VirtualMachine#data_exchange}
  */
  readonly dataExchange?: boolean | cdktf.IResolvable;
  /**
  * Heartbeat of the guest. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#heartbeat VirtualMachine#heartbeat}
  */
  readonly heartbeat?: boolean | cdktf.IResolvable;
  /**
  * Shutdown of the guest by the host. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#shutdown VirtualMachine#shutdown}
  */
  readonly shutdown?: boolean | cdktf.IResolvable;
  /**
  * The guest's clock follows the host's. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#time_synchronization VirtualMachine#time_synchronization}
  */
  readonly timeSynchronization?: boolean | cdktf.IResolvable;
}

export function virtualMachineVmOptionsIntegrationServicesToTerraform(struct?: VirtualMachineVmOptionsIntegrationServices | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    backup: cdktf.booleanToTerraform(struct!.backup),
    data_exchange: cdktf.booleanToTerraform(struct!.dataExchange),
    heartbeat: cdktf.booleanToTerraform(struct!.heartbeat),
    shutdown: cdktf.booleanToTerraform(struct!.shutdown),
    time_synchronization: cdktf.booleanToTerraform(struct!.timeSynchronization),
  }
}


export function virtualMachineVmOptionsIntegrationServicesToHclTerraform(struct?: VirtualMachineVmOptionsIntegrationServices | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    backup: {
      value: cdktf.booleanToHclTerraform(struct!.backup),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    data_exchange: {
      value: cdktf.booleanToHclTerraform(struct!.dataExchange),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    heartbeat: {
      value: cdktf.booleanToHclTerraform(struct!.heartbeat),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    shutdown: {
      value: cdktf.booleanToHclTerraform(struct!.shutdown),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    time_synchronization: {
      value: cdktf.booleanToHclTerraform(struct!.timeSynchronization),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class VirtualMachineVmOptionsIntegrationServicesOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): VirtualMachineVmOptionsIntegrationServices | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._backup !== undefined) {
      hasAnyValues = true;
      internalValueResult.backup = this._backup;
    }
    if (this._dataExchange !== undefined) {
      hasAnyValues = true;
      internalValueResult.dataExchange = this._dataExchange;
    }
    if (this._heartbeat !== undefined) {
      hasAnyValues = true;
      internalValueResult.heartbeat = this._heartbeat;
    }
    if (this._shutdown !== undefined) {
      hasAnyValues = true;
      internalValueResult.shutdown = this._shutdown;
    }
    if (this._timeSynchronization !== undefined) {
      hasAnyValues = true;
      internalValueResult.timeSynchronization = this._timeSynchronization;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: VirtualMachineVmOptionsIntegrationServices | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._backup = undefined;
      this._dataExchange = undefined;
      this._heartbeat = undefined;
      this._shutdown = undefined;
      this._timeSynchronization = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._backup = value.backup;
      this._dataExchange = value.dataExchange;
      this._heartbeat = value.heartbeat;
      this._shutdown = value.shutdown;
      this._timeSynchronization = value.timeSynchronization;
    }
  }

  // backup - computed: false, optional: true, required: false
  private _backup?: boolean | cdktf.IResolvable; 
  public get backup() {
    return this.getBooleanAttribute('backup');
  }
  public set backup(value: boolean | cdktf.IResolvable) {
    this._backup = value;
  }
  public resetBackup() {
    this._backup = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get backupInput() {
    return this._backup;
  }

  // data_exchange - computed: false, optional: true, required: false
  private _dataExchange?: boolean | cdktf.IResolvable; 
  public get dataExchange() {
    return this.getBooleanAttribute('data_exchange');
  }
  public set dataExchange(value: boolean | cdktf.IResolvable) {
    this._dataExchange = value;
  }
  public resetDataExchange() {
    this._dataExchange = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get dataExchangeInput() {
    return this._dataExchange;
  }

  // heartbeat - computed: false, optional: true, required: false
  private _heartbeat?: boolean | cdktf.IResolvable; 
  public get heartbeat() {
    return this.getBooleanAttribute('heartbeat');
  }
  public set heartbeat(value: boolean | cdktf.IResolvable) {
    this._heartbeat = value;
  }
  public resetHeartbeat() {
    this._heartbeat = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get heartbeatInput() {
    return this._heartbeat;
  }

  // shutdown - computed: false, optional: true, required: false
  private _shutdown?: boolean | cdktf.IResolvable; 
  public get shutdown() {
    return this.getBooleanAttribute('shutdown');
  }
  public set shutdown(value: boolean | cdktf.IResolvable) {
    this._shutdown = value;
  }
  public resetShutdown() {
    this._shutdown = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get shutdownInput() {
    return this._shutdown;
  }

  // time_synchronization - computed: false, optional: true, required: false
  private _timeSynchronization?: boolean | cdktf.IResolvable; 
  public get timeSynchronization() {
    return this.getBooleanAttribute('time_synchronization');
  }
  public set timeSynchronization(value: boolean | cdktf.IResolvable) {
    this._timeSynchronization = value;
  }
  public resetTimeSynchronization() {
    this._timeSynchronization = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get timeSynchronizationInput() {
    return this._timeSynchronization;
  }
}
export interface VirtualMachineVmOptions {
  /**
  * Type of checkpoints. One of `Disabled`, `Production`, `ProductionOnly`, `Standard`. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#checkpoint_type VirtualMachine#checkpoint_type}
  */
  readonly checkpointType?: string;
  /**
  * Limit CPU features so that the VM can move between CPU generations. A change needs the VM off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#cpu_limit_for_migration VirtualMachine#cpu_limit_for_migration}
  */
  readonly cpuLimitForMigration?: boolean | cdktf.IResolvable;
  /**
  * Limit CPU functions for old guests. A change needs the VM off.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#cpu_limit_functionality VirtualMachine#cpu_limit_functionality}
  */
  readonly cpuLimitFunctionality?: boolean | cdktf.IResolvable;
  /**
  * Most that the VM may use of its processors. In percent. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#cpu_maximum_percent VirtualMachine#cpu_maximum_percent}
  */
  readonly cpuMaximumPercent?: number;
  /**
  * Share of the host's processors against other VMs; 100 is normal. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#cpu_relative_weight VirtualMachine#cpu_relative_weight}
  */
  readonly cpuRelativeWeight?: number;
  /**
  * Part of its processors that is kept for the VM. In percent. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#cpu_reserve VirtualMachine#cpu_reserve}
  */
  readonly cpuReserve?: number;
  /**
  * Description of the VM. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#description VirtualMachine#description}
  */
  readonly description?: string;
  /**
  * Offer virtualization extensions to the guest; only at creation, since VMM does not tell it, and refused by a VMM that is older than the parameter. Read when it is made; a later change does nothing.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#enable_nested_virtualization VirtualMachine#enable_nested_virtualization}
  */
  readonly enableNestedVirtualization?: boolean | cdktf.IResolvable;
  /**
  * Services between host and guest.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#integration_services VirtualMachine#integration_services}
  */
  readonly integrationServices?: VirtualMachineVmOptionsIntegrationServices;
  /**
  * Priority for memory against other VMs; 5000 is normal. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#memory_weight VirtualMachine#memory_weight}
  */
  readonly memoryWeight?: number;
  /**
  * Owner of the VM in VMM: DOMAIN\user. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#owner VirtualMachine#owner}
  */
  readonly owner?: string;
  /**
  * What happens when the host starts. One of `NeverAutoTurnOnVM`, `AlwaysAutoTurnOnVM`, `TurnOnVMIfRunningWhenVSStopped`. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#start_action VirtualMachine#start_action}
  */
  readonly startAction?: string;
  /**
  * How long the host waits with an automatic start. In seconds. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#start_delay_seconds VirtualMachine#start_delay_seconds}
  */
  readonly startDelaySeconds?: number;
  /**
  * What happens when the host stops. One of `ShutdownGuestOS`, `TurnOffVM`, `SaveVM`. A change is made in place.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#stop_action VirtualMachine#stop_action}
  */
  readonly stopAction?: string;
}

export function virtualMachineVmOptionsToTerraform(struct?: VirtualMachineVmOptions | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    checkpoint_type: cdktf.stringToTerraform(struct!.checkpointType),
    cpu_limit_for_migration: cdktf.booleanToTerraform(struct!.cpuLimitForMigration),
    cpu_limit_functionality: cdktf.booleanToTerraform(struct!.cpuLimitFunctionality),
    cpu_maximum_percent: cdktf.numberToTerraform(struct!.cpuMaximumPercent),
    cpu_relative_weight: cdktf.numberToTerraform(struct!.cpuRelativeWeight),
    cpu_reserve: cdktf.numberToTerraform(struct!.cpuReserve),
    description: cdktf.stringToTerraform(struct!.description),
    enable_nested_virtualization: cdktf.booleanToTerraform(struct!.enableNestedVirtualization),
    integration_services: virtualMachineVmOptionsIntegrationServicesToTerraform(struct!.integrationServices),
    memory_weight: cdktf.numberToTerraform(struct!.memoryWeight),
    owner: cdktf.stringToTerraform(struct!.owner),
    start_action: cdktf.stringToTerraform(struct!.startAction),
    start_delay_seconds: cdktf.numberToTerraform(struct!.startDelaySeconds),
    stop_action: cdktf.stringToTerraform(struct!.stopAction),
  }
}


export function virtualMachineVmOptionsToHclTerraform(struct?: VirtualMachineVmOptions | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    checkpoint_type: {
      value: cdktf.stringToHclTerraform(struct!.checkpointType),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    cpu_limit_for_migration: {
      value: cdktf.booleanToHclTerraform(struct!.cpuLimitForMigration),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    cpu_limit_functionality: {
      value: cdktf.booleanToHclTerraform(struct!.cpuLimitFunctionality),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    cpu_maximum_percent: {
      value: cdktf.numberToHclTerraform(struct!.cpuMaximumPercent),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    cpu_relative_weight: {
      value: cdktf.numberToHclTerraform(struct!.cpuRelativeWeight),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    cpu_reserve: {
      value: cdktf.numberToHclTerraform(struct!.cpuReserve),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    description: {
      value: cdktf.stringToHclTerraform(struct!.description),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    enable_nested_virtualization: {
      value: cdktf.booleanToHclTerraform(struct!.enableNestedVirtualization),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    integration_services: {
      value: virtualMachineVmOptionsIntegrationServicesToHclTerraform(struct!.integrationServices),
      isBlock: true,
      type: "struct",
      storageClassType: "VirtualMachineVmOptionsIntegrationServices",
    },
    memory_weight: {
      value: cdktf.numberToHclTerraform(struct!.memoryWeight),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    owner: {
      value: cdktf.stringToHclTerraform(struct!.owner),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    start_action: {
      value: cdktf.stringToHclTerraform(struct!.startAction),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    start_delay_seconds: {
      value: cdktf.numberToHclTerraform(struct!.startDelaySeconds),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    stop_action: {
      value: cdktf.stringToHclTerraform(struct!.stopAction),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class VirtualMachineVmOptionsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): VirtualMachineVmOptions | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._checkpointType !== undefined) {
      hasAnyValues = true;
      internalValueResult.checkpointType = this._checkpointType;
    }
    if (this._cpuLimitForMigration !== undefined) {
      hasAnyValues = true;
      internalValueResult.cpuLimitForMigration = this._cpuLimitForMigration;
    }
    if (this._cpuLimitFunctionality !== undefined) {
      hasAnyValues = true;
      internalValueResult.cpuLimitFunctionality = this._cpuLimitFunctionality;
    }
    if (this._cpuMaximumPercent !== undefined) {
      hasAnyValues = true;
      internalValueResult.cpuMaximumPercent = this._cpuMaximumPercent;
    }
    if (this._cpuRelativeWeight !== undefined) {
      hasAnyValues = true;
      internalValueResult.cpuRelativeWeight = this._cpuRelativeWeight;
    }
    if (this._cpuReserve !== undefined) {
      hasAnyValues = true;
      internalValueResult.cpuReserve = this._cpuReserve;
    }
    if (this._description !== undefined) {
      hasAnyValues = true;
      internalValueResult.description = this._description;
    }
    if (this._enableNestedVirtualization !== undefined) {
      hasAnyValues = true;
      internalValueResult.enableNestedVirtualization = this._enableNestedVirtualization;
    }
    if (this._integrationServices?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.integrationServices = this._integrationServices?.internalValue;
    }
    if (this._memoryWeight !== undefined) {
      hasAnyValues = true;
      internalValueResult.memoryWeight = this._memoryWeight;
    }
    if (this._owner !== undefined) {
      hasAnyValues = true;
      internalValueResult.owner = this._owner;
    }
    if (this._startAction !== undefined) {
      hasAnyValues = true;
      internalValueResult.startAction = this._startAction;
    }
    if (this._startDelaySeconds !== undefined) {
      hasAnyValues = true;
      internalValueResult.startDelaySeconds = this._startDelaySeconds;
    }
    if (this._stopAction !== undefined) {
      hasAnyValues = true;
      internalValueResult.stopAction = this._stopAction;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: VirtualMachineVmOptions | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._checkpointType = undefined;
      this._cpuLimitForMigration = undefined;
      this._cpuLimitFunctionality = undefined;
      this._cpuMaximumPercent = undefined;
      this._cpuRelativeWeight = undefined;
      this._cpuReserve = undefined;
      this._description = undefined;
      this._enableNestedVirtualization = undefined;
      this._integrationServices.internalValue = undefined;
      this._memoryWeight = undefined;
      this._owner = undefined;
      this._startAction = undefined;
      this._startDelaySeconds = undefined;
      this._stopAction = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._checkpointType = value.checkpointType;
      this._cpuLimitForMigration = value.cpuLimitForMigration;
      this._cpuLimitFunctionality = value.cpuLimitFunctionality;
      this._cpuMaximumPercent = value.cpuMaximumPercent;
      this._cpuRelativeWeight = value.cpuRelativeWeight;
      this._cpuReserve = value.cpuReserve;
      this._description = value.description;
      this._enableNestedVirtualization = value.enableNestedVirtualization;
      this._integrationServices.internalValue = value.integrationServices;
      this._memoryWeight = value.memoryWeight;
      this._owner = value.owner;
      this._startAction = value.startAction;
      this._startDelaySeconds = value.startDelaySeconds;
      this._stopAction = value.stopAction;
    }
  }

  // checkpoint_type - computed: false, optional: true, required: false
  private _checkpointType?: string; 
  public get checkpointType() {
    return this.getStringAttribute('checkpoint_type');
  }
  public set checkpointType(value: string) {
    this._checkpointType = value;
  }
  public resetCheckpointType() {
    this._checkpointType = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get checkpointTypeInput() {
    return this._checkpointType;
  }

  // cpu_limit_for_migration - computed: false, optional: true, required: false
  private _cpuLimitForMigration?: boolean | cdktf.IResolvable; 
  public get cpuLimitForMigration() {
    return this.getBooleanAttribute('cpu_limit_for_migration');
  }
  public set cpuLimitForMigration(value: boolean | cdktf.IResolvable) {
    this._cpuLimitForMigration = value;
  }
  public resetCpuLimitForMigration() {
    this._cpuLimitForMigration = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get cpuLimitForMigrationInput() {
    return this._cpuLimitForMigration;
  }

  // cpu_limit_functionality - computed: false, optional: true, required: false
  private _cpuLimitFunctionality?: boolean | cdktf.IResolvable; 
  public get cpuLimitFunctionality() {
    return this.getBooleanAttribute('cpu_limit_functionality');
  }
  public set cpuLimitFunctionality(value: boolean | cdktf.IResolvable) {
    this._cpuLimitFunctionality = value;
  }
  public resetCpuLimitFunctionality() {
    this._cpuLimitFunctionality = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get cpuLimitFunctionalityInput() {
    return this._cpuLimitFunctionality;
  }

  // cpu_maximum_percent - computed: false, optional: true, required: false
  private _cpuMaximumPercent?: number; 
  public get cpuMaximumPercent() {
    return this.getNumberAttribute('cpu_maximum_percent');
  }
  public set cpuMaximumPercent(value: number) {
    this._cpuMaximumPercent = value;
  }
  public resetCpuMaximumPercent() {
    this._cpuMaximumPercent = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get cpuMaximumPercentInput() {
    return this._cpuMaximumPercent;
  }

  // cpu_relative_weight - computed: false, optional: true, required: false
  private _cpuRelativeWeight?: number; 
  public get cpuRelativeWeight() {
    return this.getNumberAttribute('cpu_relative_weight');
  }
  public set cpuRelativeWeight(value: number) {
    this._cpuRelativeWeight = value;
  }
  public resetCpuRelativeWeight() {
    this._cpuRelativeWeight = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get cpuRelativeWeightInput() {
    return this._cpuRelativeWeight;
  }

  // cpu_reserve - computed: false, optional: true, required: false
  private _cpuReserve?: number; 
  public get cpuReserve() {
    return this.getNumberAttribute('cpu_reserve');
  }
  public set cpuReserve(value: number) {
    this._cpuReserve = value;
  }
  public resetCpuReserve() {
    this._cpuReserve = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get cpuReserveInput() {
    return this._cpuReserve;
  }

  // description - computed: false, optional: true, required: false
  private _description?: string; 
  public get description() {
    return this.getStringAttribute('description');
  }
  public set description(value: string) {
    this._description = value;
  }
  public resetDescription() {
    this._description = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get descriptionInput() {
    return this._description;
  }

  // enable_nested_virtualization - computed: false, optional: true, required: false
  private _enableNestedVirtualization?: boolean | cdktf.IResolvable; 
  public get enableNestedVirtualization() {
    return this.getBooleanAttribute('enable_nested_virtualization');
  }
  public set enableNestedVirtualization(value: boolean | cdktf.IResolvable) {
    this._enableNestedVirtualization = value;
  }
  public resetEnableNestedVirtualization() {
    this._enableNestedVirtualization = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get enableNestedVirtualizationInput() {
    return this._enableNestedVirtualization;
  }

  // integration_services - computed: false, optional: true, required: false
  private _integrationServices = new VirtualMachineVmOptionsIntegrationServicesOutputReference(this, "integration_services");
  public get integrationServices() {
    return this._integrationServices;
  }
  public putIntegrationServices(value: VirtualMachineVmOptionsIntegrationServices) {
    this._integrationServices.internalValue = value;
  }
  public resetIntegrationServices() {
    this._integrationServices.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get integrationServicesInput() {
    return this._integrationServices.internalValue;
  }

  // memory_weight - computed: false, optional: true, required: false
  private _memoryWeight?: number; 
  public get memoryWeight() {
    return this.getNumberAttribute('memory_weight');
  }
  public set memoryWeight(value: number) {
    this._memoryWeight = value;
  }
  public resetMemoryWeight() {
    this._memoryWeight = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get memoryWeightInput() {
    return this._memoryWeight;
  }

  // owner - computed: false, optional: true, required: false
  private _owner?: string; 
  public get owner() {
    return this.getStringAttribute('owner');
  }
  public set owner(value: string) {
    this._owner = value;
  }
  public resetOwner() {
    this._owner = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get ownerInput() {
    return this._owner;
  }

  // start_action - computed: false, optional: true, required: false
  private _startAction?: string; 
  public get startAction() {
    return this.getStringAttribute('start_action');
  }
  public set startAction(value: string) {
    this._startAction = value;
  }
  public resetStartAction() {
    this._startAction = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get startActionInput() {
    return this._startAction;
  }

  // start_delay_seconds - computed: false, optional: true, required: false
  private _startDelaySeconds?: number; 
  public get startDelaySeconds() {
    return this.getNumberAttribute('start_delay_seconds');
  }
  public set startDelaySeconds(value: number) {
    this._startDelaySeconds = value;
  }
  public resetStartDelaySeconds() {
    this._startDelaySeconds = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get startDelaySecondsInput() {
    return this._startDelaySeconds;
  }

  // stop_action - computed: false, optional: true, required: false
  private _stopAction?: string; 
  public get stopAction() {
    return this.getStringAttribute('stop_action');
  }
  public set stopAction(value: string) {
    this._stopAction = value;
  }
  public resetStopAction() {
    this._stopAction = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get stopActionInput() {
    return this._stopAction;
  }
}

/**
* Represents a {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine scvmm_virtual_machine}
*/
export class VirtualMachine extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "scvmm_virtual_machine";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a VirtualMachine resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the VirtualMachine to import
  * @param importFromId The id of the existing VirtualMachine that should be imported. Refer to the {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the VirtualMachine to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "scvmm_virtual_machine", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/scvmm/scvmm/latest/docs/resources/virtual_machine scvmm_virtual_machine} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options VirtualMachineConfig
  */
  public constructor(scope: Construct, id: string, config: VirtualMachineConfig) {
    super(scope, id, {
      terraformResourceType: 'scvmm_virtual_machine',
      terraformGeneratorMetadata: {
        providerName: 'scvmm',
        providerVersionConstraint: '~> 0.1'
      },
      provider: config.provider,
      dependsOn: config.dependsOn,
      count: config.count,
      lifecycle: config.lifecycle,
      provisioners: config.provisioners,
      connection: config.connection,
      forEach: config.forEach
    });
    this._availabilitySet = config.availabilitySet;
    this._cloud = config.cloud;
    this._cloudInitMetadata = config.cloudInitMetadata;
    this._cpuCount = config.cpuCount;
    this._customProperty = config.customProperty;
    this._deletionProtection = config.deletionProtection;
    this._disks.internalValue = config.disks;
    this._dnsDomain = config.dnsDomain;
    this._dvdDrive.internalValue = config.dvdDrive;
    this._dynamicMemory.internalValue = config.dynamicMemory;
    this._failedCreationPolicy = config.failedCreationPolicy;
    this._fibreChannel.internalValue = config.fibreChannel;
    this._firmware.internalValue = config.firmware;
    this._forceOff = config.forceOff;
    this._generation = config.generation;
    this._guest.internalValue = config.guest;
    this._hardwareProfile = config.hardwareProfile;
    this._hostGroup = config.hostGroup;
    this._hostname = config.hostname;
    this._key = config.key;
    this._maintenanceWindow.internalValue = config.maintenanceWindow;
    this._memory = config.memory;
    this._name = config.name;
    this._networkAdapters.internalValue = config.networkAdapters;
    this._operatingSystem = config.operatingSystem;
    this._powerCyclePolicy = config.powerCyclePolicy;
    this._powerPolicy = config.powerPolicy;
    this._removedDisks = config.removedDisks;
    this._shutdownTimeout = config.shutdownTimeout;
    this._tag = config.tag;
    this._timeouts.internalValue = config.timeouts;
    this._userData = config.userData;
    this._userDataWo = config.userDataWo;
    this._userDataWoVersion = config.userDataWoVersion;
    this._vmOptions.internalValue = config.vmOptions;
    this._vmTemplate = config.vmTemplate;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // availability_set - computed: false, optional: true, required: false
  private _availabilitySet?: string; 
  public get availabilitySet() {
    return this.getStringAttribute('availability_set');
  }
  public set availabilitySet(value: string) {
    this._availabilitySet = value;
  }
  public resetAvailabilitySet() {
    this._availabilitySet = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get availabilitySetInput() {
    return this._availabilitySet;
  }

  // cloud - computed: false, optional: true, required: false
  private _cloud?: string; 
  public get cloud() {
    return this.getStringAttribute('cloud');
  }
  public set cloud(value: string) {
    this._cloud = value;
  }
  public resetCloud() {
    this._cloud = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get cloudInput() {
    return this._cloud;
  }

  // cloud_init_metadata - computed: false, optional: true, required: false
  private _cloudInitMetadata?: { [key: string]: string }; 
  public get cloudInitMetadata() {
    return this.getStringMapAttribute('cloud_init_metadata');
  }
  public set cloudInitMetadata(value: { [key: string]: string }) {
    this._cloudInitMetadata = value;
  }
  public resetCloudInitMetadata() {
    this._cloudInitMetadata = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get cloudInitMetadataInput() {
    return this._cloudInitMetadata;
  }

  // cpu_count - computed: false, optional: false, required: true
  private _cpuCount?: number; 
  public get cpuCount() {
    return this.getNumberAttribute('cpu_count');
  }
  public set cpuCount(value: number) {
    this._cpuCount = value;
  }
  // Temporarily expose input value. Use with caution.
  public get cpuCountInput() {
    return this._cpuCount;
  }

  // custom_property - computed: false, optional: true, required: false
  private _customProperty?: { [key: string]: string }; 
  public get customProperty() {
    return this.getStringMapAttribute('custom_property');
  }
  public set customProperty(value: { [key: string]: string }) {
    this._customProperty = value;
  }
  public resetCustomProperty() {
    this._customProperty = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get customPropertyInput() {
    return this._customProperty;
  }

  // deletion_protection - computed: false, optional: true, required: false
  private _deletionProtection?: boolean | cdktf.IResolvable; 
  public get deletionProtection() {
    return this.getBooleanAttribute('deletion_protection');
  }
  public set deletionProtection(value: boolean | cdktf.IResolvable) {
    this._deletionProtection = value;
  }
  public resetDeletionProtection() {
    this._deletionProtection = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get deletionProtectionInput() {
    return this._deletionProtection;
  }

  // disks - computed: false, optional: true, required: false
  private _disks = new VirtualMachineDisksMap(this, "disks");
  public get disks() {
    return this._disks;
  }
  public putDisks(value: { [key: string]: VirtualMachineDisks } | cdktf.IResolvable) {
    this._disks.internalValue = value;
  }
  public resetDisks() {
    this._disks.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get disksInput() {
    return this._disks.internalValue;
  }

  // disruption - computed: true, optional: false, required: false
  public get disruption() {
    return this.getStringAttribute('disruption');
  }

  // dns_domain - computed: false, optional: true, required: false
  private _dnsDomain?: string; 
  public get dnsDomain() {
    return this.getStringAttribute('dns_domain');
  }
  public set dnsDomain(value: string) {
    this._dnsDomain = value;
  }
  public resetDnsDomain() {
    this._dnsDomain = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get dnsDomainInput() {
    return this._dnsDomain;
  }

  // dvd_drive - computed: false, optional: true, required: false
  private _dvdDrive = new VirtualMachineDvdDriveOutputReference(this, "dvd_drive");
  public get dvdDrive() {
    return this._dvdDrive;
  }
  public putDvdDrive(value: VirtualMachineDvdDrive) {
    this._dvdDrive.internalValue = value;
  }
  public resetDvdDrive() {
    this._dvdDrive.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get dvdDriveInput() {
    return this._dvdDrive.internalValue;
  }

  // dynamic_memory - computed: false, optional: true, required: false
  private _dynamicMemory = new VirtualMachineDynamicMemoryOutputReference(this, "dynamic_memory");
  public get dynamicMemory() {
    return this._dynamicMemory;
  }
  public putDynamicMemory(value: VirtualMachineDynamicMemory) {
    this._dynamicMemory.internalValue = value;
  }
  public resetDynamicMemory() {
    this._dynamicMemory.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get dynamicMemoryInput() {
    return this._dynamicMemory.internalValue;
  }

  // failed_creation_policy - computed: false, optional: true, required: false
  private _failedCreationPolicy?: string; 
  public get failedCreationPolicy() {
    return this.getStringAttribute('failed_creation_policy');
  }
  public set failedCreationPolicy(value: string) {
    this._failedCreationPolicy = value;
  }
  public resetFailedCreationPolicy() {
    this._failedCreationPolicy = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get failedCreationPolicyInput() {
    return this._failedCreationPolicy;
  }

  // fibre_channel - computed: false, optional: true, required: false
  private _fibreChannel = new VirtualMachineFibreChannelList(this, "fibre_channel", false);
  public get fibreChannel() {
    return this._fibreChannel;
  }
  public putFibreChannel(value: VirtualMachineFibreChannel[] | cdktf.IResolvable) {
    this._fibreChannel.internalValue = value;
  }
  public resetFibreChannel() {
    this._fibreChannel.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get fibreChannelInput() {
    return this._fibreChannel.internalValue;
  }

  // firmware - computed: false, optional: true, required: false
  private _firmware = new VirtualMachineFirmwareOutputReference(this, "firmware");
  public get firmware() {
    return this._firmware;
  }
  public putFirmware(value: VirtualMachineFirmware) {
    this._firmware.internalValue = value;
  }
  public resetFirmware() {
    this._firmware.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get firmwareInput() {
    return this._firmware.internalValue;
  }

  // force_off - computed: false, optional: true, required: false
  private _forceOff?: boolean | cdktf.IResolvable; 
  public get forceOff() {
    return this.getBooleanAttribute('force_off');
  }
  public set forceOff(value: boolean | cdktf.IResolvable) {
    this._forceOff = value;
  }
  public resetForceOff() {
    this._forceOff = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get forceOffInput() {
    return this._forceOff;
  }

  // generation - computed: false, optional: true, required: false
  private _generation?: number; 
  public get generation() {
    return this.getNumberAttribute('generation');
  }
  public set generation(value: number) {
    this._generation = value;
  }
  public resetGeneration() {
    this._generation = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get generationInput() {
    return this._generation;
  }

  // guest - computed: false, optional: true, required: false
  private _guest = new VirtualMachineGuestOutputReference(this, "guest");
  public get guest() {
    return this._guest;
  }
  public putGuest(value: VirtualMachineGuest) {
    this._guest.internalValue = value;
  }
  public resetGuest() {
    this._guest.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get guestInput() {
    return this._guest.internalValue;
  }

  // hardware_profile - computed: false, optional: true, required: false
  private _hardwareProfile?: string; 
  public get hardwareProfile() {
    return this.getStringAttribute('hardware_profile');
  }
  public set hardwareProfile(value: string) {
    this._hardwareProfile = value;
  }
  public resetHardwareProfile() {
    this._hardwareProfile = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get hardwareProfileInput() {
    return this._hardwareProfile;
  }

  // host - computed: true, optional: false, required: false
  public get host() {
    return this.getStringAttribute('host');
  }

  // host_group - computed: false, optional: true, required: false
  private _hostGroup?: string; 
  public get hostGroup() {
    return this.getStringAttribute('host_group');
  }
  public set hostGroup(value: string) {
    this._hostGroup = value;
  }
  public resetHostGroup() {
    this._hostGroup = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get hostGroupInput() {
    return this._hostGroup;
  }

  // hostname - computed: false, optional: true, required: false
  private _hostname?: string; 
  public get hostname() {
    return this.getStringAttribute('hostname');
  }
  public set hostname(value: string) {
    this._hostname = value;
  }
  public resetHostname() {
    this._hostname = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get hostnameInput() {
    return this._hostname;
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // ip_addresses - computed: true, optional: false, required: false
  public get ipAddresses() {
    return this.getListAttribute('ip_addresses');
  }

  // key - computed: true, optional: true, required: false
  private _key?: string; 
  public get key() {
    return this.getStringAttribute('key');
  }
  public set key(value: string) {
    this._key = value;
  }
  public resetKey() {
    this._key = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keyInput() {
    return this._key;
  }

  // mac_addresses - computed: true, optional: false, required: false
  private _macAddresses = new cdktf.StringMap(this, "mac_addresses");
  public get macAddresses() {
    return this._macAddresses;
  }

  // maintenance_window - computed: false, optional: true, required: false
  private _maintenanceWindow = new VirtualMachineMaintenanceWindowOutputReference(this, "maintenance_window");
  public get maintenanceWindow() {
    return this._maintenanceWindow;
  }
  public putMaintenanceWindow(value: VirtualMachineMaintenanceWindow) {
    this._maintenanceWindow.internalValue = value;
  }
  public resetMaintenanceWindow() {
    this._maintenanceWindow.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get maintenanceWindowInput() {
    return this._maintenanceWindow.internalValue;
  }

  // memory - computed: false, optional: true, required: false
  private _memory?: string; 
  public get memory() {
    return this.getStringAttribute('memory');
  }
  public set memory(value: string) {
    this._memory = value;
  }
  public resetMemory() {
    this._memory = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get memoryInput() {
    return this._memory;
  }

  // name - computed: true, optional: true, required: false
  private _name?: string; 
  public get name() {
    return this.getStringAttribute('name');
  }
  public set name(value: string) {
    this._name = value;
  }
  public resetName() {
    this._name = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get nameInput() {
    return this._name;
  }

  // network_adapters - computed: false, optional: true, required: false
  private _networkAdapters = new VirtualMachineNetworkAdaptersMap(this, "network_adapters");
  public get networkAdapters() {
    return this._networkAdapters;
  }
  public putNetworkAdapters(value: { [key: string]: VirtualMachineNetworkAdapters } | cdktf.IResolvable) {
    this._networkAdapters.internalValue = value;
  }
  public resetNetworkAdapters() {
    this._networkAdapters.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get networkAdaptersInput() {
    return this._networkAdapters.internalValue;
  }

  // operating_system - computed: false, optional: true, required: false
  private _operatingSystem?: string; 
  public get operatingSystem() {
    return this.getStringAttribute('operating_system');
  }
  public set operatingSystem(value: string) {
    this._operatingSystem = value;
  }
  public resetOperatingSystem() {
    this._operatingSystem = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get operatingSystemInput() {
    return this._operatingSystem;
  }

  // power_cycle_policy - computed: false, optional: true, required: false
  private _powerCyclePolicy?: string; 
  public get powerCyclePolicy() {
    return this.getStringAttribute('power_cycle_policy');
  }
  public set powerCyclePolicy(value: string) {
    this._powerCyclePolicy = value;
  }
  public resetPowerCyclePolicy() {
    this._powerCyclePolicy = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get powerCyclePolicyInput() {
    return this._powerCyclePolicy;
  }

  // power_policy - computed: false, optional: true, required: false
  private _powerPolicy?: string; 
  public get powerPolicy() {
    return this.getStringAttribute('power_policy');
  }
  public set powerPolicy(value: string) {
    this._powerPolicy = value;
  }
  public resetPowerPolicy() {
    this._powerPolicy = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get powerPolicyInput() {
    return this._powerPolicy;
  }

  // power_state - computed: true, optional: false, required: false
  public get powerState() {
    return this.getStringAttribute('power_state');
  }

  // removed_disks - computed: false, optional: true, required: false
  private _removedDisks?: string; 
  public get removedDisks() {
    return this.getStringAttribute('removed_disks');
  }
  public set removedDisks(value: string) {
    this._removedDisks = value;
  }
  public resetRemovedDisks() {
    this._removedDisks = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get removedDisksInput() {
    return this._removedDisks;
  }

  // shutdown_timeout - computed: false, optional: true, required: false
  private _shutdownTimeout?: string; 
  public get shutdownTimeout() {
    return this.getStringAttribute('shutdown_timeout');
  }
  public set shutdownTimeout(value: string) {
    this._shutdownTimeout = value;
  }
  public resetShutdownTimeout() {
    this._shutdownTimeout = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get shutdownTimeoutInput() {
    return this._shutdownTimeout;
  }

  // tag - computed: false, optional: true, required: false
  private _tag?: string; 
  public get tag() {
    return this.getStringAttribute('tag');
  }
  public set tag(value: string) {
    this._tag = value;
  }
  public resetTag() {
    this._tag = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get tagInput() {
    return this._tag;
  }

  // timeouts - computed: false, optional: true, required: false
  private _timeouts = new VirtualMachineTimeoutsOutputReference(this, "timeouts");
  public get timeouts() {
    return this._timeouts;
  }
  public putTimeouts(value: VirtualMachineTimeouts) {
    this._timeouts.internalValue = value;
  }
  public resetTimeouts() {
    this._timeouts.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get timeoutsInput() {
    return this._timeouts.internalValue;
  }

  // unfinished - computed: true, optional: false, required: false
  public get unfinished() {
    return this.getStringAttribute('unfinished');
  }

  // user_data - computed: false, optional: true, required: false
  private _userData?: string; 
  public get userData() {
    return this.getStringAttribute('user_data');
  }
  public set userData(value: string) {
    this._userData = value;
  }
  public resetUserData() {
    this._userData = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get userDataInput() {
    return this._userData;
  }

  // user_data_wo - computed: false, optional: true, required: false
  private _userDataWo?: string; 
  public get userDataWo() {
    return this.getStringAttribute('user_data_wo');
  }
  public set userDataWo(value: string) {
    this._userDataWo = value;
  }
  public resetUserDataWo() {
    this._userDataWo = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get userDataWoInput() {
    return this._userDataWo;
  }

  // user_data_wo_version - computed: false, optional: true, required: false
  private _userDataWoVersion?: number; 
  public get userDataWoVersion() {
    return this.getNumberAttribute('user_data_wo_version');
  }
  public set userDataWoVersion(value: number) {
    this._userDataWoVersion = value;
  }
  public resetUserDataWoVersion() {
    this._userDataWoVersion = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get userDataWoVersionInput() {
    return this._userDataWoVersion;
  }

  // vm_id - computed: true, optional: false, required: false
  public get vmId() {
    return this.getStringAttribute('vm_id');
  }

  // vm_options - computed: false, optional: true, required: false
  private _vmOptions = new VirtualMachineVmOptionsOutputReference(this, "vm_options");
  public get vmOptions() {
    return this._vmOptions;
  }
  public putVmOptions(value: VirtualMachineVmOptions) {
    this._vmOptions.internalValue = value;
  }
  public resetVmOptions() {
    this._vmOptions.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get vmOptionsInput() {
    return this._vmOptions.internalValue;
  }

  // vm_template - computed: false, optional: true, required: false
  private _vmTemplate?: string; 
  public get vmTemplate() {
    return this.getStringAttribute('vm_template');
  }
  public set vmTemplate(value: string) {
    this._vmTemplate = value;
  }
  public resetVmTemplate() {
    this._vmTemplate = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get vmTemplateInput() {
    return this._vmTemplate;
  }

  // waiting - computed: true, optional: false, required: false
  private _waiting = new cdktf.StringMap(this, "waiting");
  public get waiting() {
    return this._waiting;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      availability_set: cdktf.stringToTerraform(this._availabilitySet),
      cloud: cdktf.stringToTerraform(this._cloud),
      cloud_init_metadata: cdktf.hashMapper(cdktf.stringToTerraform)(this._cloudInitMetadata),
      cpu_count: cdktf.numberToTerraform(this._cpuCount),
      custom_property: cdktf.hashMapper(cdktf.stringToTerraform)(this._customProperty),
      deletion_protection: cdktf.booleanToTerraform(this._deletionProtection),
      disks: cdktf.hashMapper(virtualMachineDisksToTerraform)(this._disks.internalValue),
      dns_domain: cdktf.stringToTerraform(this._dnsDomain),
      dvd_drive: virtualMachineDvdDriveToTerraform(this._dvdDrive.internalValue),
      dynamic_memory: virtualMachineDynamicMemoryToTerraform(this._dynamicMemory.internalValue),
      failed_creation_policy: cdktf.stringToTerraform(this._failedCreationPolicy),
      fibre_channel: cdktf.listMapper(virtualMachineFibreChannelToTerraform, false)(this._fibreChannel.internalValue),
      firmware: virtualMachineFirmwareToTerraform(this._firmware.internalValue),
      force_off: cdktf.booleanToTerraform(this._forceOff),
      generation: cdktf.numberToTerraform(this._generation),
      guest: virtualMachineGuestToTerraform(this._guest.internalValue),
      hardware_profile: cdktf.stringToTerraform(this._hardwareProfile),
      host_group: cdktf.stringToTerraform(this._hostGroup),
      hostname: cdktf.stringToTerraform(this._hostname),
      key: cdktf.stringToTerraform(this._key),
      maintenance_window: virtualMachineMaintenanceWindowToTerraform(this._maintenanceWindow.internalValue),
      memory: cdktf.stringToTerraform(this._memory),
      name: cdktf.stringToTerraform(this._name),
      network_adapters: cdktf.hashMapper(virtualMachineNetworkAdaptersToTerraform)(this._networkAdapters.internalValue),
      operating_system: cdktf.stringToTerraform(this._operatingSystem),
      power_cycle_policy: cdktf.stringToTerraform(this._powerCyclePolicy),
      power_policy: cdktf.stringToTerraform(this._powerPolicy),
      removed_disks: cdktf.stringToTerraform(this._removedDisks),
      shutdown_timeout: cdktf.stringToTerraform(this._shutdownTimeout),
      tag: cdktf.stringToTerraform(this._tag),
      timeouts: virtualMachineTimeoutsToTerraform(this._timeouts.internalValue),
      user_data: cdktf.stringToTerraform(this._userData),
      user_data_wo: cdktf.stringToTerraform(this._userDataWo),
      user_data_wo_version: cdktf.numberToTerraform(this._userDataWoVersion),
      vm_options: virtualMachineVmOptionsToTerraform(this._vmOptions.internalValue),
      vm_template: cdktf.stringToTerraform(this._vmTemplate),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      availability_set: {
        value: cdktf.stringToHclTerraform(this._availabilitySet),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      cloud: {
        value: cdktf.stringToHclTerraform(this._cloud),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      cloud_init_metadata: {
        value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._cloudInitMetadata),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
      cpu_count: {
        value: cdktf.numberToHclTerraform(this._cpuCount),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      custom_property: {
        value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._customProperty),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
      deletion_protection: {
        value: cdktf.booleanToHclTerraform(this._deletionProtection),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      disks: {
        value: cdktf.hashMapperHcl(virtualMachineDisksToHclTerraform)(this._disks.internalValue),
        isBlock: true,
        type: "map",
        storageClassType: "VirtualMachineDisksMap",
      },
      dns_domain: {
        value: cdktf.stringToHclTerraform(this._dnsDomain),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      dvd_drive: {
        value: virtualMachineDvdDriveToHclTerraform(this._dvdDrive.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "VirtualMachineDvdDrive",
      },
      dynamic_memory: {
        value: virtualMachineDynamicMemoryToHclTerraform(this._dynamicMemory.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "VirtualMachineDynamicMemory",
      },
      failed_creation_policy: {
        value: cdktf.stringToHclTerraform(this._failedCreationPolicy),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      fibre_channel: {
        value: cdktf.listMapperHcl(virtualMachineFibreChannelToHclTerraform, false)(this._fibreChannel.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "VirtualMachineFibreChannelList",
      },
      firmware: {
        value: virtualMachineFirmwareToHclTerraform(this._firmware.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "VirtualMachineFirmware",
      },
      force_off: {
        value: cdktf.booleanToHclTerraform(this._forceOff),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      generation: {
        value: cdktf.numberToHclTerraform(this._generation),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      guest: {
        value: virtualMachineGuestToHclTerraform(this._guest.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "VirtualMachineGuest",
      },
      hardware_profile: {
        value: cdktf.stringToHclTerraform(this._hardwareProfile),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      host_group: {
        value: cdktf.stringToHclTerraform(this._hostGroup),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      hostname: {
        value: cdktf.stringToHclTerraform(this._hostname),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      key: {
        value: cdktf.stringToHclTerraform(this._key),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      maintenance_window: {
        value: virtualMachineMaintenanceWindowToHclTerraform(this._maintenanceWindow.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "VirtualMachineMaintenanceWindow",
      },
      memory: {
        value: cdktf.stringToHclTerraform(this._memory),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      name: {
        value: cdktf.stringToHclTerraform(this._name),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      network_adapters: {
        value: cdktf.hashMapperHcl(virtualMachineNetworkAdaptersToHclTerraform)(this._networkAdapters.internalValue),
        isBlock: true,
        type: "map",
        storageClassType: "VirtualMachineNetworkAdaptersMap",
      },
      operating_system: {
        value: cdktf.stringToHclTerraform(this._operatingSystem),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      power_cycle_policy: {
        value: cdktf.stringToHclTerraform(this._powerCyclePolicy),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      power_policy: {
        value: cdktf.stringToHclTerraform(this._powerPolicy),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      removed_disks: {
        value: cdktf.stringToHclTerraform(this._removedDisks),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      shutdown_timeout: {
        value: cdktf.stringToHclTerraform(this._shutdownTimeout),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      tag: {
        value: cdktf.stringToHclTerraform(this._tag),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      timeouts: {
        value: virtualMachineTimeoutsToHclTerraform(this._timeouts.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "VirtualMachineTimeouts",
      },
      user_data: {
        value: cdktf.stringToHclTerraform(this._userData),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      user_data_wo: {
        value: cdktf.stringToHclTerraform(this._userDataWo),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      user_data_wo_version: {
        value: cdktf.numberToHclTerraform(this._userDataWoVersion),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      vm_options: {
        value: virtualMachineVmOptionsToHclTerraform(this._vmOptions.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "VirtualMachineVmOptions",
      },
      vm_template: {
        value: cdktf.stringToHclTerraform(this._vmTemplate),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
