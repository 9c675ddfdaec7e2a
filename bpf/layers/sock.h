/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* sock_*: addresses. In the file addresses are in network order and ports in host order. */
#pragma once

#define AF_UNIX 1
#define AF_INET 2
#define AF_INET6 10
#define SOCKFS_MAGIC 0x534f434b
#define UNIX_PATH_SIZE 109 /* sun_path and a NUL */
#define ADDRESS_SIZE 110   /* sockaddr_un, the longest that is read */

enum sock_direction { SOCK_OUT, SOCK_IN };

static __always_inline u16 sock_port(u16 port)
{
	return __builtin_bswap16(port);
}

/* The current task's socket behind a descriptor; null where it is none. */
static __always_inline struct sock *sock_of(s32 descriptor)
{
	struct file *file = file_of(descriptor);
	if (!file || read_member(file, f_inode, i_sb, s_magic) != SOCKFS_MAGIC)
		return NULL;
	struct socket *socket = read_member(file, private_data);
	return socket ? read_member(socket, sk) : NULL;
}

/*
 * The path of a unix address of `size` bytes at a position; its length with the NUL. A path may lack
 * its NUL; an abstract name always does, and stands there without the NUL that it begins with.
 */
static __always_inline u64 sock_write_path(u8 *bytes, u64 at, u64 address, u64 size, bool user)
{
	u8 *text = bytes + bounded(at, POSITION_MASK), *copy = bytes + SCRATCH;
	u64 length = (u32)size > ADDRESS_SIZE ? ADDRESS_SIZE - 2 : (u32)size < 2 ? 0 : (u32)size - 2;
	long failed = user ? bpf_probe_read_user(copy, bounded(length, 0x7f), (void *)(address + 2))
			   : bpf_probe_read_kernel(copy, bounded(length, 0x7f), (void *)(address + 2));
	copy[bounded(failed ? 0 : length, 0x7f)] = 0;
	u64 written = not_negative(bpf_probe_read_kernel_str(text, UNIX_PATH_SIZE, copy + (copy[0] == 0 && length > 1 && !failed)));
	if (!written)
		*text = 0;
	return written ? written : 1;
}

/* An address as user space passed it. */
static __always_inline void put_address(struct event *e, u64 pointer, u64 size)
{
	u8 *bytes = e->bytes + event_position(e);
	u8 address[32] = {}; /* holds a sockaddr_in6; unix paths are read from where they are */
	u64 head = (u32)size > 28 ? 28 : (u32)size;
	if (!head || bpf_probe_read_user(address, bounded(head, 0x1f), (void *)pointer)) {
		put_empty(e);
		return;
	}
	u16 family = *(u16 *)address;
	bytes[0] = family;
	switch (family) {
	case AF_INET:
		*(u32 *)(bytes + 1) = *(u32 *)(address + 4);
		*(u16 *)(bytes + 5) = sock_port(*(u16 *)(address + 2));
		event_parameter(e, 7);
		break;
	case AF_INET6:
		__builtin_memcpy(bytes + 1, address + 8, 16);
		*(u16 *)(bytes + 17) = sock_port(*(u16 *)(address + 2));
		event_parameter(e, 19);
		break;
	case AF_UNIX:
		event_parameter(e, 1 + sock_write_path(e->bytes, e->at + 1, pointer, size, true));
		break;
	default:
		put_empty(e);
	}
}

/* What a caller passed as the target of a send; size 0 = nothing. */
struct sock_target {
	u64 pointer, size;
};

/* One end of a connection: where its address and its port go. */
struct sock_slots {
	u8 *local, *local_port, *remote, *remote_port;
};

static __always_inline struct sock_slots sock_slots(u8 *bytes, u32 address_size,
						    enum sock_direction direction)
{
	u8 *first = bytes + 1, *second = first + address_size + 2;
	u8 *local = direction == SOCK_OUT ? first : second, *remote = direction == SOCK_OUT ? second : first;
	return (struct sock_slots){ local, local + address_size, remote, remote + address_size };
}

static __always_inline u16 sock_local_port(struct sock *sk)
{
	return sock_port(read_member((struct inet_sock *)sk, inet_sport));
}

/* 13 bytes: family, then address and port of the sender and of the receiver. */
static __always_inline u64 sock_write_tuple4(u8 *bytes, u64 at, struct sock *sk,
					     enum sock_direction direction, struct sock_target target)
{
	u32 remote = read_member(sk, __sk_common.skc_daddr);
	u16 remote_port = read_member(sk, __sk_common.skc_dport);
	if (!remote_port && target.size) { /* not connected: the address that the caller named */
		u8 address[8] = {};
		bpf_probe_read_user(address, sizeof(address), (void *)target.pointer);
		remote = *(u32 *)(address + 4);
		remote_port = *(u16 *)(address + 2);
	}
	bytes += bounded(at, POSITION_MASK);
	struct sock_slots slots = sock_slots(bytes, 4, direction);
	bytes[0] = AF_INET;
	*(u32 *)slots.local = read_member((struct inet_sock *)sk, inet_saddr);
	*(u16 *)slots.local_port = sock_local_port(sk);
	*(u32 *)slots.remote = remote;
	*(u16 *)slots.remote_port = sock_port(remote_port);
	return 13;
}

/* 37 bytes, the same with longer addresses. */
static __always_inline u64 sock_write_tuple6(u8 *bytes, u64 at, struct sock *sk,
					     enum sock_direction direction, struct sock_target target)
{
	u16 remote_port = read_member(sk, __sk_common.skc_dport);
	bytes += bounded(at, POSITION_MASK);
	struct sock_slots slots = sock_slots(bytes, 16, direction);
	bytes[0] = AF_INET6;
	bpf_core_read(slots.remote, 16, &sk->__sk_common.skc_v6_daddr);
	if (!remote_port && target.size) {
		bpf_probe_read_user(&remote_port, 2, (void *)target.pointer + 2);
		bpf_probe_read_user(slots.remote, 16, (void *)target.pointer + 8);
	}
	struct ipv6_pinfo *info = read_member((struct inet_sock *)sk, pinet6);
	bpf_core_read(slots.local, 16, &info->saddr);
	*(u16 *)slots.local_port = sock_local_port(sk);
	*(u16 *)slots.remote_port = sock_port(remote_port);
	return 37;
}

/* The kernel's numbers of the receiver and the sender, and the receiver's path. */
static __always_inline u64 sock_write_tuple_unix(u8 *bytes, u64 at, struct sock *sk,
						 enum sock_direction direction, struct sock_target target)
{
	struct sock *peer = read_member((struct unix_sock *)sk, peer);
	struct sock *receiver = direction == SOCK_OUT ? peer : sk;
	u8 *tuple = bytes + bounded(at, POSITION_MASK);
	tuple[0] = AF_UNIX;
	*(u64 *)(tuple + 1) = (u64)receiver;
	*(u64 *)(tuple + 9) = (u64)(direction == SOCK_OUT ? sk : peer);
	if (!receiver && target.size)
		return 17 + sock_write_path(bytes, at + 17, target.pointer, target.size, true);
	struct unix_address *address = read_member((struct unix_sock *)receiver, addr);
	u64 name = (u64)address + bpf_core_field_offset(struct unix_address, name);
	return 17 + sock_write_path(bytes, at + 17, name, address ? read_member(address, len) : 0, false);
}

#define SOCK_DIRECTION_BIT 32

/*
 * Sender and receiver of a socket's data. `socket`: its descriptor, and above it the direction. The
 * target counts for a send on a socket that isn't connected. Other families than the internet's and
 * unix give nothing.
 */
__noinline u64 write_tuple(struct slot *slot, u64 at, u64 socket, u64 pointer, u64 size)
{
	u8 *bytes = (u8 *)slot;
	struct sock *sk = sock_of(socket);
	enum sock_direction direction = socket >> SOCK_DIRECTION_BIT;
	struct sock_target target = { pointer, (u32)size };
	if (!bytes || !sk)
		return 0;
	switch (read_member(sk, __sk_common.skc_family)) {
	case AF_INET:
		return sock_write_tuple4(bytes, at, sk, direction, target);
	case AF_INET6:
		return sock_write_tuple6(bytes, at, sk, direction, target);
	case AF_UNIX:
		return sock_write_tuple_unix(bytes, at, sk, direction, target);
	default:
		return 0;
	}
}

static __always_inline void put_tuple(struct event *e, u32 descriptor, enum sock_direction direction,
				      u64 target, u64 target_size)
{
	u64 socket = descriptor | (u64)direction << SOCK_DIRECTION_BIT;
	event_parameter(e, write_tuple(event_slot(e), e->at, socket, target, target ? target_size : 0));
}
