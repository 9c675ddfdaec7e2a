package dev.creance.corpus.evaluate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A condition as {@link PlanPool} has it. Children are numbers of plans, ascending; not to be
 * changed.
 *
 * <p>A class with a kind, and not a sealed family of records: plans are compared and told apart all
 * the time, also in a process that has just started, where records' methods and switches over types
 * are first made up.
 *
 * @see PlanPool
 */
final class Plan {
  private static final int[] NONE = {};

  private final Kind kind;
  private final int predicate;
  private final boolean flag;
  private final int[] children;
  private final int hash;

  /** What a plan is. */
  enum Kind {
    /** True or false. */
    CONSTANT,
    /** A predicate or its complement. */
    LEAF,
    /** All children hold. */
    ALL,
    /** Some child holds. */
    ANY
  }

  private Plan(Kind kind, int predicate, boolean flag, int[] children) {
    this.kind = kind;
    this.predicate = predicate;
    this.flag = flag;
    this.children = children;
    this.hash =
        (Arrays.hashCode(children) * 31 + predicate) * 8 + kind.ordinal() * 2 + (flag ? 1 : 0);
  }

  static Plan constant(boolean value) {
    return new Plan(Kind.CONSTANT, -1, value, NONE);
  }

  static Plan leaf(int predicate, boolean negated) {
    return new Plan(Kind.LEAF, predicate, negated, NONE);
  }

  /**
   * @param children ascending; the array is the plan's from now on
   */
  static Plan of(boolean any, int[] children) {
    return new Plan(any ? Kind.ANY : Kind.ALL, -1, false, children);
  }

  Kind kind() {
    return kind;
  }

  /** Of a constant. */
  boolean value() {
    return flag;
  }

  /** Of a leaf: the number of its predicate. */
  int predicate() {
    return predicate;
  }

  /** Of a leaf: whether it holds where the predicate does not. */
  boolean negated() {
    return flag;
  }

  int[] children() {
    return children;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Plan plan
        && hash == plan.hash
        && kind == plan.kind
        && predicate == plan.predicate
        && flag == plan.flag
        && Arrays.equals(children, plan.children);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return kind + (flag ? "!" : "") + predicate + Arrays.toString(children);
  }
}
