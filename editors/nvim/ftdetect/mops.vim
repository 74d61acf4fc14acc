autocmd BufNewFile,BufRead *.mops setfiletype mops
