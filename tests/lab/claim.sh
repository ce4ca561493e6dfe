# claim: the article's data, judged as the article judged them; noise; errors.
data=$here/compare
claim() { "$cwlab" claim "$@"; }
check_exit "tail calls look 1.13x faster than what clang 19 made of goto" 0 '^cpython clang-19 +1\.13x faster \(1\.12[0-9] to 1\.1[0-9]+\) +1\.01x faster' \
  claim "dispatch: tail vs goto" --results "$data" --matrix "$data/builds.ini"
check_that "most of it is the baseline" grep -q 'most of the largest effect is the weakness of its baseline: 1.01x faster is left of 1.13x faster' "$tmp/out"
check_exit "the effect of the source's form" 0 '^range over 2 pairs of builds: 1\.06x slower to 1\.01x slower' claim "form: goto vs switch" --results "$data" --matrix "$data/builds.ini"
check_exit "a compiler's regression" 0 'verdict: the opposite holds: slower under every' claim "clang-19 vs clang-18" --results "$data" --matrix "$data/builds.ini"
check_exit "no such pair" 1 'no two of the results differ in just that' claim "a: lto vs pgo" --results "$data" --matrix "$data/builds.ini"
check_exit "not a claim" 2 "is not a claim" claim "tail is better" --results "$data"
check_exit "no results" 2 'holds no result files' claim "a vs b" --results "$here/inspect"
mkdir -p "$tmp/noisy"; cp "$data"/*.json.gz "$tmp/noisy"
cp "$data/clang19.json.gz" "$tmp/noisy/x.first.json.gz"; cp "$data/clang18.json.gz" "$tmp/noisy/x.second.json.gz"
check_exit "below the noise floor nothing is claimed" 0 '^verdict: not shown: no difference beyond the noise' claim "form: goto vs switch" --results "$tmp/noisy" --matrix "$data/builds.ini"
check_that "the floor is named" grep -q '^noise floor: 9\.[0-9] %' "$tmp/out"
