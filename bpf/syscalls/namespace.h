/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* unshare, setns, chroot, mount and umount. */
#pragma once

SYSCALL_EXIT(unshare, UNSHARE_X)
{
	put_s64(e, ret);
	put_u32(e, flags_clone(ARG0));
}

SYSCALL_EXIT(setns, SETNS_X)
{
	put_s64(e, ret);
	put_int(e, ARG0);
	put_u32(e, flags_clone(ARG1));
}

SYSCALL_EXIT(chroot, CHROOT_X)
{
	put_s64(e, ret);
	put_path(e, ARG0);
}

#define MS_MGC_VAL 0xc0ed0000
#define MS_MGC_MASK 0xffff0000

SYSCALL_EXIT(mount, MOUNT_X)
{
	u32 flags = ARG3;
	put_s64(e, ret);
	put_path(e, ARG0);
	put_path(e, ARG1);
	put_path(e, ARG2);
	put_u32(e, (flags & MS_MGC_MASK) == MS_MGC_VAL ? flags & ~MS_MGC_MASK : flags);
}

SYSCALL_EXIT(umount2, UMOUNT2_X)
{
	put_s64(e, ret);
	put_path(e, ARG0);
	put_u32(e, ARG1 & 0xf); /* MNT_FORCE, MNT_DETACH, MNT_EXPIRE, UMOUNT_NOFOLLOW */
}

#define FSCONFIG_SET_STRING 1
#define FSCONFIG_SET_BINARY 2
#define FSCONFIG_SET_PATH 3
#define FSCONFIG_SET_PATH_EMPTY 4

SYSCALL_EXIT(fsconfig, FSCONFIG_X)
{
	u32 command = ARG1;
	put_s64(e, ret);
	put_int(e, ARG0);
	put_u32(e, command);
	put_path(e, ARG2);
	if (ret >= 0 && command == FSCONFIG_SET_BINARY)
		put_user_bytes(e, ARG3, (u32)ARG4);
	else
		put_empty(e);
	if (ret >= 0 && (command == FSCONFIG_SET_STRING || command == FSCONFIG_SET_PATH ||
			 command == FSCONFIG_SET_PATH_EMPTY))
		put_path(e, ARG3);
	else
		put_empty(e);
	put_u32(e, ARG4);
}
