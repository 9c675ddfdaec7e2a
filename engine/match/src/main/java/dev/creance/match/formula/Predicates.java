package dev.creance.match.formula;

import dev.creance.events.field.FieldReader;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.CheckedCondition.Comparand;
import dev.creance.grammar.checked.CheckedCondition.Test;
import dev.creance.grammar.checked.Constant;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.syntax.Operator;
import dev.creance.grammar.syntax.Operator.Modifier;
import dev.creance.match.compare.PairTest;
import dev.creance.match.compare.PairTests;
import dev.creance.match.compare.RawArgumentTest;
import dev.creance.match.compare.SeveralTests;
import dev.creance.match.compare.ValueTest;
import dev.creance.match.compare.ValueTests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes the predicates of tests, those with the same meaning once: {@code in (a, b)} and {@code in
 * (b, a)} are one, {@code =} and {@code ==} too. Values are read once an event, whatever is asked
 * of them.
 */
public final class Predicates {
  private final Function<FieldExpression, FieldReader> readers;
  private final Dependence dependence = new Dependence();
  private final Map<FieldExpression, Slot> slots = new HashMap<>();
  private final Map<Meaning, Predicate> known = new HashMap<>();
  private final List<List<Predicate>> byFacet = new ArrayList<>();

  /** What makes two tests the same question. */
  private record Meaning(
      FieldExpression left, Operator operator, Optional<Modifier> modifier, Object right) {}

  /** Place and price of a predicate about to be made. */
  private record Birth(Test test, int id, Facet facet, int place, int cost) {}

  /**
   * @param readers gives the reader of an expression's value
   */
  public Predicates(Function<FieldExpression, FieldReader> readers) {
    this.readers = readers;
    for (int i = 0; i < Facet.count(); i++) {
      byFacet.add(new ArrayList<>());
    }
  }

  /** The predicates of a facet so far; the index is {@link Predicate#place()}. */
  public List<Predicate> of(Facet facet) {
    return byFacet.get(facet.ordinal());
  }

  /** The predicate of a test. */
  public Predicate of(Test test) {
    Meaning meaning = meaning(test);
    Predicate predicate = known.get(meaning);
    if (predicate == null) {
      Facet facet = facet(test);
      List<Predicate> peers = of(facet);
      predicate = make(test, new Birth(test, known.size(), facet, peers.size(), Costs.of(test)));
      peers.add(predicate);
      known.put(meaning, predicate);
    }
    return predicate;
  }

  private Facet facet(Test test) {
    Facet left = dependence.of(test.left());
    return test.right() instanceof Comparand.Expression right
        ? left.and(dependence.of(right.expression()))
        : left;
  }

  private static Meaning meaning(Test test) {
    Operator operator = test.operator() == Operator.EQ_EQ ? Operator.EQ : test.operator();
    Object right = test.right();
    if (right instanceof Comparand.Constants constants) {
      List<Object> values = new ArrayList<>();
      for (Constant constant : constants.values()) {
        values.add(value(constant));
      }
      boolean set = operator == Operator.IN || operator == Operator.INTERSECTS;
      right = set && firstIsAsGoodAsAny(test.left()) ? new HashSet<>(values) : values;
    }
    return new Meaning(test.left(), operator, test.modifier(), right);
  }

  /** Of some fields' lists only the first constant counts. */
  private static boolean firstIsAsGoodAsAny(FieldExpression left) {
    return !(left instanceof Access access && access.field().name().startsWith("fd."));
  }

  private static Object value(Constant constant) {
    return switch (constant) {
      case Constant.Text text -> text.value();
      case Constant.Number number -> number.value();
      case Constant.Real real -> real.value();
      case Constant.Bool bool -> bool.value();
      case Constant.Address address -> address.address();
      case Constant.Network network -> List.of(network.address(), network.prefix());
    };
  }

  private Slot slot(FieldExpression expression) {
    return slots.computeIfAbsent(expression, e -> new Slot(readers.apply(e)));
  }

  private Predicate make(Test test, Birth birth) {
    String field = test.left() instanceof Access access ? access.field().name() : "";
    if (field.equals("evt.around")) {
      return new Around(birth, test);
    }
    Slot left = slot(test.left());
    return switch (test.right()) {
      case Comparand.None none -> new Exists(birth, left, field.startsWith("proc."));
      case Comparand.Expression right ->
          new Pair(
              birth,
              left,
              slot(right.expression()),
              PairTests.of(test.left(), test.operator(), right.expression()));
      case Comparand.Constants constants ->
          new Comparison(birth, left, valueTest(test, field, left.several(), constants.values()));
    };
  }

  private static ValueTest valueTest(
      Test test, String field, boolean several, List<Constant> constants) {
    if (several) {
      return SeveralTests.of((Access) test.left(), test.operator(), constants);
    }
    if (field.equals("evt.rawarg")) {
      return new RawArgumentTest(test.left().type(), test.operator(), constants);
    }
    return ValueTests.of(test.left(), test.operator(), test.modifier(), constants);
  }

  /** A value against constants. */
  private static final class Comparison extends Predicate {
    private final Slot left;
    private final ValueTest test;

    Comparison(Birth birth, Slot left, ValueTest test) {
      super(birth.test, birth.id, birth.facet, birth.place, birth.cost);
      this.left = left;
      this.test = test;
    }

    @Override
    protected boolean ask(EventScope scope, long stamp) {
      return left.fill(scope, stamp) && test.holds(left.cell);
    }
  }

  /** A value against another one. */
  private static final class Pair extends Predicate {
    private final Slot left;
    private final Slot right;
    private final PairTest test;

    Pair(Birth birth, Slot left, Slot right, PairTest test) {
      super(birth.test, birth.id, birth.facet, birth.place, birth.cost);
      this.left = left;
      this.right = right;
      this.test = test;
    }

    @Override
    protected boolean ask(EventScope scope, long stamp) {
      return left.fill(scope, stamp)
          && right.fill(scope, stamp)
          && test.holds(left.cell, right.cell);
    }
  }

  /** Whether there is a value. */
  private static final class Exists extends Predicate {
    private final Slot left;

    /** Whether it takes an ancestor to exist, not just the process to have some. */
    private final boolean ofAncestors;

    Exists(Birth birth, Slot left, boolean ofAncestors) {
      super(birth.test, birth.id, birth.facet, birth.place, birth.cost);
      this.left = left;
      this.ofAncestors = ofAncestors && left.several();
    }

    @Override
    protected boolean ask(EventScope scope, long stamp) {
      return left.fill(scope, stamp)
          && (!ofAncestors || left.cell.numberCount > 0 || !left.cell.elements.isEmpty());
    }
  }

  /** {@code evt.around[T] = D}: whether the event is at most D milliseconds away from time T. */
  private static final class Around extends Predicate {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private final long time;
    private final long distance;

    Around(Birth birth, Test test) {
      super(birth.test, birth.id, birth.facet, birth.place, birth.cost);
      this.time = Long.parseUnsignedLong(((Access) test.left()).argument().orElse("0"));
      this.distance =
          test.right() instanceof Comparand.Constants constants
              ? ((Constant.Number) constants.values().getFirst()).value() * NANOS_PER_MILLI
              : 0;
    }

    @Override
    protected boolean ask(EventScope scope, long stamp) {
      long now = scope.event.timestamp();
      return Long.compareUnsigned(time, now - distance) >= 0
          && Long.compareUnsigned(time, now + distance) <= 0;
    }
  }
}
