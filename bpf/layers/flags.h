/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * flags_*: the kernel's flags and commands in libscap's numbering (flag-tables.tsv has the names of
 * the results). Where both number alike there is nothing here. Where Falco's probe is loose, this is
 * loose in the same way, so that a rule says the same of both: flags of several bits count as set
 * when one of their bits is (an opened directory carries O_TMPFILE, O_DSYNC makes O_SYNC).
 */
#pragma once

/* The file's bit where the kernel's bit (or any of its bits) is set. */
#define BIT(value, kernel, file) ((value) & (kernel) ? (file) : 0)

static __always_inline u32 flags_open(u32 flags)
{
	u32 result = (flags & 3) == 1 ? 2 : (flags & 3) == 2 ? 3 : 1;
	result |= BIT(flags, 0100, 1 << 2);	 /* O_CREAT */
	result |= BIT(flags, 02000, 1 << 3);	 /* O_APPEND */
	result |= BIT(flags, 010000, 1 << 4);	 /* O_DSYNC */
	result |= BIT(flags, 0200, 1 << 5);	 /* O_EXCL */
	result |= BIT(flags, 04000, 1 << 6);	 /* O_NONBLOCK */
	result |= BIT(flags, 04010000, 1 << 7);	 /* O_SYNC */
	result |= BIT(flags, 01000, 1 << 8);	 /* O_TRUNC */
	result |= BIT(flags, 040000, 1 << 9);	 /* O_DIRECT */
	result |= BIT(flags, 0200000, 1 << 10);	 /* O_DIRECTORY */
	result |= BIT(flags, 0100000, 1 << 11);	 /* O_LARGEFILE */
	result |= BIT(flags, 02000000, 1 << 12); /* O_CLOEXEC */
	result |= BIT(flags, 020200000, 1 << 13); /* O_TMPFILE */
	return result;
}

#define FILE_CREATED (1 << 14)
#define FILE_UPPER_LAYER (1 << 15)
#define FILE_LOWER_LAYER (1 << 16)

/* The mode counts only where a file may be made: O_CREAT or O_TMPFILE. */
static __always_inline u32 flags_open_mode(u32 flags, u32 mode)
{
	return flags & (0100 | 020200000) ? mode & 07777 : 0;
}

/* Just O_NONBLOCK and O_CLOEXEC, as sockets, eventfds and the like take them. */
static __always_inline u32 flags_descriptor(s32 flags)
{
	return BIT(flags, 04000, 1 << 6) | BIT(flags, 02000000, 1 << 12);
}

static __always_inline u32 flags_pipe(s32 flags)
{
	return flags_descriptor(flags) | BIT(flags, 040000, 1 << 9);
}

static __always_inline u32 flags_clone(u32 flags)
{
	u32 result = 0;
	result |= BIT(flags, 0x00000400, 1 << 0);  /* CLONE_FILES */
	result |= BIT(flags, 0x00000200, 1 << 1);  /* CLONE_FS */
	result |= BIT(flags, 0x80000000, 1 << 2);  /* CLONE_IO */
	result |= BIT(flags, 0x08000000, 1 << 3);  /* CLONE_NEWIPC */
	result |= BIT(flags, 0x40000000, 1 << 4);  /* CLONE_NEWNET */
	result |= BIT(flags, 0x00020000, 1 << 5);  /* CLONE_NEWNS */
	result |= BIT(flags, 0x20000000, 1 << 6);  /* CLONE_NEWPID */
	result |= BIT(flags, 0x04000000, 1 << 7);  /* CLONE_NEWUTS */
	result |= BIT(flags, 0x00008000, 1 << 8);  /* CLONE_PARENT */
	result |= BIT(flags, 0x00100000, 1 << 9);  /* CLONE_PARENT_SETTID */
	result |= BIT(flags, 0x00002000, 1 << 10); /* CLONE_PTRACE */
	result |= BIT(flags, 0x00000800, 1 << 11); /* CLONE_SIGHAND */
	result |= BIT(flags, 0x00040000, 1 << 12); /* CLONE_SYSVSEM */
	result |= BIT(flags, 0x00010000, 1 << 13); /* CLONE_THREAD */
	result |= BIT(flags, 0x00800000, 1 << 14); /* CLONE_UNTRACED */
	result |= BIT(flags, 0x00000100, 1 << 15); /* CLONE_VM */
	result |= BIT(flags, 0x10000000, 1 << 20); /* CLONE_NEWUSER */
	result |= BIT(flags, 0x00200000, 1 << 23); /* CLONE_CHILD_CLEARTID */
	result |= BIT(flags, 0x01000000, 1 << 24); /* CLONE_CHILD_SETTID */
	result |= BIT(flags, 0x00080000, 1 << 25); /* CLONE_SETTLS */
	result |= BIT(flags, 0x00004000, 1 << 27); /* CLONE_VFORK */
	result |= BIT(flags, 0x02000000, 1 << 28); /* CLONE_NEWCGROUP */
	return result;
}
#define CLONE_CHILD_IN_PIDNS (1 << 29)

static __always_inline u32 flags_linkat(u32 flags)
{
	return flags & (0x400 | 0x1000); /* AT_SYMLINK_FOLLOW, AT_EMPTY_PATH */
}

static __always_inline u32 flags_mknod(u32 mode)
{
	u32 format = mode & 0170000;
	u32 result = mode & 07777;
	if (format == 0)
		format = 0100000; /* mknod's default: a regular file */
	if (format == 0100000 || format == 020000 || format == 060000 || format == 010000 ||
	    format == 0140000)
		result |= format;
	return result;
}

static __always_inline u32 flags_resolve(u64 flags)
{
	u32 result = 0;
	result |= BIT(flags, 0x08, 1 << 0); /* RESOLVE_BENEATH */
	result |= BIT(flags, 0x10, 1 << 1); /* RESOLVE_IN_ROOT */
	result |= BIT(flags, 0x02, 1 << 2); /* RESOLVE_NO_MAGICLINKS */
	result |= BIT(flags, 0x04, 1 << 3); /* RESOLVE_NO_SYMLINKS */
	result |= BIT(flags, 0x01, 1 << 4); /* RESOLVE_NO_XDEV */
	result |= BIT(flags, 0x20, 1 << 5); /* RESOLVE_CACHED */
	return result;
}

static __always_inline u32 flags_prot(u32 flags)
{
	return (flags & 0xf) | BIT(flags, 0x01000000, 1 << 4) | BIT(flags, 0x02000000, 1 << 5);
}

static __always_inline u32 flags_mmap(u32 flags)
{
	u32 result = 0;
	result |= BIT(flags, 0x01, 1 << 0);    /* MAP_SHARED */
	result |= BIT(flags, 0x02, 1 << 1);    /* MAP_PRIVATE */
	result |= BIT(flags, 0x10, 1 << 2);    /* MAP_FIXED */
	result |= BIT(flags, 0x20, 1 << 3);    /* MAP_ANONYMOUS */
	result |= BIT(flags, 0x40, 1 << 4);    /* MAP_32BIT */
	result |= BIT(flags, 0x4000, 1 << 6);  /* MAP_NORESERVE */
	result |= BIT(flags, 0x8000, 1 << 7);  /* MAP_POPULATE */
	result |= BIT(flags, 0x10000, 1 << 8); /* MAP_NONBLOCK */
	result |= BIT(flags, 0x0100, 1 << 9);  /* MAP_GROWSDOWN */
	result |= BIT(flags, 0x0800, 1 << 10); /* MAP_DENYWRITE */
	result |= BIT(flags, 0x1000, 1 << 11); /* MAP_EXECUTABLE */
	result |= BIT(flags, 0x2000, 1 << 14); /* MAP_LOCKED */
	return result;
}

static __always_inline u32 flags_flock(u32 operation)
{
	return operation & 0xf; /* LOCK_SH, LOCK_EX, LOCK_NB, LOCK_UN */
}

static __always_inline u8 flags_fcntl(u32 command)
{
	switch (command) {
	case 0: return 1;	/* F_DUPFD */
	case 1: return 2;	/* F_GETFD */
	case 2: return 3;	/* F_SETFD */
	case 3: return 4;	/* F_GETFL */
	case 4: return 5;	/* F_SETFL */
	case 5: return 6;	/* F_GETLK */
	case 6: return 8;	/* F_SETLK */
	case 7: return 9;	/* F_SETLKW */
	case 8: return 10;	/* F_SETOWN */
	case 9: return 12;	/* F_GETOWN */
	case 10: return 13;	/* F_SETSIG */
	case 11: return 15;	/* F_GETSIG */
	case 12: return 17;	/* F_GETLK64 */
	case 13: return 18;	/* F_SETLK64 */
	case 14: return 19;	/* F_SETLKW64 */
	case 15: return 21;	/* F_SETOWN_EX */
	case 16: return 22;	/* F_GETOWN_EX */
	case 36: return 30;	/* F_OFD_GETLK */
	case 37: return 31;	/* F_OFD_SETLK */
	case 38: return 32;	/* F_OFD_SETLKW */
	case 1024: return 23;	/* F_SETLEASE */
	case 1025: return 24;	/* F_GETLEASE */
	case 1026: return 27;	/* F_NOTIFY */
	case 1029: return 25;	/* F_CANCELLK */
	case 1030: return 26;	/* F_DUPFD_CLOEXEC */
	case 1031: return 28;	/* F_SETPIPE_SZ */
	case 1032: return 29;	/* F_GETPIPE_SZ */
	default: return 0;
	}
}

static __always_inline u16 flags_ptrace(u64 request)
{
	switch (request) {
	case 0: return 1;	 /* PTRACE_TRACEME */
	case 1: return 2;	 /* PTRACE_PEEKTEXT */
	case 2: return 3;	 /* PTRACE_PEEKDATA */
	case 3: return 4;	 /* PTRACE_PEEKUSR */
	case 4: return 5;	 /* PTRACE_POKETEXT */
	case 5: return 6;	 /* PTRACE_POKEDATA */
	case 6: return 7;	 /* PTRACE_POKEUSR */
	case 7: return 8;	 /* PTRACE_CONT */
	case 8: return 9;	 /* PTRACE_KILL */
	case 9: return 10;	 /* PTRACE_SINGLESTEP */
	case 12: return 26;	 /* PTRACE_GETREGS */
	case 13: return 27;	 /* PTRACE_SETREGS */
	case 14: return 28;	 /* PTRACE_GETFPREGS */
	case 15: return 29;	 /* PTRACE_SETFPREGS */
	case 16: return 11;	 /* PTRACE_ATTACH */
	case 17: return 12;	 /* PTRACE_DETACH */
	case 18: return 30;	 /* PTRACE_GETFPXREGS */
	case 19: return 31;	 /* PTRACE_SETFPXREGS */
	case 21: return 32;	 /* PTRACE_OLDSETOPTIONS */
	case 24: return 13;	 /* PTRACE_SYSCALL */
	case 25: return 33;	 /* PTRACE_GET_THREAD_AREA */
	case 26: return 34;	 /* PTRACE_SET_THREAD_AREA */
	case 30: return 35;	 /* PTRACE_ARCH_PRCTL */
	case 31: return 36;	 /* PTRACE_SYSEMU */
	case 32: return 37;	 /* PTRACE_SYSEMU_SINGLESTEP */
	case 33: return 38;	 /* PTRACE_SINGLEBLOCK */
	case 0x4200: return 14;	 /* PTRACE_SETOPTIONS */
	case 0x4201: return 15;	 /* PTRACE_GETEVENTMSG */
	case 0x4202: return 16;	 /* PTRACE_GETSIGINFO */
	case 0x4203: return 17;	 /* PTRACE_SETSIGINFO */
	case 0x4204: return 18;	 /* PTRACE_GETREGSET */
	case 0x4205: return 19;	 /* PTRACE_SETREGSET */
	case 0x4206: return 20;	 /* PTRACE_SEIZE */
	case 0x4207: return 21;	 /* PTRACE_INTERRUPT */
	case 0x4208: return 22;	 /* PTRACE_LISTEN */
	case 0x4209: return 23;	 /* PTRACE_PEEKSIGINFO */
	case 0x420a: return 24;	 /* PTRACE_GETSIGMASK */
	case 0x420b: return 25;	 /* PTRACE_SETSIGMASK */
	default: return 0;
	}
}

static __always_inline u8 flags_sockopt_level(u32 level)
{
	return level == 1 ? 1 : level == 6 ? 2 : 0; /* SOL_SOCKET, SOL_TCP */
}

static __always_inline u8 flags_sockopt(u32 level, u32 option)
{
	if (level != 1)
		return 0;
	switch (option) {
	case 0 ... 50: return option; /* SO_DEBUG ... SO_ATTACH_BPF */
	case 55: return 52;	      /* SO_MEMINFO */
	case 57: return 53;	      /* SO_COOKIE */
	case 59: return 51;	      /* SO_PEERGROUPS */
	case 66: return 20; /* SO_RCVTIMEO_NEW */
	case 67: return 21; /* SO_SNDTIMEO_NEW */
	default: return 0;
	}
}

static __always_inline u16 flags_futex(u32 operation)
{
	u32 command = operation & 127;
	if (command > 12)
		command = 0;
	return command | (operation & (128 | 256)); /* FUTEX_PRIVATE_FLAG, FUTEX_CLOCK_REALTIME */
}

static __always_inline u16 flags_semctl(u32 command)
{
	switch (command) {
	case 0: return 1 << 2;	  /* IPC_RMID */
	case 1: return 1 << 1;	  /* IPC_SET */
	case 2: return 1 << 0;	  /* IPC_STAT */
	case 3: return 1 << 3;	  /* IPC_INFO */
	case 11: return 1 << 8;	  /* GETPID */
	case 12: return 1 << 9;	  /* GETVAL */
	case 13: return 1 << 6;	  /* GETALL */
	case 14: return 1 << 7;	  /* GETNCNT */
	case 15: return 1 << 10;  /* GETZCNT */
	case 16: return 1 << 12;  /* SETVAL */
	case 17: return 1 << 11;  /* SETALL */
	case 18: return 1 << 5;	  /* SEM_STAT */
	case 19: return 1 << 4;	  /* SEM_INFO */
	default: return 0;
	}
}

static __always_inline u16 flags_semop(u32 flags)
{
	return BIT(flags, 04000, 1) | BIT(flags, 0x1000, 2); /* IPC_NOWAIT, SEM_UNDO */
}

static __always_inline u32 flags_semget(u32 flags)
{
	return BIT(flags, 01000, 1 << 13) | BIT(flags, 02000, 1 << 14); /* IPC_CREAT, IPC_EXCL */
}

static __always_inline u16 flags_quotactl(u32 command)
{
	switch (command >> 8) {
	case 0x800001: return 1 << 7;  /* Q_SYNC */
	case 0x800002: return 1 << 0;  /* Q_QUOTAON */
	case 0x800003: return 1 << 1;  /* Q_QUOTAOFF */
	case 0x800004: return 1 << 2;  /* Q_GETFMT */
	case 0x800005: return 1 << 3;  /* Q_GETINFO */
	case 0x800006: return 1 << 4;  /* Q_SETINFO */
	case 0x800007: return 1 << 5;  /* Q_GETQUOTA */
	case 0x800008: return 1 << 6;  /* Q_SETQUOTA */
	case 0x5801: return 1 << 8;    /* Q_XQUOTAON */
	case 0x5802: return 1 << 9;    /* Q_XQUOTAOFF */
	case 0x5803: return 1 << 10;   /* Q_XGETQUOTA */
	case 0x5804: return 1 << 11;   /* Q_XSETQLIM */
	case 0x5805: return 1 << 12;   /* Q_XGETQSTAT */
	case 0x5806: return 1 << 13;   /* Q_XQUOTARM */
	case 0x5807: return 1 << 14;   /* Q_XQUOTASYNC */
	default: return 0;
	}
}

static __always_inline u8 flags_quota_format(u32 format)
{
	return format == 1 ? 2 : format == 2 ? 4 : format == 4 ? 8 : 1; /* VFS_OLD, VFS_V0, VFS_V1, none */
}

static __always_inline u32 flags_poll(u32 events)
{
	u32 result = 0;
	result |= BIT(events, 0x0001, 1 << 0);	/* POLLIN */
	result |= BIT(events, 0x0002, 1 << 1);	/* POLLPRI */
	result |= BIT(events, 0x0004, 1 << 2);	/* POLLOUT */
	result |= BIT(events, 0x2000, 1 << 3);	/* POLLRDHUP */
	result |= BIT(events, 0x0008, 1 << 4);	/* POLLERR */
	result |= BIT(events, 0x0010, 1 << 5);	/* POLLHUP */
	result |= BIT(events, 0x0020, 1 << 6);	/* POLLNVAL */
	result |= BIT(events, 0x0040, 1 << 7);	/* POLLRDNORM */
	result |= BIT(events, 0x0080, 1 << 8);	/* POLLRDBAND */
	result |= BIT(events, 0x0100, 1 << 9);	/* POLLWRNORM */
	result |= BIT(events, 0x0200, 1 << 10); /* POLLWRBAND */
	return result;
}

/* The device number that stat shows, of the one that the kernel keeps. */
static __always_inline u32 flags_device(u32 device)
{
	u32 major = device >> 20, minor = device & 0xfffff;
	return (minor & 0xff) | major << 8 | (minor & ~0xffu) << 12;
}
