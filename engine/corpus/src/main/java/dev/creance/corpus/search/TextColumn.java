package dev.creance.corpus.search;

import dev.creance.corpus.format.Codes;
import dev.creance.corpus.format.CorpusException;
import dev.creance.corpus.format.StringTable;
import dev.creance.corpus.segment.Partition;
import dev.creance.corpus.segment.Segment;
import dev.creance.corpus.segment.ValueColumn;
import dev.creance.events.Utf8Text;
import dev.creance.events.field.Cell;
import dev.creance.grammar.vocabulary.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * A column of distinct texts of a segment, and which rows have which.
 *
 * <p>For one thread.
 */
sealed interface TextColumn {
  Segment segment();

  /** The field whose values they are, for example {@code proc.cmdline}. */
  String field();

  /** What tells it from the other columns of its segment. */
  String key();

  /** The number of distinct texts; they are numbered from 0. */
  int size();

  /** A text by its number, decoded; null when the number stands for no text. */
  @Nullable String text(int number);

  /** For each text the number of events, of those that rules see, that have it. */
  long[] events() throws CorpusException;

  /**
   * Sets the bits of those rows of a partition that have one of some texts.
   *
   * @param wanted a bit for each text
   */
  void select(Partition partition, long[] wanted, long[] rows) throws CorpusException;

  /** The texts of a field of processes or descriptors. */
  final class OfContexts implements TextColumn {
    private final SegmentTexts owner;
    private final Kind kind;
    private final String field;
    private final ValueColumn values;
    private final Cell cell = new Cell();

    enum Kind {
      PROCESS,
      DESCRIPTOR
    }

    OfContexts(SegmentTexts owner, Kind kind, String field, ValueColumn values) {
      this.owner = owner;
      this.kind = kind;
      this.field = field;
      this.values = values;
    }

    @Override
    public Segment segment() {
      return owner.segment();
    }

    @Override
    public String field() {
      return field;
    }

    @Override
    public String key() {
      return field;
    }

    @Override
    public int size() {
      return values.size();
    }

    @Override
    public @Nullable String text(int number) {
      return values.read(number, ValueType.CHARBUF, cell) ? Utf8Text.decode(cell.text) : null;
    }

    @Override
    public long[] events() throws CorpusException {
      long[] ofContexts = owner.eventsOfContexts(kind);
      Codes classes = owner.classes(kind);
      Codes ofClass = values.codes();
      long[] events = new long[values.size()];
      for (int context = 0; context < classes.size(); context++) {
        events[ofClass.get(classes.get(context))] += ofContexts[context + 1];
      }
      return events;
    }

    @Override
    public void select(Partition partition, long[] wanted, long[] rows) throws CorpusException {
      Codes classes = owner.classes(kind);
      Codes ofClass = values.codes();
      long[] contexts = new long[(classes.size() + 1 + 63) / 64];
      for (int context = 0; context < classes.size(); context++) {
        if (Bits.get(wanted, ofClass.get(classes.get(context)))) {
          Bits.set(contexts, context + 1);
        }
      }
      SegmentTexts.contexts(partition, kind).select(contexts, rows);
    }
  }

  /** A parameter of the events of a type. */
  abstract sealed class OfParameters implements TextColumn {
    private final Segment segment;
    final Partition partition;
    final int parameter;

    OfParameters(Segment segment, Partition partition, int parameter) {
      this.segment = segment;
      this.partition = partition;
      this.parameter = parameter;
    }

    @Override
    public Segment segment() {
      return segment;
    }

    @Override
    public String field() {
      return SegmentTexts.field(partition, parameter);
    }

    @Override
    public String key() {
      return SegmentTexts.key(partition, parameter);
    }
  }

  /** What {@code evt.arg} says of a path parameter of the events of a type. */
  final class OfPaths extends OfParameters {
    private final ValueColumn values;
    private final Cell cell = new Cell();

    OfPaths(Segment segment, Partition partition, int parameter) throws CorpusException {
      super(segment, partition, parameter);
      this.values = partition.pathTexts(parameter);
    }

    @Override
    public int size() {
      return values.size();
    }

    @Override
    public @Nullable String text(int number) {
      return values.read(number, ValueType.CHARBUF, cell) ? Utf8Text.decode(cell.text) : null;
    }

    @Override
    public long[] events() {
      return Bits.widened(values.codes().histogram(values.size()));
    }

    @Override
    public void select(Partition of, long[] wanted, long[] rows) {
      if (of == partition) {
        values.codes().select(wanted, rows);
      }
    }
  }

  /** A parameter that is a text, of the events of a type. */
  final class OfParameter extends OfParameters {
    private final StringTable values;

    OfParameter(Segment segment, Partition partition, int parameter) throws CorpusException {
      super(segment, partition, parameter);
      this.values = partition.values(parameter);
    }

    /** Number 0 is for events that do not carry the parameter. */
    @Override
    public int size() {
      return values.size() + 1;
    }

    @Override
    public @Nullable String text(int number) {
      if (number == 0) {
        return null;
      }
      String bytes = values.text(number - 1);
      int end = bytes.indexOf(0);
      return Utf8Text.decode(end < 0 ? bytes : bytes.substring(0, end));
    }

    @Override
    public long[] events() throws CorpusException {
      return Bits.widened(partition.parameter(parameter).histogram(size()));
    }

    @Override
    public void select(Partition of, long[] wanted, long[] rows) throws CorpusException {
      if (of == partition) {
        partition.parameter(parameter).select(wanted, rows);
      }
    }
  }
}
