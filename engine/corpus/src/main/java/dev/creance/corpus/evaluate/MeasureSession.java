package dev.creance.corpus.evaluate;

import dev.creance.corpus.Corpus;
import dev.creance.corpus.Manifest;
import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.segment.Partition;
import dev.creance.corpus.segment.Segment;
import dev.creance.events.field.FieldReaders;
import dev.creance.events.state.ContainerEngine;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.Ruleset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Measures rulesets on an open corpus, again and again as rules change. What a plan comes to is
 * kept by its meaning, so a changed ruleset costs what changed.
 *
 * <p>One measurement at a time; it uses all processors. Row sets are kept up to a bound of memory.
 */
public final class MeasureSession implements AutoCloseable {
  private static final long TABLE_MEMORY = 128L << 20;
  private static final int TALLIES = 100_000;
  private static final int TOTALS = 10_000;

  private final Corpus corpus;
  private final PlanPool pool = new PlanPool();
  private final List<SegmentColumns> segments = new ArrayList<>();
  private final List<PartitionColumns> partitions = new ArrayList<>();
  private final CorpusValues values;
  private final ReplayedRows replayed;
  private final RowSetCache rowSets;
  private final Recent<Tally.Key, Tally> tallies = new Recent<>(TALLIES);
  private final Recent<RuleKey, RuleTotal> totals = new Recent<>(TOTALS);
  private final List<Workers> workers = new ArrayList<>();
  private final ExecutorService threads;
  private volatile @Nullable Compiled newest;

  /**
   * @param rowSetMemory how much memory row sets may take, in bytes
   */
  public MeasureSession(Corpus corpus, long rowSetMemory) throws CorpusException {
    this.corpus = corpus;
    this.rowSets = new RowSetCache(rowSetMemory);
    Map<SegmentColumns, Set<ContainerEngine>> engines = new HashMap<>();
    PlanTables.Memory memory = new PlanTables.Memory(TABLE_MEMORY);
    BlankPredicates predicates = new BlankPredicates(pool);
    Map<List<String>, SegmentPlans> plans = new HashMap<>();
    this.values = new CorpusValues(pool, memory);
    int at = 0;
    for (Manifest.Capture capture : corpus.manifest().captures()) {
      Set<ContainerEngine> recognised = ContainerEngine.parse(capture.containerEngines());
      for (int i = 0; i < capture.segments().size(); i++) {
        Segment segment = corpus.segments().get(at++);
        SegmentPlans ofFields =
            plans.computeIfAbsent(
                segment.classFields(),
                fields ->
                    new SegmentPlans(
                        new FieldAxes(segment::hasProcessValues, segment::hasDescriptorValues),
                        pool,
                        predicates));
        SegmentColumns columns = new SegmentColumns(segment, pool, values, memory, ofFields);
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
      workers.add(new Workers());
    }
  }

  /**
   * Reads the columns that most rules look at, so that a first measurement does not wait for the
   * disk and the decompressor.
   */
  public void prepare() throws InterruptedException, CorpusException {
    forEachPartition((columns, evaluation) -> columns.prepare());
    List<String> fields = values.fields();
    inParallel(fields.size(), (index, workers) -> values.prepare(fields.get(index)));
    // The catalogue of readers is made when it is first asked for.
    FieldReaders.of(new FieldExpression.Literal(""));
  }

  public Corpus corpus() {
    return corpus;
  }

  /**
   * Compiles the enabled rules of a ruleset: their plans, what is left of them for each type of
   * events, and their predicates, each of which is tried on one event so that its code is loaded
   * and linked. No row set comes of it. {@link #measure} does so for what has not been.
   */
  public void compile(Ruleset ruleset) throws InterruptedException, CorpusException {
    Compiled rules = compiled(ruleset);
    inParallel(
        partitions.size(),
        (index, workers) -> {
          PartitionColumns columns = partitions.get(index);
          for (int i = 0; i < rules.plans.length; i++) {
            if (rules.rules.get(i).eventCodes().get(columns.partition().type().code())) {
              columns.compile(columns.specialise(rules.plans[i]), workers.of(columns.segment()));
            }
          }
        });
  }

  /** Rules that are switched on, and their plans. */
  private record Compiled(Ruleset ruleset, List<Rule> rules, int[] plans) {}

  private Compiled compiled(Ruleset ruleset) {
    Compiled known = newest;
    if (known == null || known.ruleset != ruleset) {
      List<Rule> rules = ruleset.rules().stream().filter(Rule::enabled).toList();
      int[] plans = new int[rules.size()];
      for (int i = 0; i < plans.length; i++) {
        plans[i] = pool.plan(rules.get(i).condition());
      }
      known = new Compiled(ruleset, rules, plans);
      newest = known;
    }
    return known;
  }

  /** Measures the enabled rules of a ruleset. */
  public Measurement measure(Ruleset ruleset) throws InterruptedException, CorpusException {
    long start = System.nanoTime();
    Compiled compiled = compiled(ruleset);
    List<Rule> rules = compiled.rules;
    int[] plans = compiled.plans;
    RuleHits[] hits = new RuleHits[plans.length];
    inParallel(
        plans.length,
        (index, workers) -> {
          Rule rule = rules.get(index);
          RuleKey key = new RuleKey(plans[index], rule.source(), rule.eventCodes());
          RuleTotal total = totals.get(key);
          if (total == null) {
            total = total(rule, plans[index], workers);
            totals.put(key, total);
          }
          hits[index] = new RuleHits(rule.name(), total.hits, total.first, total.last);
        });
    return new Measurement(
        List.of(hits), corpus.events(), Duration.ofNanos(System.nanoTime() - start));
  }

  /** What a rule's hits depend on. */
  private record RuleKey(int plan, String source, BitSet codes) {}

  /** The hits of a rule; times are 0 when there are none. */
  private record RuleTotal(long hits, long first, long last) {}

  private RuleTotal total(Rule rule, int plan, Workers workers) throws CorpusException {
    long count = 0;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (PartitionColumns columns : partitions) {
      if (rule.eventCodes().get(columns.partition().type().code())) {
        Tally tally = tally(columns, plan, rule.source(), workers);
        if (tally.count() > 0) {
          count += tally.count();
          Segment segment = columns.segment().segment();
          first = Math.min(first, segment.time(tally.firstPlace()));
          last = Math.max(last, segment.time(tally.lastPlace()));
        }
      }
    }
    return count == 0 ? new RuleTotal(0, 0, 0) : new RuleTotal(count, first, last);
  }

  private Tally tally(PartitionColumns columns, int plan, String source, Workers workers)
      throws CorpusException {
    int specialised = columns.specialise(plan);
    if (specialised == PlanPool.FALSE || !columns.mayComeFrom(source)) {
      return Tally.NONE;
    }
    Tally.Key key = new Tally.Key(columns, specialised, source);
    Tally known = tallies.get(key);
    if (known == null) {
      PartitionEvaluation evaluation =
          new PartitionEvaluation(columns, workers.of(columns.segment()), pool);
      long[] rows = evaluation.rows(specialised, evaluation.ofSource(source));
      Partition partition = columns.partition();
      int count = BitRows.count(rows);
      known =
          count == 0
              ? Tally.NONE
              : new Tally(
                  count, partition.place(BitRows.first(rows)), partition.place(BitRows.last(rows)));
      tallies.put(key, known);
      if (count > 0) {
        rowSets.put(key, BitRows.toRoaring(rows));
      }
    }
    return known;
  }

  /** The rows of a partition that a rule hits. */
  RoaringBitmap rows(PartitionColumns columns, PartitionEvaluation evaluation, Rule rule)
      throws CorpusException {
    int plan = columns.specialise(pool.plan(rule.condition()));
    Tally.Key key = new Tally.Key(columns, plan, rule.source());
    RoaringBitmap known = rowSets.get(key);
    if (known == null) {
      known = BitRows.toRoaring(evaluation.rows(plan, evaluation.ofSource(rule.source())));
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
    inParallel(
        partitions.size(),
        (index, workers) -> {
          PartitionColumns columns = partitions.get(index);
          work.on(columns, new PartitionEvaluation(columns, workers.of(columns.segment()), pool));
        });
  }

  /** What one thread needs to evaluate predicates, by segment. */
  private final class Workers {
    private final Map<SegmentColumns, SegmentWorker> own = new HashMap<>();

    SegmentWorker of(SegmentColumns segment) throws CorpusException {
      SegmentWorker worker = own.get(segment);
      if (worker == null) {
        worker = new SegmentWorker(segment, pool, replayed);
        own.put(segment, worker);
      }
      return worker;
    }
  }

  /** One of many things to do. */
  private interface Task {
    void run(int index, Workers workers) throws CorpusException;
  }

  private void inParallel(int count, Task task) throws InterruptedException, CorpusException {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> running = new ArrayList<>();
    for (Workers own : workers) {
      running.add(
          threads.submit(() -> {
            for (int i = next.getAndIncrement();
                i < count && !Thread.currentThread().isInterrupted();
                i = next.getAndIncrement()) {
              task.run(i, own);
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
