# compare: every figure of the article's table, the other formats, and files that are not what they should be.
data=$here/compare
builds=$(for b in clang18 clang19 clang19.nocg clang19.taildup clang19.tc gcc; do echo "$data/$b.json.gz"; done)

check_same "the article's table, by tag" "$data/compare.md" \
  "$cwlab" compare $builds --table --format md --group-by-tag
"$cwlab" compare $builds --format csv >"$tmp/compare.csv"
check_that "csv has a line for each measurement" test "$(wc -l <"$tmp/compare.csv")" = $((1 + 84 * 6 + 5))
check_that "csv has the geometric mean" grep -q '^all,Geometric mean,clang19,,,,,1\.08' "$tmp/compare.csv"
check_exit "list" 0 'Mean \+- std dev: \[clang18\] 290 ms \+- 1 ms -> \[clang19\] 302 ms \+- 1 ms: 1\.04x slower' \
  "$cwlab" compare "$data/clang18.json.gz" "$data/clang19.json.gz"
check_exit "list: geometric mean" 0 '^Geometric mean: 1\.09x slower$' \
  "$cwlab" compare "$data/clang18.json.gz" "$data/clang19.json.gz"
check_exit "by speed: slowest first" 0 '^Slower \(80\):$' "$cwlab" compare -G "$data/clang18.json.gz" "$data/clang19.json.gz"
check_exit "minimum speed" 0 'hidden because not significant \(3[0-9]\): 2to3, async_generators, asyncio_tcp' \
  "$cwlab" compare --min-speed 5 "$data/clang18.json.gz" "$data/clang19.json.gz"
check_exit "html" 0 '<tr><td>nbody</td><td>91\.5 ms</td><td>114 ms: 1\.24x slower</td></tr>' \
  "$cwlab" compare --format html "$data/clang18.json.gz" "$data/clang19.json.gz"
check_exit "a file against itself" 0 'hidden because not significant \(84\)' \
  "$cwlab" compare "$data/gcc.json.gz" "$data/gcc.json.gz"

good=$data/clang18.json.gz
head -c 20000 "$good" >"$tmp/cut.json.gz"
zcat "$good" | head -c 50000 >"$tmp/cut.json"
: >"$tmp/empty.json"
echo '{"version": "1.0", "benchmarks": [}' >"$tmp/syntax.json"
echo '{"name": "package", "dependencies": {}}' >"$tmp/foreign.json"
echo '[1, 2, 3]' >"$tmp/list.json"
echo '{"version": 7, "benchmarks": []}' >"$tmp/version.json"
echo '{"version": "1.0", "benchmarks": [{"metadata": {"name": "a"}, "runs": [{"values": [1.0]}, {"values": [1.0, -2]}]}]}' >"$tmp/value.json"
echo '{"version": "1.0", "benchmarks": [{"metadata": {}, "runs": []}]}' >"$tmp/name.json"
echo '{"version": "1.0", "benchmarks": [{"metadata": {"name": "a"}, "runs": [{"warmups": [[1, 0.5]]}]}]}' >"$tmp/novalues.json"
echo '{"version": "1.0", "benchmarks": [{"metadata": {"name": "other"}, "runs": [{"values": [1.0]}]}]}' >"$tmp/other.json"
check_exit "truncated gzip" 2 'cut\.json\.gz: after [0-9]+ bytes of content: the gzip data end too early' "$cwlab" compare "$good" "$tmp/cut.json.gz"
check_exit "truncated JSON" 2 'cut\.json: line [0-9]+, column [0-9]+: the JSON ends too early' "$cwlab" compare "$good" "$tmp/cut.json"
check_exit "empty file" 2 'empty\.json: the file is empty' "$cwlab" compare "$good" "$tmp/empty.json"
check_exit "not JSON" 2 'syntax\.json: line 1, column 35: not JSON' "$cwlab" compare "$good" "$tmp/syntax.json"
check_exit "foreign JSON" 2 'foreign\.json: not a pyperf result file' "$cwlab" compare "$good" "$tmp/foreign.json"
check_exit "a JSON list" 2 'list\.json: not a pyperf result file' "$cwlab" compare "$good" "$tmp/list.json"
check_exit "unknown version" 2 'version\.json: version: pyperf format 7 is not supported' "$cwlab" compare "$good" "$tmp/version.json"
check_exit "negative value" 2 'value\.json: benchmarks\[0\] \(a\): runs\[1\]: values\[1\] is not a number above zero' "$cwlab" compare "$good" "$tmp/value.json"
check_exit "no name" 2 'name\.json: benchmarks\[0\]: has no metadata\.name' "$cwlab" compare "$good" "$tmp/name.json"
check_exit "no values" 2 'novalues\.json: benchmarks\[0\] \(a\): has no values' "$cwlab" compare "$good" "$tmp/novalues.json"
check_exit "nothing in common" 2 'no benchmark in common' "$cwlab" compare "$good" "$tmp/other.json"
check_exit "missing file" 2 'nowhere\.json: No such file or directory' "$cwlab" compare "$good" "$tmp/nowhere.json"
check_exit "a folder" 2 'is a folder' "$cwlab" compare "$good" "$tmp"
check_exit "one file only" 2 '^usage: cwlab compare' "$cwlab" compare "$good"
