package org.dxos.echo;

import org.dxos.base.key.FeedKey;

/**
 * A feed with two histories, both signed by its writer: a device that was copied, restored carelessly, or lies.
 *
 * @param length blocks that both have in common; nothing after them counts
 * @param writer who writes it, or empty when it is not admitted
 */
public record Fork(FeedKey feed, long length, String writer) {}
