# Manifest of the module. VirtualMachineManager is loaded by the first batch, not here: it takes seconds.
@{
    RootModule           = 'ScvmmBatch.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = 'c9a38f98-c410-401b-8a67-d7b1230d30dc'
    Author               = 'scvmm-provider'
    Description          = 'Runs batches of VMM cmdlet calls that come as data: the far end of scvmm-provider.'
    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Desktop', 'Core')
    FunctionsToExport    = @('Invoke-ScvmmBatch')
    CmdletsToExport      = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
}
