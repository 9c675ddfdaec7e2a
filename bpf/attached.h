/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* on_*: the programs that are attached. on_sys_exit decides; the call's own program writes. */
#pragma once

/*
 * Calls that are frequent, by number: a jump whose target is fixed when `handlers` is filled costs some
 * 45 ns less than one through the map, wherever indirect jumps are made slow by a defence against
 * speculation (retpolines). A call without a program comes back.
 */
#define FREQUENT(number)                                \
	case number:                                    \
		bpf_tail_call_static(ctx, &handlers, number); \
		break;

static __always_inline void call_handler(u64 *ctx, u64 number)
{
	switch (number) {
	FREQUENT(0)   /* read */
	FREQUENT(1)   /* write */
	FREQUENT(2)   /* open */
	FREQUENT(3)   /* close */
	FREQUENT(20)  /* writev */
	FREQUENT(32)  /* dup */
	FREQUENT(33)  /* dup2 */
	FREQUENT(41)  /* socket */
	FREQUENT(42)  /* connect */
	FREQUENT(43)  /* accept */
	FREQUENT(44)  /* sendto */
	FREQUENT(45)  /* recvfrom */
	FREQUENT(46)  /* sendmsg */
	FREQUENT(47)  /* recvmsg */
	FREQUENT(49)  /* bind */
	FREQUENT(56)  /* clone */
	FREQUENT(59)  /* execve */
	FREQUENT(72)  /* fcntl */
	FREQUENT(80)  /* chdir */
	FREQUENT(85)  /* creat */
	FREQUENT(87)  /* unlink */
	FREQUENT(257) /* openat */
	FREQUENT(263) /* unlinkat */
	FREQUENT(288) /* accept4 */
	FREQUENT(293) /* pipe2 */
	FREQUENT(437) /* openat2 */
	default:
		bpf_tail_call(ctx, &handlers, number);
	}
}

/* Filters in the order of their price; whatever isn't recorded should cost next to nothing. */
SEC("tp_btf/sys_exit") int on_sys_exit(u64 *ctx)
{
	struct pt_regs *regs = (struct pt_regs *)ctx[0];
	u64 number = regs->orig_ax;
	struct task_struct *task = task_current();
	if (task_in_foreign_call(task)) {
		struct recorder_counters *counts = counters_here();
		if (counts)
			counts->foreign_calls++;
		return 0;
	}
	if (number >= SYSCALLS || !settings.recorded[number & (SYSCALLS - 1)])
		return 0;
	if (!filter_passes_process(task->tgid))
		return 0;
	call_handler(ctx, number);
	struct recorder_counters *counts = counters_here();
	if (counts)
		counts->unhandled_calls++;
	return 0;
}
