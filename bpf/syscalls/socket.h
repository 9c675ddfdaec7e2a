/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Sockets: making, naming, connecting, options. What goes through them is in transfer.h. */
#pragma once

#define EINPROGRESS 115

SYSCALL_EXIT(socket, SOCKET_X)
{
	put_s64(e, ret);
	put_u32(e, (u8)ARG0);
	put_u32(e, ARG1);
	put_u32(e, ARG2);
	put_u32(e, flags_descriptor(ARG1));
}

SYSCALL_EXIT(bind, BIND_X)
{
	put_s64(e, ret);
	put_address(e, ARG1, ARG2);
	put_int(e, ARG0);
}

SYSCALL_EXIT(connect, CONNECT_X)
{
	put_s64(e, ret);
	if (ret == 0 || ret == -EINPROGRESS)
		put_tuple(e, ARG0, SOCK_OUT, ARG1, ARG2);
	else
		put_empty(e);
	put_int(e, ARG0);
	put_address(e, ARG1, ARG2);
}

SYSCALL_EXIT(listen, LISTEN_X)
{
	put_s64(e, ret);
	put_int(e, ARG0);
	put_u32(e, ARG1);
}

/* The accepted connection, and how full the listener's queue was: five parameters. */
static __always_inline void put_accept(struct event *e, struct pt_regs *regs, long ret)
{
	u32 waiting = 0, most = 0;
	put_s64(e, ret);
	if (ret >= 0) {
		put_tuple(e, ret, SOCK_IN, 0, 0);
		struct sock *listener = sock_of(ARG0);
		if (listener) {
			waiting = read_member(listener, sk_ack_backlog);
			most = read_member(listener, sk_max_ack_backlog);
		}
	} else {
		put_empty(e);
	}
	put_u8(e, waiting && most ? (u64)waiting * 100 / most : 0);
	put_u32(e, waiting);
	put_u32(e, most);
}

SYSCALL_EXIT(accept, ACCEPT_5_X)
{
	put_accept(e, regs, ret);
}

SYSCALL_EXIT(accept4, ACCEPT4_6_X)
{
	put_accept(e, regs, ret);
	put_u32(e, flags_descriptor(ARG3));
}

SYSCALL_EXIT(shutdown, SHUTDOWN_X)
{
	u64 how = ARG1;
	put_s64(e, ret);
	put_int(e, ARG0);
	put_u8(e, how < 3 ? how : 0xff);
}

SYSCALL_EXIT(socketpair, SOCKETPAIR_X)
{
	s32 ends[2] = { -1, -1 };
	struct sock *first = NULL, *second = NULL;
	if (ret == 0) {
		bpf_probe_read_user(ends, sizeof(ends), (void *)ARG3);
		first = sock_of(ends[0]);
		if (first)
			second = read_member((struct unix_sock *)first, peer);
	}
	put_s64(e, ret);
	put_s64(e, ends[0]);
	put_s64(e, ends[1]);
	put_u64(e, (u64)first);
	put_u64(e, (u64)second);
	put_u32(e, (u8)ARG0);
	put_u32(e, ARG1);
	put_u32(e, ARG2);
}

SYSCALL_EXIT(getsockname, GETSOCKNAME_X)
{
}

SYSCALL_EXIT(getpeername, GETPEERNAME_X)
{
}

enum option_type { OPTION_BYTES, OPTION_ERROR, OPTION_U32, OPTION_U64, OPTION_TIME };

static __always_inline enum option_type option_type(u32 level, u32 option)
{
	if (level != 1)
		return OPTION_BYTES;
	switch (option) {
	case 4: /* SO_ERROR */
		return OPTION_ERROR;
	case 20: case 21: case 66: case 67: /* SO_RCVTIMEO, SO_SNDTIMEO, old and new */
		return OPTION_TIME;
	case 57: /* SO_COOKIE */
		return OPTION_U64;
	case 13: case 17: case 26: case 28: /* SO_LINGER, SO_PEERCRED, SO_ATTACH_FILTER, SO_PEERNAME */
		return OPTION_BYTES;
	case 1 ... 3: case 5 ... 12: case 14 ... 16: case 18: case 19: case 22 ... 25: case 27: case 29 ... 49:
		return OPTION_U32;
	default:
		return OPTION_BYTES;
	}
}

/* An option's value with the number of its type in front. */
static __always_inline void put_option(struct event *e, u32 level, u32 option, u64 pointer, u32 size)
{
	u8 *bytes = e->bytes + event_position(e);
	u64 length = 1;
	s32 number = 0;
	switch (option_type(level, option)) {
	case OPTION_ERROR:
		bpf_probe_read_user(&number, 4, (void *)pointer);
		bytes[0] = OPTION_ERROR;
		*(s64 *)(bytes + 1) = -(s64)number;
		length = 9;
		break;
	case OPTION_TIME: {
		struct timeval time = {};
		bpf_probe_read_user(&time, sizeof(time), (void *)pointer);
		bytes[0] = OPTION_TIME;
		*(u64 *)(bytes + 1) = time.tv_sec * 1000000000ULL + time.tv_usec * 1000;
		length = 9;
		break;
	}
	case OPTION_U64:
		bytes[0] = OPTION_U64;
		*(u64 *)(bytes + 1) = 0;
		bpf_probe_read_user(bytes + 1, 8, (void *)pointer);
		length = 9;
		break;
	case OPTION_U32:
		bpf_probe_read_user(&number, 4, (void *)pointer);
		bytes[0] = OPTION_U32;
		*(s32 *)(bytes + 1) = number;
		length = 5;
		break;
	case OPTION_BYTES:
		bytes[0] = OPTION_BYTES;
		length = 1 + append_user_bytes(e, 1, pointer, size > settings.snaplen ? settings.snaplen : size);
		break;
	}
	event_parameter(e, length);
}

/* Result, descriptor, level, option and value: five parameters. */
static __always_inline void put_socket_option(struct event *e, struct pt_regs *regs, long ret, u32 size)
{
	put_s64(e, ret);
	put_int(e, ARG0);
	put_u8(e, flags_sockopt_level(ARG1));
	put_u8(e, flags_sockopt(ARG1, ARG2));
	put_option(e, ARG1, ARG2, ARG3, size);
}

SYSCALL_EXIT(setsockopt, SETSOCKOPT_X)
{
	put_socket_option(e, regs, ret, (u16)ARG4);
	put_u32(e, (u16)ARG4);
}

SYSCALL_EXIT(getsockopt, GETSOCKOPT_X)
{
	u32 size = 0;
	bpf_probe_read_user(&size, sizeof(size), (void *)ARG4);
	put_socket_option(e, regs, ret, size);
	put_u32(e, size);
}
