/**
 * The SPI that third parties implement: a {@link StateMachine} manages the state of items, a {@link Model} is the typed API
 * over them. Both are OSGi services with the property {@code dxos.type}; {@link DxosType} sets it and declares the bundle's
 * capability.
 *
 * <p>Rules of a state machine. Each has a test in the TCK ({@code org.dxos.echo.tck}) that carries its number.
 *
 * <ol>
 *   <li>M1 {@code apply} is deterministic: the same state, meta and mutation give an equal state, on every machine.
 *   <li>M2 {@code apply} is total: it never throws for a mutation that {@code decodeMutation} returned, in whatever state; an
 *       impossible edit is a no-op.
 *   <li>M3 States are deeply immutable; or they are mutable and {@code fork} returns an independent copy: changing either
 *       leaves the other as it was.
 *   <li>M4 Codecs round-trip: decoding what was encoded gives an equal mutation, and a state that behaves and encodes the same.
 *   <li>M5 Decoding arbitrary bytes returns or throws {@link org.dxos.base.MalformedException}, within time and memory that are
 *       in proportion to the input.
 *   <li>M6 Replay from any encoded state in the middle gives the same state as replay from the start.
 *   <li>M7 No clock, randomness, I/O, threads, or statics that remember.
 *   <li>M8 Every format ever written stays readable and keeps its meaning. A changed meaning is a new format number.
 *   <li>M9 With {@link Order#COMMUTATIVE}, concurrent mutations applied in any order that respects causality give states that
 *       encode the same.
 *   <li>M10 Nothing of the bundle is reachable after its services are unregistered.
 * </ol>
 *
 * <p>The engine calls all methods of one state machine under a guard: what throws, or does not return in time, turns the item
 * at hand into a faulted one and harms no other. Calls come from many threads, but never from two at once for one state.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.dxos.echo.model;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
