/**
 * Feeds as segment files on storage.
 *
 * <p>Format 1. A feed is a folder of segments, each named by the sequence number of its first block in 16 hexadecimal digits:
 * {@code <first>.segment} holds the truth, {@code <first>.index} is a cache of positions in it. All numbers are little-endian,
 * all checksums CRC32C. A segment is a {@link SegmentHeader} and then records: a block is its size (4 bytes), its payload and
 * a checksum; a {@link Commit} closes the blocks that were written together. Checksums of records are mixed with the sequence
 * number, so that a record in a wrong place is not taken for a right one.
 *
 * <p>A segment's header is safe from a crash before the first record follows; a segment is safe before the next one begins; an
 * index says only what was safe when it was written. What lies behind the last safe commit may be an unfinished write and is
 * cut off; what is broken before it is damage.
 *
 * <p>Where the blocks of two segments overlap, those of the later one count: that is how a repair hides damage. Two small files may
 * stand beside: {@link BaseFile} says that the feed is kept from a signed head on, and {@link SyncedMark} how much of our own feed was
 * safe last.
 */
@NullMarked
package org.dxos.echo.feed.log;

import org.jspecify.annotations.NullMarked;
