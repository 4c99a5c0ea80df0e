# A stand-in for the module that VMM's console installs. Its cmdlets are compiled from the signatures (Build.ps1, Cmdlets.ps1)
# and ask a simulated VMM.
@{
    ModuleVersion = '2.1.0'
    GUID = '5f0a3c2e-7d57-4b3c-9a86-3f2d0c5c7c11'
    Author = 'scvmm-provider'
    Description = 'VMM cmdlets of a simulated SCVMM. Not Microsoft''s module.'
    PowerShellVersion = '7.5'
    RootModule = 'VirtualMachineManager.psm1'
    NestedModules = @('Cmdlets.dll')
    FunctionsToExport = @()
    CmdletsToExport = '*'
    VariablesToExport = @()
    AliasesToExport = @()
}
