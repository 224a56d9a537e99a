package org.dxos.shell.internal.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.dxos.echo.Item;
import org.dxos.echo.Party;
import org.dxos.echo.Query;
import org.dxos.echo.TypeInfo;
import org.dxos.echo.model.ItemId;
import org.dxos.node.CommandException;
import org.dxos.node.Configuration;
import org.dxos.node.Deployment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What can stand next on a command line: options, names and ids as they are at this moment. Any thread. */
public final class Completion {
    private static final int MOST = 200;

    private final Shell shell;
    private final Services services;
    private final Session session;

    public Completion(Shell shell, Session session) {
        this.shell = shell;
        this.services = shell.services();
        this.session = session;
    }

    /**
     * @param command {@code scope:name}
     * @param before the words between the command and the one that is being written
     * @param word what is written of that one; may be empty
     */
    public List<String> candidates(String command, List<String> before, String word) {
        try {
            CommandSpec spec = shell.spec(command);
            if (word.startsWith("-")) {
                return options(spec);
            }
            ArgSpec argument = argument(spec, before);
            return argument == null ? List.of() : values(spec, argument, before, word);
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    private static List<String> options(CommandSpec spec) {
        return spec.options().stream()
                .flatMap(option -> List.of(option.names()).stream())
                .sorted(Comparator.comparing((String name) -> !name.startsWith("--"))
                        .thenComparing(name -> name))
                .toList();
    }

    private static @Nullable ArgSpec argument(CommandSpec spec, List<String> before) {
        int position = 0;
        OptionSpec open = null;
        for (String word : before) {
            if (open != null) {
                open = null;
            } else if (word.startsWith("-") && word.length() > 1) {
                OptionSpec option = spec.findOption(word);
                open = option != null && option.arity().max() > 0 ? option : null;
            } else {
                position++;
            }
        }
        if (open != null) {
            return open;
        }
        int index = position;
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            if (parameter.index().contains(index)) {
                return parameter;
            }
        }
        return null;
    }

    private List<String> values(CommandSpec spec, ArgSpec argument, List<String> before, String word) {
        if (argument.completionCandidates() != null) {
            List<String> values = new ArrayList<>();
            argument.completionCandidates().forEach(values::add);
            return values;
        }
        return switch (argument.paramLabel()) {
            case "<word>" -> words(spec, before);
            case "<party>" -> parties();
            case "<item>", "<parent>", "<source>", "<target>" -> items(before, word, Query.Kind.BOTH, false);
            case "<deleted>" -> items(before, word, Query.Kind.BOTH, true);
            case "<link>" -> items(before, word, Query.Kind.LINKS, false);
            case "<model>" -> models();
            case "<type>" -> types(before);
            case "<feed>" -> feeds(before);
            case "<jar>" ->
                services.deployments().stream()
                        .flatMap(deployments -> deployments.list().stream())
                        .map(Deployment::file)
                        .toList();
            case "<pid>" ->
                settings().stream().map(Configuration.Setting::pid).distinct().toList();
            case "<key>" ->
                settings().stream()
                        .filter(setting -> before.contains(setting.pid()))
                        .map(Configuration.Setting::key)
                        .toList();
            case "<logger>" ->
                services.logging().stream()
                        .flatMap(logging -> logging.levels().keySet().stream())
                        .toList();
            case "<command>" -> shell.names();
            default -> List.of();
        };
    }

    /** What the model of an item says could come next in an edit of it. */
    private List<String> words(CommandSpec spec, List<String> before) {
        List<String> given = new ArrayList<>();
        boolean value = false;
        for (String word : before) {
            if (value) {
                value = false;
            } else if (given.size() < 2 && word.startsWith("-") && word.length() > 1) {
                OptionSpec option = spec.findOption(word);
                value = option != null && option.arity().max() > 0;
            } else {
                given.add(word);
            }
        }
        PositionalParamSpec first = spec.positionalParameters().get(0);
        if (!first.paramLabel().equals("<item>")) {
            return List.of();
        }
        var view = party(before).view();
        List<String> edit = new ArrayList<>(given.subList(1, given.size()));
        if (spec.name().equals("set")) {
            edit.add(0, "set");
        }
        List<ItemId> ids = view.idsStartingWith(given.get(0), 2);
        return ids.size() != 1
                ? List.of()
                : view.item(ids.get(0)).map(item -> item.candidates(edit)).orElse(List.of());
    }

    private List<Configuration.Setting> settings() {
        return services.configuration().map(Configuration::settings).orElse(List.of());
    }

    private List<String> parties() {
        return services.echo().stream()
                .flatMap(echo -> echo.parties().stream())
                .map(party -> party.label().isEmpty() || party.label().contains(" ")
                        ? party.id().hex()
                        : party.label())
                .toList();
    }

    private List<String> models() {
        return services.echo().stream()
                .flatMap(echo -> echo.types().stream())
                .filter(type -> type.kind() == TypeInfo.Kind.MODEL)
                .map(type -> type.type())
                .distinct()
                .toList();
    }

    private List<String> types(List<String> before) {
        TreeSet<String> types = new TreeSet<>();
        for (Item item : party(before).view().select(Query.all())) {
            if (!item.type().isEmpty() && types.size() < MOST) {
                types.add(item.type());
            }
        }
        return List.copyOf(types);
    }

    private List<String> feeds(List<String> before) {
        return party(before).feeds().stream().map(feed -> feed.key().hex()).toList();
    }

    private List<String> items(List<String> before, String word, Query.Kind kind, boolean deleted) {
        var view = party(before).view();
        Query query = Query.all().kind(kind).deleted(deleted ? Query.Deleted.ONLY : Query.Deleted.HIDE);
        return view.idsStartingWith(word, MOST).stream()
                .filter(id -> view.item(id).filter(query::matches).isPresent())
                .map(id -> id.hex())
                .toList();
    }

    private Party party(List<String> before) {
        String named = null;
        for (int i = 0; i + 1 < before.size(); i++) {
            if (before.get(i).equals("-p") || before.get(i).equals("--party")) {
                named = before.get(i + 1);
            }
        }
        Call call = shell.call(session);
        return call.echo()
                .openParty(call.partyInfo(named).id())
                .orElseThrow(() -> new CommandException(CommandException.NOT_FOUND, "the party is not open"));
    }
}
