/** What commands give back, and how it is written: tables for people, JSON and ids for scripts. */
@NullMarked
package org.dxos.shell.internal.output;

import org.jspecify.annotations.NullMarked;
