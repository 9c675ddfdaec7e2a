/**
 * Recorded events from the process that records to the one that detects, over a unix socket.
 *
 * <p>The recorder greets with 8 bytes, {@code CRNLIVE2}, and 8 bytes drawn at random when it was
 * started: its run, in which events are numbered from 0. Frames follow, little-endian: type (4
 * bytes), length of the payload (4), the sequence number of its first event (8), how many events it
 * has (8), the payload. Types: 1 a piece of the head, 2 the end of the head, behind which events
 * begin with the frame's number, 3 events as whole blocks, 4 counts: events dropped by the kernel
 * and events that no detector got (8 bytes each). The detector answers with 8 bytes now and then:
 * the number of the first event that it has not evaluated. What was not answered for comes again
 * after a break, behind a new head; in the same run its numbers tell it from what is new, and what
 * the detector has evaluated before only moves the machine's state on.
 */
@NullMarked
package dev.creance.recorder.stream;

import org.jspecify.annotations.NullMarked;
