package dev.creance.events.scap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.events.Event;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * Damaged captures of every kind: the reader gives events and then ends or throws a {@link
 * CaptureException}, and nothing else.
 *
 * <p>{@code -Dcreance.fuzz=100000} sets the number of inputs, {@code -Dcreance.fuzz.seed} the seed.
 */
final class CaptureReaderFuzzTest {
  private static final int INPUTS = Integer.getInteger("creance.fuzz", 2_000);
  private static final long SEED =
      Long.getLong("creance.fuzz.seed", System.nanoTime() ^ 0x5DEECE66DL);
  private static final int LONGEST_SAMPLE = 400_000;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final SplittableRandom random = new SplittableRandom(SEED);
  private long events;
  private long damaged;
  private long checksum;

  @Test
  void endsOrTellsTheDamage() {
    System.out.printf("fuzz: %d inputs, -Dcreance.fuzz.seed=%d%n", INPUTS, SEED);
    List<byte[]> samples = samples();
    Assertions.assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          for (int i = 0; i < INPUTS; i++) {
            byte[] input = input(samples);
            read(input, i);
          }
        });
    System.out.printf(
        "fuzz: %d events read, %d inputs damaged, checksum %x%n", events, damaged, checksum);
    assertThat(events).isPositive();
    assertThat(damaged).isPositive();
  }

  @Test
  void readsTheSamplesWhole() throws IOException {
    for (byte[] sample : List.of(EverythingCapture.bytes(), EverythingCapture.oldBytes())) {
      read(sample, -1);
    }
    assertThat(damaged).isZero();
    assertThat(events).isEqualTo(9 + 2 * 22);
  }

  private void read(byte[] capture, int number) throws IOException {
    Event event = new Event();
    try (CaptureReader reader =
        CaptureReader.open(new ByteArrayInputStream(capture), "fuzz", new Touching())) {
      long expected = 0;
      while (reader.next(event)) {
        checksum += touch(event);
        expected++;
        if (event.number() != expected) {
          throw new AssertionError("number " + event.number() + ", expected " + expected);
        }
      }
      events += expected;
      assertThat(reader.next(event)).isFalse();
    } catch (CaptureException e) {
      damaged++;
      assertThat(e.offset()).isNotNegative();
      assertThat(e).hasMessageStartingWith("fuzz: at byte ");
    } catch (RuntimeException | Error e) {
      Path kept = Files.createTempFile("fuzz-", ".scap");
      Files.write(kept, capture);
      throw new AssertionError("seed " + SEED + ", input " + number + ", kept in " + kept, e);
    }
  }

  /** Every parameter lies in the event's array. */
  private static int touch(Event event) {
    int sum = event.type().code();
    for (int i = 0; i < event.parameterCount(); i++) {
      if (event.length(i) > 0) {
        sum +=
            event.bytes()[event.offset(i)] + event.bytes()[event.offset(i) + event.length(i) - 1];
      }
    }
    return sum;
  }

  private byte[] input(List<byte[]> samples) {
    byte[] sample = samples.get(random.nextInt(samples.size()));
    byte[] damagedBytes =
        switch (random.nextInt(8)) {
          case 0 -> Arrays.copyOf(sample, random.nextInt(sample.length + 1));
          case 1, 2 -> flipped(sample, 1 + random.nextInt(8));
          case 3 -> randomBytes();
          case 4 -> spliced(sample, samples.get(random.nextInt(samples.size())));
          case 5 -> hostileWord(sample);
          case 6 -> shuffled(sample);
          default -> flipped(hostileWord(sample), 1 + random.nextInt(3));
        };
    if (random.nextInt(3) > 0) {
      return damagedBytes;
    }
    byte[] gzip = RawCapture.gzip(damagedBytes);
    return switch (random.nextInt(3)) {
      case 0 -> gzip;
      case 1 -> Arrays.copyOf(gzip, random.nextInt(gzip.length + 1));
      default -> flipped(gzip, 1 + random.nextInt(3));
    };
  }

  private byte[] flipped(byte[] sample, int count) {
    byte[] bytes = sample.clone();
    for (int i = 0; i < count && bytes.length > 0; i++) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private byte[] randomBytes() {
    byte[] bytes = new byte[random.nextInt(2_000)];
    random.nextBytes(bytes);
    byte[] start = new RawCapture().section().toBytes();
    if (bytes.length > start.length && random.nextBoolean()) {
      System.arraycopy(start, 0, bytes, 0, start.length);
    }
    return bytes;
  }

  private byte[] spliced(byte[] one, byte[] other) {
    byte[] head = Arrays.copyOf(one, aligned(one));
    byte[] tail = Arrays.copyOfRange(other, aligned(other), other.length);
    return RawCapture.bytes(raw -> raw.raw(head).raw(tail));
  }

  private byte[] hostileWord(byte[] sample) {
    byte[] bytes = sample.clone();
    int[] words = {0, 1, -1, 11, 12, 13, 0x7FFFFFFF, 0x80000000, 0xFFFF, 0x10000, 64 << 20};
    for (int i = 0; i <= random.nextInt(3) && bytes.length >= 4; i++) {
      int at = Math.min(aligned(bytes), bytes.length - 4);
      LittleEndian.put32(bytes, at, words[random.nextInt(words.length)]);
    }
    return bytes;
  }

  /** Whole blocks in another order, some twice. */
  private byte[] shuffled(byte[] sample) {
    List<byte[]> blocks = new ArrayList<>();
    int at = 0;
    while (at + 12 <= sample.length && blocks.size() < 300) {
      int length = LittleEndian.int32(sample, at + 4);
      if (length < 12 || length > sample.length - at) {
        break;
      }
      blocks.add(Arrays.copyOfRange(sample, at, at + length));
      at += length;
    }
    RawCapture raw = new RawCapture();
    for (int i = 0; i < blocks.size(); i++) {
      boolean keep = i < 2 || random.nextInt(4) > 0;
      raw.raw(blocks.get(keep ? i : random.nextInt(blocks.size())));
    }
    return raw.toBytes();
  }

  private int aligned(byte[] bytes) {
    int at = random.nextInt(Math.max(1, bytes.length));
    // The first bytes decide the most.
    return (random.nextBoolean() ? at : at % Math.max(1, Math.min(bytes.length, 300))) & ~1;
  }

  /** Made ones with blocks of all kinds; and small real ones where they are there. */
  private static List<byte[]> samples() {
    List<byte[]> samples = new ArrayList<>();
    samples.add(EverythingCapture.bytes());
    samples.add(EverythingCapture.oldBytes());
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("shared/captures"))) {
      folder = folder.getParent();
    }
    if (folder != null) {
      try (Stream<Path> captures = Files.list(folder.resolve("shared/captures"))) {
        for (Path capture : captures.sorted().toList()) {
          Path file = capture.resolve("capture.scap.gz");
          if (Files.exists(file) && Files.size(file) < 30_000) {
            try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
              samples.add(in.readNBytes(LONGEST_SAMPLE));
            }
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return samples;
  }

  /** Looks at all that it is told. */
  private static final class Touching implements CaptureHeader {
    private int seen;

    @Override
    public void process(ProcessEntry process) {
      seen += process.hashCode();
    }

    @Override
    public void descriptor(long tid, DescriptorEntry descriptor) {
      seen += descriptor.hashCode();
    }

    @Override
    public void complete() {
      assertThat(HexFormat.of().toHexDigits(seen)).hasSize(8);
    }
  }
}
