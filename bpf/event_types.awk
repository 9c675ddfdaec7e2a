# Makes event_types.h of the event table of libscap (the argument): for each
# live event type its code and its number of parameters. syscall of x86_64 its number.
BEGIN {
	FS = "\t"
	print "/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */"
	print "/* Made by `make event_types.h` of the tables in grammar/src/main/resources; don't edit. */"
	print "#pragma once\n"
}
FNR == 1 { next }
{
	if ($7 ~ /UNUSED|OLD_VERSION/ || ($3 != "X" && $2 != "PPME_PROCEXIT_1_E")) next
	name = $2
	sub(/^PPME_(SYSCALL_|SOCKET_)?/, "", name)
	printf "#define EVENT_%s %d\n#define PARAMS_%s %d\n", name, $1, name, $8
}
