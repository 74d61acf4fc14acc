" Vim syntax file
" Language: mops (marketing operations as text)
" Made by `make editors` from the tables of the parser; do not edit.

if exists("b:current_syntax")
  finish
endif

syntax spell toplevel
syntax iskeyword @,48-57,_,192-255
syntax sync minlines=200

syntax match mopsName /\v%(\k|\<\k+\>)%(\k|\<\k+\>|[-.]%(\k|\<)@=)*/ contains=mopsSlot
syntax match mopsSlot /\v\<\k+\>/ contained
syntax match mopsDeclared /\v%(\k|\<\k+\>)%(\k|\<\k+\>|[-.]%(\k|\<)@=)*/ contained contains=mopsSlot
syntax match mopsUnit /\v%(%(accept|account|added|adds|after|all|and|apart|asset|assignment|assume|at|attends|away|because|between|breach|business|by|cadence|calendar|campaigns|cannot|changed|changes|channel|clicks|contain|contains|content|conversions|created|creation|crm|date|deal|decided|distribution|does|due|email|email_template|empty|end|ends|entries|every|except|excluded|exits|extends|fence|field|file|fills|first|flag|folder|for|forecast|form|formerly|from|funnel|gate|hand|image|in|inactive|instance|into|inventory|is|joins|known|lag|landing_page|landing_page_template|larger|lifecycle|list|managed|maps|marketing|meeting|member|metric|model|money|most|no|not|notified|notify|number|object|of|older|on|one|open|opens|or|otherwise|out|over|owned|page|partition|partitions|path|people|per|person|program|queue|reach|reaches|reason|removed|requested|role|rota|routing|rules|same|score|segment|segmentation|shared|since|site|sla|smaller|smart_campaign|smart_list|snippet|split|stage|stalled|starts|static_list|status|success|tag|task|team|text|than|threshold|times|to|token|tracked|unsubscribes|until|using|visits|wall|webhook|weight|when|with|within|workspace|workspaces)%(\k|\<\k|[-.]%(\k|\<))@!)@!%(\k|\<\k+\>)%(\k|\<\k+\>|[-.]%(\k|\<)@=)*/ contained
syntax match mopsNumber /\v[+-]?\d[0-9_]*%(\.\d+)?\%?/ nextgroup=mopsBusiness,mopsUnit skipwhite
syntax match mopsBusiness /\vbusiness%(\k|\<\k|[-.]%(\k|\<))@!/ contained nextgroup=mopsUnit skipwhite
syntax match mopsDate /\v\d\d?:\d\d%( *- *\d\d?:\d\d)?|\d{4}-\d\d-\d\d\d@!/
syntax match mopsArrow /\v-\>/
syntax match mopsComparison /\v\>\=|\<\=|\.\.|[=>]|\<\k@!/

syntax match mopsInside /\v%(accept|account|added|adds|after|all|and|apart|asset|assignment|assume|at|attends|away|because|between|breach|business|by|cadence|calendar|campaigns|cannot|changed|changes|channel|clicks|contain|contains|content|conversions|created|creation|crm|date|deal|decided|distribution|does|due|email|email_template|empty|end|ends|entries|every|except|excluded|exits|extends|fence|field|file|fills|first|flag|folder|for|forecast|form|formerly|from|funnel|gate|hand|image|in|inactive|instance|into|inventory|is|joins|known|lag|landing_page|landing_page_template|larger|lifecycle|list|managed|maps|marketing|meeting|member|metric|model|money|most|no|not|notified|notify|number|object|of|older|on|one|open|opens|or|otherwise|out|over|owned|page|partition|partitions|path|people|per|person|program|queue|reach|reaches|reason|removed|requested|role|rota|routing|rules|same|score|segment|segmentation|shared|since|site|sla|smaller|smart_campaign|smart_list|snippet|split|stage|stalled|starts|static_list|status|success|tag|task|team|text|than|threshold|times|to|token|tracked|unsubscribes|until|using|visits|wall|webhook|weight|when|with|within|workspace|workspaces)%(\k|\<\k|[-.]%(\k|\<))@!/
syntax match mopsOperator /\v%(and|contain|contains|does|empty|ends|in|is|member|not|of|older|or|segment|stage|starts|status|than|with|within)%(\k|\<\k|[-.]%(\k|\<))@!/
syntax match mopsConstant /\v%(asset|business|date|end|flag|gate|inventory|money|number|text|unsubscribes)%(\k|\<\k|[-.]%(\k|\<))@!/
syntax match mopsInside /\v%(assume|attends|between|cadence|calendar|clicks|content|deal|distribution|extends|fence|field|fills|folder|forecast|formerly|funnel|instance|into|joins|lifecycle|list|maps|metric|notified|object|opens|path|per|queue|reach|reaches|role|rota|routing|score|team|threshold|using|wall|workspace)%(\k|\<\k|[-.]%(\k|\<))@!/ nextgroup=mopsName skipwhite

syntax match mopsStatement /\v%(%(^|[{};])\s*)@<=%(accept|add|added|admin|after|agreed|alert|approved|asks|at|attends|average|call|can|capacity|carried|change|clicks|cloned|closed|code|counts|covers|create|crm|date|delete|deprecated|description|do|domain|duplicates|empty|end|except|exclude|executable|execute|expect|external|fills|flag|flow|for|formerly|from|gate|hand|hands|holidays|hours|identified|inactive|include|inventory|is|joins|keep|known|language|lead|limit|links|means|member|members|money|move|moved|naming|number|on|one|opens|opportunity|otherwise|override|owned|owner|parent|people|person|persona|primary|purpose|rate|record|remove|removed|reported|request|require|resident|return|revenue|review|reviews|route|runs|scope|sees|segment|send|set|shared|side|sla|status|stop|success|sync|tag|target|teams|text|timezone|touch|tracked|trigger|type|unsubscribes|users|uses|value|visits|wait|weight|when)%(\k|\<\k|[-.]%(\k|\<))@!/
syntax match mopsStatement /\v%(%(^|[{};])\s*)@<=%(admin|allow|approve|asks|assume|attends|can|clicks|covers|execute|fills|formerly|grant|holidays|hours|joins|keep|limit|opens|override|owner|persona|primary|purpose|rate|record|reported|request|revenue|reviews|runs|scope|send|set|side|teams|type|uses)%(\k|\<\k|[-.]%(\k|\<))@!/ nextgroup=mopsName skipwhite
syntax match mopsConstant /\v%(%(^|[{};])\s*)@<=%(date|end|executable|external|flag|gate|inventory|money|number|stop|text|unsubscribes)%(\k|\<\k|[-.]%(\k|\<))@!/
syntax match mopsDeclaration /\v%(%(^|[{};])\s*)@<=%(allow|approve|assets|assume|cadence|calendar|channel|content|distribution|each|email|email_template|fence|field|file|folder|forecast|form|funnel|grant|image|instance|landing_page|landing_page_template|lifecycle|list|metric|model|object|partition%(\s+%(changes)%(\k|\<\k|[-.]%(\k|\<))@!)@!|program|protect|queue|role|rota|routing|scenario|score|segmentation|site|smart_campaign|smart_list|snippet|stage%(\s+%(changes|in|is|not|to)%(\k|\<\k|[-.]%(\k|\<))@!)@!|static_list|team|threshold|token|wall|workspace)%(\k|\<\k|[-.]%(\k|\<))@!/
syntax match mopsDeclaration /\v%(%(^|[{};])\s*)@<=%(cadence|calendar|channel|content|distribution|email|email_template|fence|field|file|folder|forecast|form|funnel|image|instance|landing_page|landing_page_template|lifecycle|list|metric|model|object|partition%(\s+%(changes)%(\k|\<\k|[-.]%(\k|\<))@!)@!|program|queue|role|rota|routing|scenario|score|segmentation|site|smart_campaign|smart_list|snippet|stage%(\s+%(changes|in|is|not|to)%(\k|\<\k|[-.]%(\k|\<))@!)@!|static_list|team|threshold|token|wall|workspace)%(\k|\<\k|[-.]%(\k|\<))@!/ nextgroup=mopsDeclared skipwhite
syntax region mopsBrackets transparent start=/(/ end=/)\|[{}]\@=/ contains=@mopsBracketed
syntax cluster mopsBracketed contains=mopsName,mopsNumber,mopsDate,mopsArrow,mopsComparison,mopsOperator,mopsBrackets,mopsString,mopsComment,mopsDocumentation

syntax region mopsString start=/"/ skip=/\\./ end=/"/ oneline contains=mopsEscape,mopsSlot,@Spell
syntax match mopsEscape /\v\\./ contained
syntax match mopsComment /\v#.*$/ contains=mopsTodo,@Spell
syntax match mopsDocumentation /\v##.*$/ contains=mopsTodo,@Spell
syntax keyword mopsTodo TODO FIXME contained

highlight default link mopsComment Comment
highlight default link mopsDocumentation SpecialComment
highlight default link mopsTodo Todo
highlight default link mopsString String
highlight default link mopsEscape SpecialChar
highlight default link mopsSlot PreProc
highlight default link mopsDate Number
highlight default link mopsNumber Number
highlight default link mopsUnit Type
highlight default link mopsArrow Operator
highlight default link mopsComparison Operator
highlight default link mopsDeclaration Structure
highlight default link mopsDeclared Identifier
highlight default link mopsStatement Statement
highlight default link mopsConstant Constant
highlight default link mopsOperator Operator
highlight default link mopsInside Keyword
highlight default link mopsBusiness mopsConstant

let b:current_syntax = "mops"
