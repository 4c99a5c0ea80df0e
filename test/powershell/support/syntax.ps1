# Lists what Windows PowerShell 5.1 does not have, and what a module that takes data must not use, in a script's syntax tree.
param([string]$Path)
$errors = $null
$tokens = $null
$tree = [System.Management.Automation.Language.Parser]::ParseFile($Path, [ref]$tokens, [ref]$errors)
foreach ($problem in $errors) { "parse: $($problem.Message)" }
$late = 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionLBracket', 'QuestionMark', 'AndAnd', 'OrOr'
foreach ($token in $tokens) { if ("$($token.Kind)" -in $late) { "5.1: $($token.Kind) in line $($token.Extent.StartLineNumber)" } }
foreach ($node in $tree.FindAll({ $true }, $true)) {
    $line = $node.Extent.StartLineNumber
    $type = $node.GetType().Name
    if ($type -in 'TernaryExpressionAst', 'PipelineChainAst') { "5.1: $type in line $line" }
    if ($type -eq 'MemberExpressionAst' -and $node.NullConditional) { "5.1: null-conditional in line $line" }
    if ($type -eq 'PipelineAst' -and $node.Background) { "5.1: background in line $line" }
    if ($type -eq 'CommandAst') {
        $name = $node.GetCommandName()
        if ($name -in 'Invoke-Expression', 'iex', 'Add-Type', 'Invoke-Command', 'Start-Process', 'ConvertTo-Json', 'ConvertFrom-Json') { "command: $name in line $line" }
        foreach ($element in $node.CommandElements) {
            if ($element.GetType().Name -eq 'CommandParameterAst' -and $element.ParameterName -in 'Parallel', 'AsHashtable', 'NoEnumerateOutput') { "5.1: -$($element.ParameterName) in line $line" }
        }
    }
    if ($type -eq 'TypeExpressionAst' -and $node.TypeName.FullName -in 'scriptblock', 'powershell') { "type: $($node.TypeName.FullName) in line $line" }
    if ($type -eq 'StringConstantExpressionAst' -and $node.Value -match '[^\x00-\x7f]') { "encoding: line $line" }
}
