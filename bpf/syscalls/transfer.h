/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Calls that move data: read, write, send, receive and their kin. Of the data the first
 * `settings.snaplen` bytes are kept; with 0 none, and the parameter is empty.
 */
#pragma once

#define VECTORS_MAX 32	/* pieces of a scattered buffer that are looked at */
#define MESSAGES_MAX 16 /* messages of one sendmmsg or recvmmsg that are written */

static __always_inline u64 data_size(u64 moved)
{
	return moved > settings.snaplen ? settings.snaplen : moved;
}

/* What a read filled in; empty where it failed. */
static __always_inline void put_read_data(struct event *e, u64 pointer, long ret)
{
	put_user_bytes(e, pointer, ret > 0 ? data_size(ret) : 0);
}

/* What a write wrote or, where it failed, would have written. */
static __always_inline void put_written_data(struct event *e, u64 pointer, u64 size, long ret)
{
	put_user_bytes(e, pointer, data_size(ret > 0 ? ret : size));
}

/* How many bytes a scattered buffer has. */
static __always_inline u32 vector_size(u64 vectors, u64 count)
{
	u32 size = 0;
	for (u32 i = 0; i < VECTORS_MAX && i < count; i++) {
		struct iovec vector = {};
		if (bpf_probe_read_user(&vector, sizeof(vector), (void *)(vectors + i * sizeof(vector))))
			break;
		size += vector.iov_len;
	}
	return size;
}

/* The first bytes of a scattered buffer. */
static __always_inline void put_vector_data(struct event *e, u64 vectors, u64 count, u64 size)
{
	u64 length = 0;
	size = data_size(size);
	for (u32 i = 0; i < VECTORS_MAX && i < count; i++) {
		struct iovec vector = {};
		if (length >= size || bpf_probe_read_user(&vector, sizeof(vector), (void *)(vectors + i * sizeof(vector))))
			break;
		u64 left = size - length;
		u64 piece = vector.iov_len < left ? vector.iov_len : left;
		u64 read = append_user_bytes(e, length, vector.iov_base, piece);
		if (piece && !read)
			break;
		length += read;
	}
	event_parameter(e, length);
}

SYSCALL_EXIT(read, READ_X)
{
	put_s64(e, ret);
	put_read_data(e, ARG1, ret);
	put_int(e, ARG0);
	put_u32(e, ARG2);
}

SYSCALL_EXIT(pread64, PREAD_X)
{
	put_s64(e, ret);
	put_read_data(e, ARG1, ret);
	put_int(e, ARG0);
	put_u32(e, ARG2);
	put_u64(e, ARG3);
}

SYSCALL_EXIT(write, WRITE_X)
{
	put_s64(e, ret);
	put_written_data(e, ARG1, ARG2, ret);
	put_int(e, ARG0);
	put_u32(e, ARG2);
}

SYSCALL_EXIT(pwrite64, PWRITE_X)
{
	put_s64(e, ret);
	put_written_data(e, ARG1, ARG2, ret);
	put_int(e, ARG0);
	put_u32(e, ARG2);
	put_u64(e, ARG3);
}

/* Result, size, data and descriptor: four parameters. */
static __always_inline void put_read_vector(struct event *e, struct pt_regs *regs, long ret)
{
	put_s64(e, ret);
	put_u32(e, ret > 0 ? ret : 0);
	put_vector_data(e, ARG1, ARG2, ret > 0 ? ret : 0);
	put_int(e, ARG0);
}

SYSCALL_EXIT(readv, READV_X)
{
	put_read_vector(e, regs, ret);
}

SYSCALL_EXIT(preadv, PREADV_X)
{
	put_read_vector(e, regs, ret);
	put_u64(e, ARG3);
}

/* Result, data, descriptor and size: four parameters. */
static __always_inline void put_written_vector(struct event *e, struct pt_regs *regs, long ret)
{
	u32 size = vector_size(ARG1, ARG2);
	put_s64(e, ret);
	put_vector_data(e, ARG1, ARG2, ret > 0 ? ret : size);
	put_int(e, ARG0);
	put_u32(e, size);
}

SYSCALL_EXIT(writev, WRITEV_X)
{
	put_written_vector(e, regs, ret);
}

SYSCALL_EXIT(pwritev, PWRITEV_X)
{
	put_written_vector(e, regs, ret);
	put_u64(e, ARG3);
}

SYSCALL_EXIT(sendto, SENDTO_X)
{
	put_s64(e, ret);
	put_written_data(e, ARG1, (u32)ARG2, ret);
	put_int(e, ARG0);
	put_u32(e, ARG2);
	if (ret >= 0)
		put_tuple(e, ARG0, SOCK_OUT, ARG4, ARG5);
	else
		put_empty(e);
}

/* The length of the sender's address that a receive filled in. */
static __always_inline u32 received_address_size(u64 address, u64 pointer)
{
	u32 size = 0;
	if (address)
		bpf_probe_read_user(&size, sizeof(size), (void *)pointer);
	return size;
}

SYSCALL_EXIT(recvfrom, RECVFROM_X)
{
	put_s64(e, ret);
	put_read_data(e, ARG1, ret);
	if (ret >= 0)
		put_tuple(e, ARG0, SOCK_IN, ARG4, received_address_size(ARG4, ARG5));
	else
		put_empty(e);
	put_int(e, ARG0);
	put_u32(e, ARG2);
}

SYSCALL_EXIT(sendmsg, SENDMSG_X)
{
	struct user_msghdr header = {};
	bpf_probe_read_user(&header, sizeof(header), (void *)ARG1);
	u32 size = vector_size(header.msg_iov, header.msg_iovlen);
	put_s64(e, ret);
	put_vector_data(e, header.msg_iov, header.msg_iovlen, ret > 0 ? ret : size);
	put_int(e, ARG0);
	put_u32(e, size);
	if (ret >= 0)
		put_tuple(e, ARG0, SOCK_OUT, header.msg_name, header.msg_namelen);
	else
		put_empty(e);
}

/* The control messages beside the data, such as passed descriptors; cut like the data. */
static __always_inline void put_control_data(struct event *e, u64 pointer, u64 size)
{
	put_user_bytes(e, pointer, pointer ? data_size(size) : 0);
}

SYSCALL_EXIT(recvmsg, RECVMSG_X)
{
	put_s64(e, ret);
	if (ret >= 0) {
		struct user_msghdr header = {};
		bpf_probe_read_user(&header, sizeof(header), (void *)ARG1);
		put_u32(e, ret);
		put_vector_data(e, header.msg_iov, header.msg_iovlen, ret);
		put_tuple(e, ARG0, SOCK_IN, header.msg_name, header.msg_namelen);
		put_control_data(e, header.msg_control, header.msg_controllen);
	} else {
		put_u32(e, 0);
		put_empty(e);
		put_empty(e);
		put_empty(e);
	}
	put_int(e, ARG0);
}

/* One event for each message of a sendmmsg or recvmmsg. */
struct messages {
	u64 headers;
	s32 descriptor;
};

static long send_message(u32 index, struct messages *messages)
{
	struct event event, *e = &event;
	struct mmsghdr message = {};
	if (!event_begin(e, KIND_SYSCALL, EVENT_SENDMMSG_X, PARAMS_SENDMMSG_X))
		return 0; /* lost, and counted */
	bpf_probe_read_user(&message, sizeof(message), (void *)(messages->headers + index * sizeof(message)));
	u32 size = vector_size(message.msg_hdr.msg_iov, message.msg_hdr.msg_iovlen);
	put_s64(e, message.msg_len);
	put_s64(e, messages->descriptor);
	put_u32(e, size);
	put_vector_data(e, message.msg_hdr.msg_iov, message.msg_hdr.msg_iovlen, message.msg_len);
	put_tuple(e, messages->descriptor, SOCK_OUT, message.msg_hdr.msg_name,
		  message.msg_hdr.msg_namelen);
	event_end(e, PARAMS_SENDMMSG_X);
	return 0;
}

static long receive_message(u32 index, struct messages *messages)
{
	struct event event, *e = &event;
	struct mmsghdr message = {};
	if (!event_begin(e, KIND_SYSCALL, EVENT_RECVMMSG_X, PARAMS_RECVMMSG_X))
		return 0; /* lost, and counted */
	bpf_probe_read_user(&message, sizeof(message), (void *)(messages->headers + index * sizeof(message)));
	put_s64(e, message.msg_len);
	put_s64(e, messages->descriptor);
	put_u32(e, message.msg_len);
	put_vector_data(e, message.msg_hdr.msg_iov, message.msg_hdr.msg_iovlen, message.msg_len);
	put_tuple(e, messages->descriptor, SOCK_IN, message.msg_hdr.msg_name,
		  message.msg_hdr.msg_namelen);
	put_control_data(e, message.msg_hdr.msg_control, message.msg_hdr.msg_controllen);
	event_end(e, PARAMS_RECVMMSG_X);
	return 0;
}

/* Result, descriptor and an empty rest: what is left of a call that moved no message. */
static __always_inline void put_no_message(struct event *e, struct pt_regs *regs, long ret)
{
	put_s64(e, ret);
	put_int(e, ARG0);
	put_u32(e, 0);
	put_empty(e);
	put_empty(e);
}

SEC("tp_btf/sys_exit") int sys_sendmmsg(u64 *ctx)
{
	struct pt_regs *regs = (struct pt_regs *)ctx[0];
	long ret = ctx[1];
	struct messages messages = { .headers = ARG1, .descriptor = ARG0 };
	struct event e;
	if (ret > 0) {
		bpf_loop(ret < MESSAGES_MAX ? ret : MESSAGES_MAX, send_message, &messages, 0);
	} else if (event_begin(&e, KIND_SYSCALL, EVENT_SENDMMSG_X, PARAMS_SENDMMSG_X)) {
		put_no_message(&e, regs, ret);
		event_end(&e, PARAMS_SENDMMSG_X);
	}
	return 0;
}

SEC("tp_btf/sys_exit") int sys_recvmmsg(u64 *ctx)
{
	struct pt_regs *regs = (struct pt_regs *)ctx[0];
	long ret = ctx[1];
	struct messages messages = { .headers = ARG1, .descriptor = ARG0 };
	struct event e;
	if (ret > 0) {
		bpf_loop(ret < MESSAGES_MAX ? ret : MESSAGES_MAX, receive_message, &messages, 0);
	} else if (event_begin(&e, KIND_SYSCALL, EVENT_RECVMMSG_X, PARAMS_RECVMMSG_X)) {
		put_no_message(&e, regs, ret);
		put_empty(&e);
		event_end(&e, PARAMS_RECVMMSG_X);
	}
	return 0;
}

SYSCALL_EXIT(sendfile, SENDFILE_X)
{
	u64 offset = 0;
	bpf_probe_read_user(&offset, sizeof(offset), (void *)ARG2);
	put_s64(e, ret);
	put_u64(e, offset);
	put_int(e, ARG0);
	put_int(e, ARG1);
	put_u64(e, ARG3);
}

SYSCALL_EXIT(splice, SPLICE_X)
{
	put_s64(e, ret);
	put_int(e, ARG0);
	put_int(e, ARG2);
	put_u64(e, ARG4);
	put_u32(e, ARG5 & 0xf);
}

SYSCALL_EXIT(copy_file_range, COPY_FILE_RANGE_X)
{
	put_s64(e, ret);
	put_int(e, ARG2);
	put_u64(e, ARG3);
	put_int(e, ARG0);
	put_u64(e, ARG1);
	put_u64(e, ARG4);
}

SYSCALL_EXIT(lseek, LSEEK_X)
{
	put_s64(e, ret);
	put_int(e, ARG0);
	put_u64(e, ARG1);
	put_u8(e, ARG2 < 3 ? ARG2 : 0);
}

/* Result, process and the first bytes moved: three parameters. */
static __always_inline void put_foreign_memory(struct event *e, struct pt_regs *regs, long ret)
{
	put_s64(e, ret);
	put_s64(e, ARG0);
	put_vector_data(e, ARG1, ARG2, ret > 0 ? ret : 0);
}

SYSCALL_EXIT(process_vm_readv, PROCESS_VM_READV_X)
{
	put_foreign_memory(e, regs, ret);
}

SYSCALL_EXIT(process_vm_writev, PROCESS_VM_WRITEV_X)
{
	put_foreign_memory(e, regs, ret);
}
