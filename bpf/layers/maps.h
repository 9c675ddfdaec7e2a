/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* The maps and variables shared by all programs. Sizes marked "at load" are set by user space. */
#pragma once

#define CGROUP_DEPTH 8	    /* levels of the unified hierarchy that the cgroup filter looks at */
#define CGROUPS_MAX 1024
#define DRAFT_SIZE (64 * 1024)

const volatile struct recorder_settings settings;
struct recorder_control control;

/* Events on their way to user space: whole blocks of a .scap file, one a record. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4 * 1024 * 1024); /* at load */
} ring SEC(".maps");

/* By CPU. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1); /* at load */
	__type(key, u32);
	__type(value, struct recorder_counters);
} counters SEC(".maps");

/*
 * Where an event is put together before it goes into the ring. One per CPU and kind of program: a
 * program of one kind never interrupts another of its kind on the same CPU (the kernel refuses the
 * second and counts it as missed), those of different kinds might once tracepoints may be preempted.
 */
enum draft_kind { DRAFT_SYSCALL, DRAFT_EXEC, DRAFT_EXIT, DRAFT_KINDS };

struct draft {
	u8 bytes[DRAFT_SIZE];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, DRAFT_KINDS); /* at load: DRAFT_KINDS for each CPU */
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
