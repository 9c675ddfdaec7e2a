/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * event_*: an event is put together in its slot as the block that stands in the file:
 *
 *   0  u32 block type (EV2)      26 u32 event length      36 u16 length of each parameter
 *   4  u32 block length          30 u16 event type           ... the parameters
 *   8  u16 cpu                   32 u32 parameters           ... zeros up to a multiple of 4
 *   10 u64 time, 18 s64 thread                               u32 block length once more
 *
 * put_*: one parameter each, in order. The position lives in registers: as long as all parameters
 * so far have fixed sizes it is a constant and the stores need no checks at all. event_end refuses to
 * compile (the object then names a missing symbol) when the number of parameters is not the schema's.
 */
#pragma once

#define BLOCK_EV2 0x216
#define EVENT_START 10
#define LENGTHS_START 36
#define POSITION_MASK 0x7fff /* an event takes the slot's first half; any one value fits behind it */
#define PATH_SIZE 4096	     /* longest text kept of a path, a name, a list of arguments */
#define DATA_SIZE 16384	     /* largest snaplen */

struct event {
	u8 *bytes;
	struct recorder_ring *ring;
	u64 at;	  /* where the next value goes */
	u32 next; /* number of the next parameter */
	u32 cpu;
	u16 type;
	enum program_kind kind;
};

extern void wrong_number_of_parameters(void);

/* x, kept below a power of two by an instruction that neither clang nor the verifier overlooks. */
#define bounded(x, mask)                                                  \
	({                                                                \
		u64 bounded_ = (x);                                       \
		asm volatile("%0 &= %1" : "+r"(bounded_) : "i"(mask));    \
		bounded_;                                                 \
	})

/* A helper's result, or 0 where it is an error; without a branch, which the verifier would fork at. */
static __always_inline u64 not_negative(s64 result)
{
	s64 sign = result >> 63;
	asm volatile("" : "+r"(sign));
	return result & ~sign;
}

/*
 * First statement of a branch that reads a member which only some kernels have: clang must not move
 * the read out of it, for on other kernels the loader makes the read an illegal instruction.
 */
#define keep_in_branch() asm volatile("" ::: "memory")

static __always_inline struct recorder_counters *counters_here(void)
{
	u32 cpu = bpf_get_smp_processor_id();
	return bpf_map_lookup_elem(&counters, &cpu);
}

/*
 * Larger values are written by functions of their own (write_*), which the verifier checks once and
 * not at every call. They take the slot, never null, the position in it and what to write; the result
 * is the number of bytes.
 */
#define event_slot(e) ((struct slot *)(e)->bytes)

#define barrier() asm volatile("" ::: "memory")

/* Says that this CPU is about to take an event's time, or that the event can be read. */
static __always_inline void event_busy(struct event *e, u32 busy)
{
	barrier();
	*(volatile u32 *)&e->ring->busy[e->kind] = busy;
	barrier();
}

static __always_inline void event_lost(u32 cpu, u16 type)
{
	struct recorder_counters *counts = bpf_map_lookup_elem(&counters, &cpu);
	if (counts) {
		counts->seen[type & (EVENT_TYPES - 1)]++;
		counts->dropped[type & (EVENT_TYPES - 1)]++;
	}
}

/* Where the next record of this CPU goes, its header first; null when a slot isn't free. */
static __always_inline u8 *ring_place(struct recorder_ring *ring)
{
	u64 at = ring->at;
	if (at >= settings.ring_bytes || /* never: so that the verifier knows */
	    ring->head - *(volatile u64 *)&ring->tail > settings.ring_bytes - SLOT_SIZE - RECORD_HEADER)
		return NULL;
	return (u8 *)ring + RING_DATA + at;
}

static __always_inline u8 *draft_place(u32 cpu, enum program_kind kind)
{
	u32 index = cpu * (KINDS - 1) + kind - 1;
	return bpf_map_lookup_elem(&drafts, &index);
}

static __always_inline bool event_begin(struct event *e, enum program_kind kind, u16 type, u32 parameters)
{
	u32 cpu = bpf_get_smp_processor_id();
	struct recorder_ring *ring = bpf_map_lookup_elem(&rings, &cpu);
	if (!ring)
		return false;
	u8 *record = kind == KIND_SYSCALL ? ring_place(ring) : draft_place(cpu, kind);
	if (!record) {
		event_lost(cpu, type);
		return false;
	}
	u8 *bytes = record + RECORD_HEADER;
	e->ring = ring;
	e->kind = kind;
	event_busy(e, 1);
	u64 time = bpf_ktime_get_boot_ns();
	*(u64 *)record = time;
	*(u32 *)bytes = BLOCK_EV2;
	*(u16 *)(bytes + 8) = cpu;
	*(u64 *)(bytes + 10) = control.boot_offset + time;
	*(u64 *)(bytes + 18) = (u32)bpf_get_current_pid_tgid();
	*(u16 *)(bytes + 30) = type;
	*(u32 *)(bytes + 32) = parameters;
	e->bytes = bytes;
	e->cpu = cpu;
	e->at = LENGTHS_START + 2 * parameters;
	e->next = 0;
	e->type = type;
	return true;
}

/* Wakes a sleeping reader, once, when its threshold is reached. */
__noinline int ring_wake(struct recorder_ring *ring)
{
	if (!ring || !control.reader_sleeps || ring->head - ring->tail < settings.wake_at)
		return 0;
	control.reader_sleeps = 0;
	void *nothing = bpf_ringbuf_reserve(&rare, 8, 0);
	if (nothing)
		bpf_ringbuf_discard(nothing, BPF_RB_FORCE_WAKEUP);
	return 0;
}

/* Makes a record of so many bytes readable. Each CPU looks just now and then whether to wake the reader. */
static __always_inline void ring_publish(struct recorder_ring *ring, u64 bytes)
{
	u64 before = ring->head, after = before + bytes, at = ring->at + bytes;
	ring->at = at >= settings.ring_bytes ? at - settings.ring_bytes : at;
	barrier();
	*(volatile u64 *)&ring->head = after;
	if ((before ^ after) & settings.look_mask)
		ring_wake(ring);
}

static __always_inline u64 rare_wakeup(u64 bytes)
{
	if (!control.reader_sleeps || bpf_ringbuf_query(&rare, BPF_RB_AVAIL_DATA) + bytes < settings.rare_wake_at)
		return BPF_RB_NO_WAKEUP;
	control.reader_sleeps = 0;
	return BPF_RB_FORCE_WAKEUP;
}

static __always_inline void event_submit(struct event *e)
{
	u32 cpu = e->cpu;
	struct recorder_counters *counts = bpf_map_lookup_elem(&counters, &cpu);
	if (!counts)
		return;
	u32 slot = e->type & (EVENT_TYPES - 1);
	counts->seen[slot]++;
	u64 at = e->at;
	if (at > POSITION_MASK) {
		counts->dropped[slot]++;
		counts->oversized++;
		return;
	}
	if (!__builtin_constant_p(e->at))
		at = bounded(at, POSITION_MASK);
	u8 *bytes = e->bytes;
	*(u32 *)(bytes + at) = 0; /* the padding */
	*(u32 *)(bytes + 26) = at - EVENT_START;
	u64 end = (at + 3) & ~3ULL;
	u64 length = end + 4;
	*(u32 *)(bytes + end) = length;
	*(u32 *)(bytes + 4) = length;
	length += RECORD_HEADER;
	if (e->kind == KIND_SYSCALL)
		ring_publish(e->ring, (length + 7) & ~7ULL);
	else if (bpf_ringbuf_output(&rare, bytes - RECORD_HEADER, length, rare_wakeup(length)))
		counts->dropped[slot]++;
}

static __always_inline void event_end(struct event *e, u32 parameters)
{
	if (e->next != parameters)
		wrong_number_of_parameters();
	event_submit(e);
	event_busy(e, 0);
}

/* Where the next value goes, bounded for the verifier. */
static __always_inline u64 event_position(const struct event *e)
{
	u64 at = e->at;
	if (!__builtin_constant_p(at))
		at = bounded(at, POSITION_MASK);
	return at;
}

/* Ends a parameter whose `length` bytes stand at the position. */
static __always_inline void event_parameter(struct event *e, u64 length)
{
	*(u16 *)(e->bytes + LENGTHS_START + 2 * e->next) = length;
	e->at += length;
	e->next++;
}

#define PUT_NUMBER(name, type)                                               \
	static __always_inline void put_##name(struct event *e, type value)  \
	{                                                                    \
		*(type *)(e->bytes + event_position(e)) = value;             \
		event_parameter(e, sizeof(type));                            \
	}
PUT_NUMBER(u8, u8)
PUT_NUMBER(u16, u16)
PUT_NUMBER(u32, u32)
PUT_NUMBER(u64, u64)
#undef PUT_NUMBER

static __always_inline void put_s64(struct event *e, s64 value)
{
	put_u64(e, value);
}

/* A descriptor or process id as the calls take them: 32 bits with a sign. */
static __always_inline void put_int(struct event *e, u64 argument)
{
	put_u64(e, (s64)(s32)argument);
}

/* A directory's descriptor; AT_FDCWD (−100) has the same value in the file. */
#define put_dirfd put_int

static __always_inline void put_empty(struct event *e)
{
	event_parameter(e, 0);
}

/* A NUL-terminated text in user memory; an unreadable or null one is an empty parameter. */
static __always_inline u64 put_user_text(struct event *e, u64 pointer, u32 size)
{
	u64 length = not_negative(
		bpf_probe_read_user_str(e->bytes + event_position(e), size, (void *)pointer));
	event_parameter(e, length);
	return length;
}

#define put_path(e, pointer) put_user_text(e, pointer, PATH_SIZE)

static __always_inline void put_kernel_text(struct event *e, const void *pointer, u32 size)
{
	event_parameter(e, not_negative(bpf_probe_read_kernel_str(e->bytes + event_position(e), size, pointer)));
}

/* Appends user bytes to the parameter under way; the number appended: `size` or, if unreadable, 0. */
static __always_inline u64 append_user_bytes(struct event *e, u64 offset, u64 pointer, u64 size)
{
	size = bounded(size, DATA_SIZE * 2 - 1);
	u64 at = bounded(e->at + offset, POSITION_MASK);
	if (bpf_probe_read_user(e->bytes + at, size, (void *)pointer))
		return 0;
	return size;
}

static __always_inline void put_user_bytes(struct event *e, u64 pointer, u64 size)
{
	if (size > DATA_SIZE)
		size = DATA_SIZE;
	event_parameter(e, append_user_bytes(e, 0, pointer, size));
}

/* Texts behind each other in user memory, such as a process's arguments; ends with a NUL. */
static __always_inline void put_user_texts(struct event *e, u64 start, u64 end, u64 size)
{
	u64 length = end - start;
	if (end < start)
		length = 0;
	if (length > size)
		length = size;
	length = append_user_bytes(e, 0, start, length);
	if (length)
		e->bytes[bounded(e->at + length - 1, POSITION_MASK)] = 0;
	event_parameter(e, length);
}

