-- One request, again and again: what wrk sends comes from the environment, so that it is built once. What it counted is
-- printed as one line of JSON.
wrk.method = os.getenv("BENCH_METHOD")
local body = os.getenv("BENCH_BODY")
if body ~= "" then
  local file = assert(io.open(body, "rb"))
  wrk.body = file:read("*all")
  file:close()
end
for name, value in os.getenv("BENCH_HEADERS"):gmatch("([^\n:]+): ([^\n]+)") do
  wrk.headers[name] = value
end

function done(summary, latency)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format(
    '\n{"requests": %d, "refused": %d, "failed": %d, "seconds": %.6f, "p50": %.1f, "p99": %.1f}\n',
    summary.requests, summary.errors.status, failed, summary.duration / 1e6,
    latency:percentile(50), latency:percentile(99)))
end
