package org.dxos.echo.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Names the type that a component provides: sets the service property {@code dxos.type}, and declares the capability
 * {@code org.dxos.type} so that a repository, and a node that holds waiting items, can tell which bundle would serve them.
 */
@ComponentPropertyType
@Capability(namespace = "org.dxos.type", attribute = "org.dxos.type=${#value}")
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface DxosType {
    /** Such as {@code dxos.state/text}. */
    String value();
}
