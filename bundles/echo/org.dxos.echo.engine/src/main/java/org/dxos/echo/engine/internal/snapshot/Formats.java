package org.dxos.echo.engine.internal.snapshot;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.MalformedException;
import org.dxos.echo.model.Encoded;

/** In which formats states of each type have come to disk; tells without looking at the items. Any thread. */
public final class Formats {
    private static final int MAX_TYPES = 1_000_000;

    private final Map<String, Set<Integer>> formats = new ConcurrentHashMap<>();

    void add(String stateMachine, int format) {
        formats.computeIfAbsent(stateMachine, absent -> new ConcurrentSkipListSet<>())
                .add(format);
    }

    /** The formats of states of a type. */
    public Set<Integer> of(String stateMachine) {
        return formats.getOrDefault(stateMachine, Set.of());
    }

    void encode(ByteWriter out) {
        Set<String> types = new TreeSet<>(formats.keySet());
        out.putVar(types.size());
        for (String type : types) {
            Set<Integer> numbers = Set.copyOf(of(type));
            out.putText(type).putVar(numbers.size());
            numbers.stream().sorted().forEach(out::putVar);
        }
    }

    void decode(ByteReader in) throws MalformedException {
        formats.clear();
        int types = in.var(MAX_TYPES);
        for (int i = 0; i < types; i++) {
            String type = in.text();
            int count = in.var(Encoded.MAX_FORMAT + 1);
            for (int j = 0; j < count; j++) {
                add(type, in.var(Encoded.MAX_FORMAT));
            }
        }
    }
}
