-- Without a condition Ready, as cluster-api-provider-scvmm writes it: VmCreated, VmRunning, and VMM's own word for the VM's state.
local broken = {
  CheckpointFailed = true,
  CreationFailed = true,
  CustomizationFailed = true,
  HostNotResponding = true,
  IncompleteVMConfig = true,
  MigrationFailed = true,
  Missing = true,
  Unsupported = true,
  UnsupportedCluster = true,
  UnsupportedSharedFiles = true,
  UpdateFailed = true,
}
local off = { Paused = true, PowerOff = true, Saved = true, Stored = true }

for _, name in ipairs({ "VmCreated", "VmRunning" }) do
  if is(name, "False") and conditions[name].reason == "VmFailed" then
    return health("Degraded", words(conditions[name]))
  end
end
local state = status.vmStatus
if broken[state] then
  return health("Degraded", "VMM says of the VM: " .. state)
end
if off[state] and (status.initialization or {}).provisioned then
  -- a machine that was in service and is off: by whose will says its power policy
  local policy = (obj.spec or {}).powerPolicy or "StartOnce"
  if policy == "Manual" or policy == "AlwaysOff" then return health("Healthy", state .. ", as spec.powerPolicy has it") end
  if policy == "AlwaysOn" then return health("Progressing", state .. ": it is to be started") end
  return health("Suspended", state .. ": somebody has turned it off")
end
if is("VmRunning", "True") then
  return health("Healthy", state or "Running")
end
if status.backoff ~= nil then
  return health("Progressing", "It is tried again: " .. (status.backoff.reason or "no reason is told"))
end
return health("Progressing", words(conditions.VmRunning, words(conditions.VmCreated, "No controller has told its status yet")))
