# The commands that a member of a group may see in a session of this configuration, as the engine itself works it out.
param([string]$Configuration, [string]$Modules, [string]$Member)
$env:PSModulePath = $Modules
$isMember = [Func[string, bool]] { param($role) $role -eq $Member }
$state = [System.Management.Automation.Runspaces.InitialSessionState]::CreateFromSessionConfigurationFile($Configuration, $isMember)
$runspace = [System.Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace($state)
$runspace.Open()
$names = @($runspace.SessionStateProxy.InvokeCommand.GetCommands('*', 'All', $true) | Where-Object { $_.Visibility -eq 'Public' } | ForEach-Object { '"' + $_.Name + '"' })
'[' + ($names -join ',') + ']'
$runspace.Dispose()
