package org.dxos.echo.engine.internal.type;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dxos.echo.TypeInfo;
import org.dxos.echo.engine.internal.item.Machine;
import org.dxos.echo.model.Model;
import org.dxos.echo.model.StateMachine;
import org.jspecify.annotations.Nullable;

/**
 * The installed state machines and models by type. Of several for one type the newest serves. Any thread; parties learn of
 * changes through {@link Watcher}.
 */
public final class TypeRegistry {
    private static final long LEAVE_SECONDS = 2;

    private final CopyOnWriteArrayList<Watcher> watchers = new CopyOnWriteArrayList<>();
    private volatile Map<String, List<Machine>> machines = Map.of();
    private volatile Map<String, List<ModelCode>> models = Map.of();

    /** A party that uses types. Called on any thread. */
    public interface Watcher {
        void machineArrived(Machine machine);

        /** A model of this type came or went. */
        void modelChanged(String type);

        /** Completes when nothing of the party uses the state machine any more. */
        CompletionStage<Void> machineLeaving(Machine machine);

        /** Whether the calling thread has the party's loop, so that waiting for it would be waiting for oneself. */
        boolean inLoop();
    }

    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    public void unwatch(Watcher watcher) {
        watchers.remove(watcher);
    }

    public void add(StateMachine<?, ?> code, String provider) {
        Machine machine = new Machine(code, provider);
        synchronized (this) {
            machines = with(machines, machine.type(), machine);
        }
        watchers.forEach(watcher -> watcher.machineArrived(machine));
    }

    /**
     * Withdraws a state machine, and waits up to two seconds until the parties have let go of it.
     *
     * @return whether all have
     */
    public boolean remove(StateMachine<?, ?> code) {
        Machine removed = null;
        synchronized (this) {
            for (List<Machine> list : machines.values()) {
                for (Machine machine : list) {
                    removed = machine.is(code) ? machine : removed;
                }
            }
            if (removed == null) {
                return true;
            }
            machines = without(machines, removed.type(), removed);
        }
        List<CompletableFuture<Void>> leaving = new ArrayList<>();
        for (Watcher watcher : watchers) {
            CompletionStage<Void> left = watcher.machineLeaving(removed);
            if (!watcher.inLoop()) {
                leaving.add(left.toCompletableFuture());
            }
        }
        try {
            CompletableFuture.allOf(leaving.toArray(CompletableFuture[]::new)).get(LEAVE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public void add(Model<?, ?, ?> code, String provider) {
        ModelCode model = new ModelCode(code, provider);
        synchronized (this) {
            models = with(models, model.type(), model);
        }
        watchers.forEach(watcher -> watcher.modelChanged(model.type()));
    }

    public void remove(Model<?, ?, ?> code) {
        Set<String> types = new TreeSet<>();
        synchronized (this) {
            for (List<ModelCode> list : models.values()) {
                for (ModelCode model : list) {
                    if (model.code() == code) {
                        models = without(models, model.type(), model);
                        types.add(model.type());
                    }
                }
            }
        }
        types.forEach(type -> watchers.forEach(watcher -> watcher.modelChanged(type)));
    }

    public @Nullable Machine machine(String type) {
        List<Machine> list = machines.get(type);
        return list == null ? null : list.get(0);
    }

    public @Nullable ModelCode model(String type) {
        List<ModelCode> list = models.get(type);
        return list == null ? null : list.get(0);
    }

    /** The models that are used, one of each type. */
    public List<ModelCode> models() {
        return models.values().stream().map(list -> list.get(0)).toList();
    }

    /** Whether a model has not been withdrawn. */
    public boolean has(ModelCode model) {
        List<ModelCode> list = models.get(model.type());
        return list != null && list.contains(model);
    }

    /** A model with a facade of this class over a state machine: the given one if it fits, else any. */
    public @Nullable ModelCode modelFor(String preferred, String stateMachine, Class<?> facade) {
        ModelCode first = model(preferred);
        if (first != null
                && first.code().facadeType() == facade
                && first.stateMachine().equals(stateMachine)) {
            return first;
        }
        for (List<ModelCode> list : models.values()) {
            ModelCode model = list.get(0);
            if (model.stateMachine().equals(stateMachine) && model.code().facadeType() == facade) {
                return model;
            }
        }
        return null;
    }

    public List<TypeInfo> infos() {
        List<TypeInfo> infos = new ArrayList<>();
        machines.values()
                .forEach(list -> list.forEach(machine -> infos.add(new TypeInfo(
                        machine.type(),
                        TypeInfo.Kind.STATE_MACHINE,
                        machine.descriptor().order() + ", mutation formats "
                                + machine.descriptor().mutationFormats() + ", state formats "
                                + machine.descriptor().stateFormats(),
                        machine.provider()))));
        models.values()
                .forEach(list -> list.forEach(model -> infos.add(new TypeInfo(
                        model.type(), TypeInfo.Kind.MODEL, "over " + model.stateMachine(), model.provider()))));
        infos.sort(Comparator.comparing(TypeInfo::type).thenComparing(TypeInfo::kind));
        return infos;
    }

    private static <T> Map<String, List<T>> with(Map<String, List<T>> map, String type, T value) {
        Map<String, List<T>> copy = new TreeMap<>(map);
        List<T> list = new ArrayList<>(map.getOrDefault(type, List.of()));
        list.add(0, value);
        copy.put(type, List.copyOf(list));
        return java.util.Collections.unmodifiableMap(copy);
    }

    private static <T> Map<String, List<T>> without(Map<String, List<T>> map, String type, T value) {
        Map<String, List<T>> copy = new TreeMap<>(map);
        List<T> list = new ArrayList<>(map.getOrDefault(type, List.of()));
        list.remove(value);
        if (list.isEmpty()) {
            copy.remove(type);
        } else {
            copy.put(type, List.copyOf(list));
        }
        return java.util.Collections.unmodifiableMap(copy);
    }
}
