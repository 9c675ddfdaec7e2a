package dev.creance.workbench.window.shown;

import java.util.OptionalDouble;

/**
 * What a rule weighs besides its hits: how many of them are new against normal, how its noise grows
 * and what evaluating it costs.
 *
 * @param judged whether hits could be told expected from novel, which takes recordings labelled
 *     normal
 * @param novel hits that nothing labelled normal does
 * @param growth hits per node-day that come to it each week, on normal; empty where {@code
 *     growthLack} says why
 * @param growthLack why there is no trend; empty when there is one
 * @param nanosPerEvent mean time that the rule takes of every recorded event, whether or not it
 *     looks at it, in ns
 */
public record RuleWeight(
    boolean judged, long novel, OptionalDouble growth, String growthLack, double nanosPerEvent) {}
