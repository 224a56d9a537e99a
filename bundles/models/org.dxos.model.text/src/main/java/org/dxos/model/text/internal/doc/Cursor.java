package org.dxos.model.text.internal.doc;

import org.dxos.model.text.internal.yjs.Content;
import org.dxos.model.text.internal.yjs.Update;

/** Finds runs of the text by position, first near the place of the last edit. */
final class Cursor {
    private static final int NEAR = 6;

    private final Document document;
    /** What {@link #find} found. */
    int run = Runs.NONE;

    /** The position of its first character. */
    int start;

    private long version = -1;

    Cursor(Document document) {
        this.document = document;
    }

    /** Moves to the run that shows the character at an index, which is below the length of the text. */
    void find(int index) {
        if (version != document.version || !findNear(index)) {
            run = document.places.find(document.runs, document.runs.kind, index);
            start = document.places.start;
            version = document.version;
        }
    }

    private boolean findNear(int index) {
        Runs runs = document.runs;
        for (int step = 0; step < NEAR && run != Runs.NONE; step++) {
            if (index < start) {
                run = runs.left[run];
                start -= run == Runs.NONE ? 0 : document.visible(run);
            } else if (index >= start + document.visible(run)) {
                start += document.visible(run);
                run = runs.right[run];
            } else {
                return true;
            }
        }
        return false;
    }

    /** Notes where the text of an update stands that was just applied: its last character before a position. */
    void moveToLastInsert(Update update, int end) {
        int row = document.clientRow(update.structs().get(0).client());
        int last = document.clients.get(row).runs.last();
        if (document.runs.kind[last] == Content.STRING && document.runs.list[last] == document.textList) {
            moveTo(last, end);
        }
    }

    /** Moves to a run whose last character stands before a position. */
    void moveTo(int lastRun, int end) {
        run = lastRun;
        start = end - document.visible(lastRun);
        version = document.version;
    }

    /** Notes that the document changed at the found run or to the right of it, and that this run is still there. */
    void keep() {
        version = document.version;
    }

    boolean isAt(long documentVersion) {
        return version == documentVersion;
    }
}
