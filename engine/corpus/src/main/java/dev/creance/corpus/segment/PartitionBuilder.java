package dev.creance.corpus.segment;

import dev.creance.corpus.format.ByteDictionary;
import dev.creance.corpus.format.IntColumn;
import dev.creance.grammar.vocabulary.EventType;
import org.jspecify.annotations.Nullable;

/** The growing columns of all events of one type. */
final class PartitionBuilder {
  final EventType type;
  final IntColumn numbers = new IntColumn();
  final IntColumn processes = new IntColumn();
  final IntColumn descriptors = new IntColumn();

  /** 1 where the descriptor is the one of the last number and not the event's own. */
  final IntColumn indirect = new IntColumn();

  final boolean usesDescriptor;
  final IntColumn lastFds = new IntColumn();
  final LongDictionary lastFdValues = new LongDictionary();
  final IntColumn tids = new IntColumn();
  final LongDictionary tidValues = new LongDictionary();
  final IntColumn processors = new IntColumn();
  final ParameterBuilder[] parameters;

  PartitionBuilder(EventType type) {
    this.type = type;
    usesDescriptor =
        type.has(EventType.Flag.USES_FD)
            || type.has(EventType.Flag.CREATES_FD)
            || type.has(EventType.Flag.DESTROYS_FD);
    parameters = new ParameterBuilder[type.parameters().size()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = new ParameterBuilder(ParameterReference.of(type.parameters().get(i)));
    }
  }

  /** The growing column of one parameter. */
  static final class ParameterBuilder {
    final IntColumn codes = new IntColumn();
    final ByteDictionary values = new ByteDictionary();
    final ParameterReference reference;
    final @Nullable IntColumn references;

    ParameterBuilder(ParameterReference reference) {
      this.reference = reference;
      this.references = reference == ParameterReference.NONE ? null : new IntColumn();
    }
  }
}
