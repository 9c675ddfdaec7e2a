/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* on_*: the programs that are attached. on_sys_exit decides; the call's own program writes. */
#pragma once

/* Filters in the order of their price; whatever isn't recorded should cost next to nothing. */
SEC("tp_btf/sys_exit") int on_sys_exit(u64 *ctx)
{
	struct pt_regs *regs = (struct pt_regs *)ctx[0];
	u64 number = regs->orig_ax;
	if (task_in_foreign_call(task_current())) {
		struct recorder_counters *counts = counters_here();
		if (counts)
			counts->foreign_calls++;
		return 0;
	}
	if (number >= SYSCALLS || !settings.recorded[number & (SYSCALLS - 1)])
		return 0;
	if (!filter_passes_process(bpf_get_current_pid_tgid() >> 32))
		return 0;
	bpf_tail_call(ctx, &handlers, number);
	struct recorder_counters *counts = counters_here();
	if (counts)
		counts->unhandled_calls++;
	return 0;
}
