package org.dxos.echo.feed;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PublicKey;

/**
 * Proof that the writer of a feed signed two histories of it: two signed heads, and the way from the last common block to each.
 * Whoever checks it learns where the histories part, needs nothing else for it, and comes to the same answer as everybody. Two
 * proofs of one fork are equal whichever way round they were found.
 *
 * @param length blocks that both histories have in common
 * @param chain the chain's value there
 * @param one the history whose first block of its own has the smaller hash
 */
public record ForkProof(FeedKey feed, long length, Hash chain, Branch one, Branch other) {
    /** Blocks of both histories together that a proof can speak of. */
    public static final int MAX_BLOCKS = 1 << 20;

    /**
     * One of the histories.
     *
     * @param blocks the SHA-256 of each of its blocks from the fork to its head
     */
    public record Branch(List<Hash> blocks, FeedHead head) {
        public Branch {
            blocks = List.copyOf(blocks);
        }
    }

    public ForkProof {
        if (length < 0 || one.blocks().size() + other.blocks().size() > MAX_BLOCKS) {
            throw new IllegalArgumentException("a fork after " + length + " blocks, told by more than " + MAX_BLOCKS);
        }
        if (!one.blocks().isEmpty()
                && !other.blocks().isEmpty()
                && one.blocks().get(0).compareTo(other.blocks().get(0)) > 0) {
            Branch first = other;
            other = one;
            one = first;
        }
    }

    /** Whether this proves what it says. Stateless; costs two signature checks and a hash a block. */
    public boolean isAuthentic() {
        return !one.blocks().isEmpty()
                && !other.blocks().isEmpty()
                && !one.blocks().get(0).equals(other.blocks().get(0))
                && leadsToHead(one)
                && leadsToHead(other)
                && one.head().isAuthentic()
                && other.head().isAuthentic();
    }

    private boolean leadsToHead(Branch branch) {
        if (!branch.head().feed().equals(feed)
                || branch.head().length() != length + branch.blocks().size()) {
            return false;
        }
        Hash at = chain;
        long sequence = length;
        for (Hash block : branch.blocks()) {
            at = Chain.link(at, sequence++, block);
        }
        return at.equals(branch.head().chain());
    }

    public Bytes encode() {
        ByteWriter out = new ByteWriter(256).put(feed.bytes()).putVar(length).put(chain.bytes());
        encode(out, one);
        encode(out, other);
        return out.toBytes();
    }

    private static void encode(ByteWriter out, Branch branch) {
        out.putVar(branch.blocks().size());
        branch.blocks().forEach(hash -> out.put(hash.bytes()));
        out.putVar(branch.head().length()).put(branch.head().chain().bytes());
        out.putSized(branch.head().signature());
    }

    /** Reads what {@link #encode} gave. That it can be read does not say that it proves anything. */
    public static ForkProof decode(Bytes bytes) throws MalformedException {
        ByteReader in = new ByteReader(bytes);
        FeedKey feed = FeedKey.of(in.bytes(PublicKey.SIZE));
        long length = number(in);
        Hash chain = new Hash(in.bytes(Hash.SIZE));
        Branch one = branch(in, feed);
        Branch other = branch(in, feed);
        in.expectEnd();
        try {
            return new ForkProof(feed, length, chain, one, other);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(String.valueOf(e.getMessage()));
        }
    }

    private static Branch branch(ByteReader in, FeedKey feed) throws MalformedException {
        int count = in.var(MAX_BLOCKS);
        List<Hash> blocks = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            blocks.add(new Hash(in.bytes(Hash.SIZE)));
        }
        return new Branch(blocks, new FeedHead(feed, number(in), new Hash(in.bytes(Hash.SIZE)), in.sized()));
    }

    private static long number(ByteReader in) throws MalformedException {
        long value = in.var();
        if (value < 0) {
            throw new MalformedException("a number of more than 63 bits");
        }
        return value;
    }
}
