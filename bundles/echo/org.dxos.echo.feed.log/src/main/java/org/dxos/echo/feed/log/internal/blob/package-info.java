/**
 * Blobs as files: a folder for each party, in it {@code roots} with a file for each whole blob, {@code wanted} with a file for each
 * one that is being fetched, and {@code parts} with the pages and chunks of all of them, each in a file named by its hash. A root is
 * written when everything below it is safe, so what has a root is whole. {@code unfinished} is there while something is being
 * written that no root refers to yet; when it is found at opening, parts that nothing refers to are deleted.
 *
 * <pre>
 * root  = 01, var size, page hashes 32…     H("dxos.blob.root.1", root), in a file named hash.size
 * page  = chunk hashes 32…                  H("dxos.blob.page.1", page)
 * chunk = content                           H("dxos.blob.chunk.1", chunk)
 * </pre>
 *
 * <p>Chunks have 256 KiB, but for the last one, pages 1,024 hashes, but for the last one, and a root up to 1,024.
 */
@NullMarked
package org.dxos.echo.feed.log.internal.blob;

import org.jspecify.annotations.NullMarked;
