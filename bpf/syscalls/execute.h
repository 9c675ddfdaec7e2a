/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * execve, execveat. A success is written by the scheduler's tracepoint, where the new program's
 * memory is in place and the file name still known; a failure when the call returns, from the
 * arguments that the caller passed.
 */
#pragma once

#define EXE_WRITABLE 1
#define EXE_UPPER_LAYER 2
#define EXE_FROM_MEMFD 4
#define EXE_LOWER_LAYER 8
#define ARGUMENTS_MAX 64 /* looked at in a failed call */

#define NR_EXECVE 59
#define NR_EXECVEAT 322

static __always_inline u32 exe_flags(struct task_struct *task, struct file *file, struct inode *inode)
{
	u32 flags = 0;
	if (file_is_writable(task, inode))
		flags |= EXE_WRITABLE;
	enum file_layer layer = file_layer(file);
	if (layer == LAYER_UPPER)
		flags |= EXE_UPPER_LAYER;
	else if (layer == LAYER_LOWER)
		flags |= EXE_LOWER_LAYER;
	if (file_is_memfd(file))
		flags |= EXE_FROM_MEMFD;
	return flags;
}

/* From the terminal to the effective user: eleven parameters. */
static __always_inline void put_executable(struct event *e, struct task_struct *task)
{
	struct file *file = task->mm->exe_file;
	struct inode *inode = file->f_inode;
	put_u32(e, task_tty(task));
	put_s64(e, task_own_id(task, PIDTYPE_PGID));
	put_u32(e, task_login_user(task));
	put_u32(e, exe_flags(task, file, inode));
	put_capabilities(e, task);
	put_u64(e, inode->i_ino);
	put_u64(e, file_change_time(inode));
	put_u64(e, file_modification_time(inode));
	put_u32(e, task->cred->euid.val);
}

/* The executable's path, the process group, the effective group: three parameters. */
static __always_inline void put_executable_path(struct event *e, struct task_struct *task)
{
	put_file_path(e, BPF_CORE_READ(task, mm, exe_file));
	put_s64(e, task_group_id(task));
	put_u32(e, task->cred->egid.val);
}

/* The texts of an array of pointers from index `first` on, NUL after each, at most `size` bytes. */
__noinline u64 write_user_array(struct slot *slot, u64 at, u64 array, u32 first, u64 size)
{
	u8 *bytes = (u8 *)slot;
	u64 length = 0;
	if (!bytes || !array || !size)
		return 0;
	for (u32 i = 0; i < ARGUMENTS_MAX; i++) {
		u64 pointer = 0;
		if (bpf_probe_read_user(&pointer, sizeof(pointer), (void *)(array + 8 * (first + i))) || !pointer)
			break;
		u64 text = not_negative(bpf_probe_read_user_str(bytes + bounded(at + length, POSITION_MASK),
								PATH_SIZE, (void *)pointer));
		if (!text)
			break;
		length += text;
		if (length >= size) {
			length = size;
			break;
		}
	}
	if (length)
		bytes[bounded(at + length - 1, POSITION_MASK)] = 0;
	return length;
}

static __always_inline void put_user_array(struct event *e, u64 array, u32 first, u64 size)
{
	event_parameter(e, write_user_array(event_slot(e), e->at, array, first, size));
}

/* argv[0] and the other arguments of a failed call: two parameters. */
static __always_inline void put_argument_array(struct event *e, u64 array)
{
	u64 pointer = 0;
	if (!array) { /* which is no error: the program is called without a name */
		e->bytes[event_position(e)] = 0;
		event_parameter(e, 1);
		put_empty(e);
		return;
	}
	bpf_probe_read_user(&pointer, sizeof(pointer), (void *)array);
	u64 length = put_user_text(e, pointer, PATH_SIZE);
	put_user_array(e, array, 1, PATH_SIZE - length);
}

/* Everything between the arguments and the file name, from the thread's id on. */
#define PUT_EXEC_COMMON(e, task, put_its_environment) \
	put_ids(e, task);                             \
	put_usage(e, task);                           \
	put_cgroups(e, task);                         \
	put_its_environment;                          \
	put_executable(e, task);                      \
	put_executable_path(e, task)

SYSCALL_EXIT_IF(execve, EXECVE_19_X, ret != 0)
{
	struct task_struct *task = task_current();
	put_s64(e, ret);
	put_argument_array(e, ARG1);
	PUT_EXEC_COMMON(e, task, put_user_array(e, ARG2, 0, PATH_SIZE));
	put_path(e, ARG0);
}

SYSCALL_EXIT_IF(execveat, EXECVEAT_X, ret != 0)
{
	struct task_struct *task = task_current();
	put_s64(e, ret);
	put_argument_array(e, ARG2);
	PUT_EXEC_COMMON(e, task, put_user_array(e, ARG3, 0, PATH_SIZE));
}

static __always_inline void put_exec(struct event *e, struct task_struct *task)
{
	put_s64(e, 0);
	put_arguments(e, task);
	PUT_EXEC_COMMON(e, task, put_environment(e, task));
}

/*
 * Whether a program was started relative to a descriptor. By now the kernel has set the call's number
 * to execve's, so an execveat with a path that needs no descriptor can't be told from it.
 */
static __always_inline bool exec_by_descriptor(struct linux_binprm *program)
{
	return bpf_core_field_exists(program->fdpath) && program->fdpath;
}

SEC("tp_btf/sched_process_exec") int on_exec(u64 *ctx)
{
	struct task_struct *task = task_current();
	struct linux_binprm *program = (struct linux_binprm *)ctx[2];
	struct event e;
	bool at = exec_by_descriptor(program);
	if (!settings.recorded[at ? NR_EXECVEAT : NR_EXECVE] || !filter_passes_task(task))
		return 0;
	if (at) {
		if (event_begin(&e, KIND_EXEC, EVENT_EXECVEAT_X, PARAMS_EXECVEAT_X)) {
			put_exec(&e, task);
			event_end(&e, PARAMS_EXECVEAT_X);
		}
	} else if (event_begin(&e, KIND_EXEC, EVENT_EXECVE_19_X, PARAMS_EXECVE_19_X)) {
		put_exec(&e, task);
		put_kernel_text(&e, program->filename, PATH_SIZE);
		event_end(&e, PARAMS_EXECVE_19_X);
	}
	return 0;
}
