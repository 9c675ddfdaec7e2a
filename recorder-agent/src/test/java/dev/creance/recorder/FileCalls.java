package dev.creance.recorder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opening, naming, modes and owners of files. */
final class FileCalls extends CallFamily {
  FileCalls(CallTable table, Syscalls calls) {
    super(table, calls);
  }

  @Override
  void make(Path folder) throws IOException {
    files(folder);
    names(folder);
    modes(folder);
  }

  private void files(Path folder) throws IOException {
    Path file = folder.resolve("file");
    String missing = folder + "/missing/file";
    String path = file.toString();
    Files.createFile(file);
    String stat = stat(file);
    String none = "dev=0, ino=0";
    String made = "O_EXCL|O_CREAT|O_RDWR|O_F_CREATED";
    table.row(
        "open",
        "open fd=%r, name=" + path + ", flags=O_RDWR|O_CLOEXEC, mode=0, " + stat,
        path,
        O_RDWR | O_CLOEXEC,
        0777);
    table.row(
        "open",
        "open fd=%r, name=" + path + "2, flags=" + made + ", mode=2541, dev=*, ino=*",
        path + "2",
        O_RDWR | O_CREAT | O_EXCL,
        04755);
    table.row(
        "open", "open fd=-2, name=" + missing + ", flags=O_RDONLY, mode=0, " + none, missing, 0, 0);
    table.row("open", "open fd=-14, name=empty, flags=O_WRONLY, mode=0, " + none, 0, 1, 0);
    table.row(
        "openat",
        "openat fd=%r, dirfd=-100, name=" + path + ", flags=O_RDONLY, mode=0, " + stat,
        CWD,
        path,
        0,
        0);
    long directory =
        table.row(
            "openat",
            "openat fd=%r, dirfd=-100, name="
                + folder
                + ", flags=O_DIRECTORY|O_RDONLY|O_TMPFILE, mode=0, "
                + stat(folder),
            CWD,
            folder.toString(),
            O_DIRECTORY,
            0);
    table.row(
        "openat",
        "openat fd=%r, dirfd="
            + directory
            + ", name=file, flags=O_APPEND|O_WRONLY, mode=0, "
            + stat,
        directory,
        "file",
        02001,
        0);
    table.row(
        "openat",
        "openat fd=-17, dirfd="
            + directory
            + ", name=file, flags=O_EXCL|O_CREAT|O_RDWR, mode=384, "
            + none,
        directory,
        "file",
        O_RDWR | O_CREAT | O_EXCL,
        0600);
    table.row(
        "openat2",
        "openat2 fd=%r, dirfd="
            + directory
            + ", name=file, flags=O_RDONLY, mode=0, resolve=RESOLVE_BENEATH|RESOLVE_NO_SYMLINKS, "
            + stat,
        directory,
        "file",
        calls.longs(0, 0, 0x0c),
        24);
    table.row(
        "openat2",
        "openat2 fd=-18, dirfd="
            + directory
            + ", name=../x, flags=O_RDONLY, mode=0, resolve=RESOLVE_BENEATH, "
            + none,
        directory,
        "../x",
        calls.longs(0, 0, 8),
        24);
    table.row(
        "creat",
        "creat fd=%r, name=" + path + "3, mode=416, dev=*, ino=*, creat_flags=0",
        path + "3",
        0640);
    table.row(
        "creat",
        "creat fd=-2, name=" + missing + ", mode=416, " + none + ", creat_flags=0",
        missing,
        0640);
    MemorySegment handle = calls.memory(136);
    handle.set(ValueLayout.JAVA_INT, 0, 128);
    calls.call("name_to_handle_at", CWD, path, handle, calls.memory(4), 0);
    table.row(
        "open_by_handle_at",
        "open_by_handle_at fd=%r, mountfd="
            + directory
            + ", flags=O_RDONLY, path="
            + path
            + ", "
            + stat,
        directory,
        handle,
        0);
    table.row(
        "open_by_handle_at",
        "open_by_handle_at fd=-9, mountfd=999, flags=O_RDONLY, path=empty, " + none,
        999,
        handle,
        0);
    table.row(
        "memfd_create",
        "memfd_create fd=%r, name=memory, flags=MFD_CLOEXEC|MFD_ALLOW_SEALING",
        "memory",
        3);
    table.row("memfd_create", "memfd_create fd=-22, name=memory, flags=0", "memory", 0x100);
    table.row(
        "getdents64", "getdents64 res=%r, fd=" + directory, directory, calls.memory(1024), 1024);
    table.row("getdents64", "getdents64 res=-9, fd=999", 999, calls.memory(1024), 1024);
    table.row("stat", "stat res=0, path=" + path, path, calls.memory(256));
    table.row("stat", "stat res=-2, path=" + missing, missing, calls.memory(256));
    table.row("lstat", "lstat res=0, path=" + path, path, calls.memory(256));
    table.row("fstat", "fstat res=0, fd=" + directory, directory, calls.memory(256));
    table.row("fstat", "fstat res=-9, fd=999", 999, calls.memory(256));
    table.row(
        "newfstatat",
        "newfstatat res=0, dirfd=" + directory + ", path=file, flags=AT_SYMLINK_NOFOLLOW",
        directory,
        "file",
        calls.memory(256),
        0x100);
    table.row("access", "access res=0, name=" + path + ", mode=R_OK|W_OK", path, 6);
    table.row("access", "access res=-2, name=" + missing + ", mode=0", missing, 0);
    table.row("chdir", "chdir res=-2, path=" + missing, missing);
    table.row("chdir", "chdir res=0, path=.", ".");
    table.row("fchdir", "fchdir res=-20, fd=0", calls.call("openat", CWD, "/dev/null", 0, 0) * 0);
    table.row("fchdir", "fchdir res=-9, fd=999", 999);
    table.row(
        "getcwd", "getcwd res=%r, path=" + Path.of("").toAbsolutePath(), calls.memory(4096), 4096);
    table.row("getcwd", "getcwd res=-34, path=empty", calls.memory(4096), 1);
    table.row(
        "flock", "flock res=0, fd=" + directory + ", operation=LOCK_EX|LOCK_NB", directory, 6);
    table.row("flock", "flock res=-9, fd=999, operation=LOCK_SH", 999, 1);
    table.row("close", "close res=0, fd=" + directory, directory);
  }

  private void names(Path folder) {
    String a = folder + "/a";
    String b = folder + "/b";
    String no = folder + "/no/where";
    calls.call("creat", a, 0600);
    table.row("rename", "rename res=0, oldpath=" + a + ", newpath=" + b, a, b);
    table.row("rename", "rename res=-2, oldpath=" + a + ", newpath=" + b, a, b);
    table.row(
        "renameat",
        "renameat res=0, olddirfd=-100, oldpath=" + b + ", newdirfd=-100, newpath=" + a,
        CWD,
        b,
        CWD,
        a);
    table.row(
        "renameat",
        "renameat res=-2, olddirfd=-100, oldpath=" + no + ", newdirfd=-100, newpath=" + a,
        CWD,
        no,
        CWD,
        a);
    table.row(
        "renameat2",
        "renameat2 res=-17, olddirfd=-100, oldpath="
            + a
            + ", newdirfd=-100, newpath="
            + a
            + ", flags=RENAME_NOREPLACE",
        CWD,
        a,
        CWD,
        a,
        1);
    table.row(
        "renameat2",
        "renameat2 res=0, olddirfd=-100, oldpath="
            + a
            + ", newdirfd=-100, newpath="
            + b
            + ", flags=0",
        CWD,
        a,
        CWD,
        b,
        0);
    table.row("link", "link res=0, oldpath=" + b + ", newpath=" + a, b, a);
    table.row("link", "link res=-17, oldpath=" + b + ", newpath=" + a, b, a);
    table.row(
        "linkat",
        "linkat res=0, olddir=-100, oldpath="
            + b
            + ", newdir=-100, newpath="
            + a
            + "2, flags=AT_SYMLINK_FOLLOW",
        CWD,
        b,
        CWD,
        a + "2",
        0x400);
    table.row(
        "linkat",
        "linkat res=-2, olddir=-100, oldpath=" + no + ", newdir=-100, newpath=" + a + ", flags=0",
        CWD,
        no,
        CWD,
        a,
        0);
    table.row("symlink", "symlink res=0, target=../x, linkpath=" + a + "3", "../x", a + "3");
    table.row("symlink", "symlink res=-17, target=../x, linkpath=" + a + "3", "../x", a + "3");
    table.row(
        "symlinkat",
        "symlinkat res=0, target=y, linkdirfd=-100, linkpath=" + a + "4",
        "y",
        CWD,
        a + "4");
    table.row(
        "symlinkat", "symlinkat res=-2, target=y, linkdirfd=-100, linkpath=" + no, "y", CWD, no);
    table.row("unlink", "unlink res=0, path=" + a, a);
    table.row("unlink", "unlink res=-2, path=" + a, a);
    table.row(
        "unlinkat",
        "unlinkat res=-20, dirfd=-100, name=" + b + ", flags=AT_REMOVEDIR",
        CWD,
        b,
        0x200);
    table.row("unlinkat", "unlinkat res=0, dirfd=-100, name=" + b + ", flags=0", CWD, b, 0);
    table.row("mkdir", "mkdir res=0, path=" + folder + "/d, mode=493", folder + "/d", 0755);
    table.row("mkdir", "mkdir res=-17, path=" + folder + "/d, mode=493", folder + "/d", 0755);
    table.row(
        "mkdirat",
        "mkdirat res=0, dirfd=-100, path=" + folder + "/e, mode=448",
        CWD,
        folder + "/e",
        0700);
    table.row("mkdirat", "mkdirat res=-9, dirfd=999, path=e, mode=448", 999, "e", 0700);
    table.row("rmdir", "rmdir res=0, path=" + folder + "/d", folder + "/d");
    table.row("rmdir", "rmdir res=-2, path=" + folder + "/d", folder + "/d");
    table.row(
        "mknod",
        "mknod res=0, path=" + folder + "/p, mode=S_IWUSR|S_IRUSR|S_IFIFO, dev=0",
        folder + "/p",
        0010600,
        0);
    table.row(
        "mknod",
        "mknod res=-17, path=" + folder + "/p, mode=S_IWUSR|S_IRUSR|S_IFREG, dev=0",
        folder + "/p",
        0600,
        0);
    table.row(
        "mknodat",
        "mknodat res=0, dirfd=-100, path=" + folder + "/c, mode=S_IRUSR|S_IFCHR, dev=*",
        CWD,
        folder + "/c",
        0020400,
        0x103);
    table.row(
        "mknodat",
        "mknodat res=-9, dirfd=999, path=c, mode=S_IRUSR|S_IFCHR, dev=*",
        999,
        "c",
        0020400,
        0x103);
  }

  private void modes(Path folder) {
    String file = folder + "/modes";
    long fd = calls.call("creat", file, 0600);
    String mode = "S_IXOTH|S_IROTH|S_IXGRP|S_IRGRP|S_IXUSR|S_IWUSR|S_IRUSR|S_ISUID";
    table.row("chmod", "chmod res=0, filename=" + file + ", mode=" + mode, file, 04755);
    table.row("chmod", "chmod res=-2, filename=" + file + "x, mode=S_IRUSR", file + "x", 0400);
    table.row("fchmod", "fchmod res=0, fd=" + fd + ", mode=S_IWUSR|S_IRUSR", fd, 0600);
    table.row("fchmod", "fchmod res=-9, fd=999, mode=S_ISVTX", 999, 01000);
    table.row(
        "fchmodat",
        "fchmodat res=0, dirfd=-100, filename=" + file + ", mode=S_IRGRP|S_ISGID",
        CWD,
        file,
        02040);
    table.row("fchmodat", "fchmodat res=-9, dirfd=999, filename=x, mode=S_IRGRP", 999, "x", 040);
    table.row("chown", "chown res=0, path=" + file + ", uid=1, gid=2", file, 1, 2);
    table.row(
        "chown", "chown res=-2, path=" + file + "x, uid=1, gid=4294967295", file + "x", 1, -1);
    table.row("lchown", "lchown res=0, path=" + file + ", uid=0, gid=0", file, 0, 0);
    table.row("fchown", "fchown res=0, fd=" + fd + ", uid=3, gid=4", fd, 3, 4);
    table.row("fchown", "fchown res=-9, fd=999, uid=3, gid=4", 999, 3, 4);
    table.row(
        "fchownat",
        "fchownat res=0, dirfd=" + fd + ", pathname=, uid=5, gid=6, flags=AT_EMPTY_PATH",
        fd,
        "",
        5,
        6,
        0x1000);
    table.row(
        "fchownat",
        "fchownat res=-9, dirfd=999, pathname=x, uid=5, gid=6, flags=0",
        999,
        "x",
        5,
        6,
        0);
  }

  private static String stat(Path file) {
    try {
      long device = (Long) Files.getAttribute(file, "unix:dev");
      long major = device >> 8 & 0xfff;
      long minor = device & 0xff | device >> 12 & 0xfff00;
      return "dev="
          + (minor & 0xff | major << 8 | (minor & ~0xffL) << 12)
          + ", ino="
          + Files.getAttribute(file, "unix:ino");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
