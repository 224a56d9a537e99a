package org.dxos.echo.tck;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.StateMachine;

/** The check of M7: what can be seen from outside of a state machine that looks at, or leaves something in, its surroundings. */
final class Surroundings {
    private Surroundings() {}

    /**
     * Replays in other surroundings and looks for threads.
     *
     * @param defaults whether the locale and time zone of the process may be changed for a moment
     */
    static <S, M> void independent(Trial<S, M> trial, boolean defaults) {
        Set<Thread> before = threads();
        List<Encoded> expected = trial.history().encodedStates(trial.machine());
        Set<Thread> after = threads();
        after.removeAll(before);
        if (!after.isEmpty()) {
            Set<String> names = new TreeSet<>();
            after.forEach(thread -> names.add(thread.getName()));
            throw trial.broken(Rule.M07, "it left threads running: " + names);
        }
        if (defaults) {
            List<Encoded> abroad = abroad(trial);
            if (!expected.equals(abroad)) {
                throw trial.broken(
                        Rule.M07, "with another default locale and time zone, " + trial.parting(expected, abroad));
            }
        }
        StateMachine<S, M> fresh = FreshClasses.again(trial.machine().machine());
        if (fresh != null) {
            List<Encoded> again = trial.history()
                    .encodedStates(new Guarded<>(fresh, trial.machine().seed()));
            if (!expected.equals(again)) {
                throw trial.broken(
                        Rule.M07,
                        "with its classes loaded anew, so that no static remembers anything, "
                                + trial.parting(expected, again));
            }
        }
    }

    private static <S, M> List<Encoded> abroad(Trial<S, M> trial) {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            return trial.history().encodedStates(trial.machine());
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    /** Living threads other than those of the platform and of test runners. */
    private static Set<Thread> threads() {
        Set<Thread> threads = new java.util.HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> {
            ThreadGroup group = thread.getThreadGroup();
            String name = thread.getName();
            return group == null
                    || group.getName().equals("system")
                    || name.startsWith("ForkJoinPool.commonPool")
                    || name.startsWith("surefire")
                    || name.startsWith("junit");
        });
        return threads;
    }
}
