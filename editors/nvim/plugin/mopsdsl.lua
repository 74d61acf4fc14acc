-- The language server starts with the first spec that is opened. `vim.g.mopsdsl_start = false`, set before, leaves it off.

if vim.g.loaded_mopsdsl or vim.g.mopsdsl_start == false then
  return
end
vim.g.loaded_mopsdsl = true

if vim.lsp.enable then
  vim.lsp.enable("mopsdsl") -- with lsp/mopsdsl.lua
elseif vim.api.nvim_create_autocmd then
  vim.api.nvim_create_autocmd("FileType", {
    pattern = "mops",
    callback = function(event)
      require("mopsdsl").start(event.buf)
    end,
  })
end
