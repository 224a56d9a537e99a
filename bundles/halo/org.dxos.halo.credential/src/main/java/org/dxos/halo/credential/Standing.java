package org.dxos.halo.credential;

import java.util.List;
import org.dxos.base.key.IdentityKey;

/** Whom an issuer speaks for, in which role, and on what ground. */
record Standing(IdentityKey identity, Role role, List<Graph.Node> grounds) {}
