# What a module's manifest exports once the module is loaded by it.
param([string]$Path)
$module = Import-Module -Name $Path -PassThru -DisableNameChecking
function names($table) { , @($table.Keys) }
[ordered]@{
    functions = names $module.ExportedFunctions
    cmdlets = names $module.ExportedCmdlets
    aliases = names $module.ExportedAliases
    variables = names $module.ExportedVariables
    required = @($module.RequiredModules | ForEach-Object { $_.Name })
} | ConvertTo-Json -Compress
