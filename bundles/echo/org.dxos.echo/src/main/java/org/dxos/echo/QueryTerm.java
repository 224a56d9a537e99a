package org.dxos.echo;

import java.util.List;
import java.util.function.UnaryOperator;
import org.dxos.echo.model.ItemId;

/** A part of a query text as it was read, before it is known whether an index can serve it. */
sealed interface QueryTerm {
    record All(List<QueryTerm> terms) implements QueryTerm {}

    record Any(List<QueryTerm> terms) implements QueryTerm {}

    record Not(QueryTerm term) implements QueryTerm {}

    record Test(Condition condition) implements QueryTerm {}

    /** An attribute of the item that equals a value. */
    record Is(Attribute attribute, String value) implements QueryTerm {}

    /** A setting of the whole query, and where it stands in the text. */
    record Setting(int position, UnaryOperator<Query> change) implements QueryTerm {}

    /** The first setting in it, if there is any. */
    default java.util.Optional<Setting> setting() {
        if (this instanceof All all) {
            return all.terms.stream().flatMap(term -> term.setting().stream()).findFirst();
        }
        if (this instanceof Any any) {
            return any.terms.stream().flatMap(term -> term.setting().stream()).findFirst();
        }
        if (this instanceof Not not) {
            return not.term.setting();
        }
        return this instanceof Setting setting ? java.util.Optional.of(setting) : java.util.Optional.empty();
    }

    /** The term as a condition on one item. Settings have no say in it. */
    default Condition condition() {
        if (this instanceof All all) {
            return Conditions.allOf(all.terms.stream().map(QueryTerm::condition).toList());
        }
        if (this instanceof Any any) {
            return Conditions.anyOf(any.terms.stream().map(QueryTerm::condition).toList());
        }
        if (this instanceof Not not) {
            return not.term.condition().not();
        }
        if (this instanceof Is is) {
            return item -> is.value.equals(is.attribute.of(item));
        }
        return this instanceof Test test ? test.condition : Condition.TRUE;
    }

    /** Narrows a query by this term, by a selector of the query where it has one that is free. */
    default Query narrow(Query query) {
        if (this instanceof All all) {
            Query narrowed = query;
            for (QueryTerm term : all.terms) {
                narrowed = term.narrow(narrowed);
            }
            return narrowed;
        }
        if (this instanceof Setting setting) {
            return setting.change.apply(query);
        }
        if (this instanceof Is is) {
            if (is.attribute == Attribute.ID && query.id().isEmpty()) {
                return query.id(ItemId.fromHex(is.value));
            }
            if (is.attribute == Attribute.TYPE && query.type().isEmpty()) {
                return query.type(is.value);
            }
            if (is.attribute == Attribute.MODEL && query.model().isEmpty()) {
                return query.model(is.value);
            }
            if (is.attribute == Attribute.PARENT && query.parent().isEmpty() && !query.isRootsOnly()) {
                return query.under(ItemId.fromHex(is.value));
            }
        }
        return query.where(condition());
    }
}
