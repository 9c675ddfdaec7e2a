/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Names, modes and owners of files and directories. */
#pragma once

/* Calls whose event is the result and their first argument, a path. */
#define ONE_PATH(name, TYPE)      \
	SYSCALL_EXIT(name, TYPE)  \
	{                         \
		put_s64(e, ret);  \
		put_path(e, ARG0); \
	}
/* The same with two paths. */
#define TWO_PATHS(name, TYPE)      \
	SYSCALL_EXIT(name, TYPE)   \
	{                          \
		put_s64(e, ret);   \
		put_path(e, ARG0); \
		put_path(e, ARG1); \
	}

ONE_PATH(chdir, CHDIR_X)
ONE_PATH(rmdir, RMDIR_2_X)
ONE_PATH(unlink, UNLINK_2_X)
ONE_PATH(stat, STAT_X)
ONE_PATH(lstat, LSTAT_X)
TWO_PATHS(rename, RENAME_X)
TWO_PATHS(link, LINK_2_X)
TWO_PATHS(symlink, SYMLINK_X)

SYSCALL_EXIT(fchdir, FCHDIR_X)
{
	put_s64(e, ret);
	put_int(e, ARG0);
}

SYSCALL_EXIT(getcwd, GETCWD_X)
{
	put_s64(e, ret);
	if (ret >= 0)
		put_path(e, ARG0);
	else
		put_empty(e);
}

SYSCALL_EXIT(mkdir, MKDIR_2_X)
{
	put_s64(e, ret);
	put_path(e, ARG0);
	put_u32(e, ARG1);
}

SYSCALL_EXIT(mkdirat, MKDIRAT_X)
{
	put_s64(e, ret);
	put_dirfd(e, ARG0);
	put_path(e, ARG1);
	put_u32(e, ARG2);
}

SYSCALL_EXIT(unlinkat, UNLINKAT_2_X)
{
	put_s64(e, ret);
	put_dirfd(e, ARG0);
	put_path(e, ARG1);
	put_u32(e, ARG2 & 0x200); /* AT_REMOVEDIR */
}

/* Result and two paths with their directories: five parameters. */
static __always_inline void put_two_places(struct event *e, struct pt_regs *regs, long ret)
{
	put_s64(e, ret);
	put_dirfd(e, ARG0);
	put_path(e, ARG1);
	put_dirfd(e, ARG2);
	put_path(e, ARG3);
}

SYSCALL_EXIT(renameat, RENAMEAT_X)
{
	put_two_places(e, regs, ret);
}

SYSCALL_EXIT(renameat2, RENAMEAT2_X)
{
	put_two_places(e, regs, ret);
	put_u32(e, ARG4);
}

SYSCALL_EXIT(linkat, LINKAT_2_X)
{
	put_two_places(e, regs, ret);
	put_u32(e, flags_linkat(ARG4));
}

SYSCALL_EXIT(symlinkat, SYMLINKAT_X)
{
	put_s64(e, ret);
	put_path(e, ARG0);
	put_dirfd(e, ARG1);
	put_path(e, ARG2);
}

SYSCALL_EXIT(chmod, CHMOD_X)
{
	put_s64(e, ret);
	put_path(e, ARG0);
	put_u32(e, ARG1 & 07777);
}

SYSCALL_EXIT(fchmod, FCHMOD_X)
{
	put_s64(e, ret);
	put_int(e, ARG0);
	put_u32(e, ARG1 & 07777);
}

SYSCALL_EXIT(fchmodat, FCHMODAT_X)
{
	put_s64(e, ret);
	put_dirfd(e, ARG0);
	put_path(e, ARG1);
	put_u32(e, ARG2 & 07777);
}

/* Result, path, user and group: four parameters. */
static __always_inline void put_chown(struct event *e, struct pt_regs *regs, long ret)
{
	put_s64(e, ret);
	put_path(e, ARG0);
	put_u32(e, ARG1);
	put_u32(e, ARG2);
}

SYSCALL_EXIT(chown, CHOWN_X)
{
	put_chown(e, regs, ret);
}

SYSCALL_EXIT(lchown, LCHOWN_X)
{
	put_chown(e, regs, ret);
}

SYSCALL_EXIT(fchown, FCHOWN_X)
{
	put_s64(e, ret);
	put_int(e, ARG0);
	put_u32(e, ARG1);
	put_u32(e, ARG2);
}

SYSCALL_EXIT(fchownat, FCHOWNAT_X)
{
	put_s64(e, ret);
	put_dirfd(e, ARG0);
	put_path(e, ARG1);
	put_u32(e, ARG2);
	put_u32(e, ARG3);
	put_u32(e, flags_linkat(ARG4));
}

SYSCALL_EXIT(mknod, MKNOD_X)
{
	put_s64(e, ret);
	put_path(e, ARG0);
	put_u32(e, flags_mknod(ARG1));
	put_u32(e, flags_device(ARG2));
}

SYSCALL_EXIT(mknodat, MKNODAT_X)
{
	put_s64(e, ret);
	put_dirfd(e, ARG0);
	put_path(e, ARG1);
	put_u32(e, flags_mknod(ARG2));
	put_u32(e, flags_device(ARG3));
}

SYSCALL_EXIT(access, ACCESS_X)
{
	put_s64(e, ret);
	put_path(e, ARG0);
	put_u32(e, ARG1 & 7); /* R_OK, W_OK, X_OK */
}

SYSCALL_EXIT(fstat, FSTAT_X)
{
	put_s64(e, ret);
	put_int(e, ARG0);
}

SYSCALL_EXIT(newfstatat, NEWFSTATAT_X)
{
	put_s64(e, ret);
	put_dirfd(e, ARG0);
	put_path(e, ARG1);
	put_u32(e, ARG3 & (0x100 | 0x800 | 0x1000));
}

SYSCALL_EXIT(getdents, GETDENTS_X)
{
	put_s64(e, ret);
	put_int(e, ARG0);
}

SYSCALL_EXIT(getdents64, GETDENTS64_X)
{
	put_s64(e, ret);
	put_int(e, ARG0);
}
