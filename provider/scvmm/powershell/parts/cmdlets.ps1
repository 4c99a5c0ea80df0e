# What earlier calls found as arguments, and one cmdlet with them.

# Every earlier call that a value refers to.
function Get-Reference($Value) {
    if ($Value -is [System.Collections.IDictionary]) { [string]$Value['$ref'] }
    elseif ($Value -is [System.Collections.IList]) { foreach ($item in $Value) { Get-Reference $item } }
}

function Resolve-Reference($Reference, $Done) {
    $found = $Done[[string]$Reference['$ref']].Objects
    if ($Reference['many']) { return , $found }
    if ($found.Count -eq 0) { throw (New-BatchError 'ReferenceEmpty' ('Call ' + $Reference['$ref'] + ' found nothing.')) }
    if ($found.Count -gt 1) { throw (New-BatchError 'ReferenceAmbiguous' ('Call ' + $Reference['$ref'] + ' found ' + $found.Count + ' objects.')) }
    return , $found[0]
}

function Resolve-Value($Value, $Done) {
    if ($Value -is [System.Collections.IDictionary]) { return , (Resolve-Reference $Value $Done) }
    if ($Value -is [System.Collections.IList]) {
        $items = New-Object System.Collections.ArrayList
        foreach ($item in $Value) { [void]$items.Add((Resolve-Value $item $Done)) }
        return , $items.ToArray()
    }
    # A secret for a parameter of type String; a PSCredential goes on as it is.
    if ($Value -is [System.Security.SecureString]) { return (New-Object System.Net.NetworkCredential('', $Value)).Password }
    return , $Value
}

function Invoke-Cmdlet($Call, $Done, $Outcome) {
    $cmdlet = [string]$Call['cmdlet']
    if (-not $Allowed.ContainsKey($cmdlet)) { throw (New-BatchError 'CmdletNotAllowed' ('A batch must not run ' + $cmdlet + '.')) }
    $splat = @{}
    $parameters = $Call['parameters']
    if ($parameters -isnot [System.Collections.IDictionary]) { throw (New-BatchError 'BadCall' 'A call needs parameters.') }
    foreach ($key in $parameters.Keys) { $splat[[string]$key] = Resolve-Value $parameters[$key] $Done }
    $splat['ErrorAction'] = 'Stop'
    $scvmmBatchJob = $null
    if ($Call['job']) { $splat['RunAsynchronously'] = $true; $splat['JobVariable'] = 'scvmmBatchJob' }

    $ConfirmPreference = 'None'
    $objects = @(& $cmdlet @splat 3>$null 4>$null 5>$null 6>$null)
    if ($Call['job']) {
        $job = @($scvmmBatchJob) | Select-Object -Last 1
        if ($null -eq $job -and $objects.Count -gt 0 -and $null -ne $objects[-1]) { $job = $objects[-1].MostRecentTask }
        if ($null -ne $job) { $Outcome.Job = ConvertTo-Leaf $job.ID }
    }
    return , $objects
}
