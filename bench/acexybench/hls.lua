-- Players of HLS for wrk: one after the other reads his list and then a segment, each as fast as he is answered.
-- The first argument is a file with a number and then a list's address in each line.
local lists = {}
local turn = 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    local number, path, query = line:match("^(%d+) (.*/)list%.m3u8(.*)$")
    lists[#lists + 1] = {path .. "list.m3u8" .. query, path .. number .. ".ts" .. query}
  end
end

function request()
  local player = lists[math.floor(turn / 2) % #lists + 1]
  turn = turn + 1
  return wrk.format("GET", player[(turn - 1) % 2 + 1])
end
