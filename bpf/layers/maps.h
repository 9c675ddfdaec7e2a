/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The maps and variables shared by all programs. Sizes marked "at load" are set by user space. */
#pragma once

#define CGROUP_DEPTH 8	    /* levels of the unified hierarchy that the cgroup filter looks at */
#define CGROUPS_MAX 1024
#define SLOT_SIZE (64 * 1024)

const volatile struct recorder_settings settings;
struct recorder_control control;

/*
 * Events of system calls on their way to user space, by CPU: struct recorder_ring, then whole blocks of
 * a .scap file, each with its time before it. A record is never split: it may run into the slack behind
 * the data. Nobody else writes to this CPU's ring, so there is nothing to lock.
 */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1); /* at load */
	__uint(key_size, sizeof(u32));
	__uint(value_size, RING_DATA + RING_SLACK); /* at load */
} rings SEC(".maps");

/* Events of the other kinds of programs, of all CPUs, in the same form. It also wakes the reader. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 512 * 1024); /* at load */
} rare SEC(".maps");

/* By CPU. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1); /* at load */
	__type(key, u32);
	__type(value, struct recorder_counters);
} counters SEC(".maps");

/* Where an event is put together: a place in the ring or, by CPU and kind but the first, a draft. */
struct slot {
	u8 bytes[SLOT_SIZE];
};

_Static_assert(RING_SLACK >= RECORD_HEADER + SLOT_SIZE, "a slot fits behind a ring's data");

struct draft {
	u64 time;
	struct slot slot;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, KINDS - 1); /* at load: as many for each CPU */
	__type(key, u32);
	__type(value, struct draft);
} drafts SEC(".maps");

/* By syscall number: the program that writes its event. */
struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, SYSCALLS);
	__type(key, u32);
	__type(value, u32);
} handlers SEC(".maps");

/* Ids of the cgroups (unified hierarchy) whose tasks, and whose children's, are recorded. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, CGROUPS_MAX);
	__type(key, u64);
	__type(value, u32);
} cgroups SEC(".maps");
