-- Takes all indentation away and lets the editor indent again; writes {file: lines} to $MOPS_INDENTED.
local indented = {}
for _, name in ipairs(vim.json.decode(vim.env.MOPS_FILES)) do
  vim.cmd("edit " .. vim.fn.fnameescape(name))
  vim.cmd([[silent %s/^\s\+//e]])
  assert(vim.fn.search([[^\s\+\S]], "nw") == 0)
  vim.cmd("silent normal! gg=G")
  indented[name] = vim.api.nvim_buf_get_lines(0, 0, -1, false)
  vim.cmd("bwipeout!")
end
local file = assert(io.open(vim.env.MOPS_INDENTED, "w"))
file:write(vim.json.encode(indented))
file:close()
