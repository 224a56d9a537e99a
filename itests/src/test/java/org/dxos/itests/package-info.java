/** Tests of the whole. */
package org.dxos.itests;
