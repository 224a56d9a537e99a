package org.dxos.echo;

/**
 * An installed state machine or model.
 *
 * @param type such as {@code dxos.model/text}
 * @param kind which of the two
 * @param detail a state machine's order and formats; a model's state machine
 * @param provider the bundle that brings it, or empty where there are no bundles
 */
public record TypeInfo(String type, Kind kind, String detail, String provider) {
    public enum Kind {
        STATE_MACHINE,
        MODEL
    }
}
