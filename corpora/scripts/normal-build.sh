#!/usr/bin/env bash
# Records corpora/normal-build: a C project is unpacked, configured, built by make on two cores, tested,
# installed, changed with git and built again.
#
# Debian packages: gcc make git
. "$(dirname "$0")/lab.sh"
need gcc make git
isolate "$@"

prepare() {
  nsenter --target "$LAB_ROOT_PID" --mount -- /bin/bash -e <<'END'
mkdir -p /srv/app/src && cd /srv/app/src
for i in $(seq 24); do
  printf '#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\nint part%d(int n) { return n * %d; }\n' "$i" "$i" >"part$i.c"
  printf 'int part%d(int);\n' "$i" >>parts.h
done
{
  printf '#include <assert.h>\n#include "parts.h"\nint main(void) {\n'
  for i in $(seq 24); do printf '  assert(part%d(2) == %d);\n' "$i" $((2 * i)); done
  printf '  return 0;\n}\n'
} >main.c
cat >Makefile <<'MAKE'
OBJECTS = $(patsubst %.c,%.o,$(wildcard *.c))
app: $(OBJECTS)
	gcc -o $@ $^
%.o: %.c parts.h
	gcc -O1 -Wall -c -o $@ $<
test: app
	./app && echo passed
install: app
	install -D app $(DESTDIR)/bin/app
clean:
	rm -f *.o app
MAKE
git init -q . && git -c user.name=dev -c user.email=dev@example.org add -A
git -c user.name=dev -c user.email=dev@example.org commit -qm start
tar -C /srv/app -czf /srv/app/src.tar.gz src && rm -r /srv/app/src
END
}

cd "$scripts"
begin normal-build
lab /bin/bash -c '
  cd /srv/app && tar -xzf src.tar.gz && cd src
  make -j2 app && make test && make install DESTDIR=/srv/app/out
  git checkout -q -b change && sed -i "s/\* 7/* 7 + 0/" part7.c && make app test
  git -c user.name=dev -c user.email=dev@example.org commit -qam "part 7"
  git log --oneline | cat; git diff HEAD~1 | wc -l
  make clean; make -j2 app' >/dev/null 2>&1
finish
