package org.dxos.echo.tck;

import java.util.List;
import java.util.random.RandomGenerator;
import org.dxos.base.MalformedException;
import org.dxos.echo.model.EditContext;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.StateMachine;

/** Where the mutations of a test come from. */
@FunctionalInterface
public interface Mutations<S, M> {
    /**
     * A mutation as an application could write it on this state. Depends on its arguments alone. Most should do something; it
     * helps when different writers meet at the same places of the state.
     */
    M next(RandomGenerator random, S state, EditContext context);

    /**
     * Mutations for a state machine of which nothing is known but samples, such as those of its golden histories: bytes of a
     * sample are changed until something decodes, or the sample is taken as it is. Weaker than a generator of the author's, since
     * it seldom makes edits that fit the state at hand.
     */
    static <S, M> Mutations<S, M> fromSamples(StateMachine<S, M> machine, List<Encoded> samples) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("at least one sample is needed");
        }
        return (random, state, context) -> {
            Encoded sample = samples.get(random.nextInt(samples.size()));
            for (int i = 0; i < 8 && random.nextInt(4) > 0; i++) {
                try {
                    return machine.decodeMutation(
                            new Encoded(sample.format(), Fuzz.changed(random, sample.bytes(), samples)));
                } catch (MalformedException | RuntimeException e) {
                    // Which of the two it should have been is judged by M5.
                    continue;
                }
            }
            try {
                return machine.decodeMutation(sample);
            } catch (MalformedException e) {
                throw new IllegalArgumentException("a sample does not decode", e);
            }
        };
    }
}
