import type { Assumption } from "./assumptions/assumption.ts";
import { CHECKPOINT_ASSUMPTIONS } from "./assumptions/checkpoints.ts";
import { OWNERSHIP_ASSUMPTIONS } from "./assumptions/ownership.ts";
import { PERSISTENT_DISK_ASSUMPTIONS } from "./assumptions/persistent-disks.ts";
import { POWER_ASSUMPTIONS } from "./assumptions/power.ts";
import { QUOTA_ASSUMPTIONS } from "./assumptions/quota.ts";
import { SEED_ASSUMPTIONS } from "./assumptions/seed.ts";
import { STORAGE_ASSUMPTIONS } from "./assumptions/storage.ts";

/**
 * Everything invented, in one list: whoever has a real VMM can check these, and nothing else. Section numbers are those of
 * the collected facts about VMM (`scvmm-domain`).
 */
export const ASSUMPTIONS: readonly Assumption[] = [
  {
    id: "numbers-from-990001",
    assumed:
      "Pool full 990001, address taken 990002, address outside 990003, unknown allocated address 990004, quota 990005, slot taken 990006, shrinking 990007, no suitable host 990008, property exists 990009, bad hardware 990010, IDE on generation 2 990011, property for another type 990012, guest not customisable 990013, MAC pool full 990030, MAC address taken 990031 or outside 990032, VLAN outside 990033, subnet of another network 990034.",
    because:
      "No public source shows VMM's own numbers for these (2.7, 3.2); ours lie far outside VMM's range, so that nobody takes them for recorded ones. The texts of 990004 and 990008 are recorded.",
  },
  {
    id: "error-texts",
    assumed: "The wording of the errors 640, 801, 1730, 12416, 23753 and of all recommended actions.",
    because: "Only the numbers and the gist are recorded (3.2). Nothing should read the wording.",
  },
  {
    id: "error-code-names",
    assumed: "ErrorInfo.Code is SimulatedError for numbers whose name was never recorded.",
    because: "The names are known for 801, 1209, 2916, 2927 and 22005 alone (1.7).",
  },
  {
    id: "cmdlet-class",
    assumed: "The class in an error id is the cmdlet's name without its hyphen, and Cmdlet; NewNICCmdlet for New-SCVirtualNetworkAdapter.",
    because: "Two classes are recorded, and they follow no rule (3.1).",
  },
  {
    id: "locks",
    assumed:
      "Jobs of a VM, its disks, adapters and custom property values hold its write lock to their end; a second change fails at once with 2606, before its state is looked at, asynchronous or not. Grants of addresses lock nothing.",
    because: "2606 and its text are recorded, which jobs lock what is not (4.7).",
  },
  {
    id: "check-before-job",
    assumed:
      "State (640, 1730), slots, quotas and given addresses of a grant are checked before a job is made; full pools of an adapter, placement by Update-SCVMConfiguration and the quota of a start when the job ends.",
    because: "Unknown; both kinds of failure occur in reality, so that a client has to stand both (3.1, 4.6).",
  },
  {
    id: "objects-held",
    assumed:
      "An object that a session holds shows what VMM had when it was read. Once the same session has run a cmdlet that is no getter, whatever it holds is read again at the next look; what others change meanwhile does not show before.",
    because:
      "4.3 tells of a client-side cache and that sources get an object again before they decide; when VMM's own client refreshes what is held is not recorded. So it is with the engine powershell; with the built-in one what others change shows at once.",
  },
  {
    id: "job-steps",
    assumed:
      "A job has one step of its own name, a creation three, which follow each other and take equal parts of the time; a job that fails does so in its last step.",
    because:
      "That jobs are made of steps, and simple ones of one, is documented, and so are the names of the properties (1.7); what a step is like is not.",
  },
  {
    id: "under-update",
    assumed:
      "Changes of a VM, its disks and adapters show UnderUpdate in Status while VirtualMachineState keeps the power state; if the job fails Status is UpdateFailed until a change succeeds. Custom property values leave Status alone.",
    because: "The names are recorded (1.8, 2.11), when VMM shows them is not.",
  },
  {
    id: "failed-creation",
    assumed: "A failed creation leaves a VM without disks and adapters on its host; it can be removed.",
    because: "4.4 tells that the object stays and that Dismiss may return to failed.",
  },
  {
    id: "durations",
    assumed: "Two minutes for a creation, seconds for everything else; jobs wait 200 ms before they run.",
    because: "No figures are public (4.22).",
  },
  {
    id: "pool-counts",
    assumed:
      "TotalAddresses is the size of the range; AvailableAddresses is that less reserved and granted ones, virtual IPs included on both sides.",
    because: "The properties are recorded, how they count is not (1.4).",
  },
  {
    id: "virtual-ips",
    assumed:
      "A grant of type VIP takes from the VIP set alone; every other grant from the range less reserved and VIP set. An address given must lie in the same part.",
    because: "2.7 tells where virtual IPs come from; that others never do follows from the purpose of the set.",
  },
  {
    id: "address-state",
    assumed: "State of an allocated address is Allocated.",
    because: "Its values are unknown (1.4).",
  },
  {
    id: "adapter-addresses",
    assumed:
      "An adapter set to static keeps what it holds of the pools given, or of any when none is given; of addresses given it keeps those that it holds; otherwise it takes the next address of the first, or of a pool of its subnet when none is given (23753 where there is none). What fits no more goes back. Dynamic gives everything back.",
    because: "2.7 shows single steps; what a second Set does is not recorded.",
  },
  {
    id: "adapter-while-running",
    assumed:
      "Address types, MAC type, MAC address, spoofing, optimization and guest updates change only while the VM is off (640); network, subnet, VLAN and port classification at any time.",
    because: "2.13: off is known to be safe; Hyper-V refuses a new MAC address on a running VM. Nothing is recorded of the three switches.",
  },
  {
    id: "mac-pools",
    assumed:
      "An all-zero static MAC address comes from the first MAC pool. A MAC address of a grant goes back when the adapter gets another one, becomes dynamic or is removed; one that is in use cannot be set.",
    because: "2.7 shows the grant and the setting; what becomes of a grant afterwards is not described.",
  },
  {
    id: "vlan-rules",
    assumed:
      "On a VM network with VLAN isolation the VLAN must be one of the subnet; elsewhere any of the logical network's sites, or none. A subnet of another VM network is refused. Connecting to a subnet sets its VLAN.",
    because: "VMM's consoles offer only these (2.7); what the cmdlet does with others is not recorded.",
  },
  {
    id: "addresses-of-removed",
    assumed: "Removing a VM or an adapter returns what is assigned to its adapters; grants assigned to the VM itself, or to nothing, stay.",
    because: "2.7 infers the first from what happens when a VM is removed outside VMM.",
  },
  {
    id: "placement",
    assumed:
      "Of the hosts that nothing stands against, one without a member of the VM's availability sets; of these the one with the largest share of memory not given to any VM; by name where equal. Host groups take hosts of all groups below.",
    because: "VMM rates by CPU, memory, disk and network (2.3); memory is enough to spread VMs and to run out of hosts.",
  },
  {
    id: "ratings",
    assumed:
      "One to five stars for the share of memory not given away, a star less beside a member of an availability set. Reasons are objects with number and text. TransferType is Live within a cluster and Network elsewhere.",
    because: "The properties are used by others (2.3), their values are not recorded.",
  },
  {
    id: "numbers-of-placement",
    assumed:
      "Host in maintenance 990101, too little memory 990102, too little disk 990103, no cluster node 990104, availability set on the host 990105, host outside the cloud 990106, job canceled 990107.",
    because: "The reasons are documented (2.3), VMM's own numbers for them are not; 23801 for the network is.",
  },
  {
    id: "migration",
    assumed:
      "The VM shows UnderMigration and keeps its power state. What stands against the host fails the job when it ends; a missing network is a note beside its success. A failed move leaves a running VM as it was, and one that is off as MigrationFailed. The VM stays in its cloud.",
    because: "The states are recorded (1.8), when VMM shows them is not (2.16).",
  },
  {
    id: "cloud-of-a-vm",
    assumed: "A VM can be put into a cloud only while its host is one of the cloud's hosts, and while the cloud's quota has room for it.",
    because: "A cloud is made of host groups (1.6); what VMM says otherwise is not recorded.",
  },
  {
    id: "canceled-jobs",
    assumed: "A canceled job keeps progress 0 and leaves what a failed one leaves.",
    because: "Only the name of the state is recorded (1.8).",
  },
  {
    id: "generation-mismatch",
    assumed: "A hardware profile of another generation than the template's fails the creation with 990010.",
    because: "That VMM refuses it is recorded by a fragment of its text (3.2), not by a number.",
  },
  {
    id: "temporary-templates",
    assumed:
      "New-SCVMTemplate with a job group takes the disks that the group holds, new ones and copies of the library's, and finds out what is wrong with them; a group is used once, and outlasts the batch that filled it. VMs made of the template get copies. A VM that is made of a template locks it to the end of the job, so that removing it fails with 2606. A hardware profile brings no devices.",
    because:
      "The recipe is that of VMM's console and of public scripts (2.4, 2.5); that removing may fail while the template is locked is relied on by one of them, the number is not recorded.",
  },
  {
    id: "nested-virtualization",
    assumed: "Set-SCVirtualMachine takes -EnableNestedVirtualization, while the VM is off; no property of the VM tells it.",
    because:
      "The parameter is not in the signatures that are known; the scripts of newer consoles and of people have it (2.8). What reads it back is in none of them.",
  },
  {
    id: "guest-customization",
    assumed:
      "New-SCVirtualMachine from a configuration takes what goes into the guest, and it wins over the template's; the local administrator's user name is not looked at; a password may come as a PSCredential. A template that cannot be customised, a parameter of the other system, a domain without credentials or beside a workgroup are refused before a job with 990013. Nothing of it can be read back.",
    because:
      "The parameters are those of the signatures, PSCredentials are used with them in cmdlet help and public scripts (2.2); what VMM refuses, and when, is in no source.",
  },
  {
    id: "firmware",
    assumed:
      "FirstBootDevice reads as it was set, and a device that the VM lacks fails before a job with 23352; secure boot, its template and FirstBootDevice of generation 1, and BootOrder of generation 2, are refused with 990010. Secure boot and what is booted from change only while the VM is off.",
    because:
      "That generation 1 has the one and generation 2 the other is documented, and what 23352 means (3.2, 4.12); when VMM refuses, and by which number, is not.",
  },
  {
    id: "weights-while-running",
    assumed:
      "Weight, reserve and limit of processors, weight of memory, integration services, start delay and owner change while the VM runs.",
    because: "Hyper-V changes them on running VMs; whether VMM lets it is in no source (2.13).",
  },
  {
    id: "object-by-name",
    assumed:
      "A text given for an object means the one of that name or printed text; where there is none or several, 12416 (for allocated addresses the recorded text). Brackets are no wildcards there.",
    because: "2.14 records that names are taken; the rest is unknown.",
  },
  {
    id: "unknown-id",
    assumed: "-ID with an unknown Guid finds nothing and is no error.",
    because: "Sources defend against both (D11).",
  },
  {
    id: "custom-property-keys",
    assumed: "Keys of the CustomProperty hashtable tell upper from lower case, as a .NET Hashtable does.",
    because: "Its comparer is not recorded; the stricter reading finds more mistakes.",
  },
  {
    id: "custom-property-value",
    assumed:
      "A value object has Value, CustomProperty, CustomPropertyID and ObjectID; setting Custom1 … Custom10 through Set-SCVirtualMachine shows in CustomProperty, and an empty text removes it there.",
    because: "The members of the type are not recorded (1.5).",
  },
  {
    id: "tag-empty",
    assumed: "An empty -Tag shows as (none).",
    because: "Every recorded object without a tag shows (none) (D14).",
  },
  {
    id: "job-order",
    assumed: "Get-SCJob lists the newest first, and -Newest counts jobs.",
    because: "Help names both hours and jobs (D16).",
  },
  {
    id: "removal-of-paused-and-saved",
    assumed: "Only VMs that are off, stored, missing or broken can be removed; else 1730.",
    because: "2.13: must not be running; paused and saved VMs are not recorded.",
  },
  {
    id: "switch-names",
    assumed: "Every host has one switch, named Datacenter switch, on all networks.",
    because: "A host of the estate may be kept off some logical networks; switches themselves are not modelled.",
  },
  {
    id: "module-version",
    assumed: "The module VirtualMachineManager has the version 2.1.0.",
    because: "Only ServerInterfaceVersion 2.1.0 is recorded (D18); the module's own version is not. Nothing should read it.",
  },
  ...POWER_ASSUMPTIONS,
  ...QUOTA_ASSUMPTIONS,
  {
    id: "folder-of-a-vm",
    assumed: "The folder of a new VM bears its name; where another VM of the host has that one, a number follows.",
    because: "Two VMs may have one name (4.1), and files of both cannot lie at one path; how VMM tells the folders apart is not recorded.",
  },
  {
    id: "service-restart",
    assumed:
      "Jobs that run when the VMM service stops end as Failed, with 990108; a VM that one of them was making is CreationFailed, locks are gone, and so is what job groups held back.",
    because: "That jobs of a stopped service do not go on is certain, the number and what VMM tidies up at its start are not recorded.",
  },
  ...SEED_ASSUMPTIONS,
  ...STORAGE_ASSUMPTIONS,
  ...OWNERSHIP_ASSUMPTIONS,
  ...PERSISTENT_DISK_ASSUMPTIONS,
  ...CHECKPOINT_ASSUMPTIONS,
];
