-- Health of a ScvmmName for Argo CD. Made by `npm run generate` from .tools/argo-health. Do not edit.
-- What Argo CD gives a script: obj, and Lua's basic functions with tables. No strings library, no math, no os.
local metadata = obj.metadata or {}
local status = obj.status or {}
local conditions = {}
for _, condition in ipairs(status.conditions or {}) do
  conditions[condition.type] = condition
end

local function is(name, value)
  return conditions[name] ~= nil and conditions[name].status == value
end

-- what a condition says to people
local function words(condition, otherwise)
  if condition == nil then return otherwise end
  local said = condition.message
  if said == nil or said == "" then said = condition.reason end
  if said == nil or said == "" then return otherwise end
  return said
end

local function health(name, message)
  return { status = name, message = message }
end

-- reasons of Ready that waiting does not mend
local failed = {
  CredentialsInvalid = true,
  InternalError = true,
  InvalidConfiguration = true,
  NameConflict = true,
  PlacementFailed = true,
  VirtualMachineFailed = true,
  VirtualMachineNotFound = true,
}
-- reasons of Ready that somebody wants
local resting = { VirtualMachineStopped = true }

-- what is told may be about a version of the object that is no more
local stale = status.observedGeneration ~= nil and status.observedGeneration ~= metadata.generation

if is("Paused", "True") or (metadata.annotations or {})["cluster.x-k8s.io/paused"] ~= nil then
  return health("Suspended", "It is paused")
end
if is("Stalled", "True") and not stale then
  return health("Degraded", words(conditions.Stalled, "It needs a person"))
end
if metadata.deletionTimestamp ~= nil then
  return health("Progressing", words(conditions.Deleting, "It is being deleted"))
end
if stale then
  return health("Progressing", "The last change has not been looked at yet")
end
local ready = conditions.Ready
if ready ~= nil then
  if ready.status == "True" then return health("Healthy", words(ready, "Ready")) end
  if ready.status == "False" and failed[ready.reason] then return health("Degraded", words(ready)) end
  if ready.status == "False" and resting[ready.reason] then return health("Suspended", words(ready)) end
  return health("Progressing", words(ready, "Not ready yet"))
end

return health("Progressing", "No controller has told its status yet")
