/**
 * Credentials: signed claims about who belongs to a party, in which role, with which devices and feeds; and the roster that a
 * set of them adds up to. Pure logic: no I/O, no clock, no threads.
 *
 * <p>Wire form of a credential (numbers as {@link org.dxos.base.ByteWriter} writes them; every form that is not this one is
 * malformed):
 *
 * <pre>
 * credential := format=1 | sized payload | var n (1..8) | n × (signer 32, signature 64), ascending by signer
 * payload    := format=1 | issuer 32 | party (0 | 1 party-id 32) | var issued | expiry (0 | 1 var expiry)
 *               | var n (0..256) | n × parent 32, ascending | text type | sized content
 * content of dxos.party.genesis     := party key 32 | creator identity 32
 *            dxos.member.admitted   := identity 32 | role (1 reader, 2 writer, 3 admin, 4 owner)
 *            dxos.device.authorised := identity 32 | device 32
 *            dxos.feed.admitted     := feed 32 | device 32
 * </pre>
 *
 * <p>Each signature covers {@code "dxos.halo.credential.1\0" | payload}. A claim of a type that is not listed is kept byte for
 * byte and ignored; the meaning and content of a type never change, a new meaning gets a new type.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.dxos.halo.credential;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
