/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Calls that change or program the kernel: modules, bpf, io_uring, keys, quotas. */
#pragma once

SYSCALL_EXIT(init_module, INIT_MODULE_X)
{
	put_s64(e, ret);
	put_user_bytes(e, ARG0, data_size(ARG1));
	put_u64(e, ARG1);
	put_path(e, ARG2);
}

SYSCALL_EXIT(finit_module, FINIT_MODULE_X)
{
	put_s64(e, ret);
	put_int(e, ARG0);
	put_path(e, ARG1);
	put_u32(e, ARG2 & 7);
}

SYSCALL_EXIT(delete_module, DELETE_MODULE_X)
{
	put_s64(e, ret);
	put_path(e, ARG0);
	put_u32(e, BIT(ARG1, 01000, 1) | BIT(ARG1, 04000, 2)); /* O_TRUNC, O_NONBLOCK */
}

SYSCALL_EXIT(bpf, BPF_2_X)
{
	put_s64(e, ret);
	put_u32(e, ARG0);
}

struct io_uring_params {
	u32 sq_entries, cq_entries, flags, sq_thread_cpu, sq_thread_idle, features;
};

/* libscap's table has no number for flags of newer kernels; IORING_SQ_NEED_WAKEUP shares SETUP's 1. */
static __always_inline u32 io_uring_setup_flags(u32 flags)
{
	u32 result = 0;
	result |= BIT(flags, 1 << 0, 1 << 0 | 1 << 2); /* IORING_SETUP_IOPOLL, IORING_SQ_NEED_WAKEUP */
	result |= BIT(flags, 1 << 1, 1 << 1);	       /* IORING_SETUP_SQPOLL */
	result |= BIT(flags, 1 << 2, 1 << 3);	       /* IORING_SETUP_SQ_AFF */
	result |= BIT(flags, 1 << 3, 1 << 4);	       /* IORING_SETUP_CQSIZE */
	result |= BIT(flags, 1 << 4, 1 << 5);	       /* IORING_SETUP_CLAMP */
	result |= BIT(flags, 1 << 5, 1 << 6);	       /* IORING_SETUP_ATTACH_WQ */
	result |= BIT(flags, 1 << 6, 1 << 7);	       /* IORING_SETUP_R_DISABLED */
	return result;
}

SYSCALL_EXIT(io_uring_setup, IO_URING_SETUP_X)
{
	struct io_uring_params params = {};
	bpf_probe_read_user(&params, sizeof(params), (void *)ARG1);
	put_s64(e, ret);
	put_u32(e, ARG0);
	put_u32(e, params.sq_entries);
	put_u32(e, params.cq_entries);
	put_u32(e, io_uring_setup_flags(params.flags));
	put_u32(e, params.sq_thread_cpu);
	put_u32(e, params.sq_thread_idle);
	put_u32(e, params.features & 0x7ff);
}

SYSCALL_EXIT(io_uring_enter, IO_URING_ENTER_X)
{
	put_s64(e, ret);
	put_int(e, ARG0);
	put_u32(e, ARG1);
	put_u32(e, ARG2);
	put_u32(e, ARG3 & 0xf);
	put_u32(e, ARG4);
}

SYSCALL_EXIT(io_uring_register, IO_URING_REGISTER_X)
{
	put_s64(e, ret);
	put_int(e, ARG0);
	put_u16(e, ARG1);
	put_u64(e, ARG2);
	put_u32(e, ARG3);
}

#define KEY_NUMBER 0
#define KEY_TEXT 1

/* A text among keyctl's arguments, with the number of its type in front. */
static __always_inline void put_key_text(struct event *e, u64 pointer)
{
	u8 *bytes = e->bytes + event_position(e);
	bytes[0] = KEY_TEXT;
	long length = pointer ? bpf_probe_read_user_str(bytes + 1, PATH_SIZE, (void *)pointer) : 0;
	event_parameter(e, 1 + (length > 0 ? length : 0));
}

/* Which of keyctl's arguments 2 to 5 an operation has (low bits) and which of them are texts (high). */
static __always_inline u32 key_arguments(u32 operation)
{
	switch (operation) {
	case 1: return 0x11;				  /* JOIN_SESSION_KEYRING */
	case 3: case 7: case 14: case 16: case 21:	  /* REVOKE, CLEAR, SET_REQKEY_KEYRING, */
		return 0x01;				  /* ASSUME_AUTHORITY, INVALIDATE */
	case 0: case 5: case 8: case 9: case 15: case 22: /* GET_KEYRING_ID, SETPERM, LINK, UNLINK, */
	case 31:					  /* SET_TIMEOUT, GET_PERSISTENT, */
		return 0x03;				  /* CAPABILITIES */
	case 2: case 4: case 6: case 11: case 13:	  /* UPDATE, CHOWN, DESCRIBE, READ, NEGATE, */
	case 17: case 32:				  /* GET_SECURITY, WATCH_KEY */
		return 0x07;
	case 29: return 0x67;				  /* RESTRICT_KEYRING */
	case 24: return 0x47;				  /* PKEY_QUERY */
	case 10: return 0x6f;				  /* SEARCH */
	case 12: case 19: case 20: case 23: case 30:	  /* INSTANTIATE, REJECT, INSTANTIATE_IOV, */
		return 0x0f;				  /* DH_COMPUTE, MOVE */
	case 25: case 26: case 27: case 28:		  /* PKEY_ENCRYPT, DECRYPT, SIGN, VERIFY */
		return 0x2f;
	default: return 0;				  /* SESSION_TO_PARENT and unknown ones */
	}
}

static __always_inline void put_key_argument(struct event *e, u32 kinds, u32 index, u64 value)
{
	if (kinds & 0x10 << index)
		put_key_text(e, value);
	else
		put_tagged_u64(e, KEY_NUMBER, kinds & 1 << index ? value : 0);
}

SYSCALL_EXIT(keyctl, KEYCTL_X)
{
	u32 kinds = key_arguments(ARG0);
	put_s64(e, ret);
	put_u32(e, ARG0);
	put_key_argument(e, kinds, 0, ARG1);
	put_key_argument(e, kinds, 1, ARG2);
	put_key_argument(e, kinds, 2, ARG3);
	put_key_argument(e, kinds, 3, ARG4);
}

struct if_dqblk {
	u64 bhardlimit, bsoftlimit, curspace, ihardlimit, isoftlimit, curinodes, btime, itime;
	u32 valid, pad;
};

struct if_dqinfo {
	u64 bgrace, igrace;
	u32 flags, valid;
};

#define QUOTA_ON (1 << 0)
#define QUOTA_GETFMT (1 << 2)
#define QUOTA_INFO (1 << 3 | 1 << 4)
#define QUOTA_LIMITS (1 << 5 | 1 << 6)
#define QUOTA_HAS_ID (1 << 5 | 1 << 6 | 1 << 10 | 1 << 11)

SYSCALL_EXIT(quotactl, QUOTACTL_X)
{
	u16 command = flags_quotactl(ARG0);
	u32 kind = ARG0 & 0xff;
	struct if_dqblk limits = {};
	struct if_dqinfo info = {};
	u32 format = 0;
	if (command & QUOTA_LIMITS)
		bpf_probe_read_user(&limits, sizeof(limits), (void *)ARG3);
	if (command & QUOTA_INFO)
		bpf_probe_read_user(&info, sizeof(info), (void *)ARG3);
	if (command & QUOTA_GETFMT)
		bpf_probe_read_user(&format, sizeof(format), (void *)ARG3);
	put_s64(e, ret);
	put_path(e, ARG1);
	if (command & QUOTA_ON)
		put_path(e, ARG3);
	else
		put_empty(e);
	put_u64(e, limits.valid & 1 ? limits.bhardlimit : 0);
	put_u64(e, limits.valid & 1 ? limits.bsoftlimit : 0);
	put_u64(e, limits.valid & 2 ? limits.curspace : 0);
	put_u64(e, limits.valid & 4 ? limits.ihardlimit : 0);
	put_u64(e, limits.valid & 4 ? limits.isoftlimit : 0);
	put_u64(e, limits.valid & 16 ? limits.btime : 0);
	put_u64(e, limits.valid & 32 ? limits.itime : 0);
	put_u64(e, info.valid & 1 ? info.bgrace : 0);
	put_u64(e, info.valid & 2 ? info.igrace : 0);
	put_u8(e, info.valid & 4 ? info.flags : 0);
	put_u8(e, flags_quota_format(format));
	put_u16(e, command);
	put_u8(e, kind == 0 ? 1 : kind == 1 ? 2 : 0); /* USRQUOTA, GRPQUOTA */
	put_u32(e, command & QUOTA_HAS_ID ? ARG2 : 0);
	put_u8(e, command & QUOTA_ON ? flags_quota_format(ARG2) : 1);
}

/* A call without an event of its own: its number, libscap's and the kernel's. */
SYSCALL_EXIT(generic, GENERIC_X)
{
	u64 number = regs->orig_ax;
	put_u16(e, settings.syscall_codes[number & (SYSCALLS - 1)]);
	put_u16(e, number);
}
