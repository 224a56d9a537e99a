package org.dxos.model.text.internal.doc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.model.ItemId;
import org.dxos.model.text.TextClients;
import org.dxos.model.text.internal.yjs.Content;
import org.dxos.model.text.internal.yjs.Struct;
import org.dxos.model.text.internal.yjs.Surrogates;
import org.dxos.model.text.internal.yjs.Update;
import org.jspecify.annotations.Nullable;

/**
 * The state of a text: a Yjs document. Mutable, used by one thread at a time; {@link #fork} copies it at a cost in proportion to
 * its runs and characters. What it holds is a function of the set of updates it was given, as long as the updates of each feed
 * come in the order of the feed.
 */
public final class Document {
    /** The root type of plain and rich text. */
    public static final String TEXT = "text";
    /** The root type of XML. */
    public static final String XML = "content";

    final ItemId item;
    final Owners owners;
    Runs runs = new Runs(32);
    List<Client> clients = new ArrayList<>();
    List<SharedType> types = new ArrayList<>();
    List<RunList> lists = new ArrayList<>();
    Places places = new Places();
    /** The list of the characters of the text; none before the first. */
    int textList = Runs.NONE;
    /** How many format runs the text has had; 0 means that it is plain. */
    int formats;
    /** Changes whenever the document does. */
    long version;
    /** The stamp of the next visit of a run. */
    int visits = 1;

    private Map<Long, Integer> clientRows = new HashMap<>();
    private Map<String, Integer> roots = new HashMap<>();
    private List<@Nullable Content> objects = new ArrayList<>();
    final Deletion deletion = new Deletion(this);
    final Cursor cursor = new Cursor(this);
    private final Integration integration = new Integration(this);
    private @Nullable Foresight foresight;
    private long lastClient = Struct.NONE;
    private int lastClientRow;
    private @Nullable FeedKey lastFeed;
    private long lastFeedClient;

    public Document(ItemId item) {
        this.item = item;
        this.owners = new Owners(item);
    }

    /** An independent copy. */
    public Document fork() {
        Document fork = new Document(item);
        fork.runs = runs.copy();
        clients.forEach(client -> fork.clients.add(client.copy()));
        types.forEach(type -> fork.types.add(type.copy()));
        lists.forEach(list -> fork.lists.add(list.copy()));
        fork.places = places.copy();
        fork.textList = textList;
        fork.formats = formats;
        fork.visits = visits;
        fork.version = version;
        fork.clientRows = new HashMap<>(clientRows);
        fork.roots = new HashMap<>(roots);
        fork.objects = new ArrayList<>(objects);
        return fork;
    }

    /** Becomes what another document is, which must not be used afterwards. */
    void takeOver(Document other) {
        runs = other.runs;
        clients = other.clients;
        types = other.types;
        lists = other.lists;
        places = other.places;
        textList = other.textList;
        formats = other.formats;
        visits = other.visits;
        clientRows = other.clientRows;
        roots = other.roots;
        objects = other.objects;
        lastClient = Struct.NONE;
        version++;
    }

    /** Takes in an update that stands in a feed. Structs under ids that do not belong to the feed change nothing. */
    public void apply(Update update, FeedKey feed, long height) {
        int age = Deletion.age(height);
        Foresight known = foresight;
        foresight = null;
        if (known == null || !known.isOf(this, update, feed)) {
            integration.apply(update, feed, age);
        } else {
            known.apply(this, integration, age);
        }
    }

    /** Remembers what an update will do that was just computed from this document, so that doing it costs less. */
    void foresee(Foresight coming) {
        foresight = coming;
    }

    /** Takes in an update from wherever. */
    public void applyAny(Update update) {
        integration.apply(update, null, 0);
    }

    public ItemId item() {
        return item;
    }

    /** How many characters and embedded values the text shows. */
    public int length() {
        return places.total();
    }

    /** Whether this many clocks of a client are in the document. */
    public int state(long client) {
        Integer row = clientRows.get(client);
        return row == null ? 0 : clients.get(row).state;
    }

    /** Whether structs or deletes wait for others. */
    public boolean hasPending() {
        return clients.stream().anyMatch(client -> !client.waiting.isEmpty() || !client.deletesAhead.isEmpty());
    }

    /** Whether a feed may write under a client id. */
    public boolean owns(FeedKey feed, long client) {
        return owners.owns(feed, client);
    }

    /**
     * The client id that a feed's own edits are made under: its first, unless the clocks that come next of that client are taken
     * by something that waits, or deleted before they came.
     */
    long ownClient(FeedKey feed) {
        if (!feed.equals(lastFeed) || isWaiting(lastFeedClient)) {
            lastFeed = feed;
            int number = 0;
            do {
                lastFeedClient = TextClients.id(feed, item, number++);
            } while (isWaiting(lastFeedClient) && number < TextClients.COUNT);
        }
        return lastFeedClient;
    }

    private boolean isWaiting(long client) {
        Integer row = clientRows.get(client);
        return row != null
                && !(clients.get(row).waiting.isEmpty()
                        && clients.get(row).deletesAhead.isEmpty());
    }

    static boolean isVisible(int kind) {
        return kind > Content.DELETED && kind != Content.FORMAT;
    }

    static boolean isDeleted(int kind) {
        return kind <= Content.DELETED;
    }

    /** How many positions of the text a run takes. */
    int visible(int run) {
        return isVisible(runs.kind[run]) ? runs.length[run] : 0;
    }

    /** A stamp above all that runs have. */
    int startVisits() {
        if (visits > Integer.MAX_VALUE - runs.count - 2) {
            java.util.Arrays.fill(runs.visit, 0);
            visits = 1;
        }
        return visits;
    }

    int clientRow(long id) {
        if (id == lastClient) {
            return lastClientRow;
        }
        Integer row = clientRows.get(id);
        if (row == null) {
            row = clients.size();
            clients.add(new Client(id));
            clientRows.put(id, row);
        }
        lastClient = id;
        lastClientRow = row;
        return row;
    }

    @Nullable
    SharedType root(String name) {
        Integer row = roots.get(name);
        return row == null ? null : types.get(row);
    }

    int rootRow(String name) {
        return roots.computeIfAbsent(name, root -> addType(new SharedType(Runs.NONE, root, null)));
    }

    int addType(SharedType type) {
        types.add(type);
        return types.size() - 1;
    }

    /** The list of a type's elements, or of the values of one of its keys. */
    int listRow(int typeRow, @Nullable String key) {
        SharedType type = types.get(typeRow);
        if (key != null) {
            return type.entries.computeIfAbsent(key, name -> addList(new RunList(typeRow, name)));
        }
        if (type.sequence == Runs.NONE) {
            type.sequence = addList(new RunList(typeRow, null));
            if (TEXT.equals(type.root)) {
                textList = type.sequence;
            }
        }
        return type.sequence;
    }

    private int addList(RunList list) {
        lists.add(list);
        return lists.size() - 1;
    }

    int addObject(Content content) {
        objects.add(content);
        return objects.size() - 1;
    }

    Content object(int row) {
        return java.util.Objects.requireNonNull(objects.get(row));
    }

    void dropObject(int row) {
        objects.set(row, null);
    }

    /** The run that holds a clock below the client's state. */
    int runAt(int client, int clock) {
        return clients.get(client).runs.find(runs, clock);
    }

    /** The run that begins at a clock, split off where it does not; garbage is not split. */
    int runStartingAt(int client, int clock) {
        int run = runAt(client, clock);
        return runs.clock[run] == clock || runs.kind[run] == Content.GC ? run : split(run, clock);
    }

    /** The run that ends with a clock, split where it does not; garbage is not split. */
    int runEndingAt(int client, int clock) {
        int run = runAt(client, clock);
        if (runs.end(run) != clock + 1 && runs.kind[run] != Content.GC) {
            split(run, clock + 1);
        }
        return run;
    }

    /**
     * Splits a run and gives back its right part, which begins at a clock inside of it. Of the values of a key only the last
     * counts, so there the left part is deleted.
     */
    int split(int run, int at) {
        int kind = runs.kind[run];
        int offset = at - runs.clock[run];
        int rest = runs.length[run] - offset;
        int client = runs.client[run];
        int part = runs.add(client, at, rest, kind);
        runs.originClient[part] = client;
        runs.originClock[part] = at - 1;
        runs.rightClient[part] = runs.rightClient[run];
        runs.rightClock[part] = runs.rightClock[run];
        runs.list[part] = runs.list[run];
        splitContent(run, part, offset);
        boolean inText = runs.list[run] == textList;
        if (inText && isVisible(kind)) {
            places.change(runs, run, -rest);
        }
        runs.length[run] = offset;
        link(part, run, runs.list[run]);
        if (inText) {
            places.insert(runs, run, part, isVisible(kind) ? rest : 0);
        }
        clients.get(client).runs.insertAfter(runs, run, part);
        if (lists.get(runs.list[run]).key != null) {
            deletion.delete(run);
        }
        return part;
    }

    private void splitContent(int run, int part, int offset) {
        int kind = runs.kind[run];
        if (kind == Content.STRING) {
            runs.content[part] = runs.content[run] + offset;
            breakPair(run, runs.content[part]);
        } else if (kind == Content.JSON || kind == Content.ANY) {
            Content whole = object(runs.content[run]);
            objects.set(runs.content[run], whole.part(0, offset));
            runs.content[part] = addObject(whole.part(offset, whole.length()));
        }
    }

    /** Replaces both halves of a character that is cut in two before a place in the pool, as Yjs does. */
    void breakPair(int run, int place) {
        char[] characters = clients.get(runs.client[run]).pool.characters;
        if (Character.isHighSurrogate(characters[place - 1])) {
            characters[place - 1] = Surrogates.REPLACEMENT;
            characters[place] = Surrogates.REPLACEMENT;
        }
    }

    /** Links a run into a list behind another, or at its front. */
    void link(int run, int before, int listRow) {
        RunList list = lists.get(listRow);
        int after = before == Runs.NONE ? list.first : runs.right[before];
        runs.left[run] = before;
        runs.right[run] = after;
        if (before == Runs.NONE) {
            list.first = run;
        } else {
            runs.right[before] = run;
        }
        if (after == Runs.NONE) {
            list.last = run;
        } else {
            runs.left[after] = run;
        }
    }
}
