package dev.creance.recorder.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One gRPC call over a unix socket: as much of HTTP/2 as one request and one answer on a connection
 * of their own need. Headers of the answer aren't decoded: an answer without a message is an error
 * or "not found", which is the same to us.
 */
final class GrpcCall {
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int FRAME_HEADER = 9;
  private static final int LARGEST_ANSWER = 16 << 20;

  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GOAWAY = 7;
  private static final int WINDOW_UPDATE = 8;
  private static final int ACK = 1;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int PADDED = 8;

  private GrpcCall() {}

  /**
   * Makes a call.
   *
   * @param method {@code /package.Service/Method}
   * @param metadata headers beside gRPC's own
   * @return the answer's message; nothing when there is none
   */
  static Optional<ProtoMessage> call(
      Path socket,
      Duration patience,
      String method,
      Map<String, String> metadata,
      ProtoMessage request)
      throws IOException {
    try (UnixConnection connection = new UnixConnection(socket, patience)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(PREFACE.getBytes(StandardCharsets.US_ASCII));
      frame(out, SETTINGS, 0, 0, new byte[0]);
      frame(out, HEADERS, END_HEADERS, 1, headers(method, metadata));
      byte[] message = request.toByteArray();
      ByteBuffer data = ByteBuffer.allocate(5 + message.length);
      data.put((byte) 0).putInt(message.length).put(message);
      frame(out, DATA, END_STREAM, 1, data.array());
      connection.write(out.toByteArray());
      byte[] answer = answer(connection);
      if (answer.length < 5) {
        return Optional.empty();
      }
      int length = ByteBuffer.wrap(answer, 1, 4).getInt();
      if (answer[0] != 0 || length < 0 || length > answer.length - 5) {
        throw new IOException("an answer that isn't gRPC");
      }
      return Optional.of(ProtoMessage.parse(java.util.Arrays.copyOfRange(answer, 5, 5 + length)));
    }
  }

  private static void frame(
      ByteArrayOutputStream out, int type, int flags, int stream, byte[] body) {
    out.writeBytes(
        ByteBuffer.allocate(FRAME_HEADER)
            .put((byte) (body.length >> 16))
            .put((byte) (body.length >> 8))
            .put((byte) body.length)
            .put((byte) type)
            .put((byte) flags)
            .putInt(stream)
            .array());
    out.writeBytes(body);
  }

  /** Header fields as literals that aren't indexed: the simplest form of HPACK. */
  private static byte[] headers(String method, Map<String, String> metadata) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    field(out, ":method", "POST");
    field(out, ":scheme", "http");
    field(out, ":path", method);
    field(out, ":authority", "localhost");
    field(out, "content-type", "application/grpc");
    field(out, "te", "trailers");
    metadata.forEach((name, value) -> field(out, name, value));
    return out.toByteArray();
  }

  private static void field(ByteArrayOutputStream out, String name, String value) {
    out.write(0);
    string(out, name);
    string(out, value);
  }

  private static void string(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    int length = bytes.length;
    if (length < 127) {
      out.write(length);
    } else {
      out.write(127);
      for (length -= 127; length >= 128; length >>= 7) {
        out.write((length & 127) | 128);
      }
      out.write(length);
    }
    out.writeBytes(bytes);
  }

  /** The data of the stream, up to its end. */
  private static byte[] answer(UnixConnection connection) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    while (true) {
      ByteBuffer header = ByteBuffer.wrap(connection.read(FRAME_HEADER));
      int length = (header.get() & 0xff) << 16 | (header.getShort() & 0xffff);
      int type = header.get();
      int flags = header.get();
      if (data.size() + length > LARGEST_ANSWER) {
        throw new IOException("an answer of more than " + LARGEST_ANSWER + " bytes");
      }
      byte[] body = connection.read(length);
      switch (type) {
        case DATA -> {
          int padding = (flags & PADDED) != 0 ? 1 + (body[0] & 0xff) : 0;
          data.write(body, padding > 0 ? 1 : 0, length - padding);
          connection.write(windows(length));
        }
        case SETTINGS -> {
          if ((flags & ACK) == 0) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            frame(out, SETTINGS, ACK, 0, new byte[0]);
            connection.write(out.toByteArray());
          }
        }
        case PING -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          frame(out, PING, ACK, 0, body);
          connection.write(out.toByteArray());
        }
        case RST_STREAM, GOAWAY -> {
          return data.toByteArray();
        }
        default -> {}
      }
      if ((type == DATA || type == HEADERS) && (flags & END_STREAM) != 0) {
        return data.toByteArray();
      }
    }
  }

  /** Allows as much again as was received, on the connection and on the stream. */
  private static byte[] windows(int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (length > 0) {
      byte[] increment = ByteBuffer.allocate(4).putInt(length).array();
      frame(out, WINDOW_UPDATE, 0, 0, increment);
      frame(out, WINDOW_UPDATE, 0, 1, increment);
    }
    return out.toByteArray();
  }
}
