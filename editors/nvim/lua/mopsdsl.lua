-- Starts the language server for buffers with specs, in every Neovim from 0.7 on.
--
-- `vim.g.mopsdsl_command` is the command of the server, where it is not on the PATH: { "/home/me/venv/bin/mopsdsl", "lsp" }.

local M = {}

local clients = {} -- by folder, for Neovim 0.7, which does not share them itself

--- The command that starts the server.
function M.command()
  return vim.g.mopsdsl_command or { "mopsdsl", "lsp" }
end

--- The folder that a file belongs to: its repository, else its project, else the folder that it is in.
function M.root(file)
  local folder = vim.fn.fnamemodify(file, ":p:h")
  for _, marker in ipairs({ vim.fn.finddir(".git", folder .. ";"), vim.fn.findfile("mops.toml", folder .. ";") }) do
    if marker ~= "" then
      return vim.fn.fnamemodify(marker:gsub("[/\\]$", ""), ":p:h"):gsub("[/\\]%.git$", "")
    end
  end
  return folder
end

--- Attach the buffer to the server of its folder, which is started when it is the first. Returns the id of the client, or nil.
function M.start(buffer)
  buffer = buffer or vim.api.nvim_get_current_buf()
  local name = vim.api.nvim_buf_get_name(buffer)
  local command = M.command()
  if name == "" or vim.bo[buffer].buftype ~= "" then
    return nil
  end
  if vim.fn.executable(command[1]) == 0 then
    vim.notify_once("mopsdsl: there is no " .. command[1] .. " to start; set vim.g.mopsdsl_command", vim.log.levels.WARN)
    return nil
  end
  local config = { name = "mopsdsl", cmd = command, root_dir = M.root(name) }
  if vim.lsp.start then
    return vim.lsp.start(config, { bufnr = buffer })
  end
  config.on_exit = function()
    clients[config.root_dir] = nil
  end
  local id = clients[config.root_dir] or vim.lsp.start_client(config)
  clients[config.root_dir] = id
  if id then
    vim.lsp.buf_attach_client(buffer, id)
    vim.bo[buffer].omnifunc = "v:lua.vim.lsp.omnifunc"
    vim.bo[buffer].tagfunc = "v:lua.vim.lsp.tagfunc"
  end
  return id
end

return M
