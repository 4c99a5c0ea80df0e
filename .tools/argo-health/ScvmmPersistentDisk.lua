-- The file is made when the first machine claims the disk. Until then there is nothing to be seen, and nothing wrong.
if status.size == nil then
  return health("Healthy", "No machine has claimed it yet")
end
return health("Healthy", "It takes " .. status.size)
