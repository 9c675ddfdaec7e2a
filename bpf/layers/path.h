/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * path_*: paths out of the kernel's tree of directory entries. bpf_d_path isn't allowed in these
 * programs, so the tree is walked from the leaf to the root across mount points; the text grows
 * backwards in the slot's second half, which serves as scratch paper, and is then copied.
 */
#pragma once

#define PATH_DEPTH 128	    /* components; what lies above is cut off */
#define NAME_MASK 0xff	    /* NAME_MAX */
#define SCRATCH (48 * 1024) /* a window of 8 KiB in the slot */
#define SCRATCH_MASK 0x1fff

struct path_walk {
	u8 *bytes;
	u64 start; /* of the text in the window; it ends with a NUL in the window's last byte */
	struct dentry *entry, *mount_root;
	struct mount *mount;
};

/* Puts "/name" in front of the text; false when it doesn't fit. */
static __always_inline bool path_prepend(struct path_walk *walk, const void *name, u32 length)
{
	if (length == 0 || length > NAME_MASK || walk->start <= SCRATCH_MASK - PATH_SIZE + NAME_MASK + 2)
		return false;
	u64 start = walk->start - length;
	if (bpf_probe_read_kernel(walk->bytes + SCRATCH + bounded(start, SCRATCH_MASK),
				  bounded(length, NAME_MASK), name))
		return false;
	start--;
	walk->bytes[SCRATCH + bounded(start, SCRATCH_MASK)] = '/';
	walk->start = start;
	return true;
}

/* One step towards the root; 1 ends the walk. */
static long path_step(u32 index, struct path_walk *walk)
{
	struct dentry *entry = walk->entry;
	struct dentry *parent = read_member(entry, d_parent);
	if (entry == walk->mount_root) {
		struct mount *mount = walk->mount, *above = read_member(mount, mnt_parent);
		if (above == mount)
			return 1;
		walk->entry = read_member(mount, mnt_mountpoint);
		walk->mount = above;
		walk->mount_root = read_member(above, mnt.mnt_root);
		return 0;
	}
	if (entry == parent)
		return 1;
	if (!path_prepend(walk, read_member(entry, d_name.name), read_member(entry, d_name.len)))
		return 1;
	walk->entry = parent;
	return 0;
}

/* The path of an open file (struct file); where it is in no directory, as a memfd, its bare name. */
__noinline u64 write_file_path(struct slot *slot, u64 at, u64 pointer)
{
	struct file *file = (void *)pointer;
	u8 *bytes = (u8 *)slot;
	if (!bytes)
		return 0;
	struct vfsmount *mount = read_member(file, f_path.mnt);
	struct path_walk walk = {
		.bytes = bytes,
		.start = SCRATCH_MASK,
		.entry = read_member(file, f_path.dentry),
		.mount_root = read_member(mount, mnt_root),
		.mount = (void *)mount - bpf_core_field_offset(struct mount, mnt),
	};
	bytes[SCRATCH + SCRATCH_MASK] = 0;
	bpf_loop(PATH_DEPTH, path_step, &walk, 0);
	const void *text = bytes + SCRATCH + bounded(walk.start, SCRATCH_MASK);
	if (walk.start == SCRATCH_MASK) {
		struct dentry *entry = walk.entry;
		text = read_member(entry, d_name.name);
	}
	return not_negative(bpf_probe_read_kernel_str(bytes + bounded(at, POSITION_MASK), PATH_SIZE, text));
}

/* `file` as read by BPF_CORE_READ: a pointer of known type may not be passed to a function. */
static __always_inline void put_file_path(struct event *e, struct file *file)
{
	event_parameter(e, file ? write_file_path(event_slot(e), e->at, (u64)file) : 0);
}
