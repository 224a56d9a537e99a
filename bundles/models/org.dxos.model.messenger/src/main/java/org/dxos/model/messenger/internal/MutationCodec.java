package org.dxos.model.messenger.internal;

import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.model.messenger.MessageId;

/** Mutations in format 1; the README has the bytes. */
final class MutationCodec {
    private static final int SAY = 0;
    private static final int REPLY = 1;
    private static final int EDIT = 2;
    private static final int DELETE = 3;
    private static final int REACT = 4;
    private static final int UNREACT = 5;

    private MutationCodec() {}

    static Bytes encode(Mutation mutation) {
        ByteWriter out = new ByteWriter();
        if (mutation instanceof Mutation.Say say && say.replyTo() == null) {
            out.put(SAY).putText(say.text());
        } else if (mutation instanceof Mutation.Say say && say.replyTo() != null) {
            write(out.put(REPLY), say.replyTo()).putText(say.text());
        } else if (mutation instanceof Mutation.Edit edit) {
            write(out.put(EDIT), edit.id()).putText(edit.text());
        } else if (mutation instanceof Mutation.Delete delete) {
            write(out.put(DELETE), delete.id());
        } else if (mutation instanceof Mutation.React react) {
            write(out.put(react.there() ? REACT : UNREACT), react.id()).putText(react.emoji());
        }
        return out.toBytes();
    }

    static Mutation decode(Bytes bytes) throws MalformedException {
        ByteReader in = new ByteReader(bytes);
        Mutation mutation;
        try {
            mutation = read(in);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("a mutation out of its limits: " + e.getMessage(), e);
        }
        in.expectEnd();
        return mutation;
    }

    private static Mutation read(ByteReader in) throws MalformedException {
        int tag = in.unsignedByte();
        return switch (tag) {
            case SAY -> new Mutation.Say(in.text(), null);
            case REPLY -> {
                MessageId to = id(in);
                yield new Mutation.Say(in.text(), to);
            }
            case EDIT -> new Mutation.Edit(id(in), in.text());
            case DELETE -> new Mutation.Delete(id(in));
            case REACT -> new Mutation.React(id(in), in.text(), true);
            case UNREACT -> new Mutation.React(id(in), in.text(), false);
            default -> throw new MalformedException("no mutation of a conversation has the tag " + tag);
        };
    }

    static ByteWriter write(ByteWriter out, MessageId id) {
        return out.put(id.bytes());
    }

    static MessageId id(ByteReader in) throws MalformedException {
        return MessageId.of(in.bytes(MessageId.SIZE));
    }
}
