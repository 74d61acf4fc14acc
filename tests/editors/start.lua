-- Opens two files of a project, types something wrong, and starts the server again after it was stopped; prints JSON.
local function names()
  return vim.tbl_map(function(client)
    return { client.name, client.config.root_dir, client.config.cmd[1] }
  end, vim.tbl_values(vim.lsp.get_active_clients()))
end

vim.cmd("edit routing.mops")
vim.cmd("edit workspaces.mops")
vim.api.nvim_buf_set_lines(0, 0, 0, false, { "workspace Wrong { sees Nowhere }" })
vim.wait(20000, function()
  return #vim.diagnostic.get(0) > 0
end, 20)
local told = { clients = names(), found = vim.diagnostic.get(0)[1], omnifunc = vim.bo.omnifunc }

for _, client in pairs(vim.lsp.get_active_clients()) do
  vim.lsp.stop_client(client.id)
end
vim.wait(10000, function()
  return vim.tbl_isempty(vim.lsp.get_active_clients())
end, 20)
local mopsdsl = require("mopsdsl")
told.again = { mopsdsl.start(0), mopsdsl.start(0) }
vim.g.mopsdsl_command = { "/nowhere/mopsdsl", "lsp" }
told.missing = mopsdsl.start(0) or "nothing"
io.stdout:write(vim.json.encode(told))
