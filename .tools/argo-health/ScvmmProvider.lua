-- Without a condition Ready, as cluster-api-provider-scvmm writes it: a word for each exec host that was tried, and nothing before.
local hosts, lost, told = 0, 0, {}
for _, host in ipairs(status.execHosts or {}) do
  hosts = hosts + 1
  if host.status == "Failed" then
    lost = lost + 1
    told[lost] = host.host .. ": " .. (host.message or "it does not answer")
  end
end
if hosts > 0 and lost == hosts then
  return health("Degraded", table.concat(told, "; "))
end
return health("Healthy", lost > 0 and table.concat(told, "; ") or "No host is known to be out of reach")
