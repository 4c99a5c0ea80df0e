# What every cmdlet of Cmdlets.dll does: asks the simulated VMM over a socket of loopback, a line of CLIXML each way. It binds nothing
# itself: what comes here has passed PowerShell's own binder. The other end is provider/simulator/powershell/cmdlet-service.ts.

$Namespace = 'Microsoft.SystemCenter.VirtualMachineManager'
$Cmdlets = "$Namespace.Cmdlets.VmmCmdlet" -as [type]
$ClientObject = "$Namespace.ClientObject" -as [type]
$Carmine = 'Microsoft.VirtualManager.Utils.CarmineException' -as [type]
$Session = New-Object "$Namespace.SimulatedSession"
# What PowerShell itself does with these is no matter of VMM's.
$Common = [System.Management.Automation.Cmdlet]::CommonParameters
$Types = @{}
$Line = $null
# Objects that are known by their handle alone; whoever reads the first of a type has all of them loaded.
$Unloaded = New-Object System.Collections.ArrayList

function Open-Line {
    $client = New-Object System.Net.Sockets.TcpClient
    $client.NoDelay = $true
    $client.Connect('127.0.0.1', [int]$env:SCVMM_SIMULATOR_PORT)
    $stream = $client.GetStream()
    $utf8 = New-Object System.Text.UTF8Encoding($false)
    $script:Line = @{ Client = $client; In = New-Object System.IO.StreamReader($stream, $utf8); Out = New-Object System.IO.StreamWriter($stream, $utf8) }
    $Line.Out.AutoFlush = $true
    $Line.Out.WriteLine($env:SCVMM_SIMULATOR_TOKEN)
}

function Request-Answer($Request) {
    if ($null -eq $Line -or -not $Line.Client.Connected) { Open-Line }
    $Line.Out.WriteLine([System.Management.Automation.PSSerializer]::Serialize($Request, 20).Replace("`r", '').Replace("`n", ''))
    $text = $Line.In.ReadLine()
    if ($null -eq $text) { $script:Line = $null; throw 'The simulator is gone.' }
    $answer = [System.Management.Automation.PSSerializer]::Deserialize($text)
    if ($answer -is [psobject]) { $answer = $answer.PSObject.BaseObject }
    return $answer
}

function Get-ObjectType([string]$Name) {
    if (-not $Types.ContainsKey($Name)) {
        $type = "$Namespace.$Name" -as [type]
        if ($null -eq $type) { $type = $ClientObject }
        $Types[$Name] = $type
    }
    return $Types[$Name]
}

function New-ObjectOf([string]$Type, [long]$Handle) {
    $object = (Get-ObjectType $Type)::new()
    $object.SimulatedHandle = $Handle
    $object.SimulatedSession = $Session
    $object.SimulatedStamp = -1
    return $object
}

# A value that is more than a leaf: an object, a list, a hashtable.
function ConvertFrom-Wire($Value, $Known) {
    if ($Value -isnot [System.Collections.Hashtable]) { return $Value }
    if ($Value.ContainsKey('handle')) {
        $key = [long]$Value['handle']
        $object = $Known[$key]
        if ($null -eq $object) {
            $object = New-ObjectOf $Value['type'] $key
            $Known[$key] = $object
            [void]$Unloaded.Add($object)
        }
        return $object
    }
    if ($Value.ContainsKey('list')) {
        $items = New-Object System.Collections.ArrayList
        foreach ($item in $Value['list']) { [void]$items.Add((ConvertFrom-Wire $item $Known)) }
        return , $items.ToArray()
    }
    $table = New-Object System.Collections.Hashtable
    foreach ($pair in $Value['table']) { $table[$pair[0]] = ConvertFrom-Wire $pair[1] $Known }
    return $table
}

function Set-Content-Of($Object, $Data, $Known) {
    $values = $Data['plain']
    if ($values -is [psobject]) { $values = $values.PSObject.BaseObject }
    $deep = $Data['deep']
    foreach ($name in $deep.Keys) { $values[$name] = ConvertFrom-Wire $deep[$name] $Known }
    $Object.SimulatedText = $Data['text']
    $Object.SimulatedValues = $values
    $Object.SimulatedStamp = $Session.Stamp
}

function Read-Objects($Answer) {
    $known = @{}
    $objects = New-Object System.Collections.ArrayList
    foreach ($data in $Answer['objects']) {
        $object = New-ObjectOf $data['type'] $data['handle']
        $known[[long]$data['handle']] = $object
        [void]$objects.Add($object)
    }
    $index = 0
    foreach ($data in $Answer['objects']) { Set-Content-Of $objects[$index] $data $known; $index++ }
    return , $objects
}

# An object whose content is not there, or may be old. With it come all of its type that no one has looked at yet.
function Update-Object($Object) {
    $wanted = New-Object System.Collections.ArrayList
    [void]$wanted.Add($Object)
    if ($Object.SimulatedStamp -lt 0) {
        $rest = New-Object System.Collections.ArrayList
        foreach ($other in $Unloaded) {
            if ($other.GetType() -ne $Object.GetType()) { [void]$rest.Add($other) }
            elseif ($other.SimulatedStamp -lt 0 -and -not [object]::ReferenceEquals($other, $Object)) { [void]$wanted.Add($other) }
        }
        $script:Unloaded = $rest
    }
    $handles = [long[]]@(foreach ($one in $wanted) { $one.SimulatedHandle })
    $answer = Request-Answer @{ kind = 'load'; handles = $handles }
    $known = @{}
    foreach ($one in $wanted) { $known[[long]$one.SimulatedHandle] = $one }
    $index = 0
    foreach ($data in $answer['objects']) { Set-Content-Of $wanted[$index] $data $known; $index++ }
}

function ConvertTo-Wire($Value) {
    if ($null -eq $Value) { return $null }
    if ($Value -is $ClientObject) {
        if ($null -eq $Value.SimulatedSession) { return @{ name = $Value.SimulatedText; type = $Value.GetType().Name } }
        return @{ handle = $Value.SimulatedHandle }
    }
    if ($Value -is [string]) { return $Value }
    if ($Value -is [enum]) { return $Value.ToString() }
    # Over loopback alone, as everything here.
    if ($Value -is [pscredential]) { return @{ username = $Value.UserName; password = $Value.GetNetworkCredential().Password } }
    if ($Value -is [switch]) { return [bool]$Value }
    if ($Value -is [guid]) { return $Value.ToString('d') }
    if ($Value -is [ValueType]) { return $Value }
    if ($Value -is [System.Collections.IEnumerable]) {
        $items = New-Object System.Collections.ArrayList
        foreach ($item in $Value) { [void]$items.Add((ConvertTo-Wire $item)) }
        return @{ list = $items }
    }
    return @{ other = $Value.GetType().FullName }
}

function ConvertTo-Record($Fault) {
    $exception = if ($Fault['type'] -eq $Carmine.FullName) { $Carmine::new([string]$Fault['message']) } else { New-Object $Fault['type'] ([string]$Fault['message']) }
    return New-Object System.Management.Automation.ErrorRecord($exception, ([string]$Fault['errorId']).Split(',')[0], $Fault['category'], $null)
}

function Invoke-Simulated($Cmdlet) {
    $given = @{}
    foreach ($name in $Cmdlet.MyInvocation.BoundParameters.Keys) {
        if (-not $Common.Contains($name)) { $given[$name] = ConvertTo-Wire $Cmdlet.MyInvocation.BoundParameters[$name] }
    }
    if ($null -eq $Line -or -not $Line.Client.Connected) { Open-Line }
    $Cmdlet.SimulatedLine = $Line.Client
    $answer = Request-Answer @{ kind = 'invoke'; cmdlet = $Cmdlet.MyInvocation.MyCommand.Name; set = $Cmdlet.ParameterSetName; parameters = $given }
    # What was read before may be old now; a getter changes nothing.
    if ($Cmdlet.MyInvocation.MyCommand.Verb -ne 'Get') { $Session.Stamp++ }
    if ($null -ne $answer['error']) { $Cmdlet.SimulatedError = ConvertTo-Record $answer['error']; return }
    if ($null -ne $answer['job']) { $Cmdlet.SimulatedJob = (Read-Objects @{ objects = @($answer['job']) })[0] }
    $Cmdlet.SimulatedOutput = (Read-Objects $answer).ToArray()
}

$Session.Load = [System.Action[object]] { param($Object) Update-Object $Object }
$Cmdlets::Runspaces[[runspace]::DefaultRunspace.InstanceId] = [System.Action[System.Management.Automation.PSCmdlet]] { param($Cmdlet) Invoke-Simulated $Cmdlet }
$ExecutionContext.SessionState.Module.OnRemove = { if ($null -ne $Line) { $Line.Client.Dispose() } }

Export-ModuleMember -Cmdlet *
