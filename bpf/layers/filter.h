/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* filter_*: which processes are recorded. */
#pragma once

/* Whether the current process, with this id, isn't the recorder and is in a chosen cgroup. */
static __always_inline bool filter_passes_process(u32 process)
{
	if (process == settings.own_process)
		return false;
	return !settings.cgroups_only || cgroup_is_chosen();
}

/* The same for tracepoints that kernel threads come by, too. */
static __always_inline bool filter_passes_task(struct task_struct *task)
{
	return !(task->flags & PF_KTHREAD) && filter_passes_process(task->tgid);
}
