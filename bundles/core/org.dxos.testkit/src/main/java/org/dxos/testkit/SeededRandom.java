package org.dxos.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import org.dxos.base.Bytes;

/** Random values that follow from a seed: the same calls give the same values everywhere. Confined to one thread. */
public final class SeededRandom {
    private final long seed;
    private final SplittableRandom random;

    public SeededRandom(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    public long seed() {
        return seed;
    }

    /** From 0 (inclusive) to the bound (exclusive). */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** From the first number to the last, both inclusive. */
    public int between(int first, int last) {
        return random.nextInt(first, Math.addExact(last, 1));
    }

    /** Any of the 2^64 values. */
    public long nextLong() {
        return random.nextLong();
    }

    /** From 0 (inclusive) to 1 (exclusive). */
    public double nextDouble() {
        return random.nextDouble();
    }

    /** True with the given probability. */
    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** One of the elements, which must be at least one. */
    public <T> T pick(List<T> elements) {
        return elements.get(below(elements.size()));
    }

    /** One of the given elements. */
    @SafeVarargs
    public final <T> T pick(T first, T... more) {
        int index = below(more.length + 1);
        return index == 0 ? first : more[index - 1];
    }

    /** The elements in another order; every order is as likely. */
    public <T> List<T> shuffled(Collection<? extends T> elements) {
        List<T> order = new ArrayList<>(elements);
        for (int i = order.size() - 1; i > 0; i--) {
            int j = below(i + 1);
            T swapped = order.get(i);
            order.set(i, order.get(j));
            order.set(j, swapped);
        }
        return order;
    }

    /** Each of the elements with the given probability, in their order. */
    public <T> List<T> some(Collection<? extends T> elements, double probability) {
        List<T> chosen = new ArrayList<>();
        for (T element : elements) {
            if (chance(probability)) {
                chosen.add(element);
            }
        }
        return chosen;
    }

    public Bytes bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    /** A text of so many code points: mostly ASCII, some from other planes, never an unpaired surrogate. */
    public String text(int codePoints) {
        StringBuilder text = new StringBuilder(codePoints);
        for (int i = 0; i < codePoints; i++) {
            switch (below(10)) {
                case 0 -> text.appendCodePoint(between(0x80, 0x7ff));
                case 1 -> text.appendCodePoint(between(0x4e00, 0x9fff));
                case 2 -> text.appendCodePoint(between(0x1f300, 0x1f6ff));
                default -> text.appendCodePoint(between(0x20, 0x7e));
            }
        }
        return text.toString();
    }

    /** An independent source that follows from this one. */
    public SeededRandom split() {
        return new SeededRandom(random.nextLong());
    }

    @Override
    public String toString() {
        return "seed " + seed;
    }
}
