/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The recorder in the kernel. One program is attached to the return of every system call
 * (on_sys_exit in attached.h); it filters, and tail-calls the program of the call (sys_<name> in
 * syscalls/), which puts the event together as the very block that stands in the .scap file and
 * hands it to user space through a ring. Two more programs write successful execs and ends of threads.
 *
 * Layers, told by their prefix: attached on_*, calls sys_*, values put_*, what they read from:
 * task_*, file_*, path_*, cgroup_*, sock_*, flags_*; event_* and ring_* below all.
 */
#include "kernel.h"

#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

#include "event_types.h"
#include "shared.h"

#include "layers/maps.h"
#include "layers/read.h"
#include "layers/event.h"
#include "layers/flags.h"
#include "layers/task.h"
#include "layers/cgroup.h"
#include "layers/filter.h"
#include "layers/file.h"
#include "layers/path.h"
#include "layers/sock.h"
#include "layers/call.h"

#include "syscalls/process.h"
#include "syscalls/execute.h"
#include "syscalls/namespace.h"
#include "syscalls/identity.h"
#include "syscalls/open.h"
#include "syscalls/descriptor.h"
#include "syscalls/filesystem.h"
#include "syscalls/socket.h"
#include "syscalls/transfer.h"
#include "syscalls/kernel.h"
#include "syscalls/memory.h"

#include "attached.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";
