// Made by .tools/generate.mjs from signatures.json. Do not edit.
import type { Reference } from "./call.ts";
import type { SecretCredential, SecretText } from "./secret-value.ts";

/** Parameters of each cmdlet. Objects come from earlier calls, never by name: VMM reads wildcards in names. */
export interface CmdletParameters {
  readonly "Expand-SCVirtualDiskDrive": {
    readonly JobGroup?: string | undefined;
    readonly VirtualDiskDrive: Reference;
    readonly VirtualHardDiskSizeGB: number;
  };
  readonly "Get-SCCloud": {
    readonly ID?: string | undefined;
    readonly Name?: string | undefined;
  };
  readonly "Get-SCCloudCapacity": {
    readonly Cloud?: Reference | undefined;
  };
  readonly "Get-SCCloudUsage": {
    readonly Cloud: Reference;
    readonly ReturnPerUserRole?: true | undefined;
    readonly UserName?: string | undefined;
    readonly UserRole?: Reference | undefined;
  };
  readonly "Get-SCCustomProperty": {
    readonly ID?: string | undefined;
    readonly Member?: "VM" | "Template" | "VMHost" | "HostCluster" | "VMHostGroup" | "ServiceTemplate" | "ServiceInstance" | "ComputerTier" | "Cloud" | "ProtectionUnit" | undefined;
    readonly Name?: string | undefined;
  };
  readonly "Get-SCCustomPropertyValue": {
    readonly All?: true | undefined;
    readonly CustomProperty?: Reference | undefined;
    readonly InputObject?: Reference | undefined;
  };
  readonly "Get-SCHardwareProfile": {
    readonly All?: true | undefined;
    readonly ID?: string | undefined;
  };
  readonly "Get-SCIPAddress": {
    readonly All?: true | undefined;
    readonly Assigned?: true | undefined;
    readonly Duplicate?: true | undefined;
    readonly GrantToObjectID?: string | undefined;
    readonly ID?: string | undefined;
    readonly IPAddress?: string | undefined;
    readonly IsMulticast?: true | undefined;
    readonly PublicIPAddress?: true | undefined;
    readonly StaticIPAddressPool?: Reference | undefined;
    readonly UnAssigned?: true | undefined;
  };
  readonly "Get-SCISO": {
    readonly All?: true | undefined;
    readonly FamilyName?: string | undefined;
    readonly ID?: string | undefined;
    readonly Name?: string | undefined;
    readonly Release?: string | undefined;
  };
  readonly "Get-SCJob": {
    readonly All?: true | undefined;
    readonly Full?: true | undefined;
    readonly ID?: string | undefined;
    readonly Job?: Reference | undefined;
    readonly Name?: string | undefined;
    readonly Newest?: number | undefined;
    readonly Running?: true | undefined;
  };
  readonly "Get-SCLibraryShare": {
    readonly ID?: string | undefined;
  };
  readonly "Get-SCMACAddress": {
    readonly All?: true | undefined;
    readonly Assigned?: true | undefined;
    readonly GrantToObjectID?: string | undefined;
    readonly ID?: string | undefined;
    readonly MACAddress?: string | undefined;
    readonly MACAddressPool?: Reference | undefined;
    readonly UnAssigned?: true | undefined;
  };
  readonly "Get-SCMACAddressPool": {
    readonly MACAddress?: string | undefined;
    readonly Name?: string | undefined;
    readonly VMHostGroup?: Reference | undefined;
    readonly VirtualizationPlatform?: "Unknown" | "VirtualServer" | "HyperV" | "VMWareVC" | "VMWareESX" | "XENServer" | undefined;
  };
  readonly "Get-SCOperatingSystem": {
    readonly ApplicationProfile?: Reference | undefined;
    readonly ID?: string | undefined;
  };
  readonly "Get-SCPortClassification": {
    readonly ID?: string | undefined;
    readonly Name?: string | undefined;
  };
  readonly "Get-SCStaticIPAddressPool": {
    readonly Cloud?: Reference | undefined;
    readonly ID?: string | undefined;
    readonly IPAddress?: string | undefined;
    readonly IPv4?: true | undefined;
    readonly IPv6?: true | undefined;
    readonly IsMulticast?: true | undefined;
    readonly LogicalNetworkDefinition?: Reference | undefined;
    readonly Name?: string | undefined;
    readonly Subnet?: string | undefined;
    readonly VMHostGroup?: Reference | undefined;
    readonly VMSubnet?: Reference | undefined;
  };
  readonly "Get-SCStorageClassification": {
    readonly All?: true | undefined;
    readonly ID?: string | undefined;
    readonly Name?: string | undefined;
  };
  readonly "Get-SCStorageFabricClassification": {
    readonly All?: true | undefined;
    readonly ID?: string | undefined;
    readonly Name?: string | undefined;
  };
  readonly "Get-SCStorageQoSPolicy": {
    readonly All?: true | undefined;
    readonly ID?: string | undefined;
    readonly Name?: string | undefined;
    readonly StorageArray?: Reference | undefined;
    readonly StorageFileServer?: Reference | undefined;
  };
  readonly "Get-SCUserRole": {
    readonly ID?: string | undefined;
    readonly Name?: string | undefined;
    readonly UserRoleProfile?: "Administrator" | "DelegatedAdmin" | "TenantAdmin" | "SelfServiceUser" | "ReadOnlyAdmin" | undefined;
  };
  readonly "Get-SCUserRoleQuota": {
    readonly Cloud?: Reference | undefined;
    readonly QuotaPerUser?: boolean | undefined;
    readonly UserRole?: Reference | undefined;
  };
  readonly "Get-SCVMCheckpoint": {
    readonly ID?: string | undefined;
    readonly MostRecent?: true | undefined;
    readonly VM?: Reference | undefined;
  };
  readonly "Get-SCVMHost": {
    readonly ComputerName?: string | undefined;
    readonly ID?: string | undefined;
    readonly VMHostCluster?: Reference | undefined;
    readonly VMHostGroup?: Reference | undefined;
  };
  readonly "Get-SCVMHostFibreChannelVirtualSAN": {
    readonly All?: true | undefined;
    readonly ID?: string | undefined;
    readonly Name?: string | undefined;
  };
  readonly "Get-SCVMHostGroup": {
    readonly ID?: string | undefined;
    readonly Name?: string | undefined;
    readonly ParentHostGroup?: Reference | undefined;
  };
  readonly "Get-SCVMHostRating": {
    readonly CPUExpectedUtilizationPercent?: number | undefined;
    readonly CPUPriority?: number | undefined;
    readonly Cloud?: readonly Reference[] | Reference | undefined;
    readonly DiscoveryID?: string | undefined;
    readonly DiskIOExpectedCountPerSecond?: number | undefined;
    readonly DiskPriority?: number | undefined;
    readonly DiskSpaceGB?: number | undefined;
    readonly HardwareProfile?: Reference | undefined;
    readonly HighlyAvailable?: boolean | undefined;
    readonly IsCloudOnlyRating?: true | undefined;
    readonly IsMigration?: true | undefined;
    readonly JobGroup?: string | undefined;
    readonly LUNCountRequirement?: number | undefined;
    readonly MemoryPriority?: number | undefined;
    readonly NetworkPriority?: number | undefined;
    readonly NetworkUtilizationExpectedMbps?: number | undefined;
    readonly OperatingSystem?: Reference | undefined;
    readonly PlacementGoal?: "LoadBalance" | "Consolidate" | undefined;
    readonly ReplicationGroup?: Reference | undefined;
    readonly RequireGuardedHost?: boolean | undefined;
    readonly ReturnFirstSuitableHost?: true | undefined;
    readonly UseDefaultPath?: true | undefined;
    readonly VM?: Reference | undefined;
    readonly VMConfiguration?: Reference | undefined;
    readonly VMHost?: readonly Reference[] | Reference | undefined;
    readonly VMHostGroup?: readonly Reference[] | Reference | undefined;
    readonly VMName?: string | undefined;
    readonly VMTemplate?: Reference | undefined;
    readonly VirtualizationPlatform?: "Unknown" | "VirtualServer" | "HyperV" | "VMWareVC" | "VMWareESX" | "XENServer" | undefined;
  };
  readonly "Get-SCVMMServer": {
    readonly AllowJobGC?: true | undefined;
    readonly ComputerName: string;
    readonly ConnectAs?: "Administrator" | "DelegatedAdmin" | "TenantAdmin" | "SelfServiceUser" | "ReadOnlyAdmin" | undefined;
    readonly ForOnBehalfOf?: true | undefined;
    readonly RetainDeletedObjects?: true | undefined;
    readonly RetainObjectCache?: true | undefined;
    readonly SetAsDefault?: true | undefined;
    readonly TCPPort?: number | undefined;
    readonly UserRoleName?: string | undefined;
  };
  readonly "Get-SCVMNetwork": {
    readonly ID?: string | undefined;
    readonly LogicalNetwork?: Reference | undefined;
    readonly Name?: string | undefined;
    readonly Unassigned?: true | undefined;
  };
  readonly "Get-SCVMSubnet": {
    readonly ID?: string | undefined;
    readonly Name?: string | undefined;
    readonly Subnet?: string | undefined;
    readonly Unassigned?: true | undefined;
    readonly VMNetwork?: Reference | undefined;
  };
  readonly "Get-SCVMTemplate": {
    readonly All?: true | undefined;
    readonly ComputerTierTemplate?: Reference | undefined;
    readonly ID?: string | undefined;
    readonly Name?: string | undefined;
  };
  readonly "Get-SCVirtualDVDDrive": {
    readonly All?: true | undefined;
    readonly HardwareProfile?: Reference | undefined;
    readonly ID?: string | undefined;
    readonly VM?: Reference | undefined;
    readonly VMTemplate?: Reference | undefined;
  };
  readonly "Get-SCVirtualDiskDrive": {
    readonly All?: true | undefined;
    readonly ID?: string | undefined;
    readonly VM?: Reference | undefined;
    readonly VMTemplate?: Reference | undefined;
  };
  readonly "Get-SCVirtualFibreChannelAdapter": {
    readonly All?: true | undefined;
    readonly HardwareProfile?: Reference | undefined;
    readonly ID?: string | undefined;
    readonly VM?: Reference | undefined;
    readonly VMTemplate?: Reference | undefined;
  };
  readonly "Get-SCVirtualFloppyDisk": {
    readonly All?: true | undefined;
    readonly FamilyName?: string | undefined;
    readonly ID?: string | undefined;
    readonly Name?: string | undefined;
    readonly Release?: string | undefined;
  };
  readonly "Get-SCVirtualFloppyDrive": {
    readonly All?: true | undefined;
    readonly HardwareProfile?: Reference | undefined;
    readonly VM?: Reference | undefined;
    readonly VMTemplate?: Reference | undefined;
  };
  readonly "Get-SCVirtualHardDisk": {
    readonly All?: true | undefined;
    readonly FamilyName?: string | undefined;
    readonly ID?: string | undefined;
    readonly Name?: string | undefined;
    readonly Release?: string | undefined;
    readonly VM?: Reference | undefined;
    readonly VMTemplate?: Reference | undefined;
  };
  readonly "Get-SCVirtualMachine": {
    readonly All?: true | undefined;
    readonly Cloud?: Reference | undefined;
    readonly ComputerTier?: Reference | undefined;
    readonly ID?: string | undefined;
    readonly Name?: string | undefined;
    readonly Service?: Reference | undefined;
    readonly StorageQoSPolicy?: Reference | undefined;
    readonly VMHost?: Reference | undefined;
  };
  readonly "Get-SCVirtualNetworkAdapter": {
    readonly All?: true | undefined;
    readonly HardwareProfile?: Reference | undefined;
    readonly ID?: string | undefined;
    readonly Name?: string | undefined;
    readonly ParentTypeVMOrHost?: true | undefined;
    readonly VM?: Reference | undefined;
    readonly VMHost?: Reference | undefined;
    readonly VMTemplate?: Reference | undefined;
  };
  readonly "Grant-SCIPAddress": {
    readonly Description?: string | undefined;
    readonly DisableReconcile?: boolean | undefined;
    readonly ExplicitRevokeRequired?: boolean | undefined;
    readonly GrantToObjectID?: string | undefined;
    readonly GrantToObjectType?: "VirtualNetworkAdapter" | "VIP" | "HostNetworkAdapter" | "LoadBalancerConfiguration" | "VirtualMachine" | "HostCluster" | "VMSubnet" | "NetworkService" | "NATConnection" | "NetworkGateway" | "StorageArray" | "VMNetworkGateway" | "None" | undefined;
    readonly IPAddress?: string | undefined;
    readonly NetworkController?: Reference | undefined;
    readonly Owner?: string | undefined;
    readonly PublicIPAddress?: true | undefined;
    readonly StaticIPAddressPool?: Reference | undefined;
    readonly UserRole?: Reference | undefined;
  };
  readonly "Grant-SCMACAddress": {
    readonly Confirm?: true | undefined;
    readonly Description?: string | undefined;
    readonly MACAddress?: string | undefined;
    readonly MACAddressPool: Reference;
    readonly VirtualNetworkAdapter: Reference;
    readonly WhatIf?: true | undefined;
  };
  readonly "Import-SCLibraryPhysicalResource": {
    readonly AllowUnencryptedTransfer?: true | undefined;
    readonly OverwriteExistingFiles?: true | undefined;
    readonly SharePath?: string | undefined;
    readonly SourcePath: Reference;
  };
  readonly "Move-SCVirtualMachine": {
    readonly BlockLiveMigrationIfHostBusy?: true | undefined;
    readonly DiscardSavedState?: true | undefined;
    readonly HighlyAvailable?: boolean | undefined;
    readonly JobGroup?: string | undefined;
    readonly Path?: string | undefined;
    readonly ReplicationGroup?: Reference | undefined;
    readonly StartVMOnTarget?: true | undefined;
    readonly UseCluster?: true | undefined;
    readonly UseDiffDiskOptimization?: true | undefined;
    readonly UseLAN?: true | undefined;
    readonly VM: Reference;
    readonly VMHost?: Reference | undefined;
  };
  readonly "New-SCCustomProperty": {
    readonly AddMember: readonly ("VM" | "Template" | "VMHost" | "HostCluster" | "VMHostGroup" | "ServiceTemplate" | "ServiceInstance" | "ComputerTier" | "Cloud" | "ProtectionUnit")[];
    readonly Description?: string | undefined;
    readonly Name: string;
  };
  readonly "New-SCVMCheckpoint": {
    readonly Confirm?: true | undefined;
    readonly Description?: string | undefined;
    readonly Name?: string | undefined;
    readonly VM: Reference;
    readonly WhatIf?: true | undefined;
  };
  readonly "New-SCVMConfiguration": {
    readonly AvailabilitySetNames?: readonly string[] | undefined;
    readonly CapabilityProfile?: Reference | undefined;
    readonly Cloud?: Reference | undefined;
    readonly ComputerName?: string | undefined;
    readonly ComputerTier?: Reference | undefined;
    readonly CostCenter?: string | undefined;
    readonly Description?: string | undefined;
    readonly Name?: string | undefined;
    readonly VMHostGroup?: Reference | undefined;
    readonly VMTemplate?: Reference | undefined;
  };
  readonly "New-SCVMTemplate": {
    readonly AnswerFile?: Reference | undefined;
    readonly ApplicationProfile?: Reference | undefined;
    readonly AutoLogonCount?: number | undefined;
    readonly AutoLogonCredential?: Reference | undefined;
    readonly AutomaticCriticalErrorAction?: number | undefined;
    readonly AutomaticCriticalErrorActionTimeout?: number | undefined;
    readonly BootVirtualHardDisk?: Reference | undefined;
    readonly CPUCount?: number | undefined;
    readonly CPUMaximumPercent?: number | undefined;
    readonly CPUPerVirtualNumaNodeMaximum?: number | undefined;
    readonly CPURelativeWeight?: number | undefined;
    readonly CPUReserve?: number | undefined;
    readonly CPUType?: Reference | undefined;
    readonly CapabilityProfile?: Reference | undefined;
    readonly CheckpointType?: "Disabled" | "Production" | "ProductionOnly" | "Standard" | undefined;
    readonly ComputerName?: string | undefined;
    readonly DRProtectionRequired?: boolean | undefined;
    readonly Description?: string | undefined;
    readonly DisableAutoLogon?: true | undefined;
    readonly Domain?: string | undefined;
    readonly DomainJoinCredential?: SecretCredential | undefined;
    readonly DomainJoinOrganizationalUnit?: string | undefined;
    readonly DynamicMemoryBufferPercentage?: number | undefined;
    readonly DynamicMemoryEnabled?: boolean | undefined;
    readonly DynamicMemoryMaximumMB?: number | undefined;
    readonly DynamicMemoryMinimumMB?: number | undefined;
    readonly FullName?: string | undefined;
    readonly Generation?: number | undefined;
    readonly GuestOSProfile?: Reference | undefined;
    readonly GuiRunOnceCommands?: readonly string[] | undefined;
    readonly HAVMPriority?: number | undefined;
    readonly HardwareProfile?: Reference | undefined;
    readonly HighlyAvailable?: boolean | undefined;
    readonly JobGroup?: string | undefined;
    readonly LibraryServer?: Reference | undefined;
    readonly LinuxAdministratorSSHKey?: Reference | undefined;
    readonly LinuxAdministratorSSHKeyString?: string | undefined;
    readonly LinuxDomainName?: string | undefined;
    readonly LocalAdministratorCredential?: SecretCredential | undefined;
    readonly MemoryMB?: number | undefined;
    readonly MemoryPerVirtualNumaNodeMaximumMB?: number | undefined;
    readonly MemoryWeight?: number | undefined;
    readonly MergeAnswerFile?: boolean | undefined;
    readonly MonitorMaximumCount?: number | undefined;
    readonly MonitorMaximumResolution?: string | undefined;
    readonly Name: string;
    readonly NoCustomization?: true | undefined;
    readonly NumaIsolationRequired?: boolean | undefined;
    readonly OperatingSystem?: Reference | undefined;
    readonly OrganizationName?: string | undefined;
    readonly Owner?: string | undefined;
    readonly ProductKey?: SecretText | undefined;
    readonly ProtectionProvider?: "None" | "HVR8" | "HVRBlue" | "HVRAzure" | "DiskReplication" | "SANReplication" | undefined;
    readonly RecoveryPointObjective?: number | undefined;
    readonly RemoveDomainJoinOrganizationalUnit?: true | undefined;
    readonly RemoveServerFeatures?: true | undefined;
    readonly ReplicationGroup?: Reference | undefined;
    readonly SQLProfile?: Reference | undefined;
    readonly SecureBootEnabled?: boolean | undefined;
    readonly SecureBootTemplate?: string | undefined;
    readonly SharePath?: string | undefined;
    readonly Shielded?: boolean | undefined;
    readonly SkipRearm?: true | undefined;
    readonly TimeZone?: number | undefined;
    readonly UnattendSettings?: Reference | undefined;
    readonly UserRole?: Reference | undefined;
    readonly VM?: Reference | undefined;
    readonly VMTemplate?: Reference | undefined;
    readonly VirtualHardDisk?: Reference | undefined;
    readonly VirtualNumaNodesPerSocketMaximum?: number | undefined;
    readonly VirtualVideoAdapterEnabled?: boolean | undefined;
    readonly Workgroup?: string | undefined;
  };
  readonly "New-SCVirtualDVDDrive": {
    readonly AnyVMHostDrive?: true | undefined;
    readonly Bus: number;
    readonly HardwareProfile?: Reference | undefined;
    readonly ISO?: Reference | undefined;
    readonly JobGroup?: string | undefined;
    readonly LUN: number;
    readonly Link?: true | undefined;
    readonly VM?: Reference | undefined;
    readonly VMHostDrive?: string | undefined;
    readonly VMTemplate?: Reference | undefined;
  };
  readonly "New-SCVirtualDiskDrive": {
    readonly AnyStorageDisk?: true | undefined;
    readonly BootVolume?: true | undefined;
    readonly Bus: number;
    readonly CreateDiffDisk?: boolean | undefined;
    readonly Differencing?: true | undefined;
    readonly Dynamic?: true | undefined;
    readonly FileName?: string | undefined;
    readonly Fixed?: true | undefined;
    readonly IDE?: true | undefined;
    readonly JobGroup?: string | undefined;
    readonly LUN: number;
    readonly ParentVirtualHardDiskPath?: string | undefined;
    readonly Path?: string | undefined;
    readonly ReturnImmediately?: true | undefined;
    readonly SCSI?: true | undefined;
    readonly SharedStorage?: boolean | undefined;
    readonly StorageClassification?: Reference | undefined;
    readonly StorageDisk?: Reference | undefined;
    readonly StorageQoSPolicy?: Reference | undefined;
    readonly SystemVolume?: true | undefined;
    readonly UseLocalVirtualHardDisk?: true | undefined;
    readonly VM?: Reference | undefined;
    readonly VMTemplate?: Reference | undefined;
    readonly VirtualHardDisk?: Reference | undefined;
    readonly VirtualHardDiskFormatType?: "VHD" | "VMDK" | "VHDX" | "VHDS" | undefined;
    readonly VirtualHardDiskSizeMB?: number | undefined;
    readonly VolumeType?: "None" | "Boot" | "System" | "BootAndSystem" | undefined;
  };
  readonly "New-SCVirtualFibreChannelAdapter": {
    readonly DynamicWorldWideName?: true | undefined;
    readonly HardwareProfile?: Reference | undefined;
    readonly JobGroup?: string | undefined;
    readonly PrimaryWorldWideNodeName?: string | undefined;
    readonly PrimaryWorldWidePortName?: string | undefined;
    readonly SecondaryWorldWideNodeName?: string | undefined;
    readonly SecondaryWorldWidePortName?: string | undefined;
    readonly StaticWorldWideName?: true | undefined;
    readonly StorageFabricClassification?: Reference | undefined;
    readonly VM?: Reference | undefined;
    readonly VMTemplate?: Reference | undefined;
    readonly VirtualFibreChannelSAN?: Reference | undefined;
  };
  readonly "New-SCVirtualMachine": {
    readonly AnswerFile?: Reference | undefined;
    readonly AutomaticCriticalErrorAction?: number | undefined;
    readonly AutomaticCriticalErrorActionTimeout?: number | undefined;
    readonly BlockDynamicOptimization?: boolean | undefined;
    readonly CPUCount?: number | undefined;
    readonly CPUCyclesLimitPercent?: number | undefined;
    readonly CPUCyclesReservePercent?: number | undefined;
    readonly CPULimitForMigration?: boolean | undefined;
    readonly CPULimitFunctionality?: boolean | undefined;
    readonly CPUPerVirtualNumaNodeMaximum?: number | undefined;
    readonly CPURelativeWeight?: number | undefined;
    readonly CPUType?: Reference | undefined;
    readonly CapabilityProfile?: Reference | undefined;
    readonly CheckpointType?: "Disabled" | "Production" | "ProductionOnly" | "Standard" | undefined;
    readonly Cloud?: Reference | undefined;
    readonly ComputerName?: string | undefined;
    readonly ComputerTier?: Reference | undefined;
    readonly DRProtectionRequired?: boolean | undefined;
    readonly DelayStartSeconds?: number | undefined;
    readonly Description?: string | undefined;
    readonly Domain?: string | undefined;
    readonly DomainJoinCredential?: SecretCredential | undefined;
    readonly DynamicMemoryBufferPercentage?: number | undefined;
    readonly DynamicMemoryEnabled?: boolean | undefined;
    readonly DynamicMemoryMaximumMB?: number | undefined;
    readonly DynamicMemoryMinimumMB?: number | undefined;
    readonly FullName?: string | undefined;
    readonly Generation?: number | undefined;
    readonly GuestOSProfile?: Reference | undefined;
    readonly GuiRunOnceCommands?: readonly string[] | undefined;
    readonly HardwareProfile?: Reference | undefined;
    readonly HighlyAvailable?: boolean | undefined;
    readonly JobGroup?: string | undefined;
    readonly LibraryServer?: Reference | undefined;
    readonly LinuxAdministratorSSHKey?: Reference | undefined;
    readonly LinuxAdministratorSSHKeyString?: string | undefined;
    readonly LinuxDomainName?: string | undefined;
    readonly LocalAdministratorCredential?: SecretCredential | undefined;
    readonly MemoryMB?: number | undefined;
    readonly MemoryPerVirtualNumaNodeMaximumMB?: number | undefined;
    readonly MemoryWeight?: number | undefined;
    readonly MergeAnswerFile?: boolean | undefined;
    readonly MonitorMaximumCount?: number | undefined;
    readonly MonitorMaximumResolution?: string | undefined;
    readonly Name: string;
    readonly NumaIsolationRequired?: boolean | undefined;
    readonly OperatingSystem?: Reference | undefined;
    readonly OrganizationName?: string | undefined;
    readonly Owner?: string | undefined;
    readonly Path?: string | undefined;
    readonly ProductKey?: SecretText | undefined;
    readonly ProtectionProvider?: "None" | "HVR8" | "HVRBlue" | "HVRAzure" | "DiskReplication" | "SANReplication" | undefined;
    readonly RecoveryPointObjective?: number | undefined;
    readonly ReplicationGroup?: Reference | undefined;
    readonly ReturnImmediately?: true | undefined;
    readonly SecureBootEnabled?: boolean | undefined;
    readonly SecureBootTemplate?: string | undefined;
    readonly SelfServiceRole?: Reference | undefined;
    readonly SharePath?: string | undefined;
    readonly SkipInstallVirtualizationGuestServices?: true | undefined;
    readonly StartAction?: "NeverAutoTurnOnVM" | "AlwaysAutoTurnOnVM" | "TurnOnVMIfRunningWhenVSStopped" | undefined;
    readonly StartVM?: true | undefined;
    readonly StopAction?: "SaveVM" | "TurnOffVM" | "ShutdownGuestOS" | undefined;
    readonly StoreToLibrary?: true | undefined;
    readonly TimeZone?: number | undefined;
    readonly UseDiffDiskOptimization?: true | undefined;
    readonly UseLocalVirtualHardDisk?: true | undefined;
    readonly UserRole?: Reference | undefined;
    readonly VM?: Reference | undefined;
    readonly VMConfiguration?: Reference | undefined;
    readonly VMConfigurationScaleOut?: Reference | undefined;
    readonly VMHost?: Reference | undefined;
    readonly VMShieldingData?: Reference | undefined;
    readonly VMTemplate?: Reference | undefined;
    readonly VirtualHardDisk?: Reference | undefined;
    readonly VirtualNumaNodesPerSocketMaximum?: number | undefined;
    readonly VirtualVideoAdapterEnabled?: boolean | undefined;
    readonly Workgroup?: string | undefined;
  };
  readonly "New-SCVirtualNetworkAdapter": {
    readonly ApplyInfrastructurePortProfileForNetworkController?: boolean | undefined;
    readonly DevicePropertiesAdapterName?: string | undefined;
    readonly DevicePropertiesAdapterNameMode?: "Disabled" | "VMNetwork" | "Custom" | undefined;
    readonly EnableGuestIPNetworkVirtualizationUpdates?: boolean | undefined;
    readonly EnableMACAddressSpoofing?: boolean | undefined;
    readonly EnableVMNetworkOptimization?: boolean | undefined;
    readonly HardwareProfile?: Reference | undefined;
    readonly IPv4Address?: string | undefined;
    readonly IPv4AddressPool?: Reference | undefined;
    readonly IPv4AddressType?: "Dynamic" | "Static" | undefined;
    readonly IPv6Address?: string | undefined;
    readonly IPv6AddressPool?: Reference | undefined;
    readonly IPv6AddressType?: "Dynamic" | "Static" | undefined;
    readonly InheritsAddressFromPhysicalNetworkAdapter?: boolean | undefined;
    readonly JobGroup?: string | undefined;
    readonly LogicalNetwork?: Reference | undefined;
    readonly LogicalSwitch?: Reference | undefined;
    readonly MACAddress?: string | undefined;
    readonly MACAddressType?: string | undefined;
    readonly Name?: string | undefined;
    readonly NetworkLocation?: string | undefined;
    readonly NetworkTag?: string | undefined;
    readonly NoConnection?: true | undefined;
    readonly NoVMNetwork?: true | undefined;
    readonly PortACL?: Reference | undefined;
    readonly PortClassification?: Reference | undefined;
    readonly Synthetic?: true | undefined;
    readonly VLanEnabled?: boolean | undefined;
    readonly VLanID?: number | undefined;
    readonly VM?: Reference | undefined;
    readonly VMHost?: Reference | undefined;
    readonly VMNetwork?: Reference | undefined;
    readonly VMNetworkServiceSetting?: string | undefined;
    readonly VMSubnet?: Reference | undefined;
    readonly VMTemplate?: Reference | undefined;
    readonly VMwarePortGroup?: string | undefined;
    readonly VirtualNetwork?: string | undefined;
  };
  readonly "Remove-SCCustomProperty": {
    readonly Confirm?: true | undefined;
    readonly CustomProperty: Reference;
    readonly WhatIf?: true | undefined;
  };
  readonly "Remove-SCCustomPropertyValue": {
    readonly Confirm?: true | undefined;
    readonly CustomProperty?: Reference | undefined;
    readonly CustomPropertyValue?: Reference | undefined;
    readonly JobGroup?: string | undefined;
    readonly WhatIf?: true | undefined;
  };
  readonly "Remove-SCISO": {
    readonly Confirm?: true | undefined;
    readonly Force?: true | undefined;
    readonly ISO: Reference;
    readonly WhatIf?: true | undefined;
  };
  readonly "Remove-SCVMCheckpoint": {
    readonly Confirm?: true | undefined;
    readonly JobGroup?: string | undefined;
    readonly VMCheckpoint: Reference;
    readonly WhatIf?: true | undefined;
  };
  readonly "Remove-SCVMTemplate": {
    readonly Confirm?: true | undefined;
    readonly Force?: true | undefined;
    readonly VMTemplate: Reference;
    readonly WhatIf?: true | undefined;
  };
  readonly "Remove-SCVirtualDiskDrive": {
    readonly Confirm?: true | undefined;
    readonly Force?: true | undefined;
    readonly JobGroup?: string | undefined;
    readonly SkipDeleteVHD?: true | undefined;
    readonly VirtualDiskDrive: Reference;
    readonly WhatIf?: true | undefined;
  };
  readonly "Remove-SCVirtualFibreChannelAdapter": {
    readonly JobGroup?: string | undefined;
    readonly VirtualFibreChannelAdapter: Reference;
  };
  readonly "Remove-SCVirtualFloppyDisk": {
    readonly Confirm?: true | undefined;
    readonly Force?: true | undefined;
    readonly VirtualFloppyDisk: Reference;
    readonly WhatIf?: true | undefined;
  };
  readonly "Remove-SCVirtualHardDisk": {
    readonly Confirm?: true | undefined;
    readonly Force?: true | undefined;
    readonly JobGroup?: string | undefined;
    readonly VirtualHardDisk: Reference;
    readonly WhatIf?: true | undefined;
  };
  readonly "Remove-SCVirtualMachine": {
    readonly Confirm?: true | undefined;
    readonly Force?: true | undefined;
    readonly SkipFileRemoval?: true | undefined;
    readonly VM: Reference;
    readonly WhatIf?: true | undefined;
  };
  readonly "Remove-SCVirtualNetworkAdapter": {
    readonly Confirm?: true | undefined;
    readonly JobGroup?: string | undefined;
    readonly SlotID?: number | undefined;
    readonly VirtualNetworkAdapter?: Reference | undefined;
    readonly WhatIf?: true | undefined;
  };
  readonly "Repair-SCVirtualMachine": {
    readonly Agent?: true | undefined;
    readonly Dismiss?: true | undefined;
    readonly Force?: true | undefined;
    readonly MigrateDBOnlyVM?: true | undefined;
    readonly Retry?: true | undefined;
    readonly Undo?: true | undefined;
    readonly VM: Reference;
    readonly VMHost?: Reference | undefined;
  };
  readonly "Resume-SCVirtualMachine": {
    readonly VM: Reference;
  };
  readonly "Revoke-SCIPAddress": {
    readonly AllocatedIPAddress: Reference;
    readonly ReturnToPool?: boolean | undefined;
  };
  readonly "Set-SCCustomProperty": {
    readonly AddMember?: readonly ("VM" | "Template" | "VMHost" | "HostCluster" | "VMHostGroup" | "ServiceTemplate" | "ServiceInstance" | "ComputerTier" | "Cloud" | "ProtectionUnit")[] | undefined;
    readonly CustomProperty: Reference;
    readonly Description?: string | undefined;
    readonly Name?: string | undefined;
    readonly RemoveMember?: readonly ("VM" | "Template" | "VMHost" | "HostCluster" | "VMHostGroup" | "ServiceTemplate" | "ServiceInstance" | "ComputerTier" | "Cloud" | "ProtectionUnit")[] | undefined;
  };
  readonly "Set-SCCustomPropertyValue": {
    readonly CustomProperty: Reference;
    readonly InputObject?: Reference | undefined;
    readonly JobGroup?: string | undefined;
    readonly Value: string;
  };
  readonly "Set-SCIPAddress": {
    readonly AllocatedIPAddress: Reference;
    readonly Description?: string | undefined;
    readonly DisableReconcile?: boolean | undefined;
    readonly ExplicitRevokeRequired?: boolean | undefined;
    readonly GrantToObjectID?: string | undefined;
    readonly Owner?: string | undefined;
    readonly UserRole?: Reference | undefined;
  };
  readonly "Set-SCVMCheckpoint": {
    readonly Description?: string | undefined;
    readonly Name?: string | undefined;
    readonly VMCheckpoint: Reference;
  };
  readonly "Set-SCVMConfiguration": {
    readonly AvailabilitySetNames?: readonly string[] | undefined;
    readonly CapabilityProfile?: Reference | undefined;
    readonly Cloud?: Reference | undefined;
    readonly ComputerName?: string | undefined;
    readonly CostCenter?: string | undefined;
    readonly Description?: string | undefined;
    readonly Name?: string | undefined;
    readonly NoConnectedHost?: true | undefined;
    readonly PinVMHost?: boolean | undefined;
    readonly PinVMLocation?: boolean | undefined;
    readonly Tag?: string | undefined;
    readonly VMConfiguration: Reference;
    readonly VMHost?: Reference | undefined;
    readonly VMHostGroup?: Reference | undefined;
    readonly VMLocation?: string | undefined;
  };
  readonly "Set-SCVirtualDVDDrive": {
    readonly AnyVMHostDrive?: true | undefined;
    readonly Bus?: number | undefined;
    readonly ISO?: Reference | undefined;
    readonly JobGroup?: string | undefined;
    readonly LUN?: number | undefined;
    readonly Link?: true | undefined;
    readonly NoMedia?: true | undefined;
    readonly SourceBus?: number | undefined;
    readonly SourceLUN?: number | undefined;
    readonly VMHostDrive?: string | undefined;
    readonly VirtualDVDDrive?: Reference | undefined;
  };
  readonly "Set-SCVirtualDiskDrive": {
    readonly Bus?: number | undefined;
    readonly CreateDiffDisk?: boolean | undefined;
    readonly DisableStorageQoS?: true | undefined;
    readonly IDE?: true | undefined;
    readonly IOPSMaximum?: number | undefined;
    readonly JobGroup?: string | undefined;
    readonly LUN?: number | undefined;
    readonly SCSI?: true | undefined;
    readonly SharedStorage?: boolean | undefined;
    readonly StorageClassification?: Reference | undefined;
    readonly StorageQoSPolicy?: Reference | undefined;
    readonly VirtualDiskDrive: Reference;
    readonly VolumeType?: "None" | "Boot" | "System" | "BootAndSystem" | undefined;
  };
  readonly "Set-SCVirtualFibreChannelAdapter": {
    readonly DynamicWorldWideName?: true | undefined;
    readonly JobGroup?: string | undefined;
    readonly PrimaryWorldWideNodeName?: string | undefined;
    readonly PrimaryWorldWidePortName?: string | undefined;
    readonly SecondaryWorldWideNodeName?: string | undefined;
    readonly SecondaryWorldWidePortName?: string | undefined;
    readonly StaticWorldWideName?: true | undefined;
    readonly StorageFabricClassification?: Reference | undefined;
    readonly VirtualFibreChannelAdapter: Reference;
    readonly VirtualFibreChannelSAN?: Reference | undefined;
  };
  readonly "Set-SCVirtualFloppyDrive": {
    readonly JobGroup?: string | undefined;
    readonly NoMedia?: true | undefined;
    readonly VirtualFloppyDisk?: Reference | undefined;
    readonly VirtualFloppyDrive?: Reference | undefined;
  };
  readonly "Set-SCVirtualMachine": {
    readonly AutomaticCriticalErrorAction?: number | undefined;
    readonly AutomaticCriticalErrorActionTimeout?: number | undefined;
    readonly AvailabilitySetNames?: readonly string[] | undefined;
    readonly BlockDynamicOptimization?: boolean | undefined;
    readonly BootOrder?: readonly ("Floppy" | "CD" | "IdeHardDrive" | "PxeBoot" | "Unknown")[] | undefined;
    readonly CPUCount?: number | undefined;
    readonly CPUExpectedUtilizationPercent?: number | undefined;
    readonly CPULimitForMigration?: boolean | undefined;
    readonly CPULimitFunctionality?: boolean | undefined;
    readonly CPUMaximumPercent?: number | undefined;
    readonly CPUPerVirtualNumaNodeMaximum?: number | undefined;
    readonly CPURelativeWeight?: number | undefined;
    readonly CPUReserve?: number | undefined;
    readonly CPUType?: Reference | undefined;
    readonly CapabilityProfile?: Reference | undefined;
    readonly CheckpointType?: "Disabled" | "Production" | "ProductionOnly" | "Standard" | undefined;
    readonly ClearDRProtection?: true | undefined;
    readonly Cloud?: Reference | undefined;
    readonly ClusterNonPossibleOwner?: readonly Reference[] | Reference | undefined;
    readonly ClusterPreferredOwner?: readonly Reference[] | Reference | undefined;
    readonly CostCenter?: string | undefined;
    readonly Custom1?: string | undefined;
    readonly Custom10?: string | undefined;
    readonly Custom2?: string | undefined;
    readonly Custom3?: string | undefined;
    readonly Custom4?: string | undefined;
    readonly Custom5?: string | undefined;
    readonly Custom6?: string | undefined;
    readonly Custom7?: string | undefined;
    readonly Custom8?: string | undefined;
    readonly Custom9?: string | undefined;
    readonly DRProtectionRequired?: boolean | undefined;
    readonly DelayStartSeconds?: number | undefined;
    readonly Description?: string | undefined;
    readonly DiskIops?: number | undefined;
    readonly DynamicMemoryBufferPercentage?: number | undefined;
    readonly DynamicMemoryEnabled?: boolean | undefined;
    readonly DynamicMemoryMaximumMB?: number | undefined;
    readonly DynamicMemoryMinimumMB?: number | undefined;
    readonly EnableBackup?: boolean | undefined;
    readonly EnableDataExchange?: boolean | undefined;
    readonly EnableHeartbeat?: boolean | undefined;
    readonly EnableNestedVirtualization?: boolean | undefined;
    readonly EnableOperatingSystemShutdown?: boolean | undefined;
    readonly EnableTimeSync?: boolean | undefined;
    readonly Enabled?: boolean | undefined;
    readonly FirstBootDevice?: string | undefined;
    readonly HAVMPriority?: number | undefined;
    readonly HighlyAvailable?: boolean | undefined;
    readonly InstallVirtualizationGuestServices?: boolean | undefined;
    readonly JobGroup?: string | undefined;
    readonly MemoryMB?: number | undefined;
    readonly MemoryPerVirtualNumaNodeMaximumMB?: number | undefined;
    readonly MemoryWeight?: number | undefined;
    readonly MonitorMaximumCount?: number | undefined;
    readonly MonitorMaximumResolution?: string | undefined;
    readonly Name?: string | undefined;
    readonly NetworkUtilizationMbps?: number | undefined;
    readonly NumLock?: boolean | undefined;
    readonly NumaIsolationRequired?: boolean | undefined;
    readonly OperatingSystem?: Reference | undefined;
    readonly Owner?: string | undefined;
    readonly ProtectionProvider?: "None" | "HVR8" | "HVRBlue" | "HVRAzure" | "DiskReplication" | "SANReplication" | undefined;
    readonly QuotaPoint?: number | undefined;
    readonly RecoveryPointObjective?: number | undefined;
    readonly RemoveCapabilityProfile?: true | undefined;
    readonly RemoveFromCloud?: true | undefined;
    readonly RemoveSelfServiceUserRole?: boolean | undefined;
    readonly ReplicationGroup?: Reference | undefined;
    readonly RunAsSystem?: true | undefined;
    readonly RunAsUserCredential?: SecretCredential | undefined;
    readonly SecureBootEnabled?: boolean | undefined;
    readonly SecureBootTemplate?: string | undefined;
    readonly StartAction?: "NeverAutoTurnOnVM" | "AlwaysAutoTurnOnVM" | "TurnOnVMIfRunningWhenVSStopped" | undefined;
    readonly StopAction?: "SaveVM" | "TurnOffVM" | "ShutdownGuestOS" | undefined;
    readonly Tag?: string | undefined;
    readonly UseHardwareAssistedVirtualization?: boolean | undefined;
    readonly UserRole?: Reference | undefined;
    readonly VM: Reference;
    readonly VMShieldingData?: Reference | undefined;
    readonly VMwareResourcePool?: Reference | undefined;
    readonly VirtualNumaNodesPerSocketMaximum?: number | undefined;
    readonly VirtualVideoAdapterEnabled?: boolean | undefined;
  };
  readonly "Set-SCVirtualNetworkAdapter": {
    readonly ApplyInfrastructurePortProfileForNetworkController?: boolean | undefined;
    readonly Checkpoint?: true | undefined;
    readonly DevicePropertiesAdapterName?: string | undefined;
    readonly DevicePropertiesAdapterNameMode?: "Disabled" | "VMNetwork" | "Custom" | undefined;
    readonly EnableGuestIPNetworkVirtualizationUpdates?: boolean | undefined;
    readonly EnableMACAddressSpoofing?: boolean | undefined;
    readonly EnableVMNetworkOptimization?: boolean | undefined;
    readonly IPv4AddressPools?: readonly Reference[] | Reference | undefined;
    readonly IPv4AddressType?: "Dynamic" | "Static" | undefined;
    readonly IPv4Addresses?: readonly string[] | undefined;
    readonly IPv6AddressPools?: readonly Reference[] | Reference | undefined;
    readonly IPv6AddressType?: "Dynamic" | "Static" | undefined;
    readonly IPv6Addresses?: readonly string[] | undefined;
    readonly JobGroup?: string | undefined;
    readonly LogicalNetwork?: Reference | undefined;
    readonly MACAddress?: string | undefined;
    readonly MACAddressType?: string | undefined;
    readonly NetworkLocation?: string | undefined;
    readonly NetworkTag?: string | undefined;
    readonly NoConnection?: true | undefined;
    readonly NoLogicalNetwork?: true | undefined;
    readonly NoPortClassification?: true | undefined;
    readonly PortACL?: Reference | undefined;
    readonly PortClassification?: Reference | undefined;
    readonly RemovePortACL?: true | undefined;
    readonly RequiredBandwidth?: number | undefined;
    readonly SlotID?: number | undefined;
    readonly VLanEnabled?: boolean | undefined;
    readonly VLanID?: number | undefined;
    readonly VMNetwork?: Reference | undefined;
    readonly VMNetworkServiceSetting?: string | undefined;
    readonly VMSubnet?: Reference | undefined;
    readonly VMwarePortGroup?: string | undefined;
    readonly VirtualNetwork?: string | undefined;
    readonly VirtualNetworkAdapter?: Reference | undefined;
  };
  readonly "Start-SCVirtualMachine": {
    readonly VM: Reference;
  };
  readonly "Stop-SCJob": {
    readonly Job: Reference;
  };
  readonly "Stop-SCVirtualMachine": {
    readonly DiscardSavedState?: true | undefined;
    readonly Force?: true | undefined;
    readonly SaveState?: true | undefined;
    readonly Shutdown?: true | undefined;
    readonly VM: Reference;
  };
  readonly "Update-SCVMConfiguration": {
    readonly VMConfiguration?: Reference | undefined;
    readonly VMConfigurationList?: readonly Reference[] | Reference | undefined;
    readonly VMName?: string | undefined;
    readonly ValidateOnly?: boolean | undefined;
  };
}

/** Cmdlets that can run as a job. */
export type JobCmdlet =
  | "Expand-SCVirtualDiskDrive"
  | "Get-SCVMHostRating"
  | "Grant-SCIPAddress"
  | "Grant-SCMACAddress"
  | "Move-SCVirtualMachine"
  | "New-SCCustomProperty"
  | "New-SCVMCheckpoint"
  | "New-SCVMConfiguration"
  | "New-SCVMTemplate"
  | "New-SCVirtualDVDDrive"
  | "New-SCVirtualDiskDrive"
  | "New-SCVirtualFibreChannelAdapter"
  | "New-SCVirtualMachine"
  | "New-SCVirtualNetworkAdapter"
  | "Remove-SCCustomProperty"
  | "Remove-SCCustomPropertyValue"
  | "Remove-SCISO"
  | "Remove-SCVMCheckpoint"
  | "Remove-SCVMTemplate"
  | "Remove-SCVirtualDiskDrive"
  | "Remove-SCVirtualFibreChannelAdapter"
  | "Remove-SCVirtualFloppyDisk"
  | "Remove-SCVirtualHardDisk"
  | "Remove-SCVirtualMachine"
  | "Remove-SCVirtualNetworkAdapter"
  | "Repair-SCVirtualMachine"
  | "Resume-SCVirtualMachine"
  | "Revoke-SCIPAddress"
  | "Set-SCCustomProperty"
  | "Set-SCCustomPropertyValue"
  | "Set-SCIPAddress"
  | "Set-SCVMCheckpoint"
  | "Set-SCVMConfiguration"
  | "Set-SCVirtualDVDDrive"
  | "Set-SCVirtualDiskDrive"
  | "Set-SCVirtualFibreChannelAdapter"
  | "Set-SCVirtualFloppyDrive"
  | "Set-SCVirtualMachine"
  | "Set-SCVirtualNetworkAdapter"
  | "Start-SCVirtualMachine"
  | "Stop-SCVirtualMachine"
  | "Update-SCVMConfiguration";
