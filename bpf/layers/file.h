/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* file_*: what events say of open files and executables. */
#pragma once

#define FMODE_CREATED 0x100000
#define OVERLAYFS_MAGIC 0x794c7630
#define SB_RDONLY 1
#define S_IMMUTABLE 8
#define CAP_DAC_OVERRIDE 1
#define CAP_FOWNER 3

/*
 * Where the current task's pointer to an open file is; null where there is none. The kernel has no type
 * for a bare pointer that a plain load could name: a list's head begins with one.
 */
static __always_inline struct list_head *file_pointer(s32 descriptor)
{
	struct fdtable *table = task_current()->files->fdt;
	if (descriptor < 0 || (u32)descriptor >= table->max_fds)
		return NULL;
	return (struct list_head *)(table->fd + descriptor);
}

/* The current task's open file; null where there is none. */
static __always_inline struct file *file_of(s32 descriptor)
{
	struct list_head *pointer = file_pointer(descriptor);
	return pointer ? (struct file *)read_member(pointer, next) : NULL;
}

enum file_layer { LAYER_NONE, LAYER_UPPER, LAYER_LOWER };

/* In which layer of an overlay file system, such as a container's image, a file of it lies. */
static __always_inline enum file_layer file_overlay_layer(struct file *file)
{
	/* overlayfs keeps the upper layer's entry right behind its own inode. */
	struct dentry *upper = NULL;
	void *inode = read_member(file, f_inode);
	bpf_probe_read_kernel(&upper, sizeof(upper), inode + bpf_core_type_size(struct inode));
	return upper && read_member(upper, d_inode, i_ino) ? LAYER_UPPER : LAYER_LOWER;
}

static __always_inline enum file_layer file_layer(struct file *file)
{
	if (read_member(file, f_inode, i_sb, s_magic) != OVERLAYFS_MAGIC)
		return LAYER_NONE;
	return file_overlay_layer(file);
}

struct file_identity {
	u64 inode;
	u32 device;
	u32 flags; /* FILE_CREATED and the layers */
};

/* What an open call's event says of the file that it opened; zeros where it failed. */
static __always_inline struct file_identity file_identity(long descriptor)
{
	struct file_identity identity = {};
	if (descriptor < 0)
		return identity;
	struct file *file = file_of(descriptor);
	if (!file)
		return identity;
	struct inode *inode = read_member(file, f_inode);
	identity.inode = read_member(inode, i_ino);
	struct super_block *device = read_member(inode, i_sb);
	identity.device = flags_device(read_member(device, s_dev));
	if (read_member(file, f_mode) & FMODE_CREATED)
		identity.flags |= FILE_CREATED;
	if (read_member(device, s_magic) != OVERLAYFS_MAGIC)
		return identity;
	enum file_layer layer = file_overlay_layer(file);
	if (layer == LAYER_UPPER)
		identity.flags |= FILE_UPPER_LAYER;
	else if (layer == LAYER_LOWER)
		identity.flags |= FILE_LOWER_LAYER;
	return identity;
}

/* Since 6.13 the highest bit of a change time's nanoseconds says that somebody has asked for it. */
#define NANOSECONDS 0x7fffffff

static __always_inline u64 file_nanoseconds(s64 seconds, u32 nanoseconds)
{
	return seconds < 0 ? 0 : seconds * 1000000000ULL + (nanoseconds & NANOSECONDS);
}

static __always_inline u64 file_change_time(struct inode *inode)
{
	if (bpf_core_field_exists(inode->i_ctime_sec))
		return file_nanoseconds(read_member(inode, i_ctime_sec), read_member(inode, i_ctime_nsec));
	struct inode___guarded *guarded = (void *)inode;
	if (bpf_core_field_exists(guarded->__i_ctime))
		return file_nanoseconds(read_member(guarded, __i_ctime.tv_sec),
					read_member(guarded, __i_ctime.tv_nsec));
	struct inode___named *named = (void *)inode;
	return file_nanoseconds(read_member(named, i_ctime.tv_sec), read_member(named, i_ctime.tv_nsec));
}

static __always_inline u64 file_modification_time(struct inode *inode)
{
	if (bpf_core_field_exists(inode->i_mtime_sec))
		return file_nanoseconds(read_member(inode, i_mtime_sec), read_member(inode, i_mtime_nsec));
	struct inode___guarded *guarded = (void *)inode;
	if (bpf_core_field_exists(guarded->__i_mtime))
		return file_nanoseconds(read_member(guarded, __i_mtime.tv_sec),
					read_member(guarded, __i_mtime.tv_nsec));
	struct inode___named *named = (void *)inode;
	return file_nanoseconds(read_member(named, i_mtime.tv_sec), read_member(named, i_mtime.tv_nsec));
}

/* Whether an id of the initial user namespace has a number in a namespace with this map. */
static __always_inline bool file_id_is_mapped(struct uid_gid_map *map, u32 id)
{
	u32 extents = read_member(map, nr_extents);
	for (u32 i = 0; i < 5; i++) {
		if (i >= extents)
			return false;
		void *extent = (void *)map + bpf_core_field_offset(struct uid_gid_map, extent) +
				     i * bpf_core_type_size(struct uid_gid_extent);
		u32 first = read_member((struct uid_gid_extent *)extent, lower_first);
		if (id - first < read_member((struct uid_gid_extent *)extent, count))
			return true;
	}
	return false;
}

struct group_search {
	const void *ids;
	u32 group, low, high;
	bool found;
};

/* One halving of the range; 1 ends the search. */
static long group_search_step(u32 index, struct group_search *search)
{
	u32 middle = (search->low + search->high) / 2, id = 0;
	if (search->low >= search->high)
		return 1;
	bpf_probe_read_kernel(&id, sizeof(id), search->ids + 4ULL * middle);
	if (id == search->group) {
		search->found = true;
		return 1;
	}
	if (id < search->group)
		search->low = middle + 1;
	else
		search->high = middle;
	return 0;
}

/* Whether a sorted list of supplementary groups holds a group. */
static __always_inline bool file_group_is_held(const struct group_info *groups, u32 group)
{
	struct group_search search = {
		.ids = (const void *)groups + bpf_core_field_offset(struct group_info, gid),
		.group = group,
		.high = groups->ngroups,
	};
	bpf_loop(17, group_search_step, &search, 0); /* NGROUPS_MAX is 65536 */
	return search.found;
}

/* Whether the task could write to the file, by its mode and the task's capabilities (not by ACLs). */
static __always_inline bool file_is_writable(struct task_struct *task, struct inode *inode)
{
	const struct cred *cred = task->cred;
	u32 mode = read_member(inode, i_mode), format = mode & 0170000;
	if (read_member(inode, i_sb, s_flags) & SB_RDONLY &&
	    (format == 0100000 || format == 040000 || format == 0120000))
		return false;
	if (read_member(inode, i_flags) & S_IMMUTABLE)
		return false;
	u32 owner = read_member(inode, i_uid.val), group = read_member(inode, i_gid.val);
	if (owner == (u32)-1 || group == (u32)-1)
		return false;
	if (owner == cred->fsuid.val)
		return true;
	if (group == cred->fsgid.val || file_group_is_held(cred->group_info, group))
		mode >>= 3;
	if (mode & 2)
		return true;
	struct user_namespace *namespace = cred->user_ns;
	if (!file_id_is_mapped(&namespace->uid_map, owner))
		return false;
	u64 capabilities = cred->cap_effective.val;
	if (capabilities & 1 << CAP_FOWNER)
		return true;
	return capabilities & 1 << CAP_DAC_OVERRIDE && file_id_is_mapped(&namespace->gid_map, group);
}

/* Whether a file is anonymous memory made by memfd_create. */
static __always_inline bool file_is_memfd(struct file *file)
{
	struct dentry *entry = read_member(file, f_path.dentry);
	if (read_member(entry, d_parent) != entry)
		return false;
	char name[8] = {};
	bpf_probe_read_kernel_str(name, 7, read_member(entry, d_name.name));
	return *(u64 *)name == 0x3a64666d656dULL; /* "memfd:" */
}
