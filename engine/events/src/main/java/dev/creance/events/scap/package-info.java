/**
 * The .scap savefile: reading, conversion of old events, writing.
 *
 * <p>A capture is plain or gzip, and inside a row of pcapng-like blocks, all numbers little-endian:
 *
 * <pre>
 * u32 type | u32 length | body, padded to 4 bytes | u32 length
 * </pre>
 *
 * First a section header, then blocks about the machine as it was when recording began (machine,
 * interfaces, users, processes, each process's descriptors), then events:
 *
 * <pre>
 * u16 cpu | [u32 flags] | u64 time | i64 tid | u32 length | u16 type | u32 n | n lengths | n values
 * </pre>
 *
 * Lengths are u16, or u32 for the few event types with large payloads. Block types and their
 * versions are in {@code BlockType}; what each holds is told by the class that reads it: {@code
 * HeadReader}, {@code ProcessListReader}, {@code DescriptorListReader}, {@code EventBlockReader}.
 * Event types and their parameters changed over the years; {@code EventConverter} brings all to the
 * newest, so that nothing outside of this package knows of old ones.
 *
 * <p>Enter by {@link dev.creance.events.scap.CaptureReader} and {@link
 * dev.creance.events.scap.CaptureWriter}.
 */
@NullMarked
package dev.creance.events.scap;

import org.jspecify.annotations.NullMarked;
