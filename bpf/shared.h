/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What both sides know: the settings that user space writes before loading, the counters and the
 * wake-up flag that it maps. The Java side has the same layouts; a test compares them through BTF.
 */
#pragma once

#define SYSCALLS 512	/* numbers that are looked at; x86_64 ends below 480 */
#define EVENT_TYPES 512 /* codes that are counted; libscap has 454 */

struct recorder_settings {
	u64 look_mask;		   /* the bits of a ring's head whose change has it look at wake_at */
	u32 own_process;	   /* process id whose calls are not recorded; 0 = none */
	u32 cgroups_only;	   /* not 0: only tasks below a cgroup of the map `cgroups` */
	u32 snaplen;		   /* bytes kept of what is read, written, sent and received */
	u32 wake_at;		   /* bytes in a ring at which a sleeping reader is woken */
	u32 rare_wake_at;	   /* the same in `rare` */
	u32 ring_bytes;		   /* of data in each CPU's ring */
	u8 recorded[SYSCALLS];	   /* by syscall number: 1 = recorded */
	u16 syscall_codes[SYSCALLS]; /* by syscall number: libscap's code, for generic events */
};

/* One per CPU. Written = seen minus dropped. */
struct recorder_counters {
	u64 seen[EVENT_TYPES];	  /* events that passed the filters, by type */
	u64 dropped[EVENT_TYPES]; /* of them, lost because the ring was full */
	u64 oversized;		  /* lost because they are too large; counted as dropped too */
	u64 foreign_calls;	  /* calls by the 32-bit interfaces: not recorded */
	u64 unhandled_calls;	  /* recorded by the settings, but no program is loaded for them */
};

struct recorder_control {
	u64 boot_offset;   /* CLOCK_REALTIME minus CLOCK_BOOTTIME, in ns; changes when the clock is set */
	u32 reader_sleeps; /* set by the reader before it sleeps, cleared by who wakes it */
};

/*
 * A program of one kind never interrupts another of its kind on the same CPU (the kernel refuses the
 * second and counts it as missed); those of different kinds might once tracepoints may be preempted.
 */
enum program_kind { KIND_SYSCALL, KIND_EXEC, KIND_EXIT, KINDS };

#define RING_DATA 4096	 /* where a ring's data begins */
#define RING_SLACK 69632 /* behind the data; a record may run into it */
#define RECORD_HEADER 8	 /* before each record's block: its time, in ns since boot */

/* The beginning of each CPU's ring. Head and busy are its own to write, tail is the reader's. */
struct recorder_ring {
	u64 head;	 /* bytes written since the start */
	u64 at;		 /* where in the data the next record begins: head modulo the ring's size */
	u32 busy[KINDS]; /* not 0 from before a record's time is taken until it can be read */
	u8 apart[100];	 /* so that the two write to no cache line both */
	u64 tail;	 /* bytes read since the start */
};
