package org.dxos.echo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.dxos.base.Bytes;
import org.junit.jupiter.api.Test;

class DescriptorTest {
    @Test
    void readsFormatOneUnlessToldOtherwise() {
        Descriptor descriptor = Descriptor.of("dxos.state/x", Order.TOTAL);
        assertEquals("dxos.state/x", descriptor.type());
        assertEquals(Order.TOTAL, descriptor.order());
        assertEquals(Set.of(1), descriptor.mutationFormats());
        assertEquals(Set.of(1), descriptor.stateFormats());
        assertTrue(descriptor.readsMutation(1));
        assertFalse(descriptor.readsState(2));
    }

    @Test
    void mutationAndStateFormatsAreDeclaredApart() {
        Descriptor first = Descriptor.of("x", Order.COMMUTATIVE);
        Descriptor later = first.readsMutations(1, 3).readsStates(0, Encoded.MAX_FORMAT);
        assertEquals(Set.of(1, 3), later.mutationFormats());
        assertEquals(Set.of(0, 0xffff), later.stateFormats());
        assertEquals(Set.of(1), first.mutationFormats());
        assertThrows(
                UnsupportedOperationException.class, () -> later.stateFormats().clear());
    }

    @Test
    void typesAreShortAndWithoutWhiteSpace() {
        for (String type : new String[] {"", " ", "a b", "a\n", "\u007f", "x".repeat(257)}) {
            assertThrows(IllegalArgumentException.class, () -> Descriptor.of(type, Order.TOTAL), type);
        }
        assertEquals(256, Descriptor.of("x".repeat(256), Order.TOTAL).type().length());
    }

    @Test
    void formatsAreNumbersOfSixteenBits() {
        assertThrows(IllegalArgumentException.class, () -> new Encoded(-1, Bytes.EMPTY));
        assertThrows(IllegalArgumentException.class, () -> new Encoded(65_536, Bytes.EMPTY));
        Descriptor descriptor = Descriptor.of("x", Order.TOTAL);
        assertThrows(IllegalArgumentException.class, () -> descriptor.readsMutations(65_536));
    }
}
