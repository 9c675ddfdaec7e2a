/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * SYSCALL_EXIT(name, TYPE) { … }: the program sys_<name> that writes the event TYPE when the call
 * returns. User space puts it into `handlers` under the call's number, which it knows by the name.
 * In the body: `e` the event, `regs` the caller's registers, `ret` the result.
 */
#pragma once

#define SYSCALL_EXIT(name, TYPE) SYSCALL_EXIT_IF(name, TYPE, true)

/* The same, where `condition` (on `regs` and `ret`) says whether there is anything to write. */
#define SYSCALL_EXIT_IF(name, TYPE, condition)                                                     \
	static __always_inline void fill_##name(struct event *e, struct pt_regs *regs, long ret);  \
	SEC("tp_btf/sys_exit") int sys_##name(u64 *ctx)                                            \
	{                                                                                          \
		struct pt_regs *regs = (struct pt_regs *)ctx[0];                                   \
		long ret = ctx[1];                                                                 \
		struct event e;                                                                    \
		if ((condition) && event_begin(&e, KIND_SYSCALL, EVENT_##TYPE, PARAMS_##TYPE)) {  \
			fill_##name(&e, regs, ret);                                                \
			event_end(&e, PARAMS_##TYPE);                                              \
		}                                                                                  \
		return 0;                                                                          \
	}                                                                                          \
	static __always_inline void fill_##name(struct event *e, struct pt_regs *regs, long ret)

#define ARG0 (regs->di)
#define ARG1 (regs->si)
#define ARG2 (regs->dx)
#define ARG3 (regs->r10)
#define ARG4 (regs->r8)
#define ARG5 (regs->r9)
