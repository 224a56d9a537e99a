package org.dxos.echo.feed;

/**
 * A part of a blob as it travels and as it is checked: on its own, against the part above it.
 *
 * @param index from 0, among the parts of its kind
 */
public record BlobPart(Kind kind, int index) implements Comparable<BlobPart> {
    public static final BlobPart ROOT = new BlobPart(Kind.ROOT, 0);

    /** What a part is. */
    public enum Kind {
        /** The size of the blob and the hashes of its pages. There is one. */
        ROOT,
        /** The hashes of a run of chunks. */
        PAGE,
        /** A piece of the content. */
        CHUNK
    }

    public BlobPart {
        if (index < 0 || (kind == Kind.ROOT && index > 0)) {
            throw new IllegalArgumentException("there is no " + kind + " " + index);
        }
    }

    public static BlobPart page(int index) {
        return new BlobPart(Kind.PAGE, index);
    }

    public static BlobPart chunk(int index) {
        return new BlobPart(Kind.CHUNK, index);
    }

    /** Root, pages, chunks; by index. */
    @Override
    public int compareTo(BlobPart other) {
        int order = kind.compareTo(other.kind);
        return order != 0 ? order : Integer.compare(index, other.index);
    }

    @Override
    public String toString() {
        return kind == Kind.ROOT ? "root" : kind.name().toLowerCase(java.util.Locale.ROOT) + " " + index;
    }
}
