/**
 * Contract tests for state machines and models. {@link StateMachineTck} and {@link ModelTck} are extended by an author's test
 * class; {@link DetachedItem} is an item without an engine, for tests of facades.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.dxos.echo.tck;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
