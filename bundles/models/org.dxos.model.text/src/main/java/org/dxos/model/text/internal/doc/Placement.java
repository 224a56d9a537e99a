package org.dxos.model.text.internal.doc;

import org.dxos.model.text.internal.yjs.Content;
import org.dxos.model.text.internal.yjs.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Places structs whose neighbours are there. The order among concurrent ones is that of the YATA algorithm (Nicolaescu et al.,
 * "Near Real-Time Peer-to-Peer Shared Editing on Extensible Data Types", 2016) in the form that Yjs gave it.
 *
 * <p>Replicas agree under YATA as long as the neighbours that a writer names stood side by side in what it had seen. Of what it
 * had seen, the structs themselves tell a part ({@link Past}), the same part to everybody. Of that part, the one that stands next
 * to the left neighbour is the right neighbour, whatever was named; for writers who keep the rule it is the one they named. So
 * what is placed is a history of writers who all keep the rule, and the order in it does not depend on what came first. Whoever
 * names itself or its own future is garbage.
 */
final class Placement {
    private final Document document;
    private final Deletion deletion;
    private final Pasts pasts;

    Placement(Document document) {
        this.document = document;
        this.deletion = document.deletion;
        this.pasts = new Pasts(document);
    }

    /** Places a struct that begins at its client's state. */
    void place(int row, Struct struct) {
        Client client = document.clients.get(row);
        if (!extendsLastRun(client, struct)) {
            insert(client, row, struct);
        }
        client.state = struct.end();
        if (!client.deletesAhead.isEmpty()) {
            deletion.deleteArrived(row, struct.clock(), struct.end());
        }
    }

    /** The case of somebody who goes on typing. */
    private boolean extendsLastRun(Client client, Struct struct) {
        if (!(struct.content() instanceof Content.Text text)
                || struct.originClient() != struct.client()
                || struct.originClock() != struct.clock() - 1) {
            return false;
        }
        Runs runs = document.runs;
        int run = client.runs.last();
        if (runs.kind[run] != Content.STRING
                || runs.content[run] + runs.length[run] != client.pool.size
                || document.lists.get(runs.list[run]).key != null) {
            return false;
        }
        int right = runs.right[run];
        if (struct.rightClient() == Struct.NONE) {
            if (right != Runs.NONE || runs.rightClient[run] != Runs.NONE) {
                return false;
            }
        } else if (right == Runs.NONE
                || runs.clock[right] != struct.rightClock()
                || document.clients.get(runs.client[right]).id != struct.rightClient()
                || !runs.hasRight(run, runs.client[right], runs.clock[right])) {
            return false;
        }
        client.pool.append(text.text());
        runs.length[run] += text.length();
        if (runs.list[run] == document.textList) {
            document.places.change(runs, run, text.length());
        }
        return true;
    }

    private void insert(Client client, int row, Struct struct) {
        Runs runs = document.runs;
        boolean garbage = struct.isGc() || namesOwnFuture(struct);
        int originClient = Runs.NONE;
        int rightClient = Runs.NONE;
        int left = Runs.NONE;
        int right = Runs.NONE;
        int list = Runs.NONE;
        if (!garbage) {
            if (struct.rightClient() != Struct.NONE) {
                rightClient = document.clientRow(struct.rightClient());
                right = document.runStartingAt(rightClient, struct.rightClock());
            }
            if (struct.originClient() != Struct.NONE) {
                originClient = document.clientRow(struct.originClient());
                left = document.runEndingAt(originClient, struct.originClock());
                if (right != Runs.NONE) {
                    right = document.runAt(rightClient, struct.rightClock());
                }
            }
            if (left != Runs.NONE) {
                list = runs.list[left];
                if (right != Runs.NONE && (runs.list[right] == Runs.NONE || runs.list[right] != list)) {
                    right = Runs.NONE;
                    rightClient = Runs.NONE;
                }
            } else {
                list = right != Runs.NONE ? runs.list[right] : listOf(struct);
            }
            garbage = list == Runs.NONE;
        }
        if (garbage) {
            client.runs.append(runs.add(row, struct.clock(), struct.length(), Content.GC));
            return;
        }
        int next = left == Runs.NONE ? document.lists.get(list).first : runs.right[left];
        int rightClock = struct.rightClock();
        if (next != right && !goesOn(client, row, struct, list, right)) {
            int named = right;
            right = pasts.next(row, struct, list, left, named, next);
            if (right != named && right != Runs.NONE) {
                rightClient = runs.client[right];
                rightClock = runs.clock[right];
            } else if (right == Runs.NONE) {
                rightClient = Runs.NONE;
            }
        }
        int run =
                runs.add(row, struct.clock(), struct.length(), struct.content().kind());
        runs.originClient[run] = originClient;
        runs.originClock[run] = struct.originClock();
        runs.rightClient[run] = rightClient;
        runs.rightClock[run] = rightClock;
        runs.list[run] = list;
        if (next != right) {
            left = afterConflicts(run, left, next, right);
        }
        client.runs.append(run);
        setContent(client, run, struct.content());
        document.link(run, left, list);
        if (list == document.textList) {
            document.places.insert(runs, left, run, document.visible(run));
            if (runs.kind[run] == Content.FORMAT) {
                document.formats++;
            }
        }
        settleEntry(run, document.lists.get(list).key);
    }

    private static boolean namesOwnFuture(Struct struct) {
        long client = struct.client();
        int clock = struct.clock();
        return struct.originClient() == client && struct.originClock() >= clock
                || struct.rightClient() == client && struct.rightClock() >= clock
                || struct.parentClient() == client && struct.parentClock() >= clock;
    }

    /** The list a struct without neighbours names, or none when its parent is not a living type. */
    private int listOf(Struct struct) {
        String root = struct.root();
        if (root != null) {
            return document.listRow(document.rootRow(root), struct.key());
        }
        int parent = document.runAt(document.clientRow(struct.parentClient()), struct.parentClock());
        return document.runs.kind[parent] == Content.TYPE
                ? document.listRow(document.runs.content[parent], struct.key())
                : Runs.NONE;
    }

    /**
     * Whether a struct stands between what its client wrote last and one of the neighbours of that. Then its neighbours stood side
     * by side because those did, and there is nothing to look up.
     */
    private boolean goesOn(Client client, int row, Struct struct, int list, int right) {
        Runs runs = document.runs;
        int last = client.runs.last();
        if (last == Runs.NONE || runs.list[last] != list) {
            return false;
        }
        if (struct.originClient() == struct.client() && struct.originClock() == struct.clock() - 1) {
            return right == Runs.NONE
                    ? runs.rightClient[last] == Runs.NONE
                    : runs.hasRight(last, runs.client[right], runs.clock[right]);
        }
        int originClient = struct.originClient() == Struct.NONE ? Runs.NONE : document.clientRow(struct.originClient());
        return right == last && runs.client[last] == row && runs.hasOrigin(last, originClient, struct.originClock());
    }

    /** The run behind which a new one belongs that has others between its neighbours. */
    private int afterConflicts(int run, int origin, int first, int end) {
        Runs runs = document.runs;
        long id = document.clients.get(runs.client[run]).id;
        int visits = document.startVisits();
        int start = visits;
        int conflicts = start;
        int left = origin;
        for (int other = first; other != Runs.NONE && other != end; other = runs.right[other]) {
            runs.visit[other] = visits++;
            int otherOrigin = runs.originClient[other];
            if (runs.hasOrigin(run, otherOrigin, runs.originClock[other])) {
                if (document.clients.get(runs.client[other]).id < id) {
                    left = other;
                    conflicts = visits;
                } else if (runs.hasRight(run, runs.rightClient[other], runs.rightClock[other])) {
                    break;
                }
            } else if (otherOrigin != Runs.NONE) {
                int seen = runs.visit[document.runAt(otherOrigin, runs.originClock[other])];
                if (seen < start) {
                    break;
                }
                if (seen < conflicts) {
                    left = other;
                    conflicts = visits;
                }
            } else {
                break;
            }
        }
        document.visits = visits;
        return left;
    }

    private void setContent(Client client, int run, Content content) {
        Runs runs = document.runs;
        if (content instanceof Content.Text text) {
            runs.content[run] = client.pool.append(text.text());
        } else if (content instanceof Content.Type type) {
            runs.content[run] = document.addType(new SharedType(run, null, type));
        } else if (!(content instanceof Content.Gone)) {
            runs.content[run] = document.addObject(content);
        }
    }

    /** Of all values of a key, only the last is not deleted. */
    private void settleEntry(int run, @Nullable String key) {
        if (key == null) {
            return;
        }
        int before = document.runs.left[run];
        if (document.runs.right[run] != Runs.NONE) {
            deletion.delete(run);
        } else if (before != Runs.NONE) {
            deletion.delete(before);
        }
    }
}
