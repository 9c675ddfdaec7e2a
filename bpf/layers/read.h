/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* read_*: members of the kernel's structures. */
#pragma once

/* Kernels from 6.2 on take a program's word for what a pointer points to; it costs nothing. */
extern void *bpf_rdonly_cast(const void *pointer, u32 type) __ksym __weak;

/*
 * read_member(pointer, a, b, c) is pointer->a->b->c, and 0 where that can't be read. By plain loads or,
 * on kernels before 6.2, by a helper's call each. The loader leaves one of the two branches. The value
 * may be a pointer of a type that the verifier knows, which can't be handed to a function.
 */
#define read_member(pointer, member, ...)                                                             \
	({                                                                                            \
		___type((pointer), member, ##__VA_ARGS__) read_value_;                                \
		if (bpf_rdonly_cast) {                                                                \
			typeof(pointer) read_known_ = bpf_rdonly_cast(                                \
				(pointer), bpf_core_type_id_kernel(typeof(*(pointer))));              \
			read_value_ = ___arrow(read_known_, member, ##__VA_ARGS__);                   \
		} else {                                                                              \
			read_value_ = BPF_CORE_READ((pointer), member, ##__VA_ARGS__);                \
		}                                                                                     \
		read_value_;                                                                          \
	})
