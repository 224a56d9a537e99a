package org.dxos.shell.internal.command;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.base.key.PartyId;
import org.dxos.echo.PartyTicket;
import org.dxos.halo.credential.Credential;
import org.dxos.shell.internal.cli.Failures;

/** Tickets as text: {@code dxos-ticket-} and, in URL-safe base64, a format byte, the party, and its credentials. */
final class Tickets {
    private static final String PREFIX = "dxos-ticket-";
    private static final int FORMAT = 1;
    private static final int MAX_CREDENTIALS = 10_000;

    private Tickets() {}

    static String write(PartyTicket ticket) {
        ByteWriter out = new ByteWriter(1024)
                .put(FORMAT)
                .put(ticket.party().bytes())
                .putVar(ticket.credentials().size());
        ticket.credentials().forEach(credential -> out.putSized(credential.encoded()));
        return PREFIX
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(out.toBytes().toArray());
    }

    static PartyTicket read(String text) {
        if (!text.startsWith(PREFIX)) {
            throw Failures.usage(
                    "a ticket begins with " + PREFIX + "; party:ticket prints it on a node that has the party");
        }
        try {
            ByteReader in = new ByteReader(Bytes.wrap(Base64.getUrlDecoder().decode(text.substring(PREFIX.length()))));
            int format = in.unsignedByte();
            if (format != FORMAT) {
                throw Failures.usage("this ticket is of format " + format + ", and this node reads format " + FORMAT);
            }
            PartyId party = PartyId.of(in.bytes(Hash.SIZE));
            List<Credential> credentials = new ArrayList<>();
            for (int left = in.var(MAX_CREDENTIALS); left > 0; left--) {
                credentials.add(Credential.parse(in.sized()));
            }
            in.expectEnd();
            return new PartyTicket(party, credentials);
        } catch (MalformedException | IllegalArgumentException e) {
            throw Failures.usage("this ticket is damaged, perhaps cut when it was copied: " + e.getMessage());
        }
    }
}
