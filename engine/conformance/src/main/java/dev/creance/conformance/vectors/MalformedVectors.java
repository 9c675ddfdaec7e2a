package dev.creance.conformance.vectors;

import dev.creance.events.Event;
import dev.creance.events.scap.CaptureException;
import dev.creance.events.scap.CaptureHeader;
import dev.creance.events.scap.CaptureReader;
import dev.creance.grammar.vocabulary.EventTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import tools.jackson.databind.JsonNode;

/** Hostile captures: one event that claims more than is there. */
final class MalformedVectors {
  private static final int SECTION_HEADER = 0x0A0D0D0A;
  private static final int SECTION_MAGIC = 0x1A2B3C4D;
  private static final int EVENT = 0x216;
  private static final int LARGE_EVENT = 0x221;
  private static final int FRAME = 12;
  private static final int ROOM = 200_000;

  private MalformedVectors() {}

  static void look(JsonNode row, Findings findings) throws IOException {
    byte[] capture = capture(row.path("input"));
    String expected = row.at("/expect/error_contains").asString();
    try (CaptureReader reader =
        CaptureReader.open(
            new ByteArrayInputStream(capture), "vector.scap", new CaptureHeader() {})) {
      boolean more = reader.next(new Event());
      findings.wrong(more ? "the event is given" : "the capture ends");
    } catch (CaptureException e) {
      String message = String.valueOf(e.getMessage());
      findings.holds(message.contains(expected), "expected " + expected + ", found " + message);
    }
  }

  private static byte[] capture(JsonNode input) {
    boolean large = input.path("block").asString().contains("LARGE");
    ByteBuffer out = ByteBuffer.allocate(ROOM).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer section = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    section.putInt(SECTION_MAGIC).putShort((short) 1).putShort((short) 2).putLong(-1);
    block(out, SECTION_HEADER, section.flip(), 4);
    block(out, large ? LARGE_EVENT : EVENT, event(input.path("event"), large), large ? 1 : 4);
    byte[] capture = new byte[out.position()];
    out.flip().get(capture);
    return capture;
  }

  private static ByteBuffer event(JsonNode event, boolean withValues) {
    ByteBuffer body = ByteBuffer.allocate(ROOM / 2).order(ByteOrder.LITTLE_ENDIAN);
    body.putShort((short) 0).putLong(1).putLong(0).putInt(event.path("len").asInt());
    String type = event.path("type").asString();
    body.putShort((short) EventTable.current().byEnumName(type).code());
    body.putInt(event.path("nparams").asInt());
    int values = 0;
    for (JsonNode length : event.path("param_lens_u16")) {
      body.putShort((short) length.asInt());
      values += length.asInt();
    }
    if (withValues) {
      body.position(body.position() + values);
    }
    return body.flip();
  }

  private static void block(ByteBuffer out, int type, ByteBuffer body, int alignment) {
    int padding = -body.remaining() & alignment - 1;
    int length = body.remaining() + padding + FRAME;
    out.putInt(type).putInt(length).put(body);
    out.position(out.position() + padding);
    out.putInt(length);
  }
}
