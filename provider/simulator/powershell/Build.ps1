# Compiles the stand-in's cmdlets and types into Cmdlets.dll: real classes, so that PowerShell's own binder, type conversion, choice of
# parameter set and error ids are those that VMM's compiled cmdlets get. Needs .NET 9 (PowerShell 7.5), which can save what it emits.
param([string]$Declarations, [string]$To)
$ErrorActionPreference = 'Stop'
if ($null -eq ('System.Reflection.Emit.PersistedAssemblyBuilder' -as [type])) { exit 75 }
$Op = [System.Reflection.Emit.OpCodes]
$Automation = 'System.Management.Automation'
$Namespace = 'Microsoft.SystemCenter.VirtualMachineManager'
$None = [type[]]@()
$Assembly = [System.Reflection.Emit.PersistedAssemblyBuilder]::new([System.Reflection.AssemblyName]::new('Cmdlets'), [object].Assembly)
$Module = $Assembly.DefineDynamicModule('Cmdlets')
$Classes = @{}
$ByName = @{}
$Current = $null

function Get-Getter([type]$Type, [string]$Name) { return $Type.GetProperty($Name).GetGetMethod() }

# One instruction a row: an opcode's name, and its operand.
function Write-Code($Generator, $Rows) {
    foreach ($row in $Rows) {
        if ($row[0] -eq 'label') { $Generator.MarkLabel($row[1]) }
        elseif ($row.Count -eq 1) { $Generator.Emit($Op::($row[0])) }
        else { $Generator.Emit($Op::($row[0]), $row[1]) }
    }
}

# SimulatedSession: what all objects of a runspace share. Stamp counts the changes; Load brings an object's content up to date.
$sessionType = $Module.DefineType("$Namespace.SimulatedSession", 'Public, Class')
$stampNow = $sessionType.DefineField('Stamp', [int], 'Public')
$load = $sessionType.DefineField('Load', [Action[object]], 'Public')
[void]$sessionType.DefineDefaultConstructor('Public')
[void]$sessionType.CreateType()

# ClientObject: an object of VMM, whose properties are what the simulator says. One made of a text is a name that VMM resolves
# itself (scvmm-domain 2.14): it has no session.
$dynamic = [System.Dynamic.DynamicObject]
$dynamicNew = $dynamic.GetConstructor('Instance, NonPublic', $null, $None, $null)
$client = $Module.DefineType("$Namespace.ClientObject", 'Public, Class', $dynamic)
$values = $client.DefineField('SimulatedValues', [System.Collections.Hashtable], 'Public')
$text = $client.DefineField('SimulatedText', [string], 'Public')
[void]$client.DefineField('SimulatedHandle', [long], 'Public')
$stamp = $client.DefineField('SimulatedStamp', [int], 'Public')
$session = $client.DefineField('SimulatedSession', $sessionType, 'Public')
[void]$client.DefineDefaultConstructor('Public')
$clientNamed = $client.DefineConstructor('Family', 'Standard', [type[]]@([string]))
Write-Code $clientNamed.GetILGenerator() @(@('Ldarg_0'), @('Call', $dynamicNew), @('Ldarg_0'), @('Ldarg_1'), @('Stfld', $text), @('Ret'))
$fresh = $client.DefineMethod('SimulatedRefresh', 'Private, HideBySig', [void], $None)
$il = $fresh.GetILGenerator()
$end = $il.DefineLabel()
Write-Code $il @(
    @('Ldarg_0'), @('Ldfld', $session), @('Brfalse', $end),
    @('Ldarg_0'), @('Ldfld', $stamp), @('Ldarg_0'), @('Ldfld', $session), @('Ldfld', $stampNow), @('Beq', $end),
    @('Ldarg_0'), @('Ldfld', $session), @('Ldfld', $load), @('Ldarg_0'), @('Callvirt', [Action[object]].GetMethod('Invoke')),
    @('label', $end), @('Ret'))
$get = $client.DefineMethod('TryGetMember', 'Public, Virtual, HideBySig', [bool], [type[]]@([System.Dynamic.GetMemberBinder], [object].MakeByRefType()))
$il = $get.GetILGenerator()
$end = $il.DefineLabel()
Write-Code $il @(
    @('Ldarg_2'), @('Ldnull'), @('Stind_Ref'), @('Ldarg_0'), @('Call', $fresh), @('Ldarg_0'), @('Ldfld', $values), @('Brfalse', $end),
    @('Ldarg_2'), @('Ldarg_0'), @('Ldfld', $values), @('Ldarg_1'), @('Callvirt', (Get-Getter ([System.Dynamic.GetMemberBinder]) 'Name')),
    @('Callvirt', [System.Collections.Hashtable].GetMethod('get_Item')), @('Stind_Ref'), @('label', $end), @('Ldc_I4_1'), @('Ret'))
$client.DefineMethodOverride($get, $dynamic.GetMethod('TryGetMember'))
$print = $client.DefineMethod('ToString', 'Public, Virtual, HideBySig', [string], $None)
Write-Code $print.GetILGenerator() @(@('Ldarg_0'), @('Call', $fresh), @('Ldarg_0'), @('Ldfld', $text), @('Ret'))
$client.DefineMethodOverride($print, [object].GetMethod('ToString'))
[void]$client.CreateType()
$Classes['ClientObject'] = $client
$ByName['ClientObject'] = $clientNamed

$carmine = $Module.DefineType('Microsoft.VirtualManager.Utils.CarmineException', 'Public, Class', [System.Exception])
$make = $carmine.DefineConstructor('Public', 'Standard', [type[]]@([string]))
Write-Code $make.GetILGenerator() @(@('Ldarg_0'), @('Ldarg_1'), @('Call', [System.Exception].GetConstructor([type[]]@([string]))), @('Ret'))
[void]$carmine.CreateType()

# VmmCmdlet: hands over to the module of its runspace, then writes here what that found: PowerShell lets only the cmdlet itself write.
$action = [Action[System.Management.Automation.PSCmdlet]]
$table = [System.Collections.Concurrent.ConcurrentDictionary[guid, Action[System.Management.Automation.PSCmdlet]]]
$base = $Module.DefineType("$Namespace.Cmdlets.VmmCmdlet", 'Public, Class, Abstract', [System.Management.Automation.PSCmdlet])
$runspaces = $base.DefineField('Runspaces', $table, 'Public, Static, InitOnly')
$failure = $base.DefineField('SimulatedError', [System.Management.Automation.ErrorRecord], 'Public')
$output = $base.DefineField('SimulatedOutput', [object], 'Public')
$job = $base.DefineField('SimulatedJob', [object], 'Public')
$jobName = $base.DefineField('SimulatedJobVariable', [string], 'Public')
$line = $base.DefineField('SimulatedLine', [System.IDisposable], 'Public')
[void]$base.DefineDefaultConstructor('Family')
Write-Code $base.DefineTypeInitializer().GetILGenerator() @(@('Newobj', $table.GetConstructor($None)), @('Stsfld', $runspaces), @('Ret'))
$process = $base.DefineMethod('ProcessRecord', 'Family, Virtual, HideBySig', [void], $None)
$il = $process.GetILGenerator()
$good = $il.DefineLabel()
$noJob = $il.DefineLabel()
$cmdletType = [System.Management.Automation.Cmdlet]
Write-Code $il @(
    @('Ldsfld', $runspaces),
    @('Call', (Get-Getter ([System.Management.Automation.Runspaces.Runspace]) 'DefaultRunspace')),
    @('Callvirt', (Get-Getter ([System.Management.Automation.Runspaces.Runspace]) 'InstanceId')),
    @('Callvirt', $table.GetMethod('get_Item')), @('Ldarg_0'), @('Callvirt', $action.GetMethod('Invoke')),
    @('Ldarg_0'), @('Ldfld', $failure), @('Brfalse', $good),
    @('Ldarg_0'), @('Ldarg_0'), @('Ldfld', $failure), @('Call', $cmdletType.GetMethod('WriteError')), @('Ret'),
    @('label', $good), @('Ldarg_0'), @('Ldfld', $jobName), @('Brfalse', $noJob),
    @('Ldarg_0'), @('Call', (Get-Getter ([System.Management.Automation.PSCmdlet]) 'SessionState')),
    @('Callvirt', (Get-Getter ([System.Management.Automation.SessionState]) 'PSVariable')),
    @('Ldarg_0'), @('Ldfld', $jobName), @('Ldarg_0'), @('Ldfld', $job),
    @('Callvirt', [System.Management.Automation.PSVariableIntrinsics].GetMethod('Set', [type[]]@([string], [object]))),
    @('label', $noJob), @('Ldarg_0'), @('Ldarg_0'), @('Ldfld', $output), @('Ldc_I4_1'),
    @('Call', $cmdletType.GetMethod('WriteObject', [type[]]@([object], [bool]))), @('Ret'))
$stop = $base.DefineMethod('StopProcessing', 'Family, Virtual, HideBySig', [void], $None)
$il = $stop.GetILGenerator()
$end = $il.DefineLabel()
Write-Code $il @(
    @('Ldarg_0'), @('Ldfld', $line), @('Brfalse', $end), @('Ldarg_0'), @('Ldfld', $line),
    @('Callvirt', [System.IDisposable].GetMethod('Dispose')), @('label', $end), @('Ret'))
[void]$base.CreateType()

# The declarations below call these.
function Enumeration([string]$Name, [string[]]$Values) {
    $type = $Module.DefineEnum("Microsoft.VirtualManager.Remoting.$Name", 'Public', [int])
    $number = 0
    foreach ($value in $Values) { [void]$type.DefineLiteral($value, [int]$number); $number++ }
    [void]$type.CreateType()
    $Classes[$Name] = $type
}

function Object([string]$Name, [string]$Base = 'ClientObject') {
    if ($Classes.ContainsKey($Name)) { return }
    $type = $Module.DefineType("$Namespace.$Name", 'Public, Class', $Classes[$Base])
    [void]$type.DefineDefaultConstructor('Public')
    $named = $type.DefineConstructor('Public', 'Standard', [type[]]@([string]))
    Write-Code $named.GetILGenerator() @(@('Ldarg_0'), @('Ldarg_1'), @('Call', $ByName[$Base]), @('Ret'))
    [void]$type.CreateType()
    $Classes[$Name] = $type
    $ByName[$Name] = $named
}

function Get-ParameterType([string]$Name) {
    if ($Name.EndsWith('[]')) { return (Get-ParameterType $Name.Substring(0, $Name.Length - 2)).MakeArrayType() }
    if ($Name.Contains(' ')) {
        $generic, $arguments = $Name.Split(' ')
        $types = [System.Collections.Generic.List[type]]::new()
        foreach ($argument in $arguments) { $types.Add((Get-ParameterType $argument)) }
        return [object].Assembly.GetType($generic).MakeGenericType($types.ToArray())
    }
    if ($Classes.ContainsKey($Name)) { return $Classes[$Name] }
    foreach ($prefix in 'System', "$Automation") { $type = "$prefix.$Name" -as [type]; if ($null -ne $type) { return $type } }
    throw "no type $Name"
}

function New-Attribute([type]$Type, $Arguments = @(), $Properties = @{}) {
    $types = [type[]]@(foreach ($argument in $Arguments) { $argument.GetType() })
    $names = @($Properties.Keys)
    $targets = [System.Reflection.PropertyInfo[]]@(foreach ($name in $names) { $Type.GetProperty($name) })
    $given = [object[]]@(foreach ($name in $names) { $Properties[$name] })
    return [System.Reflection.Emit.CustomAttributeBuilder]::new($Type.GetConstructor($types), [object[]]$Arguments, $targets, $given)
}

function Cmdlet([string]$Name, [string]$Class, [string]$DefaultSet, [bool]$Confirms, [scriptblock]$Parameters) {
    $verb, $noun = $Name.Split('-')
    $script:Current = $Module.DefineType($Class, 'Public, Class', $base)
    $properties = @{ SupportsShouldProcess = $Confirms }
    if ($DefaultSet -ne '') { $properties['DefaultParameterSetName'] = $DefaultSet }
    $Current.SetCustomAttribute((New-Attribute ([System.Management.Automation.CmdletAttribute]) @($verb, $noun) $properties))
    . $Parameters
    [void]$Current.CreateType()
}

# Ways: one a declaration, as (set, mandatory, position, from the pipeline); '' stands for every set.
function Parameter([string]$Name, [string]$Declared, $Ways, [string[]]$Aliases, [bool]$NeverNull) {
    $type = Get-ParameterType $Declared
    if ($Name -eq 'JobVariable') { $field = $jobName } else { $field = $Current.DefineField("_$Name", $type, 'Private') }
    $property = $Current.DefineProperty($Name, 'None', $type, $null)
    $get = $Current.DefineMethod("get_$Name", 'Public, HideBySig, SpecialName', $type, $None)
    Write-Code $get.GetILGenerator() @(@('Ldarg_0'), @('Ldfld', $field), @('Ret'))
    $set = $Current.DefineMethod("set_$Name", 'Public, HideBySig, SpecialName', [void], [type[]]@($type))
    Write-Code $set.GetILGenerator() @(@('Ldarg_0'), @('Ldarg_1'), @('Stfld', $field), @('Ret'))
    $property.SetGetMethod($get)
    $property.SetSetMethod($set)
    foreach ($way in $Ways) {
        $properties = @{ Mandatory = [bool]$way[1]; ValueFromPipeline = [bool]$way[3] }
        if ($way[0] -ne '') { $properties['ParameterSetName'] = [string]$way[0] }
        if ($null -ne $way[2]) { $properties['Position'] = [int]$way[2] }
        $property.SetCustomAttribute((New-Attribute ([System.Management.Automation.ParameterAttribute]) @() $properties))
    }
    if ($Aliases.Count -gt 0) {
        $make = [System.Management.Automation.AliasAttribute].GetConstructor([type[]]@([string[]]))
        $property.SetCustomAttribute([System.Reflection.Emit.CustomAttributeBuilder]::new($make, [object[]]@(, $Aliases)))
    }
    if ($NeverNull) { $property.SetCustomAttribute((New-Attribute ([System.Management.Automation.ValidateNotNullAttribute]))) }
}

. $Declarations
# A whole file or none: others may be building the same one.
$new = "$To.$PID"
$Assembly.Save($new)
[System.IO.File]::Move($new, $To, $true)
