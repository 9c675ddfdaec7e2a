package dev.creance.recorder.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rings in memory of the test's own, written as the kernel writes them. */
final class RingMergeTest {
  private static final RingSizes SIZES = RingSizes.of(64 * 1024, 2);
  private static final long MILLI = 1_000_000;
  private static final int BUSY = 1 << 31;
  private static final int DISCARDED = 1 << 30;

  private final Arena arena = Arena.ofConfined();
  private final Read read = new Read();
  private long now = 100 * MILLI;

  @AfterEach
  void free() {
    arena.close();
  }

  /** What arrived: the block's second word is its length, and behind it stands its number. */
  private static final class Read implements RingReader.Sink {
    private byte[] last = new byte[0];
    private final List<byte[]> blocks = new ArrayList<>();

    @Override
    public byte[] reserve(int bytes) {
      last = new byte[bytes + 3];
      blocks.add(last);
      return last;
    }

    @Override
    public int offset() {
      return 3;
    }

    List<Long> numbers() {
      List<Long> numbers = new ArrayList<>();
      for (byte[] block : blocks) {
        MemorySegment memory = MemorySegment.ofArray(block).asSlice(3);
        assertThat(memory.get(ValueLayout.JAVA_INT_UNALIGNED, 4)).isEqualTo(block.length - 3);
        long number = memory.get(ValueLayout.JAVA_LONG_UNALIGNED, 8);
        for (long i = 16; i < memory.byteSize(); i++) {
          assertThat(memory.get(ValueLayout.JAVA_BYTE, i)).isEqualTo((byte) (number + i));
        }
        numbers.add(number);
      }
      return numbers;
    }
  }

  private static void writeBlock(MemorySegment at, int length, long number) {
    at.set(ValueLayout.JAVA_INT_UNALIGNED, 4, length);
    at.set(ValueLayout.JAVA_LONG_UNALIGNED, 8, number);
    for (int i = 16; i < length; i++) {
      at.set(ValueLayout.JAVA_BYTE, i, (byte) (number + i));
    }
  }

  private final class Cpu {
    private final MemorySegment header = arena.allocate(4096, 8);
    private final MemorySegment data = arena.allocate(SIZES.value() - SharedLayout.RING_DATA, 4096);
    private final CpuRing ring = new CpuRing(header, () -> data, SIZES);

    void write(long time, int length, long number) {
      long head = header.get(ValueLayout.JAVA_LONG, SharedLayout.Ring.HEAD);
      long at = header.get(ValueLayout.JAVA_LONG, SharedLayout.Ring.AT);
      data.set(ValueLayout.JAVA_LONG_UNALIGNED, at, time);
      writeBlock(data.asSlice(at + 8), length, number);
      long size = (8 + length + 7) & ~7;
      header.set(ValueLayout.JAVA_LONG, SharedLayout.Ring.AT, (at + size) % SIZES.data());
      header.set(ValueLayout.JAVA_LONG, SharedLayout.Ring.HEAD, head + size);
    }

    void busy(int kind, boolean busy) {
      header.set(ValueLayout.JAVA_INT, SharedLayout.Ring.BUSY + 4L * kind, busy ? 1 : 0);
    }

    long tail() {
      return header.get(ValueLayout.JAVA_LONG, SharedLayout.Ring.TAIL);
    }
  }

  private final class Rare {
    private final MemorySegment consumer = arena.allocate(4096, 8);
    private final MemorySegment producer = arena.allocate(4096 + SIZES.rare(), 8);
    private final RareRing ring = new RareRing(consumer, producer, SIZES);

    /** Bytes go round the end one by one; the result is where the length stands. */
    long write(long time, int length, long number, int bits) {
      MemorySegment record = arena.allocate(8 + 8 + length);
      record.set(ValueLayout.JAVA_INT_UNALIGNED, 0, 8 + length | bits);
      record.set(ValueLayout.JAVA_LONG_UNALIGNED, 8, time);
      writeBlock(record.asSlice(16), length, number);
      long position = producer.get(ValueLayout.JAVA_LONG, 0);
      for (long i = 0; i < record.byteSize(); i++) {
        producer.set(
            ValueLayout.JAVA_BYTE,
            4096 + (position + i) % SIZES.rare(),
            record.get(ValueLayout.JAVA_BYTE, i));
      }
      producer.set(ValueLayout.JAVA_LONG, 0, (position + record.byteSize() + 7) & ~7);
      return 4096 + position % SIZES.rare();
    }
  }

  private RingMerge merge(Rare rare, Cpu... cpus) {
    List<CpuRing> rings = new ArrayList<>();
    for (Cpu cpu : cpus) {
      rings.add(cpu.ring);
    }
    return new RingMerge(rings, rare.ring, () -> now);
  }

  @Test
  void recordsOfAllRingsComeInTheOrderOfTheirTimes() throws Exception {
    Random random = new Random(7);
    Cpu[] cpus = {new Cpu(), new Cpu(), new Cpu(), new Cpu(), new Cpu()};
    Rare rare = new Rare();
    RingMerge merge = merge(rare, cpus);
    long time = 1;
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 500; i++, time++) {
        int length = 16 + 4 * random.nextInt(20);
        int ring = random.nextInt(cpus.length + 1);
        if (ring == cpus.length) {
          rare.write(time, length, time, 0);
        } else {
          cpus[ring].write(time, length, time);
        }
      }
      assertThat(merge.drain(read)).isPositive();
    }
    assertThat(read.numbers())
        .containsExactlyElementsOf(LongStream.range(1, time).boxed().toList());
    assertThat(merge.drain(read)).isZero();
  }

  @Test
  void recordsThatRunIntoTheSlackOrAcrossTheEndAreWhole() throws Exception {
    Random random = new Random(8);
    Cpu cpu = new Cpu();
    Rare rare = new Rare();
    RingMerge merge = merge(rare, cpu);
    long number = 0;
    while (cpu.tail() < 5L * SIZES.data()) {
      cpu.write(number, 16 + random.nextInt(32_000), number);
      number++;
      rare.write(number, 16 + random.nextInt(30_000), number, 0);
      number++;
      merge.drain(read);
    }
    assertThat(read.numbers())
        .containsExactlyElementsOf(LongStream.range(0, number).boxed().toList());
  }

  @Test
  void whatIsWrittenInTheMiddleOfTheMarginWaits() throws Exception {
    Cpu cpu = new Cpu();
    RingMerge merge = merge(new Rare(), cpu);
    cpu.write(now - MILLI, 20, 1);
    cpu.write(now - 10, 20, 2);
    merge.drain(read);
    assertThat(read.numbers()).containsExactly(1L);
    now += MILLI;
    merge.drain(read);
    assertThat(read.numbers()).containsExactly(1L, 2L);
  }

  @Test
  void cpuInTheMiddleOfAnEventHoldsBackWhatIsYounger() throws Exception {
    for (int kind = 0; kind < SharedLayout.KINDS; kind++) {
      read.blocks.clear();
      Cpu one = new Cpu();
      Cpu other = new Cpu();
      Rare rare = new Rare();
      RingMerge merge = merge(rare, one, other);
      one.write(now - 5 * MILLI, 20, 1);
      merge.drain(read);
      other.busy(kind, true); // it has taken its time, a moment from now
      long taken = now + MILLI;
      one.write(now + 2 * MILLI, 20, 3);
      now += 5 * MILLI;
      merge.drain(read);
      assertThat(read.numbers()).containsExactly(1L);
      if (kind == 0) {
        other.write(taken, 20, 2);
      } else {
        rare.write(taken, 20, 2, 0);
      }
      other.busy(kind, false);
      merge.drain(read);
      assertThat(read.numbers()).containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void cpuThatHangsIsNotWaitedForForEver() throws Exception {
    Cpu one = new Cpu();
    Cpu other = new Cpu();
    RingMerge merge = merge(new Rare(), one, other);
    merge.drain(read);
    other.busy(0, true);
    one.write(now + MILLI, 20, 1);
    now += 500 * MILLI;
    assertThat(merge.drain(read)).isZero();
    now += 600 * MILLI;
    assertThat(merge.drain(read)).isPositive();
  }

  @Test
  void allThereIsIsTakenAtTheEnd() throws Exception {
    Cpu one = new Cpu();
    Cpu other = new Cpu();
    RingMerge merge = merge(new Rare(), one, other);
    other.busy(0, true);
    one.write(now + 2, 20, 2);
    other.write(now + 1, 20, 1);
    assertThat(merge.drain(read)).isZero();
    merge.drainAll(read);
    assertThat(read.numbers()).containsExactly(1L, 2L);
  }

  @Test
  void recordsGivenUpAreSkippedAndThoseUnderWayEndTheRing() throws Exception {
    Rare rare = new Rare();
    RingMerge merge = merge(rare, new Cpu());
    rare.write(1, 16, 1, 0);
    rare.write(2, 16, 2, DISCARDED);
    rare.write(3, 16, 3, 0);
    long length = rare.write(4, 16, 4, BUSY);
    rare.write(5, 16, 5, 0);
    merge.drain(read);
    assertThat(read.numbers()).containsExactly(1L, 3L);
    assertThat(rare.ring.isBusy()).isTrue();
    rare.producer.set(ValueLayout.JAVA_INT, length, 8 + 16);
    assertThat(rare.ring.isBusy()).isFalse();
    merge.drain(read);
    assertThat(read.numbers()).containsExactly(1L, 3L, 4L, 5L);
  }

  @Test
  void sizesAddUp() {
    RingSizes two = RingSizes.of(4 << 20, 2);
    assertThat(2 * two.value() + two.rare()).isBetween((4 << 20) - 2 * 4096, 4 << 20);
    RingSizes many = RingSizes.of(4 << 20, 128);
    assertThat(many.data()).as("less would hold too few events").isEqualTo(256 * 1024);
    assertThat(Long.bitCount(two.rare())).isOne();
    assertThat(two.data() % 4096).isZero();
  }
}
