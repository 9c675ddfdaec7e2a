/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Users, groups and capabilities of a process. */
#pragma once

#define ONE_ID(name, TYPE)            \
	SYSCALL_EXIT(name, TYPE)      \
	{                             \
		put_s64(e, ret);      \
		put_u32(e, ARG0);     \
	}
#define TWO_IDS(name, TYPE)           \
	SYSCALL_EXIT(name, TYPE)      \
	{                             \
		put_s64(e, ret);      \
		put_u32(e, ARG0);     \
		put_u32(e, ARG1);     \
	}
#define THREE_IDS(name, TYPE)         \
	SYSCALL_EXIT(name, TYPE)      \
	{                             \
		put_s64(e, ret);      \
		put_u32(e, ARG0);     \
		put_u32(e, ARG1);     \
		put_u32(e, ARG2);     \
	}
#define RETURNED_ID(name, TYPE)       \
	SYSCALL_EXIT(name, TYPE)      \
	{                             \
		put_u32(e, ret);      \
	}

ONE_ID(setuid, SETUID_X)
ONE_ID(setgid, SETGID_X)
TWO_IDS(setreuid, SETREUID_X)
TWO_IDS(setregid, SETREGID_X)
THREE_IDS(setresuid, SETRESUID_X)
THREE_IDS(setresgid, SETRESGID_X)
RETURNED_ID(getuid, GETUID_X)
RETURNED_ID(geteuid, GETEUID_X)
RETURNED_ID(getgid, GETGID_X)
RETURNED_ID(getegid, GETEGID_X)

static __always_inline void put_user_u32(struct event *e, u64 pointer)
{
	u32 value = 0;
	bpf_probe_read_user(&value, sizeof(value), (void *)pointer);
	put_u32(e, value);
}

static __always_inline void put_three_ids(struct event *e, struct pt_regs *regs, long ret)
{
	put_s64(e, ret);
	put_user_u32(e, ARG0);
	put_user_u32(e, ARG1);
	put_user_u32(e, ARG2);
}

SYSCALL_EXIT(getresuid, GETRESUID_X)
{
	put_three_ids(e, regs, ret);
}

SYSCALL_EXIT(getresgid, GETRESGID_X)
{
	put_three_ids(e, regs, ret);
}

/* The sets that the caller has afterwards, whether or not the call succeeded. */
SYSCALL_EXIT(capset, CAPSET_X)
{
	put_s64(e, ret);
	put_capabilities(e, task_current());
}
