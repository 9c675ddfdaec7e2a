/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Memory, waiting, semaphores: frequent calls that few rules look at; not recorded by default. */
#pragma once

SYSCALL_EXIT(brk, BRK_4_X)
{
	put_u64(e, ret);
	put_memory(e, task_current());
	put_u64(e, ARG0);
}

SYSCALL_EXIT(mmap, MMAP_X)
{
	put_s64(e, ret);
	put_memory(e, task_current());
	put_u64(e, ARG0);
	put_u64(e, ARG1);
	put_u32(e, flags_prot(ARG2));
	put_u32(e, flags_mmap(ARG3));
	put_int(e, ARG4);
	put_u64(e, ARG5);
}

SYSCALL_EXIT(munmap, MUNMAP_X)
{
	put_s64(e, ret);
	put_memory(e, task_current());
	put_u64(e, ARG0);
	put_u64(e, ARG1);
}

SYSCALL_EXIT(mprotect, MPROTECT_X)
{
	put_s64(e, ret);
	put_u64(e, ARG0);
	put_u64(e, ARG1);
	put_u32(e, flags_prot(ARG2));
}

SYSCALL_EXIT(mlock, MLOCK_X)
{
	put_s64(e, ret);
	put_u64(e, ARG0);
	put_u64(e, ARG1);
}

SYSCALL_EXIT(mlock2, MLOCK2_X)
{
	put_s64(e, ret);
	put_u64(e, ARG0);
	put_u64(e, ARG1);
	put_u32(e, ARG2 & 1);
}

SYSCALL_EXIT(munlock, MUNLOCK_X)
{
	put_s64(e, ret);
	put_u64(e, ARG0);
	put_u64(e, ARG1);
}

SYSCALL_EXIT(mlockall, MLOCKALL_X)
{
	put_s64(e, ret);
	put_u32(e, ARG0 & 7);
}

SYSCALL_EXIT(munlockall, MUNLOCKALL_X)
{
	put_s64(e, ret);
}

SYSCALL_EXIT(futex, FUTEX_X)
{
	put_s64(e, ret);
	put_u64(e, ARG0);
	put_u16(e, flags_futex(ARG1));
	put_u64(e, ARG2);
}

static __always_inline u64 user_nanoseconds(u64 pointer)
{
	struct timespec time = {};
	bpf_probe_read_user(&time, sizeof(time), (void *)pointer);
	return time.tv_sec * 1000000000ULL + time.tv_nsec;
}

SYSCALL_EXIT(nanosleep, NANOSLEEP_X)
{
	put_s64(e, ret);
	put_u64(e, user_nanoseconds(ARG0));
}

#define POLL_MAX 16 /* descriptors of one call that are written */

static __always_inline void put_poll_list(struct event *e, u64 pointer, u32 count)
{
	u64 length = 2;
	u16 written = 0;
	for (u32 i = 0; i < POLL_MAX && i < count; i++) {
		struct pollfd entry = {};
		if (bpf_probe_read_user(&entry, sizeof(entry), (void *)(pointer + i * sizeof(entry))))
			break;
		u8 *bytes = e->bytes + bounded(e->at + length, POSITION_MASK);
		*(s64 *)bytes = entry.fd;
		*(u16 *)(bytes + 8) = flags_poll(entry.revents);
		length += 10;
		written++;
	}
	*(u16 *)(e->bytes + event_position(e)) = written;
	event_parameter(e, length);
}

SYSCALL_EXIT(poll, POLL_X)
{
	put_s64(e, ret);
	put_poll_list(e, ARG0, ARG1);
	put_s64(e, (u32)ARG2);
}

SYSCALL_EXIT(ppoll, PPOLL_X)
{
	u64 mask = 0;
	bpf_probe_read_user(&mask, sizeof(mask), (void *)ARG3);
	put_s64(e, ret);
	put_poll_list(e, ARG0, ARG1);
	put_u64(e, user_nanoseconds(ARG2));
	put_u32(e, mask);
}

SYSCALL_EXIT(select, SELECT_X)
{
	put_s64(e, ret);
}

SYSCALL_EXIT(epoll_wait, EPOLLWAIT_X)
{
	put_s64(e, ret);
	put_int(e, ARG2);
}

SYSCALL_EXIT(semget, SEMGET_X)
{
	put_s64(e, ret);
	put_u32(e, ARG0);
	put_u32(e, ARG1);
	put_u32(e, flags_semget(ARG2));
}

SYSCALL_EXIT(semctl, SEMCTL_X)
{
	u16 command = ARG2;
	put_s64(e, ret);
	put_u32(e, ARG0);
	put_u32(e, ARG1);
	put_u16(e, flags_semctl(command));
	put_u32(e, command == 16 ? ARG3 : 0); /* SETVAL */
}

struct sembuf {
	u16 number;
	s16 operation, flags;
};

SYSCALL_EXIT(semop, SEMOP_X)
{
	u32 count = ARG2;
	struct sembuf operations[2] = {};
	if (ret == 0 && count > 0)
		bpf_probe_read_user(operations, count == 1 ? sizeof(struct sembuf) : sizeof(operations), (void *)ARG1);
	put_s64(e, ret);
	put_u32(e, count);
	for (int i = 0; i < 2; i++) {
		put_u16(e, operations[i].number);
		put_u16(e, operations[i].operation);
		put_u16(e, flags_semop(operations[i].flags));
	}
	put_u32(e, ARG0);
}
