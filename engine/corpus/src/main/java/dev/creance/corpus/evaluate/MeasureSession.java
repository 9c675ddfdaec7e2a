package dev.creance.corpus.evaluate;

import dev.creance.corpus.Corpus;
import dev.creance.corpus.Manifest;
import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.segment.Partition;
import dev.creance.corpus.segment.Segment;
import dev.creance.events.state.ContainerEngine;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.roaringbitmap.RoaringBitmap;

/**
 * Measures rulesets on an open corpus, again and again as rules change. What a plan comes to is
 * kept by its meaning, so a changed ruleset costs what changed.
 *
 * <p>One measurement at a time; it uses all processors. Row sets are kept up to a bound of memory.
 */
public final class MeasureSession implements AutoCloseable {
  private final Corpus corpus;
  private final PlanPool pool = new PlanPool();
  private final List<SegmentColumns> segments = new ArrayList<>();
  private final List<PartitionColumns> partitions = new ArrayList<>();
  private final ReplayedRows replayed;
  private final RowSetCache rowSets;
  private final ConcurrentMap<Tally.Key, Tally> tallies = new ConcurrentHashMap<>();
  private final List<Map<SegmentColumns, SegmentWorker>> workers = new ArrayList<>();
  private final ExecutorService threads;

  /**
   * @param rowSetMemory how much memory row sets may take, in bytes
   */
  public MeasureSession(Corpus corpus, long rowSetMemory) throws CorpusException {
    this.corpus = corpus;
    this.rowSets = new RowSetCache(rowSetMemory);
    Map<SegmentColumns, Set<ContainerEngine>> engines = new HashMap<>();
    int at = 0;
    for (Manifest.Capture capture : corpus.manifest().captures()) {
      Set<ContainerEngine> recognised = ContainerEngine.parse(capture.containerEngines());
      for (int i = 0; i < capture.segments().size(); i++) {
        Segment segment = corpus.segments().get(at++);
        SegmentColumns columns = new SegmentColumns(segment, pool);
        segments.add(columns);
        engines.put(columns, recognised);
        partitions.addAll(columns.partitions());
      }
    }
    partitions.sort((one, other) -> Integer.compare(other.size(), one.size()));
    this.replayed = new ReplayedRows(segments, engines, pool);
    int count = Math.max(1, Runtime.getRuntime().availableProcessors());
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            count,
            task -> {
              Thread thread = new Thread(task, "creance-measure-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    for (int i = 0; i < count; i++) {
      workers.add(new HashMap<>());
    }
  }

  /**
   * Reads the columns that most rules look at, so that a first measurement does not wait for the
   * disk and the decompressor.
   */
  public void prepare() throws InterruptedException, CorpusException {
    forEachPartition((columns, evaluation) -> columns.prepare());
    for (SegmentColumns segment : segments) {
      segment.prepare();
    }
  }

  public Corpus corpus() {
    return corpus;
  }

  /** Measures the enabled rules of a ruleset. */
  public Measurement measure(Ruleset ruleset) throws InterruptedException, CorpusException {
    long start = System.nanoTime();
    List<Rule> rules = ruleset.rules().stream().filter(Rule::enabled).toList();
    int[] plans = rules.stream().mapToInt(rule -> pool.plan(rule.condition())).toArray();
    forEachPartition((columns, evaluation) -> {
      int code = columns.partition().type().code();
      for (int i = 0; i < plans.length; i++) {
        if (rules.get(i).eventCodes().get(code)) {
          tally(columns, evaluation, plans[i], rules.get(i).source());
        }
      }
    });
    List<RuleHits> hits = new ArrayList<>();
    for (int i = 0; i < plans.length; i++) {
      hits.add(sum(rules.get(i), plans[i]));
    }
    return new Measurement(hits, corpus.events(), Duration.ofNanos(System.nanoTime() - start));
  }

  private RuleHits sum(Rule rule, int plan) throws CorpusException {
    long count = 0;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (PartitionColumns columns : partitions) {
      if (rule.eventCodes().get(columns.partition().type().code())) {
        Tally tally = tallies.get(new Tally.Key(columns, plan, rule.source()));
        if (tally != null && tally.count() > 0) {
          count += tally.count();
          Segment segment = columns.segment().segment();
          first = Math.min(first, segment.time(tally.firstPlace()));
          last = Math.max(last, segment.time(tally.lastPlace()));
        }
      }
    }
    return new RuleHits(rule.name(), count, count == 0 ? 0 : first, count == 0 ? 0 : last);
  }

  private void tally(
      PartitionColumns columns, PartitionEvaluation evaluation, int plan, String source)
      throws CorpusException {
    Tally.Key key = new Tally.Key(columns, plan, source);
    if (tallies.containsKey(key)) {
      return;
    }
    long[] rows = evaluate(columns, evaluation, plan, source);
    Partition partition = columns.partition();
    int count = BitRows.count(rows);
    tallies.put(
        key,
        count == 0
            ? Tally.NONE
            : new Tally(
                count, partition.place(BitRows.first(rows)), partition.place(BitRows.last(rows))));
    if (count > 0) {
      rowSets.put(key, BitRows.toRoaring(rows));
    }
  }

  private static long[] evaluate(
      PartitionColumns columns, PartitionEvaluation evaluation, int plan, String source)
      throws CorpusException {
    int specialised = evaluation.specialise(plan);
    if (specialised == PlanPool.FALSE) {
      return BitRows.none(columns.size());
    }
    return evaluation.rows(specialised, evaluation.ofSource(source));
  }

  /** The rows of a partition that a rule hits. */
  RoaringBitmap rows(PartitionColumns columns, PartitionEvaluation evaluation, Rule rule)
      throws CorpusException {
    int plan = pool.plan(rule.condition());
    Tally.Key key = new Tally.Key(columns, plan, rule.source());
    RoaringBitmap known = rowSets.get(key);
    if (known == null) {
      known = BitRows.toRoaring(evaluate(columns, evaluation, plan, rule.source()));
      rowSets.put(key, known);
    }
    return known;
  }

  PlanPool pool() {
    return pool;
  }

  ReplayedRows replayed() {
    return replayed;
  }

  /** In the order of the manifest. */
  List<SegmentColumns> segments() {
    return segments;
  }

  /** What to do with a partition. */
  interface Work {
    void on(PartitionColumns columns, PartitionEvaluation evaluation) throws CorpusException;
  }

  void forEachPartition(Work work) throws InterruptedException, CorpusException {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> running = new ArrayList<>();
    for (Map<SegmentColumns, SegmentWorker> own : workers) {
      running.add(
          threads.submit(() -> {
            for (int i = next.getAndIncrement();
                i < partitions.size() && !Thread.currentThread().isInterrupted();
                i = next.getAndIncrement()) {
              PartitionColumns columns = partitions.get(i);
              SegmentWorker worker = own.get(columns.segment());
              if (worker == null) {
                worker = new SegmentWorker(columns.segment(), pool, replayed);
                own.put(columns.segment(), worker);
              }
              work.on(columns, new PartitionEvaluation(columns, worker, pool));
            }
            return null;
          }));
    }
    finish(running);
  }

  private static void finish(List<Future<?>> running) throws InterruptedException, CorpusException {
    try {
      for (Future<?> future : running) {
        future.get();
      }
    } catch (ExecutionException e) {
      running.forEach(future -> future.cancel(true));
      if (e.getCause() instanceof CorpusException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException | CancellationException e) {
      running.forEach(future -> future.cancel(true));
      throw e;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
