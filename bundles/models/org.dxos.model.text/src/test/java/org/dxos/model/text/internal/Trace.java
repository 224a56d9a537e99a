package org.dxos.model.text.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.dxos.base.MalformedException;
import org.dxos.model.text.Splice;
import org.dxos.model.text.internal.yjs.Json;

/** A recorded editing session: transactions of splices, each with the agent that made it and the transactions it had seen. */
record Trace(String end, List<Transaction> transactions) {
    record Transaction(int agent, int[] parents, List<Splice> splices) {}

    /** The trace of that name in the folder of the property {@code dxos.traces}, or in {@code shared/data} above this checkout. */
    static Optional<Trace> find(String name) {
        String given = System.getProperty("dxos.traces");
        if (given != null) {
            return Optional.of(read(Path.of(given, name)));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("shared/data").resolve(name);
            if (Files.exists(file)) {
                return Optional.of(read(file));
            }
        }
        return Optional.empty();
    }

    private static Trace read(Path file) {
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return parse((Map<?, ?>) Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedException e) {
            throw new IllegalStateException(file + " is not a trace", e);
        }
    }

    private static Trace parse(Map<?, ?> json) {
        List<Transaction> transactions = new ArrayList<>();
        for (Object element : (List<?>) json.get("txns")) {
            Map<?, ?> transaction = (Map<?, ?>) element;
            List<?> parents = transaction.get("parents") instanceof List<?> list ? list : List.of();
            int agent = transaction.get("agent") instanceof Long number ? number.intValue() : 0;
            List<Splice> splices = new ArrayList<>();
            for (Object patch : (List<?>) transaction.get("patches")) {
                List<?> parts = (List<?>) patch;
                splices.add(new Splice(
                        ((Long) parts.get(0)).intValue(), ((Long) parts.get(1)).intValue(), (String) parts.get(2)));
            }
            transactions.add(new Transaction(
                    agent, parents.stream().mapToInt(p -> ((Long) p).intValue()).toArray(), splices));
        }
        return new Trace((String) json.get("endContent"), transactions);
    }
}
