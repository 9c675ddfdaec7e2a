/**
 * A segment: some millions of consecutive events of one capture, in columns, with everything that
 * the fields of rules can ask of them. It needs no other segment.
 *
 * <p><b>Format, version 1.</b> Sections of a segment file ({@link dev.creance.corpus.format} has
 * the encodings that are named at the right):
 *
 * <pre>
 * meta                JSON: capture, digest, host, ordinal (the place among the capture's segments),
 *                     firstNumber (of its first event in the capture, evt.num), events (hidden ones
 *                     included), firstTime, lastTime, captureFirstTime, previousTime, containerEngines
 * head                JSON: the capture's head: machine, interfaces, users, groups, processes, descriptors;
 *                     the last two in the first segment after a head only
 * machine             JSON: the same without all but machine and interfaces
 * texts               strings       all texts of contexts
 * processes           rows          one per distinct process context (below)
 * descriptors         rows          one per distinct descriptor (below)
 * containers          numbers       those texts that describe containers, JSON
 * lists               strings       each a list of u32: descriptors + 1, 0 = none, of FDLIST parameters
 * class/K             numbers       for each context of kind K (process, descriptor) its class: contexts
 *                                   of a class agree in all the fields F below
 * class/K/F           numbers       for each class the number of the value of field F …
 * class/K/F.values    strings       … among these values
 * time/B              block         times of the events at places 65536 B and on
 * </pre>
 *
 * Events have <i>places</i> in a segment, from 0, in the order of the capture; the event at place n
 * has the number {@code firstNumber} + n. They are kept by type: for each type C (its {@code
 * PPME_*} code) that occurs there is a partition, {@code p/C/} with those events that rules see,
 * {@code h/C/} with those that only change the state. A partition's columns have a number for each
 * of its events:
 *
 * <pre>
 * number              numbers       its place, growing
 * name                UTF-8         the type's name, PPME_SYSCALL_OPENAT_2_X: check it against C
 * process             numbers       the process context + 1; 0 = the event has no thread
 * descriptor          numbers       the descriptor + 1; 0 = none
 * indirect            numbers       1 = the descriptor is that of the thread's last descriptor number,
 *                                   and not the event's own
 * fd, fd.values       numbers, i64* the thread's last descriptor number, by its number among the values
 * tid, tid.values     numbers, i64* the thread id in the event's header, likewise
 * cpu                 numbers       processor
 * K                   numbers       the value + 1 of parameter K (from 0); 0 = the event does not carry it
 * K.values            strings       the bytes of the values, as the event's newest version has them
 * K.text              numbers       of paths, in p/ only: what evt.arg says (joined to its directory) …
 * K.text.values       strings       … among these values
 * K.ref               numbers       what the text of parameter K depends on: the descriptor + 1 (FD, FD32,
 *                                   some DYN), process context + 1 (PID, PID32), text + 1 of a user (UID)
 *                                   or group (GID), list + 1 (FDLIST); 0 = nothing
 * </pre>
 *
 * A column that is not there is all zeros, but {@code K.ref} that is not there is the partition's
 * {@code descriptor}. All {@code values} of fields ({@code class/K/F.values}, {@code
 * K.text.values}) are a kind and what it holds ({@link CellBytes}): 0 missing, 1 text, 2 i64, 3
 * f64, 4 texts (each u32 length, bytes), 5 numbers (each i64).
 *
 * <p>A row of {@code processes}, texts by their number in {@code texts}:
 *
 * <pre>
 * i64 tid pid ptid vtid vpid sid vpgid pgid reaper
 * u32 comm exe exepath arguments environment cgroups cwd root     texts; items of lists end with NUL but the last
 * i32 uid gid loginuid tty
 * u64 inheritable permitted effective                            capabilities
 * u32 1 writable | 2 upper layer | 4 lower layer | 8 memfd       of the executable file
 * i64 inode ctime mtime ctime-clone ctime-pidns clone-time exec-time pidns-start fd-limit
 * u32 flags   u32 container id (text)
 * i32 parent main session-leader vpgid-leader pgid-leader        processes + 1; 0 = none; −n = the thread n rows up
 *                                                                the chain of references that led here
 * u32 user login-user group container sandbox                    texts + 1; 0 = none
 * </pre>
 *
 * The text of a user is uid, gid, name, home, shell with NUL between, of a group gid and name, of a
 * container the JSON of its container event.
 *
 * <p>A row of {@code descriptors}:
 *
 * <pre>
 * u32 type               as libscap's SCAP_FD_*; 22 = of a failed call
 * u32 name raw-name name-before     texts
 * u32 open-flags device  i64 inode  u32 state  i64 pid of a pidfd
 * u32 1 = socket  i64{5} addresses, ports and protocol as libsinsp's sinsp_sockinfo has them
 * </pre>
 *
 * With device −1 and inode 0x7E5545754E55A9 it is no descriptor but what fields guess of one that
 * is not open; open-flags is the event's type then.
 */
@NullMarked
package dev.creance.corpus.segment;

import org.jspecify.annotations.NullMarked;
