package org.dxos.model.text.internal.doc;

import java.util.Arrays;

/**
 * Finds runs of the text by position. Neighbouring runs share a block, neighbouring blocks a group; each knows how many visible
 * characters it holds. Blocks and groups are rows of columns, linked in order.
 */
final class Places {
    private static final int LIMIT = 48;

    /** What {@link #find} found: where the run begins. */
    int start;

    private int total;
    private int blocks;
    private int[] blockFirst = new int[4];
    private int[] blockCount = new int[4];
    private int[] blockSum = new int[4];
    private int[] blockNext = new int[4];
    private int[] blockGroup = new int[4];
    private int groups;
    private int[] groupFirst = new int[4];
    private int[] groupCount = new int[4];
    private int[] groupSum = new int[4];
    private int[] groupNext = new int[4];

    Places copy() {
        Places copy = new Places();
        copy.total = total;
        copy.blocks = blocks;
        copy.blockFirst = blockFirst.clone();
        copy.blockCount = blockCount.clone();
        copy.blockSum = blockSum.clone();
        copy.blockNext = blockNext.clone();
        copy.blockGroup = blockGroup.clone();
        copy.groups = groups;
        copy.groupFirst = groupFirst.clone();
        copy.groupCount = groupCount.clone();
        copy.groupSum = groupSum.clone();
        copy.groupNext = groupNext.clone();
        return copy;
    }

    int total() {
        return total;
    }

    /** Notes that a run shows more or fewer characters. */
    void change(Runs runs, int run, int difference) {
        int block = runs.block[run];
        blockSum[block] += difference;
        groupSum[blockGroup[block]] += difference;
        total += difference;
    }

    /** Takes in a run that was linked behind another, or at the front, and shows this many characters. */
    void insert(Runs runs, int before, int run, int visible) {
        if (blocks == 0) {
            newBlock(newGroup(Runs.NONE), Runs.NONE);
            groupFirst[0] = 0;
        }
        int block = before == Runs.NONE ? groupFirst[0] : runs.block[before];
        if (before == Runs.NONE) {
            blockFirst[block] = run;
        }
        runs.block[run] = block;
        blockCount[block]++;
        change(runs, run, visible);
        if (blockCount[block] > LIMIT) {
            splitBlock(runs, block);
        }
    }

    /** The run that shows the character at an index below the total. */
    int find(Runs runs, byte[] kinds, int index) {
        int group = 0;
        int before = 0;
        while (before + groupSum[group] <= index) {
            before += groupSum[group];
            group = groupNext[group];
        }
        int block = groupFirst[group];
        while (before + blockSum[block] <= index) {
            before += blockSum[block];
            block = blockNext[block];
        }
        int run = blockFirst[block];
        while (true) {
            int visible = Document.isVisible(kinds[run]) ? runs.length[run] : 0;
            if (before + visible > index) {
                start = before;
                return run;
            }
            before += visible;
            run = runs.right[run];
        }
    }

    /** How many characters are shown before a run. */
    int startOf(Runs runs, int run) {
        int block = runs.block[run];
        int before = 0;
        for (int i = blockFirst[block]; i != run; i = runs.right[i]) {
            before += Document.isVisible(runs.kind[i]) ? runs.length[i] : 0;
        }
        int group = blockGroup[block];
        for (int i = groupFirst[group]; i != block; i = blockNext[i]) {
            before += blockSum[i];
        }
        for (int i = 0; i != group; i = groupNext[i]) {
            before += groupSum[i];
        }
        return before;
    }

    private void splitBlock(Runs runs, int block) {
        int fresh = newBlock(blockGroup[block], block);
        int run = blockFirst[block];
        int kept = blockCount[block] / 2;
        int sum = 0;
        for (int i = 0; i < kept; i++) {
            sum += Document.isVisible(runs.kind[run]) ? runs.length[run] : 0;
            run = runs.right[run];
        }
        blockFirst[fresh] = run;
        blockCount[fresh] = blockCount[block] - kept;
        blockSum[fresh] = blockSum[block] - sum;
        blockCount[block] = kept;
        blockSum[block] = sum;
        for (int i = 0; i < blockCount[fresh]; i++) {
            runs.block[run] = fresh;
            run = runs.right[run];
        }
        int group = blockGroup[block];
        if (groupCount[group] > LIMIT) {
            splitGroup(group);
        }
    }

    private void splitGroup(int group) {
        int fresh = newGroup(group);
        int block = groupFirst[group];
        int kept = groupCount[group] / 2;
        int sum = 0;
        for (int i = 0; i < kept; i++) {
            sum += blockSum[block];
            block = blockNext[block];
        }
        groupFirst[fresh] = block;
        groupCount[fresh] = groupCount[group] - kept;
        groupSum[fresh] = groupSum[group] - sum;
        groupCount[group] = kept;
        groupSum[group] = sum;
        for (int i = 0; i < groupCount[fresh]; i++) {
            blockGroup[block] = fresh;
            block = blockNext[block];
        }
    }

    private int newBlock(int group, int before) {
        if (blocks == blockFirst.length) {
            int size = blocks * 2;
            blockFirst = Arrays.copyOf(blockFirst, size);
            blockCount = Arrays.copyOf(blockCount, size);
            blockSum = Arrays.copyOf(blockSum, size);
            blockNext = Arrays.copyOf(blockNext, size);
            blockGroup = Arrays.copyOf(blockGroup, size);
        }
        int block = blocks++;
        blockFirst[block] = Runs.NONE;
        blockGroup[block] = group;
        blockNext[block] = before == Runs.NONE ? Runs.NONE : blockNext[before];
        if (before != Runs.NONE) {
            blockNext[before] = block;
        }
        groupCount[group]++;
        return block;
    }

    private int newGroup(int before) {
        if (groups == groupFirst.length) {
            int size = groups * 2;
            groupFirst = Arrays.copyOf(groupFirst, size);
            groupCount = Arrays.copyOf(groupCount, size);
            groupSum = Arrays.copyOf(groupSum, size);
            groupNext = Arrays.copyOf(groupNext, size);
        }
        int group = groups++;
        groupNext[group] = before == Runs.NONE ? Runs.NONE : groupNext[before];
        if (before != Runs.NONE) {
            groupNext[before] = group;
        }
        return group;
    }
}
