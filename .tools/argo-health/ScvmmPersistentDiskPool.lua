-- Nothing has to become of a pool: it is well unless somebody says otherwise.
return health("Healthy", (status.instances or 0) .. " disks")
