" As `mopsdsl fmt` lays it out: two spaces deeper in { } and ( ), and four where a statement goes on without a bracket.
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
  let closes = getline(a:line) =~# '^\s*[})]'
  let opens = getline(above) =~# '[{(]\s*\%(#.*\)\?$'
  call cursor(a:line, 1)
  if s:goes_on(above) && searchpair('(', '', ')', 'bnWz', '', 0, 100) == 0
    return indent(above) + (s:goes_on(prevnonblank(above - 1)) ? 0 : 2 * shiftwidth())
  endif
  return indent(opens || getline(above) =~# '^\s*)' ? above : s:first(above)) + shiftwidth() * (opens - closes)
endfunction

" Whether the statement goes on in the next line.
function s:goes_on(line) abort
  return getline(a:line) =~# '\%(,\|\<and\|\<or\)\s*\%(#.*\)\?$' && getline(a:line) !~# '^\s*#'
endfunction

" The line in which the statement begins that stands there.
function s:first(line) abort
  let first = a:line
  while s:goes_on(prevnonblank(first - 1)) && indent(prevnonblank(first - 1)) <= indent(first)
    let first = prevnonblank(first - 1)
  endwhile
  return first
endfunction
