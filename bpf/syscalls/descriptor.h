/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Calls that end, copy or control descriptors, and those that make descriptors of other things. */
#pragma once

SYSCALL_EXIT(close, CLOSE_X)
{
	put_s64(e, ret);
	put_int(e, ARG0);
}

SYSCALL_EXIT(close_range, CLOSE_RANGE_X)
{
	put_s64(e, ret);
	put_u32(e, ARG0);
	put_u32(e, ARG1);
	put_u32(e, ARG2 & 6); /* CLOSE_RANGE_UNSHARE, CLOSE_RANGE_CLOEXEC */
}

SYSCALL_EXIT(dup, DUP_1_X)
{
	put_int(e, ret);
	put_int(e, ARG0);
}

SYSCALL_EXIT(dup2, DUP2_X)
{
	put_int(e, ret);
	put_int(e, ARG0);
	put_int(e, ARG1);
}

SYSCALL_EXIT(dup3, DUP3_X)
{
	put_int(e, ret);
	put_int(e, ARG0);
	put_int(e, ARG1);
	put_u32(e, BIT(ARG2, 02000000, 1 << 12));
}

SYSCALL_EXIT(fcntl, FCNTL_X)
{
	put_s64(e, ret);
	put_int(e, ARG0);
	put_u8(e, flags_fcntl(ARG1));
	put_u64(e, ARG2);
}

SYSCALL_EXIT(flock, FLOCK_X)
{
	put_s64(e, ret);
	put_int(e, ARG0);
	put_u32(e, flags_flock(ARG1));
}

SYSCALL_EXIT(ioctl, IOCTL_3_X)
{
	put_s64(e, ret);
	put_int(e, ARG0);
	put_u64(e, ARG1);
	put_u64(e, ARG2);
}

/* Result, both descriptors and the pipe's inode: four parameters. */
static __always_inline void put_pipe(struct event *e, long ret, u64 pointer)
{
	s32 ends[2] = { -1, -1 };
	if (bpf_probe_read_user(ends, sizeof(ends), (void *)pointer))
		ends[0] = ends[1] = -1;
	put_s64(e, ret);
	put_s64(e, ends[0]);
	put_s64(e, ends[1]);
	struct file *file = ret == 0 ? file_of(ends[0]) : NULL;
	put_u64(e, file ? read_member(file, f_inode, i_ino) : 0);
}

SYSCALL_EXIT(pipe, PIPE_X)
{
	put_pipe(e, ret, ARG0);
}

SYSCALL_EXIT(pipe2, PIPE2_X)
{
	put_pipe(e, ret, ARG0);
	put_u32(e, flags_pipe(ARG1));
}

SYSCALL_EXIT(eventfd, EVENTFD_X)
{
	put_s64(e, ret);
	put_u64(e, ARG0);
	put_u32(e, 0);
}

SYSCALL_EXIT(eventfd2, EVENTFD2_X)
{
	put_s64(e, ret);
	put_u16(e, flags_descriptor(ARG1));
	put_u64(e, (u32)ARG0);
}

SYSCALL_EXIT(signalfd, SIGNALFD_X)
{
	put_s64(e, ret);
	put_int(e, ARG0);
	put_u32(e, 0);
	put_u8(e, 0);
}

SYSCALL_EXIT(signalfd4, SIGNALFD4_X)
{
	put_int(e, ret);
	put_u16(e, flags_descriptor(ARG3));
	put_int(e, ARG0);
	put_u32(e, 0);
}

SYSCALL_EXIT(timerfd_create, TIMERFD_CREATE_X)
{
	put_s64(e, ret);
	put_u8(e, ARG0);
	put_u8(e, flags_descriptor(ARG1));
}

SYSCALL_EXIT(inotify_init, INOTIFY_INIT_X)
{
	put_s64(e, ret);
	put_u8(e, 0);
}

SYSCALL_EXIT(inotify_init1, INOTIFY_INIT1_X)
{
	put_s64(e, ret);
	put_u16(e, flags_descriptor(ARG0));
}

SYSCALL_EXIT(epoll_create, EPOLL_CREATE_X)
{
	put_s64(e, ret);
	put_u32(e, ARG0);
}

SYSCALL_EXIT(epoll_create1, EPOLL_CREATE1_X)
{
	put_s64(e, ret);
	put_u32(e, BIT(ARG0, 02000000, 1));
}

SYSCALL_EXIT(memfd_create, MEMFD_CREATE_X)
{
	put_s64(e, ret);
	put_path(e, ARG0);
	put_u32(e, ARG1 & 7); /* MFD_CLOEXEC, MFD_ALLOW_SEALING, MFD_HUGETLB */
}

SYSCALL_EXIT(userfaultfd, USERFAULTFD_X)
{
	put_s64(e, ret);
	put_u32(e, ARG0);
}
