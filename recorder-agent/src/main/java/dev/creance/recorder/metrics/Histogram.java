package dev.creance.recorder.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** How long something took, in buckets from 1 ms to 100 s. */
public final class Histogram {
  private static final double[] BOUNDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 100
  };

  private final AtomicLongArray counts = new AtomicLongArray(BOUNDS.length + 1);
  private final LongAdder sumNanos = new LongAdder();

  public void add(long nanos) {
    double seconds = nanos / 1e9;
    int bucket = 0;
    while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
      bucket++;
    }
    counts.incrementAndGet(bucket);
    sumNanos.add(nanos);
  }

  public void tell(MetricsText page, String name, String help) {
    page.family(name, "histogram", help);
    long sum = 0;
    for (int i = 0; i < BOUNDS.length; i++) {
      sum += counts.get(i);
      page.raw(name + "_bucket", Long.toString(sum), "le", Double.toString(BOUNDS[i]));
    }
    sum += counts.get(BOUNDS.length);
    page.raw(name + "_bucket", Long.toString(sum), "le", "+Inf");
    page.raw(name + "_sum", MetricsText.number(sumNanos.sum() / 1e9));
    page.raw(name + "_count", Long.toString(sum));
  }
}
