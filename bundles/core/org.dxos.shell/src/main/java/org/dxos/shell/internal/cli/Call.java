package org.dxos.shell.internal.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dxos.base.loop.Clock;
import org.dxos.echo.Blob;
import org.dxos.echo.Blobs;
import org.dxos.echo.Echo;
import org.dxos.echo.FeedInfo;
import org.dxos.echo.Item;
import org.dxos.echo.Party;
import org.dxos.echo.PartyInfo;
import org.dxos.echo.TypeInfo;
import org.dxos.echo.View;
import org.dxos.echo.model.ItemId;
import org.dxos.shell.internal.output.Plain;
import org.dxos.shell.internal.output.Printer;
import org.jspecify.annotations.Nullable;

/** One call of a command: what it works on, and where it prints. Confined to the thread of the call. */
public final class Call {
    private static final int SHOWN = 6;

    private final Shell shell;
    private final Session session;
    private final Clock clock;
    private volatile Printer printer;

    Call(Shell shell, Session session, Clock clock, Printer printer) {
        this.shell = shell;
        this.session = session;
        this.clock = clock;
        this.printer = printer;
    }

    /** Prints from now on as the command line asks. */
    void use(Printer chosen) {
        printer = chosen;
    }

    public Services services() {
        return shell.services();
    }

    /** All commands. */
    public Shell shell() {
        return shell;
    }

    public Session session() {
        return session;
    }

    public Clock clock() {
        return clock;
    }

    public Printer printer() {
        return printer;
    }

    /** A service, or an error that names what is not there. */
    public <T> T need(Optional<T> service, String what) {
        return service.orElseThrow(
                () -> Failures.failed("there is no " + what + " on this node now; see deploy:list and health:check"));
    }

    public Echo echo() {
        return need(services().echo(), "database (no Echo service)");
    }

    /** The party that a word means by label or id; without a word the session's party, or the only one. */
    public PartyInfo partyInfo(@Nullable String word) {
        List<PartyInfo> parties = echo().parties();
        String wanted = word != null ? word : session.get(Session.PARTY);
        if (wanted != null && !wanted.isEmpty()) {
            return Names.find(wanted, "party", parties, party -> party.id().hex(), PartyInfo::label);
        }
        if (parties.isEmpty()) {
            throw Failures.notFound("there is no party yet; make one with party:create <label>");
        }
        if (parties.size() > 1) {
            throw Failures.usage(
                    "there are " + parties.size() + " parties; choose one with party:use <party>, or give -p <party>");
        }
        return parties.get(0);
    }

    /** The same, opened. */
    public Party party(@Nullable String word) {
        return echo().party(partyInfo(word).id());
    }

    /** The id that a word is, or begins. */
    public ItemId itemId(View view, String word) {
        String digits = word.toLowerCase(Locale.ROOT);
        boolean isHex = !digits.isEmpty() && digits.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80);
        if (!isHex || digits.length() > 2 * ItemId.SIZE) {
            throw Failures.usage(
                    "\"" + Plain.line(word) + "\" is not an item id or the beginning of one: those are 1 to "
                            + 2 * ItemId.SIZE + " hexadecimal digits; see item:list");
        }
        List<ItemId> found = view.idsStartingWith(digits, SHOWN + 1);
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            throw Failures.notFound("there is no item or link " + digits + " in this party");
        }
        StringBuilder lines = new StringBuilder();
        found.stream().limit(SHOWN).forEach(id -> lines.append("\n  ")
                .append(id.hex())
                .append(view.item(id).map(item -> "  " + describe(item)).orElse("")));
        throw Names.ambiguous(word, "item", lines + (found.size() > SHOWN ? "\n  and more" : ""));
    }

    /** The feed that a word begins. */
    public FeedInfo feed(Party party, String word) {
        return Names.find(word, "feed", party.feeds(), feed -> feed.key().hex(), feed -> "");
    }

    /** The blob that a word begins. */
    public Blob blob(Blobs blobs, String word) {
        return Names.find(word, "blob", blobs.list(), blob -> blob.hash().hex(), blob -> "");
    }

    /** The item that a word means. */
    public Item item(View view, String word) {
        ItemId id = itemId(view, word);
        return view.item(id).orElseThrow(() -> Failures.notFound("there is no item or link " + id.hex()));
    }

    /** The type of the installed model that a word means: {@code dxos.model/text}, or {@code text} for short. */
    public String model(String word) {
        List<String> models = echo().types().stream()
                .filter(type -> type.kind() == TypeInfo.Kind.MODEL)
                .map(TypeInfo::type)
                .distinct()
                .toList();
        if (models.contains(word)) {
            return word;
        }
        List<String> found = models.stream()
                .filter(type -> type.substring(type.lastIndexOf('/') + 1).equals(word))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.size() > 1) {
            throw Failures.usage("\"" + word + "\" can mean " + String.join(" or ", found));
        }
        throw Failures.notFound("no model \"" + Plain.line(word) + "\" is installed; "
                + (models.isEmpty() ? "there are none" : "there are " + String.join(", ", models))
                + (services().deployments().isEmpty() ? "" : "; deploy:suggest says where to get others"));
    }

    /** Type and the first line of the state. */
    public static String describe(Item item) {
        String summary = summary(item);
        return Plain.line(item.type().isEmpty() ? item.model() : item.type())
                + (summary.isEmpty() ? "" : "  " + summary);
    }

    /** The first line of an item's state; why it has none in brackets. */
    public static String summary(Item item) {
        String text = item.render();
        if (text.isEmpty() && !item.statusReason().isEmpty()) {
            text = "(" + item.statusReason() + ")";
        }
        return Plain.line(text.lines().findFirst().orElse(""));
    }

    /**
     * Asks before something that cannot be undone.
     *
     * @param yes the answer given beforehand
     */
    public void confirm(boolean yes, String question) {
        if (yes) {
            return;
        }
        if (!printer.io().interactive()) {
            throw Failures.usage(question + " Nobody is there to answer: give --yes");
        }
        printer.willSpeak();
        printer.io().err().print(question + " [y/N] ");
        printer.io().err().flush();
        String answer = readLine().strip().toLowerCase(Locale.ROOT);
        if (!answer.equals("y") && !answer.equals("yes")) {
            throw Failures.failed("nothing was done");
        }
    }

    private String readLine() {
        StringBuilder line = new StringBuilder();
        try {
            for (int c = printer.io().in().read();
                    c >= 0 && c != '\n' && c != '\r';
                    c = printer.io().in().read()) {
                line.append(new String(new byte[] {(byte) c}, StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            throw Failures.of(e);
        }
        return line.toString();
    }
}
