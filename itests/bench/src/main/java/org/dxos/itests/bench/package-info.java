/** The workloads by which this node is compared with its peers, one {@code RESULT {json}} line for each measurement. */
@NullMarked
package org.dxos.itests.bench;

import org.jspecify.annotations.NullMarked;
