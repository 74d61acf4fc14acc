-- A session in a real editor: opens a spec, sees its finding, mends it, completes, renames across two files, formats and saves.
-- It writes what it saw to $MOPSDSL_SEEN, a line of JSON for each step. For Neovim 0.7 (Debian 12) and newer.

local seen = assert(io.open(vim.env.MOPSDSL_SEEN, "w"))

local function saw(step, what)
  seen:write(vim.json.encode({ step = step, saw = what }) .. "\n")
  seen:flush()
end

local function wait(what, holds)
  if not vim.wait(20000, holds, 20) then
    saw("gave up", what)
    vim.cmd("cquit")
  end
end

-- What starts the server is what we ship; only how it counts is for the test to say.

local start = vim.lsp.start_client
vim.lsp.start_client = function(config)
  config.capabilities = vim.lsp.protocol.make_client_capabilities()
  config.capabilities.general = { positionEncodings = { vim.env.MOPSDSL_ENCODING } }
  config.offset_encoding = vim.env.MOPSDSL_ENCODING
  return start(config)
end

local function open(name)
  vim.cmd("edit " .. name)
  return vim.api.nvim_get_current_buf()
end

local function lines(buffer)
  return vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
end

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 20000)
  local _, answer = next(answers or {})
  answer = answer or {}
  if answer.err then
    saw(method, answer.err.message)
  end
  return answer.result
end

local function position()
  return vim.lsp.util.make_position_params(0, vim.env.MOPSDSL_ENCODING)
end

local function codes(buffer)
  return vim.tbl_map(function(one)
    return (one.lnum + 1) .. ":" .. one.col .. ": " .. (one.code or one.user_data.lsp.code)
  end, vim.diagnostic.get(buffer))
end

-- It sees what is wrong

local places = open("places.mops")
local sales = open("sales.mops")
wait("findings", function()
  return #vim.diagnostic.get(sales) > 0
end)
saw("findings", codes(sales))
saw("clients", #vim.lsp.get_active_clients())
saw("colour", vim.fn.synIDattr(vim.fn.synID(1, 1, 1), "name"))

-- It mends it

local finding = vim.diagnostic.get(sales)[1]
vim.api.nvim_win_set_cursor(0, { finding.lnum + 1, finding.col })
local params = vim.lsp.util.make_range_params(0, vim.env.MOPSDSL_ENCODING)
params.context = { diagnostics = {} }
local actions = ask("textDocument/codeAction", params)
saw("actions", vim.tbl_map(function(action)
  return action.title
end, actions))
vim.lsp.util.apply_workspace_edit(actions[1].edit, vim.env.MOPSDSL_ENCODING)
wait("no findings", function()
  return #vim.diagnostic.get(sales) == 0
end)
saw("mended", lines(sales))

-- It completes

vim.o.virtualedit = "onemore" -- the cursor may stand behind the last letter, as while somebody types

vim.api.nvim_buf_set_lines(sales, -1, -1, false, { 'workspace Two "Two 😀" { sees EU; primary ' })
vim.api.nvim_win_set_cursor(0, { #lines(sales), 1000 })
local offered = ask("textDocument/completion", position())
saw("completion", vim.tbl_map(function(item)
  return item.label
end, offered.items))
vim.lsp.util.apply_text_edits({ offered.items[1].textEdit }, sales, vim.env.MOPSDSL_ENCODING)
vim.api.nvim_buf_set_lines(sales, -2, -1, false, { lines(sales)[#lines(sales)] .. "; admin Ops }" })
saw("completed", lines(sales))
wait("the text is sound", function()
  return #vim.diagnostic.get(sales) == 0
end)

-- It asks what a name means, and where it is declared

vim.api.nvim_win_set_cursor(0, { 1, lines(sales)[1]:find("EU", 1, true) - 1 })
local hover = ask("textDocument/hover", position())
saw("hover", hover and hover.contents.value or hover)
local declared = ask("textDocument/definition", position())
local target = declared[1] or declared
saw("definition", vim.fn.fnamemodify(vim.uri_to_fname(target.uri or target.targetUri), ":t"))

-- It renames across two files

vim.lsp.buf.rename("Europe")
wait("the rename", function()
  return table.concat(lines(places)):find("Europe", 1, true) and table.concat(lines(sales)):find("sees Europe", 1, true)
end)
saw("renamed", { lines(places), lines(sales) })

-- It formats and saves

if vim.lsp.buf.format then
  vim.lsp.buf.format({ timeout_ms = 20000 })
else
  vim.lsp.buf.formatting_sync(nil, 20000)
end
saw("formatted", lines(sales))
vim.cmd("wall")
wait("nothing wrong after all", function()
  return #vim.diagnostic.get(sales) == 0 and #vim.diagnostic.get(places) == 0
end)
saw("done", codes(sales))
vim.cmd("qall!")
