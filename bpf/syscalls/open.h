/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* open, openat, openat2, creat, open_by_handle_at. */
#pragma once

SYSCALL_EXIT(open, OPEN_X)
{
	struct file_identity file = file_identity(ret);
	u32 flags = ARG1;
	put_s64(e, ret);
	put_path(e, ARG0);
	put_u32(e, flags_open(flags) | file.flags);
	put_u32(e, flags_open_mode(flags, ARG2));
	put_u32(e, file.device);
	put_u64(e, file.inode);
}

SYSCALL_EXIT(openat, OPENAT_2_X)
{
	struct file_identity file = file_identity(ret);
	u32 flags = ARG2;
	put_s64(e, ret);
	put_dirfd(e, ARG0);
	put_path(e, ARG1);
	put_u32(e, flags_open(flags) | file.flags);
	put_u32(e, flags_open_mode(flags, ARG3));
	put_u32(e, file.device);
	put_u64(e, file.inode);
}

struct open_how {
	u64 flags, mode, resolve;
};

SYSCALL_EXIT(openat2, OPENAT2_X)
{
	struct file_identity file = file_identity(ret);
	struct open_how how = {};
	bpf_probe_read_user(&how, sizeof(how), (void *)ARG2);
	put_s64(e, ret);
	put_dirfd(e, ARG0);
	put_path(e, ARG1);
	put_u32(e, flags_open(how.flags) | file.flags);
	put_u32(e, flags_open_mode(how.flags, how.mode));
	put_u32(e, flags_resolve(how.resolve));
	put_u32(e, file.device);
	put_u64(e, file.inode);
}

SYSCALL_EXIT(creat, CREAT_X)
{
	struct file_identity file = file_identity(ret);
	put_s64(e, ret);
	put_path(e, ARG0);
	put_u32(e, ARG1 & 07777);
	put_u32(e, file.device);
	put_u64(e, file.inode);
	put_u16(e, BIT(file.flags, FILE_UPPER_LAYER, 1) | BIT(file.flags, FILE_LOWER_LAYER, 2));
}

/* The only open without a path among its arguments: it is the opened file's. */
SYSCALL_EXIT(open_by_handle_at, OPEN_BY_HANDLE_AT_X)
{
	struct file_identity file = file_identity(ret);
	struct file *opened = NULL; /* read so that it may be passed to a function */
	bpf_probe_read_kernel(&opened, sizeof(opened), file_pointer(ret));
	put_s64(e, ret);
	put_dirfd(e, ARG0);
	put_u32(e, flags_open(ARG2) | file.flags);
	put_file_path(e, opened);
	put_u32(e, file.device);
	put_u64(e, file.inode);
}
