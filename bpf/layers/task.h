/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * task_*: what events say of a process. `task` is the current one, of which the verifier knows the
 * type: its members and theirs are read by plain loads, which give zeros where a pointer is null.
 */
#pragma once

#define PF_EXITING 0x00000004
#define PF_KTHREAD 0x00200000
#define TS_COMPAT 0x0002
#define RLIMIT_NOFILE 7
#define PAGE_KIB 4

static __always_inline struct task_struct *task_current(void)
{
	return (struct task_struct *)bpf_get_current_task_btf();
}

/* Whether the call under way came through a 32-bit interface, which numbers calls differently. */
static __always_inline bool task_in_foreign_call(struct task_struct *task)
{
	return task->thread_info.status & TS_COMPAT;
}

static __always_inline struct pid *task_pid_of(struct task_struct *task, enum pid_type type)
{
	return type == PIDTYPE_PID ? task->thread_pid : task->signal->pids[type];
}

/* The number and namespace of a process at one level of nesting. */
static __always_inline const struct upid *pid_number(const struct pid *pid, u32 level)
{
	return (const void *)pid + bpf_core_field_offset(struct pid, numbers) +
	       level * bpf_core_type_size(struct upid);
}

static __always_inline struct pid_namespace *task_pid_namespace(struct task_struct *task)
{
	struct pid *pid = task->thread_pid;
	return BPF_CORE_READ(pid_number(pid, pid->level), ns);
}

/* An id as the task itself sees it, in its own namespace; 0 where it isn't visible there. */
static __always_inline s32 task_own_id(struct task_struct *task, enum pid_type type)
{
	struct pid *pid = task_pid_of(task, type);
	u32 level = task->thread_pid->level;
	if (!pid || level > pid->level)
		return 0;
	return BPF_CORE_READ(pid_number(pid, level), nr);
}

static __always_inline s32 task_group_id(struct task_struct *task)
{
	return BPF_CORE_READ(pid_number(task->signal->pids[PIDTYPE_PGID], 0), nr);
}

static __always_inline u32 task_tty(struct task_struct *task)
{
	struct tty_struct *tty = task->signal->tty;
	if (!tty)
		return 0;
	struct tty_driver *driver = tty->driver;
	u32 device = ((u32)driver->major << 20 | (u32)driver->minor_start) + tty->index;
	return flags_device(device);
}

static __always_inline u32 task_login_user(struct task_struct *task)
{
	return bpf_core_field_exists(task->loginuid) ? task->loginuid.val : (u32)-1;
}

/*
 * Asked for by the member and not by its type: for a type that the kernel lacks libbpf would search the
 * kernel's modules, which takes CAP_SYS_ADMIN. A macro, because the offset of an array's element is only
 * relocated for a literal index.
 */
#define task_pages(mm, index)                                                  \
	(bpf_core_field_exists(((struct mm_struct___plain *)(mm))->rss_stat.count) \
		 ? ((struct mm_struct___plain *)(mm))->rss_stat.count[index]   \
		 : (mm)->rss_stat[index].count)
#define RSS_FILE 0
#define RSS_ANON 1
#define RSS_SWAP 2
#define RSS_SHMEM 3

/* Size, resident and swapped memory in KiB: three parameters. */
static __always_inline void put_memory(struct event *e, struct task_struct *task)
{
	struct mm_struct *mm = task->mm;
	put_u32(e, mm->total_vm * PAGE_KIB);
	put_u32(e, (task_pages(mm, RSS_FILE) + task_pages(mm, RSS_ANON) + task_pages(mm, RSS_SHMEM)) *
			   PAGE_KIB);
	put_u32(e, task_pages(mm, RSS_SWAP) * PAGE_KIB);
}

/* Thread, process and parent process: three parameters. */
static __always_inline void put_ids(struct event *e, struct task_struct *task)
{
	put_s64(e, task->pid);
	put_s64(e, task->tgid);
	put_s64(e, task->real_parent->pid);
}

/* The working directory (left to the state engine) up to the name: eight parameters. */
static __always_inline void put_usage(struct event *e, struct task_struct *task)
{
	put_empty(e);
	put_u64(e, task->signal->rlim[RLIMIT_NOFILE].rlim_cur);
	put_u64(e, task->maj_flt);
	put_u64(e, task->min_flt);
	put_memory(e, task);
	put_kernel_text(e, task->comm, sizeof(task->comm));
}

/* argv[0] and the other arguments, from the process's own memory: two parameters. */
static __always_inline void put_arguments(struct event *e, struct task_struct *task)
{
	struct mm_struct *mm = task->mm;
	u64 start = mm->arg_start, end = mm->arg_end;
	u64 length = put_user_text(e, start, PATH_SIZE);
	put_user_texts(e, start + length, end, PATH_SIZE - length);
}

static __always_inline void put_environment(struct event *e, struct task_struct *task)
{
	struct mm_struct *mm = task->mm;
	put_user_texts(e, mm->env_start, mm->env_end, PATH_SIZE);
}

/* Inheritable, permitted and effective: three parameters. */
static __always_inline void put_capabilities(struct event *e, struct task_struct *task)
{
	const struct cred *cred = task->cred;
	u64 known = (1ULL << 41) - 1; /* up to CAP_CHECKPOINT_RESTORE */
	put_u64(e, cred->cap_inheritable.val & known);
	put_u64(e, cred->cap_permitted.val & known);
	put_u64(e, cred->cap_effective.val & known);
}
