/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* cgroup_*: a task's control groups, as text for the events and as ids for the filter. */
#pragma once

#define CGROUP_LEVELS 8 /* innermost path components that are kept */

static __always_inline struct kernfs_node *cgroup_parent(struct kernfs_node *node)
{
	struct kernfs_node *parent = NULL;
	if (bpf_core_field_exists(((struct kernfs_node___plain *)0)->parent)) {
		keep_in_branch();
		parent = BPF_CORE_READ((struct kernfs_node___plain *)node, parent);
	} else {
		keep_in_branch();
		parent = BPF_CORE_READ(node, __parent);
	}
	return parent;
}

/* A text of the kernel's at a position; its length without the NUL. */
static __always_inline u64 write_kernel_name(u8 *bytes, u64 at, const void *text)
{
	return not_negative(bpf_probe_read_kernel_str(bytes + bounded(at, POSITION_MASK), 256, text) - 1);
}

static __always_inline u64 write_byte(u8 *bytes, u64 at, u8 byte)
{
	bytes[bounded(at, POSITION_MASK)] = byte;
	return at + 1;
}

/* "subsystem=/path" and a NUL, of one subsystem of a task's groups (struct css_set). */
__noinline u64 write_cgroup(struct slot *slot, u64 start, u64 groups, u32 index)
{
	u8 *bytes = (u8 *)slot;
	struct cgroup_subsys_state *state = NULL;
	const void *names[CGROUP_LEVELS];
	if (!bytes)
		return 0;
	groups += bpf_core_field_offset(struct css_set, subsys);
	bpf_probe_read_kernel(&state, sizeof(state), (void *)(groups + 8ULL * index));
	u64 at = start + write_kernel_name(bytes, start, BPF_CORE_READ(state, ss, name));
	if (at == start)
		return 0;
	at = write_byte(bytes, at, '=');
	struct kernfs_node *node = BPF_CORE_READ(state, cgroup, kn);
	s32 levels = 0;
	for (; levels < CGROUP_LEVELS; levels++) {
		struct kernfs_node *parent = node ? cgroup_parent(node) : NULL;
		if (!parent) /* the root, which has no name */
			break;
		names[levels] = BPF_CORE_READ(node, name);
		node = parent;
	}
	if (!levels)
		at = write_byte(bytes, at, '/');
	for (s32 i = levels - 1; i >= 0; i--) {
		at = write_byte(bytes, at, '/');
		at += write_kernel_name(bytes, at, names[i]);
	}
	return write_byte(bytes, at, 0) - start;
}

#define APPEND_SUBSYSTEM(id)                                                         \
	if (bpf_core_enum_value_exists(enum cgroup_subsys_id, id))                   \
		length += write_cgroup(event_slot(e), e->at + length, groups,      \
				       bpf_core_enum_value(enum cgroup_subsys_id, id));

static __always_inline void put_cgroups(struct event *e, struct task_struct *task)
{
	u64 groups = (u64)BPF_CORE_READ(task, cgroups);
	u64 length = 0;
	APPEND_SUBSYSTEM(cpuset_cgrp_id)
	APPEND_SUBSYSTEM(cpu_cgrp_id)
	APPEND_SUBSYSTEM(cpuacct_cgrp_id)
	APPEND_SUBSYSTEM(io_cgrp_id)
	APPEND_SUBSYSTEM(memory_cgrp_id)
	event_parameter(e, length);
}

/* Whether the current task is in or below one of the chosen cgroups. */
static __always_inline bool cgroup_is_chosen(void)
{
	u64 id = bpf_get_current_cgroup_id();
	if (bpf_map_lookup_elem(&cgroups, &id))
		return true;
	for (int level = 1; level < CGROUP_DEPTH; level++) {
		id = bpf_get_current_ancestor_cgroup_id(level);
		if (!id)
			return false;
		if (bpf_map_lookup_elem(&cgroups, &id))
			return true;
	}
	return false;
}
