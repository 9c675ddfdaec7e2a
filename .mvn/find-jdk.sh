# Sourced by ./creance and ./mvnw: finds a JDK of version 25 or newer and exports JAVA_HOME.
# Looks at JAVA_HOME, then under /usr/lib/jvm, then at the java on the PATH.

is_jdk_25() {
  [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  jdk_version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ "${jdk_version:-0}" -ge 25 ]
}

find_jdk() {
  for jdk in "${JAVA_HOME:-}" /usr/lib/jvm/*25*; do
    if is_jdk_25 "$jdk"; then
      export JAVA_HOME="$jdk"
      return 0
    fi
  done
  jdk=$(command -v java) && jdk=$(readlink -f "$jdk") && jdk=${jdk%/bin/java}
  if is_jdk_25 "${jdk:-}"; then
    export JAVA_HOME="$jdk"
    return 0
  fi
  echo "creance: needs a JDK 25 (Eclipse Temurin, or any other): install one, for example the package temurin-25-jdk or openjdk-25-jdk, or set JAVA_HOME to it" >&2
  return 4
}
