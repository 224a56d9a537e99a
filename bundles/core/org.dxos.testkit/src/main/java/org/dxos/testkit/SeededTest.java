package org.dxos.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs once for each of many seeds, each run on a fresh instance of the test class. The method may take a {@link
 * SeededRandom}, a {@link SimScheduler} (seeded order) and a {@code long} (the seed). A failure names its seed; {@code
 * -Ddxos.seed=} runs one seed alone. For more than some thousand short runs use {@link Seeds#each} within one test.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(SeededTestExtension.class)
public @interface SeededTest {
    /** How many seeds in tier {@code ci}. */
    int ci();

    /** How many seeds in tier {@code deep}. */
    int deep();
}
