/**
 * The bytes of a corpus file: sections with checksums, and the columns in them.
 *
 * <p><b>Format, version 1.</b> All numbers are little-endian.
 *
 * <pre>
 * file      = header frame* directory footer
 * header    = "CREANCEC"  u32 version  u32 crc32c(the 12 bytes before)
 * frame     = stored bytes
 * directory = stored bytes of: u32 frames  frame entry{frames}  u32 sections  section{sections}
 * frame entry = u64 offset  u32 stored length  u32 raw length  u8 codec (0 stored, 1 zstd)
 *             u32 crc32c(stored bytes)
 * section   = u16 length  name (UTF-8)  u32 frame  u32 start in the frame's raw bytes  u32 length
 * footer    = u64 directory offset  u32 stored length  u32 raw length  u8 codec
 *             u32 crc32c(stored bytes)  u32 version  u32 crc32c(the 25 bytes before)  "CECNAERC"
 * </pre>
 *
 * Frames follow each other without gaps, so that every byte of a file is covered by a checksum. A
 * long section is a frame of its own, short ones are compressed together. A file whose last 8 bytes
 * are not the footer's magic was cut off. Versions above 1 are not to be read. A frame's content is
 * a zstd frame, or the bytes themselves; a section is a stretch of its frame's content, and a
 * section of length 0 may name a frame that has nothing of it.
 *
 * <p>To read a section: the last 37 bytes are the footer; the directory is where it says; the
 * section's entry names its frame; decompress that and take the section's stretch.
 *
 * <p>Columns inside sections:
 *
 * <pre>
 * numbers   = u8 kind (0 plain, 1 differences)  u8 width  u16 0  u32 count  plane{width}
 * plane     = count bytes: byte 0 (lowest) of all numbers, then byte 1 of all, …
 * block     = u8 width  u8 0  u16 0  u32 count  i64 first  plane{width}
 * rows      = u32 count  u32 length  plane{length} (byte 0 of all rows, byte 1 of all, …)
 * strings   = u32 count  u32 total  plane{4} (the lengths)  total bytes
 * </pre>
 *
 * The bytes of string 0 come first, then those of string 1, and so on. {@code numbers} are
 * unsigned, of at most 32 bits; each is put together of its planes, the lowest byte first.
 *
 * <p>A difference d is written as zigzag: (d &lt;&lt; 1) xor (d &gt;&gt; 31, in blocks 63); the
 * first one is to 0, in a block to {@code first}.
 */
@NullMarked
package dev.creance.corpus.format;

import org.jspecify.annotations.NullMarked;
