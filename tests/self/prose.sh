# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Sourced by run: the style of patches, each made here with one fault, or none.
prose() { ../../lint/prose "$@"; }
mail() { # FILE TITLE BODY [LINE-OF-THE-PATCH...]: a patch of mm/a.c
	local f=$1 title=$2 body=$3
	shift 3
	{
		printf 'From %040d Mon Sep 17 00:00:00 2001\nFrom: a <a@b>\n' 0
		printf 'Subject: [PATCH 1/2] %s\n\n%b\n\nAssisted-by: LLM\n---\n' "$title" "$body"
		printf 'diff --git a/%s b/%s\n--- a/%s\n+++ b/%s\n@@ -1 +1,9 @@\n' \
			"$changed" "$changed" "$changed" "$changed"
		[ $# -eq 0 ] || printf '%s\n' "$@"
	} >"$f"
}
changed=mm/a.c
faulty() { # REASON TITLE BODY...
	local reason=$1
	shift
	mail "$tmp/mail" "$@"
	reject "$reason" prose "$tmp/mail"
}
fine() { mail "$tmp/mail" "$@"; accept prose "$tmp/mail"; }
words() { seq -s ' ' 1 "$1"; }
six=('+/*' '+ * a' '+ * b' '+ * c' '+ * d' '+ * e' '+ */')

# Titles
fine 'mm/a: say a thing' 'It is.'
says '^1 patches, words of a changelog: median 2, most 2 .mm/a: say a thing' prose "$tmp/mail"
faulty 'title has 73 characters' "mm/a: $(printf '%067d' 0)" 'It is.'
fine "mm/a: $(printf '%066d' 0)" 'It is.'
faulty 'title has no prefix' 'say a thing' 'It is.'
faulty 'ends with a full stop' 'mm/a: say a thing.' 'It is.'
faulty 'not imperative' 'mm/a: saying a thing' 'It is.'
faulty 'not imperative' 'mm/a: fixed a thing' 'It is.'
fine 'mm/a: need a thing' 'It is.'
printf 'From x Mon Sep 17 00:00:00 2001\nSubject: [PATCH] mm/a: a title that git\n has folded\n\nIt is.\n---\n' >"$tmp/folded"
says 'most 2 .mm/a: a title that git has folded' prose "$tmp/folded"

# Words, and how many: neither of tags, nor of what is quoted
for word in who whoever meanwhile 'so far' 'as well' 'of no avail' 'the latter' 'later in this series'; do
	faulty "says \"$word\"" 'mm/a: say a thing' "It is,\nand ${word/ /\\n} more."
done
fine 'mm/a: say a thing' 'A page whose whole is also far as it is.\n\n  who is there'
faulty 'says "whom"' 'mm/a: say a thing' ' - of one\n   by whom'
faulty 'changelog has 251 words' 'mm/a: say a thing' "$(words 251)"
fine 'mm/a: say a thing' "$(words 250)\n\nFixes: 0123456789ab (\"who\")\nCc: a b c\nLink: d"
says 'median 250' prose "$tmp/mail"

# Comments: what the patch adds, in C, and no kernel-doc
faulty 'mm/a.c: comment of 5 lines: [*] a' 'mm/a: say a thing' 'It is.' "${six[@]}"
fine 'mm/a: say a thing' 'It is.' "${six[@]:0:5}" '+ */'
fine 'mm/a: say a thing' 'It is.' '+/**' "${six[@]:1}"
fine 'mm/a: say a thing' 'It is.' "${six[@]/#+/-}"
fine 'mm/a: say a thing' 'It is.' ' /*' '  * a' '  * b' "${six[@]:3}"
faulty 'comment of 5 lines' 'mm/a: say a thing' 'It is.' ' /*' "${six[@]:1:5}" '  * f' '  */'
faulty 'comment of 5 lines' 'mm/a: say a thing' 'It is.' ' /*' '-*/' "${six[@]:1:5}" '  */'
fine 'mm/a: say a thing' 'It is.' ' /*' ' * @a:' "${six[@]:1}"
fine 'mm/a: say a thing' 'It is.' '@@ -0,0 +1,9 @@' '+// SPDX' "${six[@]}" '+#include <a.h>'
faulty 'comment of 5 lines' 'mm/a: say a thing' 'It is.' '@@ -0,0 +1,9 @@' '+#include <a.h>' "${six[@]}"
changed=mm/a.rst fine 'mm/a: say a thing' 'It is.' "${six[@]}"

# Covers have lines, up to the list of patches
cover() { printf 'From x Mon Sep 17 00:00:00 2001\nSubject: [PATCH 00/10] mm: all of it\n\n%b\n\na (2):\n  so far\n' "$1" >"$tmp/mail"; }
cover "$(seq -s '\n' 1 74)"
accept prose "$tmp/mail"
cover "$(seq -s '\n' 1 75)"
reject 'mm: all of it: cover letter has 76 lines' prose "$tmp/mail"
cover 'Whoever.'
reject 'says "whoever"' prose "$tmp/mail"

# Several patches, in one file or more, and none
for i in 10 30 20; do mail "$tmp/mail$i" "mm/a: say $i" "$(words $i)"; done
says '^3 patches, words of a changelog: median 20, most 30 .mm/a: say 30.$' prose "$tmp"/mail[123]0
cat "$tmp"/mail[123]0 >"$tmp/mbox"
says 'median 20, most 30' prose "$tmp/mbox"
reject 'no patches' prose "$tmp/no-such-file"
