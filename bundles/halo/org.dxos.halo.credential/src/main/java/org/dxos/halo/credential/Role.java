package org.dxos.halo.credential;

import java.util.Optional;

/** What a member may do. Each role may do what the ones below it may. */
public enum Role {
    /** Like an admin; may also admit owners. The creator of a party is its first owner. */
    OWNER(4),
    /** May admit members up to its own role. */
    ADMIN(3),
    /** May write. */
    WRITER(2),
    /** May read. */
    READER(1);

    private final int rank;

    Role(int rank) {
        this.rank = rank;
    }

    /** The greater, the more a role may do. Also the number of the role in a credential. */
    public int rank() {
        return rank;
    }

    public boolean mayWrite() {
        return rank >= WRITER.rank;
    }

    /** Whether a member of this role may give somebody the other one. */
    public boolean mayAdmit(Role other) {
        return rank >= ADMIN.rank && rank >= other.rank;
    }

    static Optional<Role> ofRank(int rank) {
        for (Role role : values()) {
            if (role.rank == rank) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
