" Two spaces deeper inside { } and ( ), as `mopsdsl fmt` lays it out.
if exists("b:did_indent")
  finish
endif
let b:did_indent = 1

setlocal indentexpr=MopsIndent(v:lnum)
setlocal indentkeys=0},0),o,O,!^F
let b:undo_indent = "setlocal indentexpr< indentkeys<"

if exists("*MopsIndent")
  finish
endif

function MopsIndent(line) abort
  let above = prevnonblank(a:line - 1)
  let opens = getline(above) =~# '[{(]\s*\%(#.*\)\?$'
  let closes = getline(a:line) =~# '^\s*[})]'
  return indent(above) + shiftwidth() * (opens - closes)
endfunction
