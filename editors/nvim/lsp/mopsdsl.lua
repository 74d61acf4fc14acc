-- For vim.lsp.config and vim.lsp.enable, from Neovim 0.11 on.
return {
  cmd = require("mopsdsl").command(),
  filetypes = { "mops" },
  root_markers = { ".git", "mops.toml" },
}
