-- Nothing has to become of a pool: it is well unless somebody says otherwise.
local counts = status.counts
if counts == nil then
  return health("Healthy", "No name is taken yet")
end
if counts.free == 0 then
  return health("Healthy", "All " .. counts.total .. " names are taken: the next machine will find none")
end
return health("Healthy", counts.used .. " of " .. counts.total .. " names are taken")
