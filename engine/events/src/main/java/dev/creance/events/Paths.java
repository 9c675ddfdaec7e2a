package dev.creance.events;

/** Paths as byte strings, joined the way libsinsp joins them. */
public final class Paths {
  /** A joined path has less than this many bytes. */
  public static final int MAX_LENGTH = 1024;

  private static final String TOO_LONG = "/DIR_TOO_LONG/FILENAME_TOO_LONG";

  private Paths() {}

  public static boolean absolute(String path) {
    return !path.isEmpty() && path.charAt(0) == '/';
  }

  /**
   * Appends {@code path} to {@code base} and resolves {@code .}, {@code ..} and repeated slashes in
   * the appended part; {@code ..} may climb into the base, never above its first character. The
   * base itself is taken as it is and no slash is put between the two. An absolute or empty path
   * ignores the base. Example: {@code concatenate("/a/b/", "../c") = "/a/c"}.
   */
  public static String concatenate(String base, String path) {
    if (base.length() + path.length() + 1 > MAX_LENGTH) {
      return TOO_LONG;
    }
    boolean relative = !path.isEmpty() && path.charAt(0) != '/';
    if (plain(path, relative)) {
      return relative ? base.concat(path) : path;
    }
    return new Joiner(relative ? base : "", path).join();
  }

  /** Whether nothing in the path has to be resolved. */
  private static boolean plain(String path, boolean relative) {
    int length = path.length();
    if (length == 0 || path.charAt(length - 1) == '/' || relative && path.charAt(0) == '.') {
      return length == 0;
    }
    for (int i = path.indexOf('/'); i >= 0; i = path.indexOf('/', i + 1)) {
      char next = path.charAt(i + 1);
      if (next == '/' || next == '.') {
        return false;
      }
    }
    return path.indexOf('\0') < 0;
  }

  /** One joining: a buffer that grows by the path's bytes and shrinks at each {@code ..}. */
  private static final class Joiner {
    private final char[] buffer = new char[MAX_LENGTH];
    private final String path;
    private final boolean emptyBase;
    private int end;
    private int at;

    Joiner(String base, String path) {
      this.path = path;
      this.emptyBase = base.isEmpty();
      base.getChars(0, base.length(), buffer, 0);
      this.end = base.length();
    }

    String join() {
      for (char c = peek(0); c != 0; c = peek(0)) {
        if (c == '.' && (end == 0 || buffer[end - 1] == '/')) {
          dot();
        } else if (c == '/' && skipsSlash()) {
          at++;
        } else {
          copy();
        }
      }
      if (end > 1 && buffer[end - 1] == '/') {
        end--;
      }
      return new String(buffer, 0, end);
    }

    /** Repeated, or the whole base has been climbed out of. */
    private boolean skipsSlash() {
      return end > 0 ? buffer[end - 1] == '/' : !emptyBase;
    }

    private void dot() {
      char second = peek(1);
      char third = second == 0 ? 0 : peek(2);
      if (second == '.' && (third == '/' || third == 0)) {
        climb();
        at += third == 0 ? 2 : 3;
      } else if (second == '/') {
        at += 2;
      } else if (second == 0) {
        at++;
      } else {
        copy();
      }
    }

    private void climb() {
      if (end <= 1) {
        return;
      }
      end--;
      while (end >= 1 && buffer[end - 1] != '/') {
        end--;
      }
    }

    private void copy() {
      buffer[end++] = path.charAt(at++);
    }

    private char peek(int ahead) {
      int index = at + ahead;
      return index < path.length() ? path.charAt(index) : 0;
    }
  }
}
