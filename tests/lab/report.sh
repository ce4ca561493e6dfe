# report and experiment: the article's data as a page; a toy experiment from source to page.
data=$here/compare
check_exit "the article's page" 0 '7 builds' "$cwlab" report "$data" --matrix "$data/builds.ini" --reference clang18 -o "$tmp/page.html"
check_that "the headline" grep -q '<td>clang19.tc</td><td>clang-19 tail</td><td>-</td><td>-</td><td>1.03x faster (1.028 to 1.037)</td>' "$tmp/page.html"
check_that "a bar for each benchmark of each build" test "$(grep -o 'class=.figure.' "$tmp/page.html" | wc -l)" = $((6 + 6 * 84))
check_that "the claims' verdicts" grep -q 'Most of the largest effect is the weakness of its baseline' "$tmp/page.html"
check_that "self-contained: nothing is fetched" sh -c "! grep -qE '(src|href)=|@import|url\(' '$tmp/page.html'"
check_python "tags are balanced" - "$tmp/page.html" <<'END'
import html.parser, sys
class Check(html.parser.HTMLParser):
    stack = []
    def handle_starttag(self, tag, attrs):
        if tag not in ("meta", "line", "rect"):
            self.stack.append(tag)
    def handle_startendtag(self, tag, attrs):
        pass
    def handle_endtag(self, tag):
        assert self.stack.pop() == tag, (tag, self.getpos())
c = Check()
c.feed(open(sys.argv[1], encoding="utf-8").read())
assert not c.stack, c.stack
END
check_exit "a reference that is not there" 2 'there are no results of zzz' "$cwlab" report "$data" --reference zzz -o "$tmp/page.html"

export CWLAB_HOME=$tmp/home-x
mkdir -p "$tmp/toy" "$tmp/programs"
cat >"$tmp/toy/Makefile" <<'END'
all:
	mkdir -p build; printf '#!/bin/sh\n[ "$$1" = -c ] && { echo 42; exit; }\ncase "$$2" in --calibrate) echo warmup $(T); echo loops 1;; *) echo warmup $(T); echo value $(T); echo value $(T)1; echo value $(T)2;; esac\n' >build/coachwhip; chmod +x build/coachwhip
END
cc=host-$(basename "$(ls /usr/bin/gcc-[0-9]* | head -1)")
cat >"$tmp/x.ini" <<END
[source toy]
kind = coachwhip
path = $tmp/toy
[transform goto]
make.coachwhip = T=0.02
[transform tail]
make.coachwhip = T=0.01
[transform bad]
make.coachwhip = nothing
[builds]
toy-goto = toy $cc goto
toy-tail = toy $cc tail
toy-bad = toy $cc bad
[claims]
dispatch = tail vs goto
END
printf '# tags: x\n' >"$tmp/programs/p.py"; printf '# tags: x\n' >"$tmp/programs/q.py"
check_exit "an experiment with one failing build" 1 'x/report\.html$' "$cwlab" experiment 'toy-*' --matrix "$tmp/x.ini" --suite "$tmp/programs" --fast -o "$tmp/x"
check_that "the failure is named" grep -q '^toy-bad .*FAILED' "$tmp/out"
check_that "the claim is judged" grep -q 'holds under the one compiler measured, and against the best baseline' "$tmp/x/report.html"
check_that "the noise is measured" grep -q 'Noise floor: the same build against itself' "$tmp/x/report.html"
check_exit "again: all is there" 1 'toy-goto +already there' "$cwlab" experiment 'toy-*' --matrix "$tmp/x.ini" --suite "$tmp/programs" --fast -o "$tmp/x"
unset CWLAB_HOME
