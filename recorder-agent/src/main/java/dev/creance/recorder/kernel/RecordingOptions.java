package dev.creance.recorder.kernel;

import java.util.List;
import java.util.Set;

/**
 * What the kernel is asked to record.
 *
 * @param syscalls numbers of the system calls
 * @param snaplen bytes kept of the data that is read, written, sent and received; 0 for none
 * @param ringBytes size of all rings between kernel and recorder, a power of two of at least a
 *     page; where that makes too little for each CPU, they are larger
 * @param ownProcess a process whose calls are left out, 0 for none
 * @param cgroups ids of cgroups in the unified hierarchy; if not empty, only tasks in or below them
 */
public record RecordingOptions(
    Set<Integer> syscalls, int snaplen, int ringBytes, int ownProcess, List<Long> cgroups) {
  public static final int LARGEST_SNAPLEN = SharedLayout.DATA_SIZE;
  public static final int DEFAULT_RING_BYTES = 4 << 20;

  public RecordingOptions {
    syscalls = Set.copyOf(syscalls);
    cgroups = List.copyOf(cgroups);
    if (snaplen < 0 || snaplen > LARGEST_SNAPLEN) {
      throw new IllegalArgumentException(
          "snaplen " + snaplen + ", expected 0 to " + LARGEST_SNAPLEN);
    }
    if (Integer.bitCount(ringBytes) != 1 || ringBytes < 4096) {
      throw new IllegalArgumentException(
          "ring of " + ringBytes + " bytes, expected a power of two");
    }
  }
}
