package org.dxos.itests.simulation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dxos.echo.model.Edit;
import org.dxos.echo.model.ItemAccess;
import org.dxos.echo.model.Model;
import org.dxos.echo.model.TextForm;
import org.jspecify.annotations.Nullable;

/** The model over {@link NumbersMachine}. */
record NumbersModel(NumbersMachine.Kind kind) implements Model<Numbers, Long, NumbersItem> {
    @Override
    public String type() {
        return kind.model();
    }

    @Override
    public String stateMachine() {
        return kind.type();
    }

    @Override
    public Class<NumbersItem> facadeType() {
        return NumbersItem.class;
    }

    @Override
    public NumbersItem facade(ItemAccess<Numbers, Long> item) {
        return new NumbersItem(kind, item);
    }

    @Override
    public @Nullable Object field(Numbers state, String path) {
        return path.equals("size") ? (Object) (long) state.values.size() : null;
    }

    @Override
    public Set<String> fields(Numbers state) {
        return Set.of("size");
    }

    @Override
    public Optional<TextForm<Numbers, Long>> textForm() {
        return Optional.of(new Words());
    }

    private static final class Words implements TextForm<Numbers, Long> {
        @Override
        public List<String> usage() {
            return List.of("add <number>  adds a number");
        }

        @Override
        public Edit<Numbers, Long> parse(List<String> words) {
            long number = Long.parseLong(words.get(1));
            return (state, context) -> number;
        }

        @Override
        public String render(Numbers state) {
            return state.digest + " " + state.values;
        }

        @Override
        public @Nullable Object tree(Numbers state) {
            return List.copyOf(state.values);
        }
    }
}
