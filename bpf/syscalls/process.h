/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* clone, clone3, fork, vfork and the end of threads; sessions, signals, tracing, limits. */
#pragma once

/* libscap's flags of a clone: the call's own, and whether the child is in another pid namespace. */
static __always_inline u32 clone_event_flags(struct task_struct *task, u32 flags)
{
	u32 result = flags_clone(flags);
	struct pid_namespace *own = task_pid_namespace(task);
	if (task->thread_pid->level != 0 || task->nsproxy->pid_ns_for_children != own)
		result |= CLONE_CHILD_IN_PIDNS;
	return result;
}

/* When the first process of the new process's pid namespace began, in ns since boot. */
static __always_inline u64 clone_namespace_start(struct task_struct *task, long ret)
{
	if (ret != 0)
		return 0;
	return BPF_CORE_READ(task_pid_namespace(task), child_reaper, start_time);
}

/* Caller and child return from the call, each with an event of its own; 0 is the child's result. */
static __always_inline void put_clone(struct event *e, long ret, u32 flags)
{
	struct task_struct *task = task_current();
	put_s64(e, ret);
	if (ret >= 0) {
		put_arguments(e, task);
	} else {
		put_empty(e);
		put_empty(e);
	}
	put_ids(e, task);
	put_usage(e, task);
	put_cgroups(e, task);
	put_u32(e, clone_event_flags(task, flags));
	put_u32(e, task->cred->euid.val);
	put_u32(e, task->cred->egid.val);
	put_s64(e, task_own_id(task, PIDTYPE_PID));
	put_s64(e, task_own_id(task, PIDTYPE_TGID));
	put_u64(e, clone_namespace_start(task, ret));
}

SYSCALL_EXIT(clone, CLONE_20_X)
{
	put_clone(e, ret, ARG0);
}

SYSCALL_EXIT(clone3, CLONE3_X)
{
	u64 flags = 0;
	bpf_probe_read_user(&flags, sizeof(flags), (void *)ARG0);
	put_clone(e, ret, flags);
}

SYSCALL_EXIT(fork, FORK_20_X)
{
	put_clone(e, ret, 0);
}

SYSCALL_EXIT(vfork, VFORK_20_X)
{
	put_clone(e, ret, 0);
}

#define THREADS_MAX 32	 /* of a group that are asked whether they live */
#define ANCESTORS_MAX 64 /* that are asked whether they adopt orphans */

/* A thread of a group that isn't about to end; 0 = none, −1 = unknown. */
static __always_inline s32 exit_living_thread(struct signal_struct *group)
{
	struct list_head *head = (void *)group + bpf_core_field_offset(struct signal_struct, thread_head);
	struct list_head *next = BPF_CORE_READ(head, next);
	for (int i = 0; i < THREADS_MAX; i++) {
		if (next == head)
			return 0;
		struct task_struct *thread = (void *)next - bpf_core_field_offset(struct task_struct, thread_node);
		if (!(BPF_CORE_READ(thread, flags) & PF_EXITING))
			return BPF_CORE_READ(thread, pid);
		next = BPF_CORE_READ(next, next);
	}
	return -1;
}

/* Who adopts the children of an ending thread: its group, a subreaper above it, its namespace's init. */
__noinline s32 exit_reaper(void)
{
	struct task_struct *task = task_current();
	s32 reaper = exit_living_thread(task->signal);
	if (reaper)
		return reaper;
	struct task_struct *init = BPF_CORE_READ(task_pid_namespace(task), child_reaper);
	s32 init_id = BPF_CORE_READ(init, pid);
	if (init == task)
		return 0;
	struct signal_struct *group = task->signal;
	if (!BPF_CORE_READ_BITFIELD_PROBED(group, has_child_subreaper))
		return init_id;
	u32 level = task->thread_pid->level;
	struct task_struct *ancestor = task->real_parent;
	for (int i = 0; i < ANCESTORS_MAX; i++) {
		if (ancestor == init || BPF_CORE_READ(ancestor, thread_pid, level) != level)
			return init_id;
		group = BPF_CORE_READ(ancestor, signal);
		if (BPF_CORE_READ_BITFIELD_PROBED(group, is_child_subreaper)) {
			reaper = exit_living_thread(group);
			if (reaper)
				return reaper;
		}
		ancestor = BPF_CORE_READ(ancestor, real_parent);
	}
	return -1;
}

static __always_inline s32 exit_children_reaper(struct task_struct *task)
{
	struct list_head *head = (void *)task + bpf_core_field_offset(struct task_struct, children);
	return BPF_CORE_READ(head, next) == head ? 0 : exit_reaper();
}

SEC("tp_btf/sched_process_exit") int on_exit(u64 *ctx)
{
	struct task_struct *task = task_current();
	struct event e;
	if (!filter_passes_task(task) ||
	    !event_begin(&e, KIND_EXIT, EVENT_PROCEXIT_1_E, PARAMS_PROCEXIT_1_E))
		return 0;
	u32 status = task->exit_code, signal = status & 0x7f;
	put_s64(&e, status);
	put_s64(&e, status >> 8 & 0xff);
	put_u8(&e, signal == 0x7f ? 0 : signal);
	put_u8(&e, status >> 7 & 1);
	put_s64(&e, exit_children_reaper(task));
	event_end(&e, PARAMS_PROCEXIT_1_E);
	return 0;
}

SYSCALL_EXIT(setsid, SETSID_X)
{
	put_s64(e, ret);
}

SYSCALL_EXIT(setpgid, SETPGID_X)
{
	put_s64(e, ret);
	put_int(e, ARG0);
	put_int(e, ARG1);
}

SYSCALL_EXIT(kill, KILL_X)
{
	put_s64(e, ret);
	put_int(e, ARG0);
	put_u8(e, ARG1);
}

SYSCALL_EXIT(tkill, TKILL_X)
{
	put_s64(e, ret);
	put_int(e, ARG0);
	put_u8(e, ARG1);
}

SYSCALL_EXIT(tgkill, TGKILL_X)
{
	put_s64(e, ret);
	put_int(e, ARG0);
	put_int(e, ARG1);
	put_u8(e, ARG2);
}

/* A value with the number of its type in front: the form of parameters of varying type. */
static __always_inline void put_tagged_u64(struct event *e, u8 tag, u64 value)
{
	u8 *bytes = e->bytes + event_position(e);
	bytes[0] = tag;
	*(u64 *)(bytes + 1) = value;
	event_parameter(e, 9);
}

#define PTRACE_NUMBER 0
#define PTRACE_SIGNAL 1

/* What the request's data is: a signal to go on with, a word that was read, or just a number. */
static __always_inline void put_ptrace_data(struct event *e, long ret, u16 request, u64 data)
{
	if (ret < 0) {
		put_tagged_u64(e, PTRACE_NUMBER, 0);
		return;
	}
	switch (request) {
	case 8: case 10: case 12: case 13: { /* CONT, SINGLESTEP, DETACH, SYSCALL */
		u8 *bytes = e->bytes + event_position(e);
		bytes[0] = PTRACE_SIGNAL;
		bytes[1] = data;
		event_parameter(e, 2);
		return;
	}
	case 2: case 3: case 4: { /* PEEKTEXT, PEEKDATA, PEEKUSR */
		u64 word = 0;
		bpf_probe_read_user(&word, sizeof(word), (void *)data);
		put_tagged_u64(e, PTRACE_NUMBER, word);
		return;
	}
	default:
		put_tagged_u64(e, PTRACE_NUMBER, data);
	}
}

SYSCALL_EXIT(ptrace, PTRACE_X)
{
	u16 request = flags_ptrace(ARG0);
	put_s64(e, ret);
	put_tagged_u64(e, PTRACE_NUMBER, ret < 0 ? 0 : ARG2);
	put_ptrace_data(e, ret, request, ARG3);
	put_u16(e, request);
	put_int(e, ARG1);
}

/* The limits at an address, or twice the given number: two parameters. */
static __always_inline void put_limits(struct event *e, u64 pointer, bool valid, u64 otherwise)
{
	u64 limits[2] = { otherwise, otherwise };
	if (valid && bpf_probe_read_user(limits, sizeof(limits), (void *)pointer))
		limits[0] = limits[1] = 0;
	put_u64(e, limits[0]);
	put_u64(e, limits[1]);
}

static __always_inline u8 limit_resource(u32 resource)
{
	return resource < 16 ? resource : 255;
}

SYSCALL_EXIT(getrlimit, GETRLIMIT_X)
{
	put_s64(e, ret);
	put_limits(e, ARG1, ret == 0, -1);
	put_u8(e, limit_resource(ARG0));
}

SYSCALL_EXIT(setrlimit, SETRLIMIT_X)
{
	put_s64(e, ret);
	put_limits(e, ARG1, true, 0);
	put_u8(e, limit_resource(ARG0));
}

SYSCALL_EXIT(prlimit64, PRLIMIT_X)
{
	put_s64(e, ret);
	put_limits(e, ARG2, true, 0);
	put_limits(e, ARG3, ret == 0, -1);
	put_int(e, ARG0);
	put_u8(e, limit_resource(ARG1));
}

#define PR_SET_NAME 15
#define PR_GET_NAME 16
#define PR_GET_CHILD_SUBREAPER 37

SYSCALL_EXIT(prctl, PRCTL_X)
{
	u32 option = ARG0;
	put_s64(e, ret);
	put_u32(e, option);
	if (option == PR_SET_NAME || option == PR_GET_NAME) {
		put_path(e, ARG1);
		put_s64(e, 0);
	} else if (option == PR_GET_CHILD_SUBREAPER) {
		s32 reaper = 0;
		bpf_probe_read_user(&reaper, sizeof(reaper), (void *)ARG1);
		put_empty(e);
		put_s64(e, reaper);
	} else {
		put_empty(e);
		put_s64(e, ARG1);
	}
}

SYSCALL_EXIT(seccomp, SECCOMP_X)
{
	put_s64(e, ret);
	put_u64(e, ARG0);
	put_u64(e, (u32)ARG1);
}

SYSCALL_EXIT(pidfd_open, PIDFD_OPEN_X)
{
	put_s64(e, ret);
	put_int(e, ARG0);
	put_u32(e, BIT((u32)ARG1, 04000, 1));
}

SYSCALL_EXIT(pidfd_getfd, PIDFD_GETFD_X)
{
	put_s64(e, ret);
	put_int(e, ARG0);
	put_int(e, ARG1);
	put_u32(e, ARG2);
}
