-- Prints the syntax group of each place: reads JSON {file: [[line, byte column], ...]} from $MOPS_PLACES, writes {file: [group, ...]} to
-- $MOPS_GROUPS.
local file = assert(io.open(vim.env.MOPS_PLACES))
local places = vim.json.decode(file:read("*a"))
file:close()

local found = {}
for name, positions in pairs(places) do
  vim.cmd("edit " .. vim.fn.fnameescape(name))
  found[name] = vim.tbl_map(function(place)
    return vim.fn.synIDattr(vim.fn.synID(place[1], place[2], 1), "name")
  end, positions)
end

file = assert(io.open(vim.env.MOPS_GROUPS, "w"))
file:write(vim.json.encode(found))
file:close()
