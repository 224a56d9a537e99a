package org.dxos.echo.engine.internal.page;

/**
 * Where a page lies.
 *
 * @param offset of its record in the file
 * @param length of its record
 * @param total bytes of this record and all below it
 * @param attempt the snapshot that wrote it
 */
record Position(PageFile file, long offset, int length, long total, Attempt attempt) {}
