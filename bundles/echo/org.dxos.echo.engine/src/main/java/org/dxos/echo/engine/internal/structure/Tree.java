package org.dxos.echo.engine.internal.structure;

/** Where items are in the tree, as far as it is known elsewhere. Items are known by numbers. */
public interface Tree {
    /** A tree without items. */
    Tree EMPTY = new Tree() {
        @Override
        public boolean exists(int item) {
            return false;
        }

        @Override
        public int parent(int item) {
            return Structure.NO_PARENT;
        }

        @Override
        public boolean isDeleted(int item) {
            return false;
        }
    };

    boolean exists(int item);

    /** The item above, or {@link Structure#NO_PARENT}. */
    int parent(int item);

    boolean isDeleted(int item);
}
